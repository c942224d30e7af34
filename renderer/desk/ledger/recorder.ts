/**
 * The recorder makes what happened durable, in order: journal frame, flush, then one strict transaction.
 * Memory is changed first, so that the screen never waits; «saved here» is said only when this has ended, and
 * what the journal refuses is taken out of memory again.
 */
import type { Receipt } from '../../../shared/protocol/push.ts';
import type { Journal } from '../journal/journal.ts';
import type { DeskConfig, DeskPorts } from '../ports.ts';
import type { StorageGate } from '../store/storageGate.ts';
import type { WorkStore, WorkWrite } from '../store/workStore.ts';
import type { SealingKey } from '../vault/sealing.ts';
import type { Entry } from './entry.ts';
import { effectsOf } from './frameEffects.ts';
import type { ActItem, FaultFrame, Frame, NewFrame } from './frames.ts';
import { JournalWriter } from './journalWriter.ts';
import type { Ledger } from './ledger.ts';
import { SeenBook } from './seenBook.ts';
import type { StorageFault } from './storageFault.ts';
import { Turns } from './turns.ts';
import { mergedWrite, receiptsRow, type SeenText, standingRows } from './workRows.ts';
import { WorkWriter } from './workWriter.ts';

/** Frames put back in one transaction at start: thousands of strict ones would take minutes. */
const REPLAY_STEP = 200;

/**
 * What goes on without a journal once the browser has cleared it: the next start finds nothing of this
 * workstation, so no number and no receipt can be told twice, and what is not sent now is lost.
 */
