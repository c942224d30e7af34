/** A machine in memory: what was flushed or committed survives a crash, what was not may be lost. */
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { DeskPorts, KeyStore, Random, Windows } from '../ports.ts';
import { type DatabaseDump, dumpDatabases, loadDatabases } from './databaseDump.ts';
import { DatabaseFaults } from './databaseFaults.ts';
import { type Alive, JournalDisk } from './journalDisk.ts';
import type { MemoryKeyring } from './memoryKeyring.ts';
import { VirtualTime } from './virtualTime.ts';

/** Databases by how their names begin: the decisions', the cache's, all. */
export type DatabasePrefix = 'work-' | 'cache-' | '';

/** The disk of a machine: journals and IndexedDB, outliving any desk that runs on it. */
export class MemoryMachine {
  readonly time = new VirtualTime();
  indexedDB = new IDBFactory();
  readonly journals = new JournalDisk();
  /** names held, each with what its holder hears when it is stolen */
  readonly #locks = new Map<string, () => void>();
  readonly #windows = new Set<(message: unknown) => void>();
  #incarnation = 0;
  /** databases the running process has open */
  #opened: IDBDatabase[] = [];
  #seed: number;
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

  /** A table of IndexedDB of which no row can be read from now on, until the process is gone; null: none. */
  set unreadable(table: string | null) {
    this.#databaseFaults.unreadable = table;
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
    this.journals.crash();
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

  /** Ports for a desk started on this machine now; they stop working when the machine crashes. */
  ports(fetch: DeskPorts['fetch'], config: DeskPorts['config'] = {}): DeskPorts {
    const incarnation = this.#incarnation;
    const alive: Alive = async (task) => {
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
      journal: this.journals.host(alive, {
        id: () => (this.knowsProcess ? `process-${this.#process}` : null),
        freeBytes: () => this.freeBytes,
      }),
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

  #keyStore(alive: Alive, keyring: MemoryKeyring): KeyStore {
    return {
      state: () => alive(() => keyring.state()),
      seal: (localId, secret) => alive(() => keyring.seal(localId, secret)),
      unseal: (localId, sealed) => alive(() => keyring.unseal(localId, sealed)),
    };
  }
}
