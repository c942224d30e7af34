/**
 * `work-<localId>`: what the reviewer did, strict. Small, never cleared by the program, its schema only grows.
 * Plain here: ids, states, seq, n. Everything a person wrote or read is sealed by the caller.
 */
import { Dexie, type Table } from 'dexie';
import type { StorageHost } from '../ports.ts';
import { DEXIE_FACTOR, databaseVersion } from './databaseFacts.ts';
import { FencedError } from './fencedError.ts';
import { type StorageGate, StorageStoppedError, StoreClosedError } from './storageGate.ts';

/** Up to 500 decisions of one act, sealed as one block; never rewritten. */
export interface ChunkRow {
  /** `<batch id>-<index>` */
  id: string;
  /** order of confirmation */
  order: number;
  decisions: Uint8Array<ArrayBuffer>;
}

/** What became of each decision of a chunk, in the chunk's order; plain, rewritten as it changes. */
export interface StandingRow {
  chunkId: string;
  items: Standing[];
}
export interface Standing {
  id: string;
  state: string;
  n?: number;
  seq?: number;
  result?: string;
}

export interface SeenRow {
  chunkId: string;
  sealed: Uint8Array<ArrayBuffer>;
}
export interface ReceiptRow {
  /** order of arrival */
  id?: number;
  sealed: Uint8Array<ArrayBuffer>;
}
export interface MarkRow {
  /** kind:id */
  key: string;
  revision: number;
}
export interface AuditRow {
  id: string;
  isHandedIn: 0 | 1;
  sealed: Uint8Array<ArrayBuffer>;
}
interface MetaRow {
  key: string;
  value: unknown;
}

/** Only ever raised, and only by adding: an outbox of every released version opens with every later one. */
const SCHEMA_VERSION = 1;

class WorkDatabase extends Dexie {
  declare chunks: Table<ChunkRow, string>;
  declare standing: Table<StandingRow, string>;
  declare seen: Table<SeenRow, string>;
  declare receipts: Table<ReceiptRow, number>;
  declare marks: Table<MarkRow, string>;
  declare audit: Table<AuditRow, string>;
  declare meta: Table<MetaRow, string>;

  constructor(name: string, host: StorageHost) {
    super(name, {
      indexedDB: host.indexedDB,
      IDBKeyRange: host.IDBKeyRange,
      // Decisions are acknowledged on the strength of this: the default, relaxed, may lose a power cut.
      chromeTransactionDurability: 'strict',
      cache: 'disabled',
    });
    this.version(SCHEMA_VERSION).stores({
      chunks: 'id, order',
      standing: 'chunkId',
      seen: 'chunkId',
      receipts: '++id',
      marks: 'key',
      audit: 'id, isHandedIn',
      meta: 'key',
    });
  }
}

/** One write to `work`: everything in it is stored together or not at all. */
export interface WorkWrite {
  chunks?: ChunkRow[];
  seen?: SeenRow[];
  standing?: StandingRow[];
  receipts?: ReceiptRow[];
  marks?: { put: MarkRow[]; remove: string[] };
  audit?: AuditRow[];
  meta?: Record<string, unknown>;
  /** the journal frame this write carries out */
  appliedFrame?: number;
}

export interface WorkContent {
  chunks: ChunkRow[];
  standing: StandingRow[];
  receipts: ReceiptRow[];
  marks: MarkRow[];
  appliedFrame: number;
}

export interface WorkStore {
  /**
   * Makes this the leader whose writes count and answers its epoch; a former leader's are refused from now
   * on, inside their own transactions, for a robbed leader keeps running.
   */
  claim(): Promise<number>;
  load(): Promise<WorkContent>;
  write(change: WorkWrite): Promise<void>;
  seen(chunkId: string): Promise<Uint8Array<ArrayBuffer> | null>;
  meta<T>(key: string): Promise<T | undefined>;
  unhandedAudit(limit: number): Promise<AuditRow[]>;
  close(): void;
}

/** States whose decisions have not been acknowledged by the gateway; readable while locked. */
const UNSENT_STATES = ['window', 'attempted'];

/** All that is open, read at once, may take its time on a slow disk. */
const LOAD_LIMIT_MS = 60_000;