const FROM_MEMORY: readonly Frame['t'][] = ['attempt', 'receipts', 'undo'];

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
  readonly #turns = new Turns();
  readonly #journal: JournalWriter;
  readonly #work: WorkWriter;
  readonly seen: SeenBook;
  #nextNo: number;
  /** another window leads this workstation: nothing is written any more, journal included */
  isFenced = false;
  /** hears of it once, when a write was refused for that reason */
  onFenced: () => void = () => undefined;
  /** hears which decisions are as they were before, for the journal has refused what was done */
  onTakenBack: (entries: readonly Entry[]) => void = () => undefined;
  /** the last act that could not be saved, until one could */
  notSaved: { count: number; name: string } | null = null;

  constructor(private readonly ports: RecorderPorts) {
    const { ledger, journal, work, gate, config, key } = ports;
    const onFault = (fault: StorageFault) => ports.onFault(fault);
    this.#nextNo = ledger.lastFrame + 1;
    this.#journal = new JournalWriter({ ledger, journal, gate, onFault });
    this.#work = new WorkWriter({
      gate,
      work,
      limitMs: config.storageLimitMs,
      isFenced: () => this.isFenced,
      onFenced: () => {
        this.isFenced = true;
        this.onFenced();
      },
    });
    this.seen = new SeenBook({ ledger, work, key, write: (change) => this.write(change) });
    gate.onFailed = () => {
      this.#noteFault();
      onFault('storageFault');
    };
  }

  // ── how it stands ─────────────────────────────────────────────────────────────────────────────────

  get fault(): StorageFault | null {
    const { gate } = this.ports;
    const { isEvicted, hasFailed, isFull } = this.#journal;
    if (isEvicted) return 'evicted';
    if (hasFailed) return 'journalFailed';
    if (isFull) return 'journalFull';
    if (gate.hasFailed) return 'storageFault';
    return gate.isPaused ? 'spaceLow' : null;
  }

  /** True while nothing may be sent or fetched, for it could not be stored. */
  get isHalted(): boolean {
    const { gate } = this.ports;
    if (this.#journal.isEvicted) return this.isFenced;
    return this.isFenced || this.#journal.hasFailed || gate.hasFailed || gate.isPaused;
  }

  /** True while the databases are a newer program's, or gone: what is here is sent, nothing is fetched. */
  get isSendOnly(): boolean {
    return this.ports.gate.isNewer || this.#journal.isEvicted;
  }

  /** True if only the reviewer can say that the program was restarted since the storage fault. */
  get isRestartToConfirm(): boolean {
    const { fault } = this.ports.ledger;
    return fault !== null && fault.processId === undefined;
  }

  /** Writes asked for and not ended. */
  get pending(): number {
    return this.#turns.pending;
  }

  /** Resolves when all that was recorded so far has been tried. */
  settled(): Promise<void> {
    return this.#turns.settled();
  }

  // ── frames ────────────────────────────────────────────────────────────────────────────────────────

  /**
   * Takes a frame into the ledger at once and makes it durable. Resolves true when the journal has it; false
   * if it could not be saved, and then everything is as before. `seen` is gathered beside and stored after.
   */
  record(newFrame: NewFrame, seen?: () => Promise<SeenText[]>): Promise<boolean> {
    const { ledger, key } = this.ports;
    const frame = { ...newFrame, no: this.#nextNo++ } as Frame;
    if (this.#journal.isEvicted && FROM_MEMORY.includes(frame.t)) {
      ledger.apply(frame);
      return Promise.resolve(true);
    }
    const { dirty, revert } = ledger.applyRevertibly(frame);
    const write = effectsOf(ledger, key, frame, dirty);
    const waiting = this.#journal.enqueue(frame, revert);
    return this.#turns.take(async () => {
      if (waiting.isOut) return false;
      if (this.isFenced || !(await this.#journal.append(waiting))) {
        this.#takeBack();
        return false;
      }
      this.#noteSaved(frame);
      // The journal has it. A write that cannot even be made stops all later ones: their frame number would
      // say that this frame was carried out, and it would not be put back at the next start.
      const change = await write(waiting.plain).catch((error: unknown) => {
        this.ports.gate.fail(error);
        return null;
      });
      if (change) await this.#work.store(change);
      if (change && seen) void this.#turns.beside(() => this.seen.keep(seen));
      return true;
    });
  }

  #noteSaved(frame: Frame): void {
    this.ports.ledger.noteSaved(frame);
    if (frame.t === 'act') this.notSaved = null;
  }

  /** The journal refuses: what it lacks, newest first, is taken out of memory again, exactly as it came. */
  #takeBack(): void {
    const { ledger } = this.ports;
    const dirty = new Set<string>();
    const entries: Entry[] = [];
    let acts: ActItem[] = [];
    for (const { frame, revert } of this.#journal.withdraw()) {
      const reverted = revert();
      for (const chunkId of reverted.dirty) dirty.add(chunkId);
      entries.push(...reverted.entries);
      if (frame.t === 'act') acts = frame.items.concat(acts);
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
    const { ledger, desk, processId } = this.ports;
    if (ledger.fault) return;
    const frame: FaultFrame = {
      t: 'fault',
      no: this.#nextNo++,
      at: desk.clock.now(),
      ...(processId === null ? {} : { processId }),
    };
    ledger.apply(frame);
    void this.#turns.take(() => this.#journal.note(frame));
  }

  // ── what needs no frame ───────────────────────────────────────────────────────────────────────────

  /** Stores receipts with the standing they led to; they leave the outbox only with this. */
  async receipts(receipts: readonly Receipt[], at: number): Promise<boolean> {
    const { ledger, key } = this.ports;
    if (this.isSendOnly) return this.record({ t: 'receipts', at, receipts: [...receipts] });
    const standing = standingRows(ledger, ledger.receive(receipts, at));
    return this.#storeAtRest(async () => ({ receipts: [await receiptsRow(key, receipts, at)], standing }));
  }

  /** Stores the standing of chunks that changed without a frame: what the feed has reached. */
  async standing(dirty: Set<string>): Promise<boolean> {
    if (!dirty.size) return true;
    const standing = standingRows(this.ports.ledger, dirty);
    return this.#storeAtRest(async () => ({ standing }));
  }

  /** Stores what has come to rest; a full journal has room again then. */
  async #storeAtRest(make: () => Promise<WorkWrite>): Promise<boolean> {
    const isStored = await this.#turns.take(async () => this.#work.store(await make()));
    if (isStored && this.#journal.isFull) await this.#turns.take(() => this.#journal.makeRoom());
    return isStored;
  }

  /** Any other strict write, in turn with the rest; false if it was not stored. */
  write(change: WorkWrite): Promise<boolean> {
    return this.#turns.take(() => this.#work.store(change));
  }

  /** Starts a new journal generation with what is not settled, if more than half of the file is used. */
  compactIfWorthwhile(): Promise<void> {
    return this.#turns.take(() => this.#journal.compactIfWorthwhile());
  }

  /** There is space again: stores, in order, what was only in the journal meanwhile. */
  resume(): Promise<void> {
    this.ports.gate.isPaused = false;
    return this.#turns.take(() => this.#work.storeDeferred());
  }

  // ── at start ──────────────────────────────────────────────────────────────────────────────────────

  /** Carries out frames the work database lacks, found in the journal at start. */
  async replay(frames: readonly Frame[]): Promise<void> {
    const { ledger, key } = this.ports;
    const isKnown = ({ decision }: ActItem) => ledger.entries.has(decision.id);
    ledger.isReplaying = true;
    for (let from = 0; from < frames.length; from += REPLAY_STEP) {
      const writes: (() => Promise<WorkWrite>)[] = [];
      for (const told of frames.slice(from, from + REPLAY_STEP)) {
        // A compacted journal tells acts again that the database has: their chunks stay as they were cut.
        const frame =
          told.t === 'act' ? { ...told, items: told.items.filter((item) => !isKnown(item)) } : told;
        writes.push(effectsOf(ledger, key, frame, ledger.apply(frame)));
        this.#noteSaved(frame);
      }
      await this.#turns.take(async () =>
        this.#work.store(mergedWrite(await Promise.all(writes.map((make) => make())))),
      );
    }
    ledger.isReplaying = false;
    this.#nextNo = Math.max(this.#nextNo, ledger.lastFrame + 1);
  }
}
