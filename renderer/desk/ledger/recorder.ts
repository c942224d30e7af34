/**
 * The recorder makes what happened durable, in order: journal frame, flush, then one strict transaction.
 * Memory is changed first, so that the screen never waits; «saved here» is said only when this has ended, and
 * what the journal refuses is taken out of memory again.
 */
import type { Receipt } from '../../../shared/protocol/push.ts';
import { type Journal, JournalFullError } from '../journal/journal.ts';
import type { DeskConfig, DeskPorts } from '../ports.ts';
import { FencedError } from '../store/fencedError.ts';
import type { StorageGate } from '../store/storageGate.ts';
import type { WorkStore, WorkWrite } from '../store/workStore.ts';
import type { SealingKey } from '../vault/sealing.ts';
import type { Entry } from './entry.ts';
import { type ActItem, type FaultFrame, type Frame, type NewFrame, writtenFrames } from './frames.ts';
import type { Ledger } from './ledger.ts';
import { unsettledFrames } from './unsettledFrames.ts';
import {
  chunkRows,
  mergedWrite,
  openSeen,
  receiptsRow,
  type SeenMaterial,
  seenRows,
  standingRows,
} from './workRows.ts';

export type { SeenMaterial } from './workRows.ts';

/**
 * `storageFault`: IndexedDB failed; decisions go on being saved in the journal, nothing else is written.
 * `spaceLow`: the same while the disk is nearly full, by choice and until it no longer is.
 * `journalFull`: no more acts fit; what is there is uploaded, and what is in its window can be undone.
 * `journalFailed`: the journal takes nothing more; deciding has to stop.
 * `evicted`: the browser has cleared everything here; what was saved before is sent from memory.
 */
export type StorageFault = 'journalFull' | 'journalFailed' | 'evicted' | 'storageFault' | 'spaceLow';

/** Frames put back in one transaction at start: thousands of strict ones would take minutes. */
const REPLAY_STEP = 200;

/**
 * What goes on without a journal once the browser has cleared it: the next start finds nothing of this
 * workstation, so no number and no receipt can be told twice, and what is not sent now is lost.
 */
const FROM_MEMORY: readonly Frame['t'][] = ['attempt', 'receipts', 'undo'];

/** A frame in memory that the journal does not have yet. */
interface Waiting {
  frame: Frame;
  revert: ReturnType<Ledger['applyRevertibly']>['revert'];
  /** a compaction has written it along */
  isCovered: boolean;
  /** taken out of memory again */
  isOut: boolean;
}

export interface RecorderPorts {
  desk: Pick<DeskPorts, 'schedule' | 'clock'>;
  config: DeskConfig;
  ledger: Ledger;
  journal: Journal;
  work: WorkStore;
  gate: StorageGate;
  key: SealingKey;
  /** names the run of the program, null in a browser */
  processId: string | null;
  onFault(fault: StorageFault): void;
}

export class Recorder {
  #tail: Promise<void> = Promise.resolve();
  #nextNo: number;
  #waiting: Waiting[] = [];
  /** what the work database lacks while the disk is nearly full, in order */
  #deferred: WorkWrite[] = [];
  #isJournalFull = false;
  #hasJournalFailed = false;
  #isEvicted = false;
  /** writes asked for and not ended */
  pending = 0;
  /** another window leads this workstation: nothing is written any more, journal included */
  isFenced = false;
  /** hears of it once, when a write was refused for that reason */
  onFenced: () => void = () => undefined;
  /** hears which decisions are as they were before, for the journal has refused what was done */
  onTakenBack: (entries: readonly Entry[]) => void = () => undefined;
  /** the last act that could not be saved, until one could */
  notSaved: { count: number; name: string } | null = null;

  constructor(private readonly ports: RecorderPorts) {
    this.#nextNo = ports.ledger.lastFrame + 1;
    ports.gate.onFailed = () => {
      this.#noteFault();
      ports.onFault('storageFault');
    };
  }

