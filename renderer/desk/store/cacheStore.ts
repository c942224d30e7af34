/**
 * `cache-<name>`: what the gateway holds, relaxed and disposable. Submissions stay packed as they came, a
 * thousand to a sealed block; blocks and the cursor that covers them are written in one transaction.
 */
import { Dexie, type Table } from 'dexie';
import type { StorageHost } from '../ports.ts';
import { DEXIE_FACTOR, databaseVersion } from './databaseFacts.ts';
import { FencedError } from './fencedError.ts';
import { type StorageGate, StorageStoppedError, StoreClosedError } from './storageGate.ts';

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

/**
 * A record of the packed index: some of its columns, sealed. Its `head` says which are whole; records of other
 * generations are left over from a packing that was cut off.
 */
interface PackedRow {
  key: string;
  generation: number;
  sealed?: Uint8Array<ArrayBuffer>;
}
const PACKED_HEAD = 'head';
/** the generation that is being written */
const PACKED_NEXT = 'next';
const packedKey = (generation: number, number: number) => `record|${generation}|${number}`;

/**
 * 2: index rows in a table of their own; blocks written before have theirs within. 3: the packed index, which
 * may be missing at any time.
 */
const SCHEMA_VERSION = 3;

class CacheDatabase extends Dexie {
  declare blocks: Table<ItemsRow | BlockRow, string>;
  declare indexRows: Table<IndexRowsRow, string>;
  declare images: Table<ImageRow, string>;
  declare meta: Table<{ key: string; value: unknown }, string>;
  declare packed: Table<PackedRow, string>;

