/** Ports of a machine in memory: what was flushed or committed survives a crash, what was not may be lost. */
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { DeskPorts, JournalFile, JournalHost, KeyStore, Random, Windows } from '../ports.ts';
import { type DatabaseDump, dumpDatabases, loadDatabases } from './databaseDump.ts';
import { DatabaseFaults } from './databaseFaults.ts';
import type { MemoryKeyring } from './memoryKeyring.ts';
import { VirtualTime } from './virtualTime.ts';

/** A file whose unflushed writes a crash may take. */
class MemoryFile {
  flushed = new Uint8Array(0);
  current = new Uint8Array(0);
  /** where and how long the last write was, while it is not flushed */
  unflushed: { at: number; length: number } | null = null;

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
    this.unflushed = { at, length: bytes.length };
  }

  flush(): void {
    this.flushed = this.current;
    this.unflushed = null;
  }

  truncate(size: number): void {
    this.current = this.current.slice(0, size);
    this.flush();
  }

  /** A power cut: of what was not flushed, the first `kept` (0 to 1) of the last write is on the disk. */
  crash(kept: number): void {
    const torn = this.unflushed;
    const written = torn ? this.current.slice(torn.at, torn.at + Math.floor(torn.length * kept)) : null;
    this.current = this.flushed.slice();
    if (torn && written?.length) this.write(torn.at, written);
    this.flush();
  }
}

/** How a machine's journal files fail; each write or flush asks anew. */
export interface JournalFault {
  how: /** writes are refused */
    | 'refuse'
    /** a write takes half of its bytes and then fails */
    | 'short'
    /** bytes are taken, but making them durable fails */
    | 'flushFails'
    /** files do not grow; what was written before can be overwritten */
    | 'noGrowth';
  /** the name of the error */
  name: string;
}