  get fault(): StorageFault | null {
    const { gate } = this.ports;
    if (this.#isEvicted) return 'evicted';
    if (this.#hasJournalFailed) return 'journalFailed';
    if (this.#isJournalFull) return 'journalFull';
    if (gate.hasFailed) return 'storageFault';
    return gate.isPaused ? 'spaceLow' : null;
  }

  /** True while nothing may be sent or fetched, for it could not be stored. */
  get isHalted(): boolean {
    const { gate } = this.ports;
    if (this.#isEvicted) return this.isFenced;
    return this.isFenced || this.#hasJournalFailed || gate.hasFailed || gate.isPaused;
  }

  /** True while the databases are a newer program's, or gone: what is here is sent, nothing is fetched. */
  get isSendOnly(): boolean {
    return this.ports.gate.isNewer || this.#isEvicted;
  }

  /** True if only the reviewer can say that the program was restarted since the storage fault. */
  get isRestartToConfirm(): boolean {
    const { fault } = this.ports.ledger;
    return fault !== null && fault.processId === undefined;
  }

  /**
   * Takes a frame into the ledger at once and makes it durable. Resolves true when the journal has it; false
   * if it could not be saved, and then everything is as before. `seen` is gathered beside and stored after.
   */
  record(newFrame: NewFrame, seen?: () => Promise<SeenMaterial[]>): Promise<boolean> {
    const { ledger } = this.ports;
    const frame = { ...newFrame, no: this.#nextNo++ } as Frame;
    if (this.#isEvicted && FROM_MEMORY.includes(frame.t)) {
      ledger.apply(frame);
      return Promise.resolve(true);
    }
    const { dirty, revert } = ledger.applyRevertibly(frame);
    const write = this.#effects(frame, dirty);
    const waiting: Waiting = { frame, revert, isCovered: false, isOut: false };
    this.#waiting.push(waiting);
    return this.#inTurn(async () => {
      if (waiting.isOut) return false;
      if (!(await this.#append(waiting))) {
        this.#takeBack();
        return false;
      }
      this.#waiting.shift();
      this.#noteSaved(frame);
      // The journal has it. A write that cannot even be made stops all later ones: their frame number would
      // say that this frame was carried out, and it would not be put back at the next start.
      const change = await write().catch((error: unknown) => {
        this.ports.gate.fail(error);
        return null;
      });
      if (change) await this.#store(change);
      if (change && seen) void this.#keepSeen(seen);
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
      const rows = await seenRows(this.ports.ledger, this.ports.key, await seen());
      if (rows.length) await this.write({ seen: rows });
    } catch {
      // A cache that was closed or damaged meanwhile: the decision itself is safe without it.
    } finally {
      this.pending--;
    }
  }

  /** Stores receipts with the standing they led to; they leave the outbox only with this. */
  async receipts(receipts: readonly Receipt[], at: number): Promise<boolean> {
    const { ledger, key } = this.ports;
    if (this.isSendOnly) return this.record({ t: 'receipts', at, receipts: [...receipts] });
    const standing = standingRows(ledger, ledger.receive(receipts, at));
    const isStored = await this.#inTurn(async () =>
      this.#store({ receipts: [await receiptsRow(key, receipts, at)], standing }),
    );
    if (isStored && this.#isJournalFull) await this.#freeJournal();
    return isStored;
  }

  /** Stores the standing of chunks that changed without a frame: what the feed has reached. */
  async standing(dirty: Set<string>): Promise<boolean> {
    if (!dirty.size) return true;
    const standing = standingRows(this.ports.ledger, dirty);
    const isStored = await this.#inTurn(() => this.#store({ standing }));
    if (isStored && this.#isJournalFull) await this.#freeJournal();
    return isStored;
  }

  /** Any other strict write, in turn with the rest; false if it was not stored. */
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
      const { usedBytes, sizeBytes } = await this.ports.journal.usage();
      if (usedBytes * 2 <= sizeBytes) return;
      try {
        await this.#compact();
      } catch (error) {
        // The former generation goes on; only a journal without room says so when something is to be added.
        if (!(error instanceof JournalFullError)) throw error;
      }
    });
  }

  async #compact(): Promise<void> {
    const frames = unsettledFrames(this.ports.ledger).flatMap(writtenFrames);
    const waiting = [...this.#waiting];
    await this.ports.journal.compact(frames);
    // The ledger held them already.
    for (const each of waiting) each.isCovered = true;
  }

  /** What was uploaded and settled makes room for new acts. */
  #freeJournal(): Promise<void> {
    return this.#inTurn(async () => {
      const before = await this.ports.journal.usage();
      // Failed, it leaves the journal as it was: acts go on being refused.
      await this.#compact().catch(() => undefined);
      const { usedBytes } = await this.ports.journal.usage();
      if (usedBytes * 4 > before.sizeBytes * 3) return;
      this.#isJournalFull = false;
      this.ports.onFault('journalFull');
    });
  }

  async #append(waiting: Waiting): Promise<boolean> {
    if (this.isFenced || this.#hasJournalFailed) return false;
    if (waiting.isCovered) return true;
    const isAct = waiting.frame.t === 'act';
    try {
      await this.ports.journal.append(writtenFrames(waiting.frame), { keepsReserve: isAct });
      return true;
    } catch (error) {
      if (!(error instanceof JournalFullError)) return this.#journalFailed(error);
    }
    try {
      await this.#compact();
      return true;
    } catch (error) {
      if (!(error instanceof JournalFullError)) return this.#journalFailed(error);
      this.#isJournalFull = true;
      this.ports.onFault('journalFull');
      return false;
    }
  }

  #journalFailed(error: unknown): false {
    this.#hasJournalFailed = true;
    // Files that were there and are not: the browser has cleared the origin.
    this.#isEvicted = error instanceof DOMException && error.name === 'NotFoundError';
    this.ports.gate.fail(error);
    this.ports.onFault(this.#isEvicted ? 'evicted' : 'journalFailed');
    return false;
  }

