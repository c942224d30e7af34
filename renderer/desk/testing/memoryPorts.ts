/** Ports of a machine in memory: what was flushed or committed survives a crash, what was not may be lost. */
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { DeskPorts, JournalFile, JournalHost, Random, Windows } from '../ports.ts';
import { VirtualTime } from './virtualTime.ts';

/** A file whose unflushed writes a crash may take. */
class MemoryFile {
  flushed = new Uint8Array(0);
  current = new Uint8Array(0);

  write(at: number, bytes: Uint8Array): void {
    const end = at + bytes.length;
    if (end > this.current.length) {
      const grown = new Uint8Array(end);
      grown.set(this.current);
      this.current = grown;
    }
    // Copied on write, so that `flushed` may share the buffer between flushes.
    if (this.current.buffer === this.flushed.buffer) this.current = this.current.slice();
    this.current.set(bytes, at);
  }
}

/** The disk of a machine: journals and IndexedDB, outliving any desk that runs on it. */
export class MemoryMachine {
  readonly time = new VirtualTime();
  indexedDB = new IDBFactory();
  readonly #journals = new Map<string, Map<string, MemoryFile>>();
  /** names held, each with what its holder hears when it is stolen */
  readonly #locks = new Map<string, () => void>();
  readonly #windows = new Set<(message: unknown) => void>();
  /** how often each folder's files were closed */
  readonly #closings = new Map<string, number>();
  #incarnation = 0;
  /** databases the running process has open */
  #opened: IDBDatabase[] = [];
  #seed: number;
  /** set to make every journal write fail with this name */
  journalFault: string | null = null;

  constructor(seed = 1) {
    this.#seed = seed >>> 0 || 1;
  }

  /** xorshift32: the same seed gives the same bytes. */
  readonly random: Random = {
    bytes: (length) => {
      const bytes = new Uint8Array(length);
      for (let index = 0; index < length; index++) {
        this.#seed ^= this.#seed << 13;
        this.#seed ^= this.#seed >>> 17;
        this.#seed ^= this.#seed << 5;
        bytes[index] = this.#seed & 0xff;
      }
      return bytes;
    },
  };

