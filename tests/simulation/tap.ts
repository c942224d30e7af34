/**
 * A tap on a desk's ports: every call that passes is counted and traced, and the process can be made to die
 * at any one of them, before it is carried out or just after its effect.
 */
import type { DeskPorts, JournalFile, JournalHost, KeyStore } from '../../renderer/desk/ports.ts';
import type { Trace } from './trace.ts';

const GONE = () => new DOMException('the process is gone', 'AbortError');

/** Database calls that change something: a process can die between any two of them. */
const CHANGES = ['put', 'add', 'delete', 'clear'] as const;

export class Tap {
  /** port calls so far */
  calls = 0;
  /** the process dies at this call; null: it lives */
  dieAt: number | null = null;
  isDead = false;
  /** how far this machine's clock is off, ms */
  skewMs = 0;
  /** told before each call, while the process lives */
  onCall: (() => void) | null = null;
  /** write transactions and journal calls under way */
  underWay = 0;
  readonly #transactions = new Set<IDBTransaction>();

  /**
   * `die` stops the machine. `isFine`: single changes inside a transaction count as calls, too.
   */
  constructor(
    readonly name: string,
    private readonly trace: Trace,
    private readonly die: () => void,
    private readonly isFine = false,
  ) {}

  /** Notes a call; kills the process if its hour has come. */
  note(label: string, content?: string | Uint8Array): void {
    if (this.isDead) return;
    this.calls++;
    this.trace.add(`${this.name} ${label}`, content);
    this.onCall?.();
    if (this.calls === this.dieAt) this.kill();
  }

  /** The process dies now: what its transactions had not committed never happens. */
  kill(): void {
    this.isDead = true;
    for (const transaction of this.#transactions) {
      try {
        transaction.abort();
      } catch {
        // It has just ended by itself.
      }
    }
    this.#transactions.clear();
    this.die();
  }

  /** The ports with the tap on them. */
  on(ports: DeskPorts): DeskPorts {
    return {
      ...ports,
      clock: { now: () => ports.clock.now() + this.skewMs },
      fetch: async (url, init) => {
        this.note(`fetch ${init.method} ${url}`, bodyOf(init));
        const response = await ports.fetch(url, init);
        this.note(`reply ${response.status}`);
        return this.isDead ? never() : response;
      },
      storage: { ...ports.storage, indexedDB: this.#factory(ports.storage.indexedDB) },
      journal: this.#journal(ports.journal),
      keyStore: ports.keyStore && this.#keyStore(ports.keyStore),
    };
  }

  async #busy<T>(label: string, task: () => Promise<T>, content?: Uint8Array): Promise<T> {
    this.note(label, content);
    if (this.isDead) return never();
    this.underWay++;
    try {
      return await task();
    } finally {
      this.underWay--;
    }
  }

  #journal(host: JournalHost): JournalHost {
    return {
      ...host,
      open: async (localId, name) => {
        const file = await host.open(localId, name);
        return this.#file(name, file);
      },
      close: (localId) => this.#busy('journal close', () => host.close(localId)),
      remove: (localId) => this.#busy('journal remove', () => host.remove(localId)),
    };
  }

  /** Asking whether there is one changes nothing; what it seals and unseals does. */
  #keyStore(store: KeyStore): KeyStore {
    return {
      state: () => store.state(),
      seal: (localId, secret) => this.#busy('key store seal', () => store.seal(localId, secret)),
      unseal: (localId, sealed) => this.#busy('key store unseal', () => store.unseal(localId, sealed)),
    };
  }

  #file(name: string, file: JournalFile): JournalFile {
    return {
      size: () => file.size(),
      read: (at, length) => file.read(at, length),
      write: (at, bytes) => this.#busy(`journal ${name} write ${at}`, () => file.write(at, bytes), bytes),
      flush: () => this.#busy(`journal ${name} flush`, () => file.flush()),
      truncate: (size) => this.#busy(`journal ${name} truncate ${size}`, () => file.truncate(size)),
    };
  }

  #factory(factory: IDBFactory): IDBFactory {
    return {
      open: (name, version) => {
        if (this.isDead) throw GONE();
        const request = version === undefined ? factory.open(name) : factory.open(name, version);
        request.addEventListener('success', () => this.#watch(request.result));
        return request;
      },
      deleteDatabase: (name) => {
        this.note(`delete ${kindOf(name)}`);
        if (this.isDead) throw GONE();
        return factory.deleteDatabase(name);
      },
      cmp: (first, second) => factory.cmp(first, second),
      databases: () => factory.databases(),
    };
  }

  #watch(database: IDBDatabase): void {
    const begin = database.transaction.bind(database);
    const kind = kindOf(database.name);
    database.transaction = (stores, mode, options) => {
      if (mode !== 'readwrite') return begin(stores, mode, options);
      this.note(`${kind} transaction`);
      if (this.isDead) throw GONE();
      const transaction = begin(stores, mode, options);
      this.#transactions.add(transaction);
      this.underWay++;
      const end = (how: string) => () => {
        this.underWay--;
        this.#transactions.delete(transaction);
        this.note(`${kind} ${how}`);
      };
      transaction.addEventListener('complete', end('committed'));
      transaction.addEventListener('abort', end('aborted'));
      if (this.isFine) this.#watchChanges(kind, transaction);
      return transaction;
    };
  }

  #watchChanges(kind: string, transaction: IDBTransaction): void {
    const open = transaction.objectStore.bind(transaction);
    const seen = new Set<IDBObjectStore>();
    transaction.objectStore = (name) => {
      const store = open(name);
      if (seen.has(store)) return store;
      seen.add(store);
      for (const method of CHANGES) {
        const change = store[method].bind(store) as (...given: unknown[]) => IDBRequest;
        Object.assign(store, {
          [method]: (...given: unknown[]) => {
            this.note(`${kind} ${name} ${method}`);
            if (this.isDead) throw GONE();
            return change(...given);
          },
        });
      }
      return store;
    };
  }
}

/** A dead process neither goes on nor fails. */
function never(): Promise<never> {
  return new Promise<never>(() => undefined);
}

const kindOf = (name: string) => name.slice(0, name.indexOf('-'));

function bodyOf(init: RequestInit): string | Uint8Array | undefined {
  if (init.body instanceof ArrayBuffer) return new Uint8Array(init.body);
  return typeof init.body === 'string' ? init.body : undefined;
}