/** Databases by how their names begin: the decisions', the cache's, all. */
export type DatabasePrefix = 'work-' | 'cache-' | '';

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
  /** how the journal's files fail; a name alone means that writes are refused with it */
  journalFault: JournalFault | string | null = null;
  /** how much of the last unflushed journal write a crash leaves on the disk, 0 (nothing) to 1 */
  tornTail = 0;
  /** IndexedDB's faults; a crash ends them */
  readonly #databaseFaults = new DatabaseFaults();
  #remembered: DatabaseDump[] = [];
  /** what the journal's host says; null as in a browser */
  freeBytes: number | null = null;
  estimate: { usageBytes: number | null; quotaBytes: number | null } = {
    usageBytes: null,
    quotaBytes: null,
  };
  /** the system's key store; null as in a browser */
  keyring: MemoryKeyring | null = null;
  /** false: a browser, where a page cannot tell a reload from a restart */
  knowsProcess = true;
  #process = 1;

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

  /** What write transactions of IndexedDB suffer from now on; null: nothing. */
  set databaseFault(fault: DatabaseFaults['fault']) {
    if (fault) this.#databaseFaults.fault = { ...fault };
    else this.#databaseFaults.clear();
  }

  /** A write hangs, and what is asked of its database waits behind it. */
  get isHanging(): boolean {
    return this.#databaseFaults.isHanging;
  }

  /** The page reloads: as a crash, but the program's process goes on. */
  reload(): void {
    this.#die();
  }

  /** The process dies: timers and locks go, unflushed journal bytes go, the rest stays. */
  crash(): void {
    this.#process++;
    this.#die();
  }

  #die(): void {
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
    this.#databaseFaults.clear();
    for (const files of this.#journals.values()) for (const file of files.values()) file.crash(this.tornTail);
  }

  /** IndexedDB lost everything, as Chromium's did after a full disk. */
  loseIndexedDB(): void {
    this.indexedDB = new IDBFactory();
  }

  /** Windows opened so far hear nothing any more, as one whose worker hangs. */
  deafenWindows(): void {
    this.#windows.clear();
  }

  /** Notes what the databases hold now, for `loseNewestRows`. Call while nothing is being written. */
  async rememberDatabases(): Promise<void> {
    this.#remembered = await dumpDatabases(this.indexedDB);
  }

  /** IndexedDB lost what was written since `rememberDatabases`. Call between a crash and the next start. */
  async loseNewestRows(which: DatabasePrefix = ''): Promise<void> {
    const present = await dumpDatabases(this.indexedDB, (name) => !name.startsWith(which));
    const former = this.#remembered.filter(({ name }) => name.startsWith(which));
    this.indexedDB = await loadDatabases([...present, ...former]);
  }

  /** IndexedDB lost some databases as a whole. Call between a crash and the next start. */
  async loseDatabases(which: DatabasePrefix): Promise<void> {
    this.indexedDB = await loadDatabases(
      await dumpDatabases(this.indexedDB, (name) => !name.startsWith(which)),
    );
  }

  /** Every byte the journals hold, for looking what is readable. */
  journalBytes(): Uint8Array[] {
    return [...this.#journals.values()].flatMap((files) => [...files.values()].map((file) => file.current));
  }

  /** What is flushed of each journal file, by local id and name; for finding it on another machine. */
  journals(): Record<string, Record<string, Uint8Array<ArrayBuffer>>> {
    const copies = [...this.#journals].map(([localId, files]) => [
      localId,
      Object.fromEntries([...files].map(([name, file]) => [name, file.flushed.slice()])),
    ]);
    return Object.fromEntries(copies);
  }

  /** Puts journal files of another machine on this one's disk. */
  putJournals(journals: Record<string, Record<string, Uint8Array<ArrayBuffer>>>): void {
    for (const [localId, files] of Object.entries(journals)) {
      const placed = new Map<string, MemoryFile>();
      for (const [name, bytes] of Object.entries(files)) {
        const file = new MemoryFile();
        file.write(0, bytes);
        file.flush();
        placed.set(name, file);
      }
      this.#journals.set(localId, placed);
    }
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
        estimate: async () => this.estimate,
      },
      journal: this.#journalHost(alive),
      keyStore: this.keyring && this.#keyStore(alive, this.keyring),
      helpers: null,
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
    const faults = this.#databaseFaults;
    const incarnation = this.#incarnation;
    const isGone = () => incarnation !== this.#incarnation;
    return {
      open(name, version) {
        if (isGone()) throw new DOMException('the process is gone', 'AbortError');
        faults.requireOpenable(name);
        const request = version === undefined ? factory.open(name) : factory.open(name, version);
        request.addEventListener('success', () => {
          opened.push(request.result);
          faults.watch(request.result);
        });
        return request;
      },
      deleteDatabase: (name) => factory.deleteDatabase(name),
      cmp: (first, second) => factory.cmp(first, second),
      databases: () => factory.databases(),
    };
  }

  #writeJournal(file: MemoryFile, at: number, bytes: Uint8Array): void {
    const { journalFault } = this;
    const fault =
      typeof journalFault === 'string' ? { how: 'refuse' as const, name: journalFault } : journalFault;
    const isGrowing = at + bytes.length > file.current.length;
    if (fault?.how === 'short') file.write(at, bytes.subarray(0, bytes.length >> 1));
    const isRefused =
      fault?.how === 'refuse' || fault?.how === 'short' || (fault?.how === 'noGrowth' && isGrowing);
    if (fault && isRefused) throw new DOMException('refused', fault.name);
    file.write(at, bytes);
  }

  #keyStore(alive: <T>(task: () => T | Promise<T>) => Promise<T>, keyring: MemoryKeyring): KeyStore {
    return {
      state: () => alive(() => keyring.state()),
      seal: (localId, secret) => alive(() => keyring.seal(localId, secret)),
      unseal: (localId, sealed) => alive(() => keyring.unseal(localId, sealed)),
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
                this.#writeJournal(file, at, bytes);
              }),
            flush: () =>
              alive(() => {
                const fault = this.journalFault;
                if (typeof fault === 'object' && fault?.how === 'flushFails')
                  throw new DOMException('not flushed', fault.name);
                file.flush();
              }),
            truncate: (sizeBytes) =>
              alive(() => {
                requireOpen();
                file.truncate(sizeBytes);
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
      processId: () => alive(() => (this.knowsProcess ? `process-${this.#process}` : null)),
      freeBytes: () => alive(() => this.freeBytes),
    };
  }
}
