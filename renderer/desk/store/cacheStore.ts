/**
 * `cache-<name>`: what the gateway holds, relaxed and disposable. Submissions stay packed as they came, a
 * thousand to a sealed block; blocks and the cursor that covers them are written in one transaction.
 */
import type { StorageHost } from '../ports.ts';
import { type BlockRow, type CacheAccess, CacheDatabase, type IndexRowsRow } from './cacheDatabase.ts';
import { type CachedImages, cachedImages, removeImagesOf } from './cachedImages.ts';
import { FencedError } from './fencedError.ts';
import { type PackedStore, packedStore } from './packedStore.ts';
import { type StorageGate, StorageStoppedError, StoreClosedError } from './storageGate.ts';

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

export interface CacheWrite {
  put?: BlockRow[];
  remove?: string[];
  /** hashes of images whose submission has left */
  removeImages?: string[];
  /** the packed index goes: something of what it holds has left */
  dropPacked?: boolean;
  meta?: CacheMeta;
}

export interface CacheStore extends CachedImages {
  readonly name: string;
  /** From now on only the leader of this epoch writes blocks and cursors here. */
  claim(epoch: number): Promise<void>;
  write(change: CacheWrite): Promise<void>;
  meta(): Promise<CacheMeta>;
  /** how many blocks there are; nothing of them is read */
  blockCount(): Promise<number>;
  /** whether a block is there; nothing of it is read */
  hasBlock(id: string): Promise<boolean>;
  /** the ids of all blocks; nothing of them is read */
  blockIds(): Promise<string[]>;
  /** visits the index rows of each block in order of arrival, but for those in `except` */
  eachIndexRows(visit: (block: IndexRowsRow) => Promise<void>, except?: ReadonlySet<string>): Promise<void>;
  readonly packed: PackedStore;
  /** the sealed items of a block */
  items(id: string): Promise<Uint8Array<ArrayBuffer> | null>;
  block(id: string): Promise<BlockRow | null>;
  close(): void;
}

/** A write to the cache may take longer than a decision's: it is larger, and nobody waits for it. */
const WRITE_LIMIT_MS = 30_000;

/** Opens (or makes) a cache database; its writes pass the gate. */
export function openCacheStore(name: string, host: StorageHost, gate: StorageGate): CacheStore {
  const db = new CacheDatabase(name, host);
  let leader: number | null = null;
  let isClosed = false;
  const guarded = <T>(task: () => Promise<T>): Promise<T> =>
    gate.write(WRITE_LIMIT_MS, async () => {
      if (isClosed) throw new StoreClosedError('the cache is closed');
      try {
        return await task();
      } catch (error) {
        throw isClosed ? new StoreClosedError('the cache was closed', { cause: error }) : error;
      }
    });
  const requireLeader = async () => {
    const epoch = leader === null ? null : (await db.meta.get('leaderEpoch'))?.value;
    if (epoch !== leader) throw new FencedError('another window leads this workstation');
  };
  const access: CacheAccess = { db, gate, guarded, requireLeader };
  return {
    name,
    ...cachedImages(access),
    packed: packedStore(access, host),
    async claim(epoch) {
      await guarded(() => db.meta.put({ key: 'leaderEpoch', value: epoch }));
      leader = epoch;
    },
    async write({ put, remove, removeImages, dropPacked = false, meta }) {
      await guarded(() =>
        db.transaction(
          'rw',
          removeImages?.length || dropPacked ? db.tables : [db.blocks, db.indexRows, db.meta],
          async () => {
            await requireLeader();
            if (dropPacked) await db.packed.clear();
            if (put?.length) {
              await db.blocks.bulkPut(put.map(({ id, order, items }) => ({ id, order, items })));
              await db.indexRows.bulkPut(put.map(({ items: _, ...rows }) => rows));
            }
            if (remove?.length) {
              await db.blocks.bulkDelete(remove);
              await db.indexRows.bulkDelete(remove);
            }
            if (removeImages?.length) await removeImagesOf(db, removeImages);
            const rows = Object.entries(meta ?? {}).map(([key, value]) => ({ key, value }));
            if (rows.length) await db.meta.bulkPut(rows);
          },
        ),
      );
    },
    async meta() {
      return Object.fromEntries((await gate.read(db.meta.toArray())).map(({ key, value }) => [key, value]));
    },
    blockCount: () => gate.read(db.blocks.count()),
    async hasBlock(id) {
      return (await gate.read(db.blocks.where('id').equals(id).count())) > 0;
    },
    blockIds: () => gate.read(db.blocks.toCollection().primaryKeys()),
    eachIndexRows: (visit, except = new Set()) => eachIndexRows(access, visit, except),
    async items(id) {
      return (await gate.read(db.blocks.get(id)))?.items ?? null;
    },
    async block(id) {
      const stored = await gate.read(db.blocks.get(id));
      if (!stored || 'rows' in stored) return stored ?? null;
      const rows = await gate.read(db.indexRows.get(id));
      return rows ? { ...rows, items: stored.items } : null;
    },
    close() {
      isClosed = true;
      db.close();
    },
  };
}

async function eachIndexRows(
  { db, gate }: CacheAccess,
  visit: (block: IndexRowsRow) => Promise<void>,
  except: ReadonlySet<string>,
): Promise<void> {
  const ids = await gate.read(db.indexRows.orderBy('order').primaryKeys());
  const isApart = new Set(ids);
  const within = (await gate.read(db.blocks.orderBy('order').primaryKeys())).filter((id) => !isApart.has(id));
  const readNext = (id: string): Promise<IndexRowsRow | undefined> =>
    gate.read<IndexRowsRow | undefined>(
      isApart.has(id) ? db.indexRows.get(id) : (db.blocks.get(id) as Promise<BlockRow | undefined>),
    );
  // One read per block: a cursor's transaction would end while the visitor awaits WebCrypto. The next
  // block is on its way meanwhile.
  const all = [...within, ...ids].filter((id) => !except.has(id));
  let next = all[0] === undefined ? undefined : readNext(all[0]);
  for (const following of [...all.slice(1), undefined]) {
    const block = await next;
    next = following === undefined ? undefined : readNext(following);
    // Its failure is met when its turn comes, or not at all if the visitor has failed before.
    next?.catch(() => undefined);
    if (block) await visit(block);
  }
}

/** Stands in where no cache may be opened: it holds nothing and takes nothing. */
export function absentCacheStore(): CacheStore {
  const refuse = () => Promise.reject(new StorageStoppedError('the cache is not open'));
  return {
    name: 'absent',
    claim: async () => undefined,
    write: refuse,
    meta: async () => ({}),
    blockCount: async () => 0,
    hasBlock: async () => false,
    blockIds: async () => [],
    packed: {
      head: async () => null,
      record: async () => null,
      begin: async () => null,
      put: refuse,
      finish: refuse,
      drop: async () => undefined,
    },
    eachIndexRows: async () => undefined,
    items: async () => null,
    block: async () => null,
    image: async () => null,
    putImage: refuse,
    imageBytes: async () => 0,
    dropImages: async () => undefined,
    close: () => undefined,
  };
}
