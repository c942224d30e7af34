/** The packed index's records in the cache: a generation counts once its head is written, and may go at any time. */
import type { StorageHost } from '../ports.ts';
import type { CacheAccess } from './cacheDatabase.ts';

const PACKED_HEAD = 'head';
/** the generation that is being written */
const PACKED_NEXT = 'next';
const packedKey = (generation: number, number: number) => `record|${generation}|${number}`;

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

/** What is free has to be so many times what is to be written: a disk at its limit loses more than an index. */
const ROOM_FACTOR = 4;

/** Room ran out: for what can be done without that is an answer, not a fault. */
function isOutOfRoom(error: unknown): boolean {
  return error instanceof Error && error.name === 'QuotaExceededError';
}

/** The packed index of an open cache. */
export function packedStore(
  { db, gate, guarded, requireLeader }: CacheAccess,
  host: Pick<StorageHost, 'estimate'>,
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
