/**
 * `cache-<name>`: what the gateway holds, relaxed and disposable. Submissions stay packed as they came, a
 * thousand to a sealed block; blocks and the cursor that covers them are written in one transaction.
 */
import { Dexie, type Table } from 'dexie';
import type { StorageHost } from '../ports.ts';
import { FencedError } from './workStore.ts';

/** A block of submissions: the items as received, and their index rows ready to load. */
export interface BlockRow {
  id: string;
  /** order of arrival; a later block's item supersedes an earlier one's if its seq is higher */
  order: number;
  count: number;
  items: Uint8Array<ArrayBuffer>;
  rows: Uint8Array<ArrayBuffer>;
}
export interface ImageRow {
  /** sha256/variant */
  key: string;
  usedAt: number;
  sizeBytes: number;
  sealed: Uint8Array<ArrayBuffer>;
}
/** How far the feed has been stored; sealed values are the caller's. */
export interface CacheMeta {
  cursor?: string;
  epoch?: string;
  scopeGen?: number;
  /** the manifest of a snapshot under way, for resuming */
  manifest?: unknown;
  feedHead?: number;
  lastSyncAt?: number;
  profile?: Uint8Array<ArrayBuffer>;
  gone?: { key: string; seq: number }[];
  /** the leader whose writes count */
  leaderEpoch?: number;
}

class CacheDatabase extends Dexie {
  declare blocks: Table<BlockRow, string>;
  declare images: Table<ImageRow, string>;
  declare meta: Table<{ key: string; value: unknown }, string>;

  constructor(name: string, host: StorageHost) {
    super(name, {
      indexedDB: host.indexedDB,
      IDBKeyRange: host.IDBKeyRange,
      chromeTransactionDurability: 'relaxed',
      cache: 'disabled',
    });
    this.version(1).stores({ blocks: 'id, order', images: 'key, usedAt', meta: 'key' });
  }
}

export interface CacheWrite {
  put?: BlockRow[];
  remove?: string[];
  meta?: CacheMeta;
}

export interface CacheStore {
  readonly name: string;
  /** From now on only the leader of this epoch writes blocks and cursors here. */
  claim(epoch: number): Promise<void>;
  write(change: CacheWrite): Promise<void>;
  meta(): Promise<CacheMeta>;
  /** ids and orders, without content */
  blockIds(): Promise<{ id: string; order: number; count: number }[]>;
  /** visits each block in order of arrival */
  eachBlock(visit: (block: BlockRow) => Promise<void>): Promise<void>;
  block(id: string): Promise<BlockRow | null>;
  image(key: string, usedAt: number): Promise<Uint8Array<ArrayBuffer> | null>;
  /** stores an image and drops the least recently used beyond the budget */
  putImage(row: ImageRow, budgetBytes: number): Promise<void>;
  close(): void;
}

/** Opens (or makes) a cache database. */
export function openCacheStore(name: string, host: StorageHost): CacheStore {
  const db = new CacheDatabase(`cache-${name}`, host);
  let leader: number | null = null;
  return {
    name,
    async claim(epoch) {
      await db.meta.put({ key: 'leaderEpoch', value: epoch });
      leader = epoch;
    },
    async write({ put, remove, meta }) {
      await db.transaction('rw', [db.blocks, db.meta], async () => {
        const epoch = leader === null ? null : (await db.meta.get('leaderEpoch'))?.value;
        if (epoch !== leader) throw new FencedError('another window leads this workstation');
        if (put?.length) await db.blocks.bulkPut(put);
        if (remove?.length) await db.blocks.bulkDelete(remove);
        const rows = Object.entries(meta ?? {}).map(([key, value]) => ({ key, value }));
        if (rows.length) await db.meta.bulkPut(rows);
      });
    },
    async meta() {
      return Object.fromEntries((await db.meta.toArray()).map(({ key, value }) => [key, value]));
    },
    async blockIds() {
      const found: { id: string; order: number; count: number }[] = [];
      for (const id of await db.blocks.orderBy('order').primaryKeys()) {
        const row = await db.blocks.get(id);
        if (row) found.push({ id, order: row.order, count: row.count });
      }
      return found;
    },
    async eachBlock(visit) {
      // One read per block: a cursor's transaction would end while the visitor awaits WebCrypto.
      for (const id of await db.blocks.orderBy('order').primaryKeys()) {
        const row = await db.blocks.get(id);
        if (row) await visit(row);
      }
    },
    async block(id) {
      return (await db.blocks.get(id)) ?? null;
    },
    async image(key, usedAt) {
      const row = await db.images.get(key);
      if (!row) return null;
      await db.images.update(key, { usedAt });
      return row.sealed;
    },
    async putImage(row, budgetBytes) {
      await db.transaction('rw', db.images, db.meta, async () => {
        await db.images.put(row);
        let total = (((await db.meta.get('imageBytes'))?.value as number | undefined) ?? 0) + row.sizeBytes;
        while (total > budgetBytes) {
          const oldest = await db.images.orderBy('usedAt').first();
          if (!oldest || oldest.key === row.key) break;
          await db.images.delete(oldest.key);
          total -= oldest.sizeBytes;
        }
        await db.meta.put({ key: 'imageBytes', value: total });
      });
    },
    close: () => db.close(),
  };
}

/** Drops a cache as a whole: deleting rows one by one took minutes at 450,000. */
export async function deleteCache(name: string, host: StorageHost): Promise<void> {
  const db = new CacheDatabase(`cache-${name}`, host);
  await db.delete();
}
