/** Undo: what `Z` would take back now, and taking it back as one step – undone here, or by decisions. */
import type { Refused, TakeBackPreview, UndoReply } from '../contract/decisions.ts';
import type { Entry } from '../ledger/entry.ts';
import type { ActItem } from '../ledger/frames.ts';
import { uuid } from '../ports.ts';
import type { Acts } from './acts.ts';
import type { ReviewContext } from './context.ts';
import { takeBack } from './takeBack.ts';
import { takeBackRefusal } from './takeBackRefusal.ts';

/** `Z` reaches back so far into what was uploaded; older decisions are taken back from their row. */
const UNDO_REACH_MS = 12 * 3_600_000;

type Refusal = Omit<Refused, 'kind' | 'id'>;

export class Undoing {
  constructor(
    private readonly context: ReviewContext,
    private readonly acts: Acts,
  ) {}

  /** The newest act that `Z` would take back, entry by entry; null if there is none. */
  #undoable(): Entry[] | null {
    const isCandidate = this.#isCandidate();
    const newest = this.context.ledger.ordered.findLast(isCandidate);
    return newest ? (this.context.ledger.batches.get(newest.batchId) ?? []).filter(isCandidate) : null;
  }

  #isCandidate(): (entry: Entry) => boolean {
    const now = this.context.clock.now();
    return (entry) => isUndoable(entry, now) && !this.#isTakenBack(entry);
  }

  /** The newest decision of that act: asked for with every status, so its others are not looked at. */
  #newestUndoable(): Entry | undefined {
    return this.context.ledger.ordered.findLast(this.#isCandidate());
  }

  /** True if a later decision of the reviewer already takes this one back. */
  #isTakenBack({ decision }: Entry): boolean {
    return this.context.ledger
      .chain(decision.kind, decision.subjectId)
      .some((later) => later.undoOf === decision.id && countsOnSubject(later));
  }

  /** When the act was made that `undo` would take back, ms since epoch; null if there is none. */
  get undoableAt(): number | null {
    const at = Math.max(this.#newestUndoable()?.confirmedAt ?? 0, this.#undoableResolution()?.at ?? 0);
    return at > 0 ? at : null;
  }

  /** Takes the newest act back as one step: undone if it never left, else by decisions that take it back. */
  undo(): UndoReply {
    const batch = this.#undoable();
    const resolution = this.#undoableResolution();
    if (resolution && resolution.at >= (batch?.[0]?.confirmedAt ?? 0)) return this.#unresolve(resolution.ids);
    if (!batch) return { ok: false, why: 'nothing' };
    return this.#takeBack(batch, () => null);
  }

  /** True while something of this act could be taken back. */
  isTakeable(batchId: string): boolean {
    return this.#takeable(batchId).length > 0;
  }

  /** What taking this act back would do, whatever was done since. */
  preview(batchId: string): TakeBackPreview {
    const batch = this.#takeable(batchId);
    const { items, refused } = this.#backwards(batch.filter(hasLeft), batchId, this.#refusal);
    return { batchId, here: batch.length - items.length - refused.length, uploaded: items.length, refused };
  }

  /** Takes this act back as one step, whatever was done since; what cannot go back stays, with why. */
  takeActBack(batchId: string): UndoReply {
    const batch = this.#takeable(batchId);
    return batch.length ? this.#takeBack(batch, this.#refusal) : { ok: false, why: 'alreadyUndone' };
  }

  #takeable(batchId: string): Entry[] {
    const batch = this.context.ledger.batches.get(batchId) ?? [];
    return batch.filter((entry) => isTakeable(entry) && !this.#isTakenBack(entry));
  }

  readonly #refusal = (entry: Entry) => takeBackRefusal(this.context, entry);

  /** The decisions that take these uploaded ones back. */
  #backwards(
    gone: readonly Entry[],
    batchId: string,
    refusalOf: (entry: Entry) => Refusal | null,
  ): { items: ActItem[]; refused: Refused[] } {
    const refused: Refused[] = [];
    const items = gone.flatMap((entry) => {
      const { kind, subjectId } = entry.decision;
      const isLast = this.context.ledger.chain(kind, subjectId).filter(countsOnSubject).at(-1) === entry;
      const refusal = refusalOf(entry);
      const item = isLast && !refusal ? takeBack(this.context, entry, batchId) : null;
      if (item) return [item];
      const why = refusal ?? { why: 'lifeCycle' as const, detail: 'nothingToWithdraw' };
      refused.push({ kind, id: subjectId, ...why });
      return [];
    });
    return { items, refused };
  }

  #takeBack(batch: readonly Entry[], refusalOf: (entry: Entry) => Refusal | null): UndoReply {
    const here = batch.filter((entry) => !hasLeft(entry));
    const gone = batch.filter(hasLeft);
    // A full journal keeps room for taking back what never left, a cleared one needs none; neither takes acts.
    const { fault } = this.acts.recorder;
    const isUndoOnly = fault === 'journalFull' || fault === 'evicted';
    if (this.acts.journalRefusal() && (!isUndoOnly || gone.length)) return { ok: false, why: 'storageFault' };
    const now = this.context.clock.now();
    if (here.length)
      this.acts.recordUndo(
        here.map((entry) => entry.decision.id),
        now,
      );

    const batchId = uuid(this.context.random);
    const { items, refused } = this.#backwards(gone, batchId, refusalOf);
    if (items.length) {
      const saved = this.acts.recorder.record({ t: 'act', batchId, at: now, windowMs: 0, items });
      void saved.then(() => this.acts.showSaved(batchId));
    }
    this.acts.refresh(batch.map(({ decision }) => ({ kind: decision.kind, id: decision.subjectId })));
    const count = here.length + items.length;
    if (count === 0) return { ok: false, why: 'notWithdrawable' };
    const isWaiting = gone.some((entry) => entry.state === 'attempted');
    const isRetag = items.length > 0 && items.every(({ decision }) => decision.verdict === 'tag');
    const how = !items.length ? 'undone' : isWaiting ? 'waitsForReceipt' : isRetag ? 'retagged' : 'withdrawn';
    return { ok: true, how, count, refused };
  }

  /** What was last taken out of the tray by hand, if it may still go back by `Z`. */
  #undoableResolution(): { at: number; ids: string[] } | null {
    const last = this.context.ledger.resolutions.findLast(({ ids }) => ids.length > 0);
    return last && this.context.clock.now() - last.at < UNDO_REACH_MS ? last : null;
  }

  get canUndo(): boolean {
    return this.#undoableResolution() !== null || this.#newestUndoable() !== undefined;
  }

  #unresolve(given: readonly string[]): UndoReply {
    if (this.acts.journalRefusal()) return { ok: false, why: 'storageFault' };
    const ids = [...given];
    void this.acts.recorder.record({ t: 'unresolve', at: this.context.clock.now(), ids });
    this.acts.refresh(this.acts.subjectsOf(ids));
    return { ok: true, how: 'undone', count: ids.length, refused: [] };
  }
}

const hasLeft = (entry: Entry) => entry.state !== 'window';

const countsOnSubject = (entry: Entry) =>
  entry.state !== 'undone' &&
  entry.state !== 'replaced' &&
  entry.state !== 'resolved' &&
  entry.state !== 'parked';

/** Whether an entry could be taken back at all, however long ago it was made. */
function isTakeable(entry: Entry): boolean {
  if (entry.undoOf !== undefined) return false;
  if (entry.state === 'window') return true;
  // Agreed with a decision of somebody else: that one is theirs to take back.
  if (entry.decision.verdict === 'withdraw' || entry.receipt?.result === 'decided') return false;
  return entry.state === 'attempted' || entry.state === 'applied' || entry.state === 'settled';
}

const isUndoable = (entry: Entry, now: number) =>
  isTakeable(entry) && (entry.state === 'window' || now - entry.confirmedAt < UNDO_REACH_MS);
