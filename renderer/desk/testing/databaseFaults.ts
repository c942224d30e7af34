/** Faults of a virtual IndexedDB: write transactions that abort, never settle or find no room, opens and reads that fail. */

export type DatabaseFault = {
  how: /** the transaction aborts, nothing of it is stored */
    | 'abort'
    /** it neither completes nor fails, and holds up what comes after it */
    | 'hang'
    /** it aborts for want of room */
    | 'quota'
    /** databases cannot be opened any more */
    | 'openFails';
  /** which databases, by how their names begin */
  which: 'work-' | 'cache-' | '';
  /** so many write transactions still succeed before */
  after: number;
};

/** The inner side of fake-indexeddb's transactions, which start when their turn comes. */
interface Startable {
  _start(): void;
  _started: boolean;
  _abort(name: string): void;
  _execRequestAsync(request: { source: IDBObjectStore; operation: () => never }): IDBRequest;
}
const refuse = (): never => {
  throw new DOMException('data lost due to a missing file', 'NotReadableError');
};
const inner = (transaction: IDBTransaction) => transaction as unknown as Startable;

export class DatabaseFaults {
  fault: DatabaseFault | null = null;
  /** a table of which no row can be read */
  unreadable: string | null = null;
  #hanging: IDBTransaction[] = [];

  get isHanging(): boolean {
    return this.#hanging.length > 0;
  }

  /** Makes a database's write transactions suffer the fault that is set when they begin. */
  watch(database: IDBDatabase): void {
    const begin = database.transaction.bind(database);
    database.transaction = (stores, mode, options) => {
      const transaction = begin(stores, mode, options);
      if (mode === 'readwrite') this.#strike(database.name, transaction);
      else this.#spoil(transaction);
      return transaction;
    };
  }

  /** Single rows of the table that cannot be read are lost, as those whose file is missing in Chromium. */
  #spoil(transaction: IDBTransaction): void {
    const objectStore = transaction.objectStore.bind(transaction);
    transaction.objectStore = (name) => {
      const store = objectStore(name);
      const isLost = name === this.unreadable;
      if (isLost)
        store.get = () => inner(transaction)._execRequestAsync({ source: store, operation: refuse });
      return store;
    };
  }

  /** Throws if opening this database fails now. */
  requireOpenable(name: string): void {
    if (this.fault?.how === 'openFails' && name.startsWith(this.fault.which))
      throw new DOMException('cannot be opened', 'UnknownError');
  }

  #strike(name: string, transaction: IDBTransaction): void {
    const { fault } = this;
    if (!fault || fault.how === 'openFails' || !name.startsWith(fault.which)) return;
    if (fault.after > 0) {
      fault.after--;
      return;
    }
    const struck = inner(transaction);
    if (fault.how === 'hang') {
      this.#hanging.push(transaction);
      struck._start = () => {
        struck._started = true;
      };
      return;
    }
    const error = fault.how === 'quota' ? 'QuotaExceededError' : 'AbortError';
    struck._start = () => struck._abort(error);
  }

  /** The process is gone: what hung is rolled back, and the next process begins without the fault. */
  clear(): void {
    this.fault = null;
    this.unreadable = null;
    for (const transaction of this.#hanging) inner(transaction)._abort('AbortError');
    this.#hanging = [];
  }
}