  constructor(name: string, host: StorageHost) {
    super(name, {
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

export interface CacheWrite {
  put?: BlockRow[];
  remove?: string[];
  /** hashes of images whose submission has left */
  removeImages?: string[];
  /** the packed index goes: something of what it holds has left */
  dropPacked?: boolean;
  meta?: CacheMeta;
}

export interface CacheStore {
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
  image(key: string, usedAt: number): Promise<Uint8Array<ArrayBuffer> | null>;
  /** stores an image and drops the least recently used beyond the budget */
  putImage(row: ImageRow, budgetBytes: number): Promise<void>;
  /** how many bytes of images are kept */
  imageBytes(): Promise<number>;
  dropImages(): Promise<void>;
  close(): void;
}

/**
 * Where the packed index lies. It is written record by record, for one transaction of all would hold up a pull,
 * and counts once its head is there.
 */
export interface PackedStore {
  /** the sealed head of the packed index and its generation, null if there is none */
  head(): Promise<{ generation: number; sealed: Uint8Array<ArrayBuffer> } | null>;
  record(generation: number, number: number): Promise<Uint8Array<ArrayBuffer> | null>;
  /** Begins a new generation of about so many bytes; null where there is not ample room for it. */
  begin(sizeBytes: number): Promise<number | null>;
  /** Writes a record; false if there is no room, or its generation counts no longer. */
  put(generation: number, number: number, sealed: Uint8Array<ArrayBuffer>): Promise<boolean>;
  /** Writes the head and drops all other generations; false as for `put`. */
  finish(generation: number, sealed: Uint8Array<ArrayBuffer>): Promise<boolean>;
  drop(): Promise<void>;
}

/** A write to the cache may take longer than a decision's: it is larger, and nobody waits for it. */
const WRITE_LIMIT_MS = 30_000;

/** Opens (or makes) a cache database; its writes pass the gate. */
export function openCacheStore(name: string, host: StorageHost, gate: StorageGate): CacheStore {
  const db = new CacheDatabase(`cache-${name}`, host);
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
  return {
    name,
    packed: packedStore(db, host, gate, guarded, requireLeader),
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
    async eachIndexRows(visit, except = new Set()) {
      const ids = await gate.read(db.indexRows.orderBy('order').primaryKeys());
      const isApart = new Set(ids);
      const within = (await gate.read(db.blocks.orderBy('order').primaryKeys())).filter(
        (id) => !isApart.has(id),
      );
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
    },
    async items(id) {
      return (await gate.read(db.blocks.get(id)))?.items ?? null;
    },
    async block(id) {
      const stored = await gate.read(db.blocks.get(id));
      if (!stored || 'rows' in stored) return stored ?? null;
      const rows = await gate.read(db.indexRows.get(id));
      return rows ? { ...rows, items: stored.items } : null;
    },
    async image(key, usedAt) {
      const row = await gate.read(db.images.get(key));
      if (!row) return null;
      // When it was used last is a convenience: nobody waits for it, and a shut gate leaves it as it is.
      if (!gate.isShut) void guarded(() => db.images.update(key, { usedAt })).catch(() => undefined);
      return row.sealed;
    },
    async putImage(row, budgetBytes) {
      await guarded(() =>
        db.transaction('rw', db.images, db.meta, async () => {
          const former = await db.images.get(row.key);
          const before = ((await db.meta.get('imageBytes'))?.value as number | undefined) ?? 0;
          let total = before - (former?.sizeBytes ?? 0) + row.sizeBytes;
          await db.images.put(row);
          while (total > budgetBytes) {
            const oldest = await db.images.orderBy('usedAt').first();
            if (!oldest) break;
            await db.images.delete(oldest.key);
            total -= oldest.sizeBytes;
          }
          await db.meta.put({ key: 'imageBytes', value: total });
        }),
      );
    },
    async imageBytes() {
      return ((await gate.read(db.meta.get('imageBytes')))?.value as number | undefined) ?? 0;
    },
    async dropImages() {
      await guarded(() =>
        db.transaction('rw', db.images, db.meta, async () => {
          await db.images.clear();
          await db.meta.put({ key: 'imageBytes', value: 0 });
        }),
      );
    },
    close() {
      isClosed = true;
      db.close();
    },
  };
}

/** What is free has to be so many times what is to be written: a disk at its limit loses more than an index. */
const ROOM_FACTOR = 4;

/** Room ran out: for what can be done without that is an answer, not a fault. */
function isOutOfRoom(error: unknown): boolean {
  return error instanceof Error && error.name === 'QuotaExceededError';
}

function packedStore(
  db: CacheDatabase,
  host: StorageHost,
  gate: StorageGate,
  guarded: <T>(task: () => Promise<T>) => Promise<T>,
  requireLeader: () => Promise<void>,
): PackedStore {
  const ifRoom = (task: () => Promise<boolean>) =>
    guarded(async () => {
      let inner: IDBTransaction | null = null;
      try {
        return await db.transaction('rw', db.packed, db.meta, async (transaction) => {
          inner = transaction.idbtrans;
          await requireLeader();
          return task();
        });
      } catch (error) {
        // What was asked of an aborted transaction fails with the abort alone; the transaction knows why.
        const why = (inner as IDBTransaction | null)?.error;
        if (isOutOfRoom(error) || isOutOfRoom(why)) return false;
        throw error;
      }
    });
  const isNext = async (generation: number) => (await db.packed.get(PACKED_NEXT))?.generation === generation;
  return {
    async head() {
      const row = await gate.read(db.packed.get(PACKED_HEAD));
      return row?.sealed ? { generation: row.generation, sealed: row.sealed } : null;
    },
    async record(generation, number) {
      return (await gate.read(db.packed.get(packedKey(generation, number))))?.sealed ?? null;
    },
    async begin(sizeBytes) {
      const { usageBytes, quotaBytes } = await host.estimate();
      if (usageBytes !== null && quotaBytes !== null && quotaBytes - usageBytes < sizeBytes * ROOM_FACTOR)
        return null;
      let generation = 1;
      const isBegun = await ifRoom(async () => {
        const [head, next] = await db.packed.bulkGet([PACKED_HEAD, PACKED_NEXT]);
        generation = Math.max(head?.generation ?? 0, next?.generation ?? 0) + 1;
        await db.packed
          .where('generation')
          .notEqual(head?.generation ?? 0)
          .delete();
        await db.packed.put({ key: PACKED_NEXT, generation });
        return true;
      });
      return isBegun ? generation : null;
    },
    put: (generation, number, sealed) =>
      ifRoom(async () => {
        if (!(await isNext(generation))) return false;
        await db.packed.put({ key: packedKey(generation, number), generation, sealed });
        return true;
      }),
    finish: (generation, sealed) =>
      ifRoom(async () => {
        if (!(await isNext(generation))) return false;
        await db.packed.where('generation').notEqual(generation).delete();
        await db.packed.delete(PACKED_NEXT);
        await db.packed.put({ key: PACKED_HEAD, generation, sealed });
        return true;
      }),
    async drop() {
      await ifRoom(async () => {
        await db.packed.clear();
        return true;
      });
    },
  };
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

/** True if there is a cache of that name which this program can read. */
export async function isCacheReadable(name: string, host: StorageHost): Promise<boolean> {
  const version = await databaseVersion(`cache-${name}`, host);
  return version !== null && version <= SCHEMA_VERSION * DEXIE_FACTOR;
}

/** Takes out every variant of these images; called inside a transaction. */
async function removeImagesOf(db: CacheDatabase, hashes: readonly string[]): Promise<void> {
  let total = ((await db.meta.get('imageBytes'))?.value as number | undefined) ?? 0;
  for (const row of await db.images
    .where('key')
    .startsWithAnyOf(hashes.map((hash) => `${hash}/`))
    .toArray()) {
    await db.images.delete(row.key);
    total -= row.sizeBytes;
  }
  await db.meta.put({ key: 'imageBytes', value: Math.max(0, total) });
}

/** Drops a cache as a whole: deleting rows one by one took minutes at 450,000. */
export async function deleteCache(name: string, host: StorageHost): Promise<void> {
  const db = new CacheDatabase(`cache-${name}`, host);
  await db.delete();
}
