/**
 * The ledger: every decision confirmed on this workstation and how far it has come. Pure memory: frames and
 * receipts go in, what has to be stored comes out. Nothing leaves it but by a receipt or its author's word.
 */
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import type { Receipt } from '../../../shared/protocol/push.ts';
import { CHUNK_ITEMS, type Entry, subjectKey } from './entry.ts';
import type { ActFrame, ActItem, FaultFrame, Frame } from './frames.ts';
import { TrayBook } from './trayBook.ts';

const unique = (entries: readonly Entry[]) => [...new Set(entries)];

export class Ledger extends TrayBook {
  readonly marks = new Map<string, number>();
  /** the number of the last frame taken in */
  lastFrame = 0;
  /** who works here, as last told */
  identity: unknown;
  /** a storage fault that has not ended */
  fault: FaultFrame | null = null;

  /** Takes a frame in; answers with the chunks whose standing it changed. Frames taken twice change nothing. */
  apply(frame: Frame): Set<string> {
    this.lastFrame = Math.max(this.lastFrame, frame.no);
    const dirty = new Set<string>();
    switch (frame.t) {
      case 'act':
        this.#applyAct(frame, dirty);
        break;
      case 'undo':
        for (const id of frame.ids) this.#undo(id, dirty);
        break;
      case 'attempt':
        for (const [id, n] of frame.ns) {
          this.noteHighestN(n);
          this.#change(id, dirty, (entry) => {
            if (entry.state === 'window') entry.state = 'attempted';
            entry.n = n;
          });
        }
        break;
      case 'mark':
        if (frame.isSet) this.marks.set(subjectKey(frame.kind, frame.id), frame.revision);
        else this.marks.delete(subjectKey(frame.kind, frame.id));
        break;
      case 'resolve':
        this.resolve(frame, dirty);
        break;
      case 'unresolve':
        for (const id of frame.ids) this.unresolve(id, dirty);
        break;
      case 'rename':
        this.resetHighestN(0);
        for (const entry of this.entries.values()) {
          if (entry.n === undefined) continue;
          // Numbers belong to the former name, those of answered decisions too.
          delete entry.n;
          if (entry.state === 'attempted') entry.state = 'window';
          dirty.add(entry.chunkId);
        }
        break;
      case 'receipts':
        for (const chunkId of this.receive(frame.receipts, frame.at)) dirty.add(chunkId);
        break;
      case 'identity':
        this.identity = frame.identity;
        break;
      case 'fault':
        this.fault = frame;
        break;
      case 'clear':
        this.fault = null;
        break;
      case 'base':
        this.noteHighestN(frame.highestN);
        break;
    }
    return dirty;
  }

  /**
   * Takes a frame in so that it can be taken out again: `revert` puts everything back as it was, and answers
   * with the chunks and decisions that changed. Only the newest frame still in may be reverted.
   */
  applyRevertibly(frame: Frame): { dirty: Set<string>; revert(): { dirty: Set<string>; entries: Entry[] } } {
    const touched = this.#touchedBy(frame).map((entry): [Entry, Entry] => [entry, { ...entry }]);
    const before = { highestN: this.highestN, count: this.ordered.length };
    const marks = frame.t === 'mark' ? new Map(this.marks) : null;
    const resolutions = this.resolutions.map((resolution) => ({ ...resolution }));
    const dirty = this.apply(frame);
    return {
      dirty,
      revert: () => {
        const changed = new Set(dirty);
        const gone = this.removeFrom(before.count);
        for (const { chunkId } of gone) changed.delete(chunkId);
        for (const [entry, copy] of touched) this.#reset(entry, copy);
        this.resetHighestN(before.highestN);
        this.resolutions.splice(0, this.resolutions.length, ...resolutions);
        if (marks) {
          this.marks.clear();
          for (const [key, revision] of marks) this.marks.set(key, revision);
        }
        return { dirty: changed, entries: [...gone, ...touched.map(([entry]) => entry)] };
      },
    };
  }

  /** The decisions that a frame may change, besides those it brings: all on the subjects it names. */
  #touchedBy(frame: Frame): Entry[] {
    const onSubject = ({ decision }: ActItem) => this.chain(decision.kind, decision.subjectId);
    const named = (ids: readonly string[]) => ids.flatMap((id) => this.entries.get(id) ?? []);
    switch (frame.t) {
      case 'act':
        return unique(frame.items.flatMap(onSubject));
      case 'undo':
      case 'resolve':
      case 'unresolve':
        return unique(named(frame.ids).flatMap(onSubject));
      case 'receipts':
        return unique(named(frame.receipts.map(({ id }) => id)).flatMap(onSubject));
      case 'attempt':
        return named(frame.ns.map(([id]) => id));
      case 'rename':
        return [...this.ordered];
      default:
        return [];
    }
  }

  #reset(entry: Entry, copy: Entry): void {
    entry.state = copy.state;
    entry.uploadAt = copy.uploadAt;
    entry.isSaved = copy.isSaved;
    for (const field of ['n', 'receipt', 'receivedAt'] as const) {
      if (copy[field] === undefined) delete entry[field];
      else Object.assign(entry, { [field]: copy[field] });
    }
    this.wake(entry);
  }

  /**
   * The work database has lost its newest rows, and a compacted journal tells only what was open: whatever
   * else is open in the rows came to rest after they were written. Answers with the chunks that changed.
   */
  restAllBut(toldIds: ReadonlySet<string>): Set<string> {
    const dirty = new Set<string>();
    for (const entry of this.open('window', 'attempted', 'applied', 'parked')) {
      if (toldIds.has(entry.decision.id)) continue;
      // Attempted once: the gateway has answered. Never attempted: taken back here, as far as is known.
      entry.state = entry.n === undefined ? 'undone' : 'settled';
      dirty.add(entry.chunkId);
    }
    return dirty;
  }

  #applyAct(frame: ActFrame, dirty: Set<string>): void {
    // Where a part of the act is known already, its chunks are not to be written over.
    const prefix = this.batches.has(frame.batchId) ? `${frame.batchId}-${frame.no}` : frame.batchId;
    frame.items.forEach((item, index) => {
      if (this.entries.has(item.decision.id)) return;
      const chunkId = `${prefix}-${Math.floor(index / CHUNK_ITEMS)}`;
      this.insert({
        ...item,
        state: 'window',
        batchId: frame.batchId,
        chunkId,
        confirmedAt: frame.at,
        windowMs: frame.windowMs,
        uploadAt: frame.at + frame.windowMs,
        isSaved: false,
      });
      dirty.add(chunkId);
      const earlier = item.replaces === undefined ? undefined : this.entries.get(item.replaces);
      if (earlier?.state === 'window') {
        earlier.state = 'replaced';
        dirty.add(earlier.chunkId);
      }
      this.answerParked(item.decision.supersedes, dirty);
    });
  }

  #change(id: string, dirty: Set<string>, change: (entry: Entry) => void): void {
    const entry = this.entries.get(id);
    if (!entry) return;
    change(entry);
    dirty.add(entry.chunkId);
  }

  #undo(id: string, dirty: Set<string>): void {
    const entry = this.entries.get(id);
    if (entry?.state !== 'window') return;
    entry.state = 'undone';
    // «Undone» is not said before the journal has it.
    entry.isSaved = false;
    dirty.add(entry.chunkId);
    const earlier = entry.replaces === undefined ? undefined : this.entries.get(entry.replaces);
    if (earlier?.state === 'replaced') {
      earlier.state = 'window';
      this.wake(earlier);
      earlier.uploadAt = Math.max(earlier.uploadAt, entry.uploadAt);
      dirty.add(earlier.chunkId);
    }
    this.parkAgain(entry.decision.supersedes, dirty);
  }

  /**
   * Takes receipts in: `applied`, and `decided` that agrees, wait for the feed; everything else is parked.
   * Receipts of unknown or already answered decisions change nothing.
   */
  receive(receipts: readonly Receipt[], at: number): Set<string> {
    const dirty = new Set<string>();
    for (const receipt of receipts) {
      const entry = this.entries.get(receipt.id);
      if (entry?.state !== 'attempted' && !(entry?.state === 'window' && receipt.replayed)) continue;
      entry.receipt = receipt;
      entry.receivedAt = at;
      const hasEffect = receipt.result === 'applied' || (receipt.result === 'decided' && receipt.agrees);
      entry.state = hasEffect ? 'applied' : 'parked';
      dirty.add(entry.chunkId);
      if (!hasEffect) this.#dropMootUndo(entry, dirty);
    }
    return dirty;
  }

  /**
   * An undo of what never took effect is moot, and with it what it undid: nothing is left to resolve. Other
   * decisions chained on it go up all the same, for their own receipt says why they have no effect.
   */
  #dropMootUndo(failed: Entry, dirty: Set<string>): void {
    for (const entry of this.chain(failed.decision.kind, failed.decision.subjectId)) {
      if (entry.state !== 'window' || entry.undoOf !== failed.decision.id) continue;
      entry.state = 'undone';
      failed.state = 'resolved';
      dirty.add(entry.chunkId);
    }
  }

  /** The feed has reached `seq` for every subject, or the seq told per subject: drop what it now carries. */
  settle(feedHead: number, seqOf: (kind: SubmissionKind, id: string) => number | undefined): Set<string> {
    const dirty = new Set<string>();
    for (const entry of this.open('applied')) {
      const seq = entry.receipt?.seq ?? 0;
      const own = seqOf(entry.decision.kind, entry.decision.subjectId);
      if (feedHead < seq && (own === undefined || own < seq)) continue;
      entry.state = 'settled';
      dirty.add(entry.chunkId);
    }
    return dirty;
  }

  /**
   * The gateway was restored from a backup and knows our numbers only up to `contiguous`: what it has
   * forgotten is queued again under the same ids.
   */
  requeueAbove(contiguous: number): Set<string> {
    const dirty = new Set<string>();
    for (const entry of this.ordered) {
      if (entry.state !== 'applied' && entry.state !== 'settled') continue;
      if (entry.n === undefined || entry.n <= contiguous) continue;
      entry.state = 'attempted';
      this.wake(entry);
      delete entry.receipt;
      dirty.add(entry.chunkId);
    }
    return dirty;
  }

  /** Undo windows begin anew: after a restart the reviewer gets a full window again. */
  restartWindows(now: number): void {
    for (const entry of this.open('window')) entry.uploadAt = now + entry.windowMs;
  }
}
