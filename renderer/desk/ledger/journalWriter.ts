/**
 * The journal's side of the recorder: frames that memory has wait here until the journal has them, a full
 * journal is compacted, and what it refuses is counted as full, failed or cleared.
 */
import { type Journal, JournalFullError } from '../journal/journal.ts';
import type { StorageGate } from '../store/storageGate.ts';
import { type Frame, writtenFrames } from './frames.ts';
import type { Ledger } from './ledger.ts';
import type { StorageFault } from './storageFault.ts';
import { unsettledFrames } from './unsettledFrames.ts';

/** A frame in memory that the journal does not have yet. */
export interface Waiting {
  frame: Frame;
  revert: ReturnType<Ledger['applyRevertibly']>['revert'];
  /** the frame as it was written, once it was */
  plain: Uint8Array<ArrayBuffer>[] | null;
  /** a compaction has written it along */
  isCovered: boolean;
  /** taken out of memory again */
  isOut: boolean;
}

export interface JournalWriterPorts {
  ledger: Ledger;
  journal: Journal;
  gate: StorageGate;
  onFault(fault: StorageFault): void;
}

export class JournalWriter {
  #waiting: Waiting[] = [];
  isFull = false;
  hasFailed = false;
  /** the browser has cleared everything of this origin */
  isEvicted = false;

  constructor(private readonly ports: JournalWriterPorts) {}

  /** Takes its place behind what waits already; it is appended when its turn has come. */
  enqueue(frame: Frame, revert: Waiting['revert']): Waiting {
    const waiting: Waiting = { frame, revert, plain: null, isCovered: false, isOut: false };
    this.#waiting.push(waiting);
    return waiting;
  }

  /** Appends what waits longest; false if the journal does not take it. */
  async append(waiting: Waiting): Promise<boolean> {
    if (!(await this.#isWritten(waiting))) return false;
    this.#waiting.shift();
    return true;
  }

  /** Nothing of what waits will be written: taken out, newest first. */
  withdraw(): Waiting[] {
    const all = this.#waiting.splice(0).reverse();
    for (const waiting of all) waiting.isOut = true;
    return all;
  }

  async #isWritten(waiting: Waiting): Promise<boolean> {
    const { frame, isCovered } = waiting;
    if (this.hasFailed) return false;
    if (isCovered) return true;
    try {
      waiting.plain = writtenFrames(frame);
      await this.ports.journal.append(waiting.plain, { keepsReserve: frame.t === 'act' });
      return true;
    } catch (error) {
      if (!(error instanceof JournalFullError)) return this.#failed(error);
    }
    try {
      await this.#compact();
      return true;
    } catch (error) {
      if (!(error instanceof JournalFullError)) return this.#failed(error);
      this.isFull = true;
      this.ports.onFault('journalFull');
      return false;
    }
  }

  #failed(error: unknown): false {
    this.hasFailed = true;
    // Files that were there and are not: the browser has cleared the origin.
    this.isEvicted = error instanceof DOMException && error.name === 'NotFoundError';
    this.ports.gate.fail(error);
    this.ports.onFault(this.isEvicted ? 'evicted' : 'journalFailed');
    return false;
  }

  /** Best effort, out of order: what it says stands in memory in any case. */
  note(frame: Frame): Promise<void> {
    return this.ports.journal.append(writtenFrames(frame)).catch(() => undefined);
  }

  // ── room ──────────────────────────────────────────────────────────────────────────────────────────

  /** Starts a new generation with what is not settled, if more than half of the file is used. */
  async compactIfWorthwhile(): Promise<void> {
    const { usedBytes, sizeBytes } = await this.ports.journal.usage();
    if (usedBytes * 2 <= sizeBytes) return;
    try {
      await this.#compact();
    } catch (error) {
      // The former generation goes on; only a journal without room says so when something is to be added.
      if (!(error instanceof JournalFullError)) throw error;
    }
  }

  /** What was uploaded and settled makes room for new acts. */
  async makeRoom(): Promise<void> {
    const { journal, onFault } = this.ports;
    const before = await journal.usage();
    // Failed, it leaves the journal as it was: acts go on being refused.
    await this.#compact().catch(() => undefined);
    const { usedBytes } = await journal.usage();
    if (usedBytes * 4 > before.sizeBytes * 3) return;
    this.isFull = false;
    onFault('journalFull');
  }

  async #compact(): Promise<void> {
    const frames = unsettledFrames(this.ports.ledger).flatMap(writtenFrames);
    const waiting = [...this.#waiting];
    await this.ports.journal.compact(frames);
    // The ledger held them already.
    for (const each of waiting) each.isCovered = true;
  }
}