  /** The process dies: timers and locks go, unflushed journal bytes go, the rest stays. */
  crash(): void {
    this.#incarnation++;
    this.time.forget();
    this.#locks.clear();
    this.#windows.clear();
    // What a dead process had not begun to write is never written.
    for (const database of this.#opened) {
      database.transaction = () => {
        // Not InvalidStateError: on that Dexie opens the database anew and goes on writing.
        throw new DOMException('the process is gone', 'AbortError');
      };
    }
    this.#opened = [];
    for (const files of this.#journals.values())
      for (const file of files.values()) file.current = file.flushed.slice();
  }

  /** IndexedDB lost everything, as Chromium's did after a full disk. */
  loseIndexedDB(): void {
    this.indexedDB = new IDBFactory();
  }

  /** Every byte the journals hold, for looking what is readable. */
  journalBytes(): Uint8Array[] {
    return [...this.#journals.values()].flatMap((files) => [...files.values()].map((file) => file.current));
  }

  /** Changes one byte of a journal file, as a hand on the disk would. */
  tamperJournal(at: number): void {
    for (const files of this.#journals.values()) {
      const file = files.get('a');
      if (!file) continue;
      file.current = file.current.slice();
      file.current[at] = (file.current[at] ?? 0) ^ 0xff;
      file.flushed = file.current;
    }
  }

  /** Ports for a desk started on this machine now; they stop working when the machine crashes. */
  ports(fetch: DeskPorts['fetch'], config: DeskPorts['config'] = {}): DeskPorts {
    const incarnation = this.#incarnation;
    const alive = async <T>(task: () => T | Promise<T>): Promise<T> => {
      // A dead process neither goes on nor fails: its promises never settle.
      if (incarnation !== this.#incarnation) await new Promise<never>(() => undefined);
      const value = await task();
      if (incarnation !== this.#incarnation) await new Promise<never>(() => undefined);
      return value;
    };
    return {
      clock: this.time,
      schedule: {
        after: (delayMs, task) => {
          if (incarnation !== this.#incarnation) return () => undefined;
          return this.time.after(delayMs, task);
        },
      },
      random: this.random,
      fetch: (url, init) => alive(() => fetch(url, init)),
      locks: {
        acquire: (name, { steal = false, onLost = () => undefined } = {}) =>
          alive(() => {
            const holder = this.#locks.get(name);
            if (holder && !steal) return null;
            this.#locks.set(name, onLost);
            holder?.();
            return () => {
              if (this.#locks.get(name) === onLost) this.#locks.delete(name);
            };
          }),
      },
      windows: this.#windowPort(),
      storage: {
        indexedDB: this.#watched(this.indexedDB),
        IDBKeyRange,
        persist: async () => true,
        estimate: async () => ({ usageBytes: null, quotaBytes: null }),
      },
      journal: this.#journalHost(alive),
      gateway: 'http://desk.test',
      config: { kdfIterations: 1_000, journalBytes: 256 * 1024, ...config },
    };
  }

  #windowPort(): Windows {
    const own = new Set<(message: unknown) => void>();
    return {
      post: (message) => {
        for (const listener of [...this.#windows]) {
          if (!own.has(listener)) queueMicrotask(() => this.#windows.has(listener) && listener(message));
        }
      },
      listen: (listener) => {
        own.add(listener);
        this.#windows.add(listener);
        return () => void this.#windows.delete(listener);
      },
    };
  }

  /** The factory, remembering what is opened through it; shut once the process that got it is gone. */
  #watched(factory: IDBFactory): IDBFactory {
    const opened = this.#opened;
    const incarnation = this.#incarnation;
    const isGone = () => incarnation !== this.#incarnation;
    return {
      open(name, version) {
        if (isGone()) throw new DOMException('the process is gone', 'AbortError');
        const request = version === undefined ? factory.open(name) : factory.open(name, version);
        request.addEventListener('success', () => opened.push(request.result));
        return request;
      },
      deleteDatabase: (name) => factory.deleteDatabase(name),
      cmp: (first, second) => factory.cmp(first, second),
      databases: () => factory.databases(),
    };
  }

  #journalHost(alive: <T>(task: () => T | Promise<T>) => Promise<T>): JournalHost {
    return {
      list: () => alive(() => [...this.#journals.keys()]),
      open: (localId, name) =>
        alive((): JournalFile => {
          const files = this.#journals.get(localId) ?? new Map<string, MemoryFile>();
          this.#journals.set(localId, files);
          const file = files.get(name) ?? new MemoryFile();
          files.set(name, file);
          const closings = this.#closings.get(localId) ?? 0;
          const requireOpen = () => {
            if ((this.#closings.get(localId) ?? 0) !== closings)
              throw new DOMException('closed', 'InvalidStateError');
          };
          return {
            size: () => alive(() => file.current.length),
            read: (at, length) => alive(() => file.current.slice(at, at + length)),
            write: (at, bytes) =>
              alive(() => {
                requireOpen();
                if (this.journalFault) throw new DOMException('refused', this.journalFault);
                file.write(at, bytes);
              }),
            flush: () =>
              alive(() => {
                file.flushed = file.current;
              }),
          };
        }),
      readHeader: (localId) =>
        alive(() => (this.#journals.get(localId)?.get('header') ?? new MemoryFile()).current.slice()),
      close: (localId) =>
        alive(() => {
          // What was opened before is shut; a write through it fails as a browser's does.
          this.#closings.set(localId, (this.#closings.get(localId) ?? 0) + 1);
        }),
      remove: (localId) => alive(() => void this.#journals.delete(localId)),
    };
  }
}
