/** Whole IndexedDB databases as plain values and back: what a disk held at a moment, to be found there again. */
import { IDBFactory } from 'fake-indexeddb';
import { fromBase64, toBase64 } from '../vault/vault.ts';

interface DumpedStore {
  name: string;
  keyPath: string | string[] | null;
  autoIncrement: boolean;
  indexes: { name: string; keyPath: string | string[]; unique: boolean; multiEntry: boolean }[];
  rows: unknown[];
}
export interface DatabaseDump {
  name: string;
  version: number;
  stores: DumpedStore[];
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function completed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}

/** All databases of a factory whose names pass, with stores, indexes and rows. Their keys lie in the rows. */
export async function dumpDatabases(
  factory: IDBFactory,
  isWanted: (name: string) => boolean = () => true,
): Promise<DatabaseDump[]> {
  const dumps: DatabaseDump[] = [];
  for (const { name = '', version = 1 } of await factory.databases()) {
    if (!isWanted(name)) continue;
    const db = await settled(factory.open(name));
    const names = [...db.objectStoreNames];
    const stores: DumpedStore[] = [];
    if (names.length) {
      const transaction = db.transaction(names, 'readonly');
      for (const storeName of names) {
        const store = transaction.objectStore(storeName);
        const indexes = [...store.indexNames].map((indexName) => {
          const { keyPath, unique, multiEntry } = store.index(indexName);
          return { name: indexName, keyPath, unique, multiEntry };
        });
        const rows = await settled(store.getAll());
        stores.push({
          name: storeName,
          keyPath: store.keyPath,
          autoIncrement: store.autoIncrement,
          indexes,
          rows,
        });
      }
    }
    db.close();
    dumps.push({ name, version, stores });
  }
  return dumps;
}

/** A factory that holds these databases and no others. */
export async function loadDatabases(dumps: readonly DatabaseDump[]): Promise<IDBFactory> {
  const factory = new IDBFactory();
  for (const { name, version, stores } of dumps) {
    const opening = factory.open(name, version);
    opening.onupgradeneeded = () => {
      for (const { name: storeName, keyPath, autoIncrement, indexes } of stores) {
        const store = opening.result.createObjectStore(storeName, { keyPath, autoIncrement });
        for (const index of indexes) store.createIndex(index.name, index.keyPath, index);
      }
    };
    const db = await settled(opening);
    const filled = stores.filter((store) => store.rows.length);
    if (filled.length) {
      const transaction = db.transaction(
        filled.map((store) => store.name),
        'readwrite',
      );
      const done = completed(transaction);
      for (const store of filled) for (const row of store.rows) transaction.objectStore(store.name).put(row);
      await done;
    }
    db.close();
  }
  return factory;
}

const BYTES = '$base64';

/** A value with byte arrays in it as JSON text; `fromDumpText` gives them back. */
export function toDumpText(value: unknown): string {
  return JSON.stringify(
    value,
    (_, part: unknown) => (part instanceof Uint8Array ? { [BYTES]: toBase64(part) } : part),
    1,
  );
}

export function fromDumpText(text: string): unknown {
  return JSON.parse(text, (_, part: unknown) =>
    typeof part === 'object' && part !== null && BYTES in part ? fromBase64(String(part[BYTES])) : part,
  );
}
