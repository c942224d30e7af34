/** The cache's database: its tables, its versions, whether this program can read it, and its end. */
import { Dexie, type Table } from 'dexie';
import type { StorageHost } from '../ports.ts';
import { DEXIE_FACTOR, databaseVersion } from './databaseFacts.ts';
import type { StorageGate } from './storageGate.ts';

/** A block's index rows, ready to load. */
export interface IndexRowsRow {
  id: string;
  /** order of arrival; a later block's item supersedes an earlier one's if its seq is higher */
  order: number;
  count: number;
  rows: Uint8Array<ArrayBuffer>;
}
/** A block of submissions: the items as received, and their index rows. */
export interface BlockRow extends IndexRowsRow {
  items: Uint8Array<ArrayBuffer>;
}
/** Items lie apart from their index rows: an unlock reads the one and not the other. */
interface ItemsRow {
  id: string;
  order: number;
  items: Uint8Array<ArrayBuffer>;
}
export interface ImageRow {
  /** sha256/variant */
  key: string;
  usedAt: number;
  sizeBytes: number;
  sealed: Uint8Array<ArrayBuffer>;
}
/**
 * A record of the packed index: some of its columns, sealed. Its `head` says which are whole; records of other
 * generations are left over from a packing that was cut off.
 */
interface PackedRow {
  key: string;
  generation: number;
  sealed?: Uint8Array<ArrayBuffer>;
}

/**
 * 2: index rows in a table of their own; blocks written before have theirs within. 3: the packed index, which
 * may be missing at any time.
 */
const SCHEMA_VERSION = 3;

export class CacheDatabase extends Dexie {
  declare blocks: Table<ItemsRow | BlockRow, string>;
  declare indexRows: Table<IndexRowsRow, string>;
  declare images: Table<ImageRow, string>;
  declare meta: Table<{ key: string; value: unknown }, string>;
  declare packed: Table<PackedRow, string>;

  constructor(name: string, host: StorageHost) {
    super(`cache-${name}`, {
      indexedDB: host.indexedDB,
      IDBKeyRange: host.IDBKeyRange,
      chromeTransactionDurability: 'relaxed',
      cache: 'disabled',
    });
    this.version(1).stores({ blocks: 'id, order', images: 'key, usedAt', meta: 'key' });
    this.version(2).stores({ indexRows: 'id, order' });
    this.version(SCHEMA_VERSION).stores({ packed: 'key, generation' });
  }
}

/** An open cache as its parts reach it. */
export interface CacheAccess {
  db: CacheDatabase;
  gate: StorageGate;
  /** a write that passes the gate; `StoreClosedError` once the cache is closed */
  guarded<T>(task: () => Promise<T>): Promise<T>;
  /** Throws `FencedError` if another window leads; called inside a transaction with `meta`. */
  requireLeader(): Promise<void>;
}

/** True if there is a cache of that name which this program can read. */
export async function isCacheReadable(name: string, host: StorageHost): Promise<boolean> {
  const version = await databaseVersion(`cache-${name}`, host);
  return version !== null && version <= SCHEMA_VERSION * DEXIE_FACTOR;
}

/** Drops a cache as a whole: deleting rows one by one took minutes at 450,000. */
export async function deleteCache(name: string, host: StorageHost): Promise<void> {
  await new CacheDatabase(name, host).delete();
}
