/**
 * The recorder makes what happened durable, in order: journal frame, flush, then one strict transaction.
 * Memory is changed first, so that the screen never waits; «saved here» is said only when this has ended.
 */
import type { Receipt } from '../../../shared/protocol/push.ts';
import { type Journal, JournalFullError } from '../journal/journal.ts';
import type { DeskConfig, DeskPorts } from '../ports.ts';
import {
  FencedError,
  type SeenRow,
  type WorkContent,
  type WorkStore,
  type WorkWrite,
} from '../store/workStore.ts';
import { type SealingKey, sealJson, unsealJson } from '../vault/sealing.ts';
import type { ActFrame, ActItem, Frame, NewFrame } from './frames.ts';
import { CHUNK_ITEMS, type Entry, type Ledger } from './ledger.ts';

/** What was on screen of a subject when it was decided: kept beside the decision for the tray. */
export interface SeenMaterial {
  decisionId: string;
  material: unknown;
  images: Readonly<Record<string, string>>;
}

type StoredChunk = Pick<ActFrame, 'batchId' | 'at' | 'windowMs' | 'items'>;
type StoredReceipt = { receipt: Receipt; at: number };

/**
 * `storageFault`: IndexedDB failed; decisions go on being saved in the journal, nothing else is written.
 * `journalFull`, `journalFailed`: the journal takes no more; deciding has to stop.
 */
export type StorageFault = 'journalFull' | 'journalFailed' | 'storageFault';

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const chunkContext = (id: string) => `work|chunks|${id}`;
const seenContext = (id: string) => `work|seen|${id}`;
const RECEIPTS_CONTEXT = 'work|receipts';

export class Recorder {
  #tail: Promise<void> = Promise.resolve();
  #nextNo: number;
  /** writes asked for and not ended */
  pending = 0;
  /** set once storage failed: IndexedDB is not written again until the process was restarted */
  fault: StorageFault | null = null;
  /** another window leads this workstation: nothing is written any more, journal included */
  isFenced = false;
  /** hears of it once, when a write was refused for that reason */
  onFenced: () => void = () => undefined;

  constructor(
    private readonly ports: Pick<DeskPorts, 'schedule'>,
    private readonly config: DeskConfig,
    private readonly ledger: Ledger,
    private readonly journal: Journal,
    private readonly work: WorkStore,
    private readonly key: SealingKey,
    private readonly onFault: (fault: StorageFault) => void,
  ) {
    this.#nextNo = ledger.lastFrame + 1;
  }

  /**
   * Takes a frame into the ledger at once and makes it durable. Resolves true when the journal has it,
   * false if it could not be saved; `seen` is gathered before the transaction and stored with an act.
   */
  record(newFrame: NewFrame, seen?: () => Promise<SeenMaterial[]>): Promise<boolean> {
    const frame = { ...newFrame, no: this.#nextNo++ } as Frame;
    const write = this.#effects(frame, this.ledger.apply(frame));
    return this.#inTurn(async () => {
      if (!(await this.#append(frame))) return false;
      if (frame.t === 'act') this.#noteSaved(frame);
      // The journal has it. A write that cannot even be made stops all later ones: their frame number would
      // say that this frame was carried out, and it would not be put back at the next start.
      const change = await write().catch(() => null);
      if (!change) {
        this.#fail('storageFault');
        return true;
      }
      await this.#store(change);
      if (seen) void this.#keepSeen(seen);
      return true;
    });
  }

  /**
   * What was seen is for the tray only: gathered beside the queue and written after, so that neither a slow
   * nor a failing cache holds up a decision.
   */
  async #keepSeen(seen: () => Promise<SeenMaterial[]>): Promise<void> {
    this.pending++;
    try {
      const rows = await this.#sealSeen(await seen());
      if (rows.length) await this.write({ seen: rows });
    } catch {
      // A cache that was closed or damaged meanwhile: the decision itself is safe without it.
    } finally {
      this.pending--;
    }
  }