  /** The journal refuses: what it lacks, newest first, is taken out of memory again, exactly as it came. */
  #takeBack(): void {
    const { ledger } = this.ports;
    const dirty = new Set<string>();
    const entries: Entry[] = [];
    let acts: ActItem[] = [];
    for (const waiting of this.#waiting.splice(0).reverse()) {
      waiting.isOut = true;
      const reverted = waiting.revert();
      for (const chunkId of reverted.dirty) dirty.add(chunkId);
      entries.push(...reverted.entries);
      if (waiting.frame.t === 'act') acts = waiting.frame.items.concat(acts);
    }
    const [first] = acts;
    if (first) this.notSaved = { count: acts.length, name: first.label };
    // Standings on their way may tell of what is out again.
    for (const chunkId of dirty) if (!ledger.chunks.has(chunkId)) dirty.delete(chunkId);
    void this.standing(dirty);
    this.onTakenBack(entries);
  }

  /** IndexedDB failed: the journal is told, so that nothing writes there again before a restart. */
  #noteFault(): void {
    const { ledger, journal, desk, processId } = this.ports;
    if (ledger.fault) return;
    const at = desk.clock.now();
    const frame: FaultFrame = {
      t: 'fault',
      no: this.#nextNo++,
      at,
      ...(processId === null ? {} : { processId }),
    };
    ledger.apply(frame);
    void this.#inTurn(() =>
      // Best effort: in memory the fault stands in any case.
      journal.append(writtenFrames(frame)).catch(() => undefined),
    );
  }

  #noteSaved(frame: Frame): void {
    const ids =
      frame.t === 'act'
        ? frame.items.map(({ decision }) => decision.id)
        : frame.t === 'undo'
          ? frame.ids
          : [];
    for (const id of ids) {
      const entry = this.ports.ledger.entries.get(id);
      if (entry) entry.isSaved = true;
    }
    if (frame.t === 'act') this.notSaved = null;
  }

  /** What a frame means for the work database; the standing is that of now, not of when it is written. */
  #effects(frame: Frame, dirty: Set<string>): () => Promise<WorkWrite> {
    const { ledger, key } = this.ports;
    const standing = standingRows(ledger, dirty);
    return async () => {
      const change: WorkWrite = { standing, appliedFrame: frame.no };
      if (frame.t === 'act') change.chunks = await chunkRows(ledger, key, frame);
      if (frame.t === 'receipts') change.receipts = [await receiptsRow(key, frame.receipts, frame.at)];
      if (frame.t === 'mark') {
        const markKey = `${frame.kind}:${frame.id}`;
        change.marks = frame.isSet
          ? { put: [{ key: markKey, revision: frame.revision }], remove: [] }
          : { put: [], remove: [markKey] };
      }
      if (frame.t === 'base' || frame.t === 'attempt') change.meta = { highestN: ledger.highestN };
      if (frame.t === 'rename') change.meta = { ws: frame.ws, highestN: 0 };
      return change;
    };
  }

  /** What was seen of a decision's subject, if it was kept. */
  async seenOf(entry: Entry): Promise<SeenMaterial | null> {
    const items = await this.seenOfChunk(entry.chunkId);
    return items.find((item) => item.decisionId === entry.decision.id) ?? null;
  }

  /** What was seen of all decisions of a chunk: unsealed whole, so a list asks for each chunk once. */
  async seenOfChunk(chunkId: string): Promise<SeenMaterial[]> {
    const sealed = await this.ports.work.seen(chunkId);
    return sealed ? openSeen(this.ports.key, { chunkId, sealed }) : [];
  }

  /** One strict transaction within the limit; a write that never settles counts as a fault. */
  async #store(change: WorkWrite): Promise<boolean> {
    const { gate, work, config } = this.ports;
    if (gate.isPaused && !gate.hasFailed && !this.isFenced) this.#deferred.push(change);
    if (gate.isShut || this.isFenced) return false;
    try {
      await gate.write(config.storageLimitMs, () => work.write(change));
      return true;
    } catch (error) {
      if (error instanceof FencedError) {
        this.isFenced = true;
        this.onFenced();
      }
      return false;
    }
  }

  /** There is space again: stores, in order, what was only in the journal meanwhile. */
  resume(): Promise<void> {
    this.ports.gate.isPaused = false;
    return this.#inTurn(async () => {
      const deferred = this.#deferred.splice(0);
      if (deferred.length) await this.#store(mergedWrite(deferred));
    });
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
    const { ledger } = this.ports;
    const isKnown = ({ decision }: ActItem) => ledger.entries.has(decision.id);
    ledger.isReplaying = true;
    for (let from = 0; from < frames.length; from += REPLAY_STEP) {
      const writes: (() => Promise<WorkWrite>)[] = [];
      for (const told of frames.slice(from, from + REPLAY_STEP)) {
        // A compacted journal tells acts again that the database has: their chunks stay as they were cut.
        const frame =
          told.t === 'act' ? { ...told, items: told.items.filter((item) => !isKnown(item)) } : told;
        writes.push(this.#effects(frame, ledger.apply(frame)));
        this.#noteSaved(frame);
      }
      await this.#inTurn(async () =>
        this.#store(mergedWrite(await Promise.all(writes.map((make) => make())))),
      );
    }
    ledger.isReplaying = false;
    this.#nextNo = Math.max(this.#nextNo, ledger.lastFrame + 1);
  }
}