/** Opens the work database of a workstation; its reads end, by the gate, behind a write that never settles. */
export function openWorkStore(
  localId: string,
  host: StorageHost,
  gate: Pick<StorageGate, 'read'>,
): WorkStore {
  const db = new WorkDatabase(`work-${localId}`, host);
  let epoch: number | null = null;
  let isClosed = false;
  return {
    async claim() {
      epoch = await db.transaction('rw', db.meta, async () => {
        const next = (((await db.meta.get('leaderEpoch'))?.value as number | undefined) ?? 0) + 1;
        await db.meta.put({ key: 'leaderEpoch', value: next });
        return next;
      });
      return epoch;
    },
    async load() {
      const tables = [db.chunks, db.standing, db.receipts, db.marks, db.meta];
      const loading = db.transaction('r', tables, async () => ({
        chunks: await db.chunks.orderBy('order').toArray(),
        standing: await db.standing.toArray(),
        receipts: await db.receipts.toArray(),
        marks: await db.marks.toArray(),
        appliedFrame: ((await db.meta.get('appliedFrame'))?.value as number | undefined) ?? 0,
      }));
      return gate.read(Promise.resolve(loading), LOAD_LIMIT_MS);
    },
    async write(change) {
      if (isClosed) throw new StoreClosedError('the work database is closed');
      const written = db.transaction('rw', db.tables, async () => {
        const leader = epoch === null ? null : (await db.meta.get('leaderEpoch'))?.value;
        if (leader !== epoch) throw new FencedError('another window leads this workstation');
        if (change.chunks?.length) await db.chunks.bulkPut(change.chunks);
        if (change.seen?.length) await db.seen.bulkPut(change.seen);
        if (change.standing?.length) await db.standing.bulkPut(change.standing);
        if (change.receipts?.length) await db.receipts.bulkAdd(change.receipts);
        if (change.marks?.put.length) await db.marks.bulkPut(change.marks.put);
        if (change.marks?.remove.length) await db.marks.bulkDelete(change.marks.remove);
        if (change.audit?.length) await db.audit.bulkPut(change.audit);
        const meta = Object.entries(change.meta ?? {}).map(([key, value]) => ({ key, value }));
        if (change.appliedFrame !== undefined) meta.push({ key: 'appliedFrame', value: change.appliedFrame });
        if (meta.length) await db.meta.bulkPut(meta);
      });
      await written.catch((error: unknown) => {
        throw isClosed ? new StoreClosedError('the work database was closed', { cause: error }) : error;
      });
    },
    async seen(chunkId) {
      return (await gate.read(db.seen.get(chunkId)))?.sealed ?? null;
    },
    async meta<T>(key: string) {
      return (await gate.read(db.meta.get(key)))?.value as T | undefined;
    },
    unhandedAudit: (limit) => gate.read(db.audit.where('isHandedIn').equals(0).limit(limit).toArray()),
    close() {
      isClosed = true;
      db.close();
    },
  };
}

/** Stands in where the work database must not be opened: it holds nothing and takes nothing. */
export function absentWorkStore(): WorkStore {
  const refuse = () => Promise.reject(new StorageStoppedError('the work database is not open'));
  return {
    claim: refuse,
    load: async () => ({ chunks: [], standing: [], receipts: [], marks: [], appliedFrame: 0 }),
    write: refuse,
    seen: async () => null,
    meta: async () => undefined,
    unhandedAudit: async () => [],
    close: () => undefined,
  };
}

/** Whether there is a work database, and whether this program would have to raise it, or is too old for it. */
export async function workDatabaseState(
  localId: string,
  host: StorageHost,
): Promise<'absent' | 'older' | 'current' | 'newer'> {
  const version = await databaseVersion(`work-${localId}`, host);
  if (version === null) return 'absent';
  const own = SCHEMA_VERSION * DEXIE_FACTOR;
  return version > own ? 'newer' : version < own ? 'older' : 'current';
}

/** How many decisions of a workstation wait for the gateway, without opening its keys. */
export async function countUnsent(localId: string, host: StorageHost): Promise<number> {
  const name = `work-${localId}`;
  if ((await databaseVersion(name, host)) === null) return 0;
  // As it is: looking neither makes it nor raises its version.
  const db = new Dexie(name, { indexedDB: host.indexedDB, IDBKeyRange: host.IDBKeyRange });
  try {
    await db.open();
    let unsent = 0;
    await db.table<StandingRow>('standing').each((row) => {
      unsent += row.items.filter((item) => UNSENT_STATES.includes(item.state)).length;
    });
    return unsent;
  } finally {
    db.close();
  }
}