  /** Stores receipts with the standing they led to; they leave the outbox only with this. */
  receipts(receipts: readonly Receipt[], at: number): Promise<boolean> {
    const standing = this.#standingOf(this.ledger.receive(receipts, at));
    return this.#inTurn(async () => {
      const stored: StoredReceipt[] = receipts.map((receipt) => ({ receipt, at }));
      return this.#store({
        receipts: [{ sealed: await sealJson(this.key, RECEIPTS_CONTEXT, stored) }],
        standing,
      });
    });
  }

  /** Stores the standing of chunks that changed without a frame: what the feed has reached. */
  standing(dirty: Set<string>): Promise<boolean> {
    if (!dirty.size) return Promise.resolve(true);
    const standing = this.#standingOf(dirty);
    return this.#inTurn(() => this.#store({ standing }));
  }

  /** Any other strict write, in turn with the rest. */
  write(change: WorkWrite): Promise<boolean> {
    return this.#inTurn(() => this.#store(change));
  }

  /** Resolves when all that was recorded so far has been tried. */
  settled(): Promise<void> {
    return this.#tail;
  }

  /** Starts a new journal generation with what is not settled, if more than half of the file is used. */
  compactIfWorthwhile(): Promise<void> {
    return this.#inTurn(async () => {
      const { usedBytes, sizeBytes } = await this.journal.usage();
      if (usedBytes * 2 > sizeBytes) await this.#compact();
    });
  }

  async #compact(): Promise<void> {
    const frames = this.ledger.unsettledFrames();
    await this.journal.compact(frames.map((frame) => encoder.encode(JSON.stringify(frame))));
  }

  async #append(frame: Frame): Promise<boolean> {
    if (this.isFenced) return false;
    const bytes = encoder.encode(JSON.stringify(frame));
    try {
      await this.journal.append([bytes], { keepsReserve: frame.t === 'act' });
      return true;
    } catch (error) {
      if (!(error instanceof JournalFullError)) return this.#fail('journalFailed');
      try {
        // The ledger holds the frame already, so the compacted journal carries it.
        await this.#compact();
        return true;
      } catch {
        return this.#fail('journalFull');
      }
    }
  }

  #fail(fault: StorageFault): false {
    // A journal that fails outweighs a database that failed before it.
    if (!this.fault || this.fault === 'storageFault') {
      this.fault = fault;
      this.onFault(fault);
    }
    return false;
  }

  #noteSaved(frame: ActFrame): void {
    for (const item of frame.items) {
      const entry = this.ledger.entries.get(item.decision.id);
      if (entry) entry.isSaved = true;
    }
  }

  /** What a frame means for the work database; the standing is that of now, not of when it is written. */
  #effects(frame: Frame, dirty: Set<string>): () => Promise<WorkWrite> {
    const standing = this.#standingOf(dirty);
    return async () => {
      const change: WorkWrite = { standing, appliedFrame: frame.no };
      if (frame.t === 'act') change.chunks = await this.#sealChunks(frame);
      if (frame.t === 'mark') {
        const key = `${frame.kind}:${frame.id}`;
        change.marks = frame.isSet
          ? { put: [{ key, revision: frame.revision }], remove: [] }
          : { put: [], remove: [key] };
      }
      if (frame.t === 'base' || frame.t === 'attempt') change.meta = { highestN: this.ledger.highestN };
      if (frame.t === 'rename') change.meta = { ws: frame.ws, highestN: 0 };
      return change;
    };
  }

  #standingOf(dirty: Set<string>) {
    return [...dirty].map((chunkId) => ({ chunkId, items: this.ledger.standing(chunkId) }));
  }

  async #sealChunks({ batchId, at, windowMs, items }: ActFrame) {
    const chunks = [];
    for (let from = 0; from < items.length; from += CHUNK_ITEMS) {
      const part = items.slice(from, from + CHUNK_ITEMS);
      const entry = this.ledger.entries.get(part[0]?.decision.id ?? '');
      if (!entry) continue;
      const stored: StoredChunk = { batchId, at, windowMs, items: part };
      chunks.push({
        id: entry.chunkId,
        order: entry.order,
        decisions: await sealJson(this.key, chunkContext(entry.chunkId), stored),
      });
    }
    return chunks;
  }

  async #sealSeen(seen: SeenMaterial[]): Promise<SeenRow[]> {
    const byChunk = new Map<string, SeenMaterial[]>();
    for (const item of seen) {
      const chunkId = this.ledger.entries.get(item.decisionId)?.chunkId;
      if (chunkId === undefined) continue;
      const chunk = byChunk.get(chunkId);
      if (chunk) chunk.push(item);
      else byChunk.set(chunkId, [item]);
    }
    const rows: SeenRow[] = [];
    for (const [chunkId, items] of byChunk) {
      rows.push({ chunkId, sealed: await sealJson(this.key, seenContext(chunkId), items) });
    }
    return rows;
  }

  /** What was seen of a decision's subject, if it was kept. */
  async seenOf(entry: Entry): Promise<SeenMaterial | null> {
    const items = await this.seenOfChunk(entry.chunkId);
    return items.find((item) => item.decisionId === entry.decision.id) ?? null;
  }

  /** What was seen of all decisions of a chunk: unsealed whole, so a list asks for each chunk once. */
  async seenOfChunk(chunkId: string): Promise<SeenMaterial[]> {
    const sealed = await this.work.seen(chunkId);
    return sealed ? unsealJson<SeenMaterial[]>(this.key, seenContext(chunkId), sealed) : [];
  }

  /** One strict transaction within the limit; a write that never settles counts as a fault. */
  async #store(change: WorkWrite): Promise<boolean> {
    if (this.fault || this.isFenced) return false;
    let cancel = () => {};
    const limit = new Promise<'late'>((resolve) => {
      cancel = this.ports.schedule.after(this.config.storageLimitMs, () => resolve('late'));
    });
    try {
      const result = await Promise.race([this.work.write(change).then(() => 'stored' as const), limit]);
      return result === 'stored' ? true : this.#fail('storageFault');
    } catch (error) {
      if (!(error instanceof FencedError)) return this.#fail('storageFault');
      this.isFenced = true;
      this.onFenced();
      return false;
    } finally {
      cancel();
    }
  }

  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    this.pending++;
    const result = this.#tail.then(task);
    const end = () => {
      this.pending--;
    };
    this.#tail = result.then(end, end);
    return result;
  }

  /** Carries out frames the work database lacks, found in the journal at start. */
  async replay(frames: readonly Frame[]): Promise<void> {
    const isKnown = ({ decision }: ActItem) => this.ledger.entries.has(decision.id);
    for (const told of frames) {
      // A compacted journal tells acts again that the database has: their chunks stay as they were cut.
      const frame = told.t === 'act' ? { ...told, items: told.items.filter((item) => !isKnown(item)) } : told;
      const write = this.#effects(frame, this.ledger.apply(frame));
      if (frame.t === 'act') this.#noteSaved(frame);
      await this.#inTurn(async () => this.#store(await write()));
    }
    this.#nextNo = Math.max(this.#nextNo, this.ledger.lastFrame + 1);
  }
}

/** Fills a ledger from the work database; throws `TamperedError` if a stored block was altered. */
export async function restoreLedger(ledger: Ledger, content: WorkContent, key: SealingKey): Promise<void> {
  const receipts = new Map<string, StoredReceipt>();
  for (const row of content.receipts) {
    for (const stored of await unsealJson<StoredReceipt[]>(key, RECEIPTS_CONTEXT, row.sealed)) {
      receipts.set(stored.receipt.id, stored);
    }
  }
  const standing = new Map(content.standing.map((row) => [row.chunkId, row.items]));
  for (const chunk of content.chunks) {
    const stored = await unsealJson<StoredChunk>(key, chunkContext(chunk.id), chunk.decisions);
    ledger.restore(chunk.id, stored, standing.get(chunk.id) ?? [], receipts);
  }
  for (const mark of content.marks) ledger.marks.set(mark.key, mark.revision);
  ledger.lastFrame = Math.max(ledger.lastFrame, content.appliedFrame);
}

/** The frames of an opened journal as values. */
export function readFrames(plain: readonly Uint8Array<ArrayBuffer>[]): Frame[] {
  return plain.map((bytes) => JSON.parse(decoder.decode(bytes)) as Frame);
}
