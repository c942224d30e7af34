/** Acts as they are taken: recorded, shown at once, told to the screens; marks go the same way. */
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import type { DecideRefusal, DecideReply } from '../contract/decisions.ts';
import type { Entry } from '../ledger/entry.ts';
import type { ActItem } from '../ledger/frames.ts';
import type { Recorder } from '../ledger/recorder.ts';
import type { SeenText } from '../ledger/workRows.ts';
import type { BuiltAct } from './buildAct.ts';
import type { ReviewContext } from './context.ts';
import { refreshAttendee, refreshMark, refreshUnit } from './refresh.ts';
import { seenOf } from './rows.ts';

/** A batch over so many items waits longer before upload. */
const LARGE_BATCH = 50;
const LARGE_BATCH_WINDOW_MS = 30_000;

interface Subject {
  kind: SubmissionKind;
  id: string;
}

export interface RoomEvents {
  rowsChanged(kind: SubmissionKind, ids: string[]): void;
  /** told soon, at once if somebody waits for it */
  changed(how?: { isAwaited: boolean }): void;
  batchProgress(done: number, total: number): void;
}

export class Acts {
  constructor(
    private readonly context: ReviewContext,
    readonly recorder: Recorder,
    private readonly windowMs: () => number,
    private readonly events: RoomEvents,
  ) {}

  /** Why nothing can be decided at all now: the journal takes no more. */
  journalRefusal(): DecideRefusal | null {
    const { fault } = this.recorder;
    if (fault === 'journalFull') return 'journalFull';
    return fault === 'journalFailed' || fault === 'evicted' ? 'storageFault' : null;
  }

  /** Takes an act that was built for this moment: recorded and shown as one step. */
  take(act: BuiltAct, batchId: string): DecideReply {
    const why = this.journalRefusal();
    if (why) {
      const refused = act.items.map(({ decision }) => ({ kind: decision.kind, id: decision.subjectId, why }));
      return { batchId: null, decided: 0, refused: [...act.refused, ...refused] };
    }
    const now = this.context.clock.now();
    if (act.undoIds.length) this.recordUndo(act.undoIds, now);
    if (act.items.length) this.#recordAct(act.items, batchId, now);
    this.refresh([
      ...act.items.map(({ decision }) => ({ kind: decision.kind, id: decision.subjectId })),
      ...this.subjectsOf(act.undoIds),
    ]);
    const decided = act.items.length + act.undoIds.length;
    return { batchId: decided ? batchId : null, decided, refused: act.refused };
  }

  /** Shown at once; said to be undone only when the journal has it. */
  recordUndo(ids: string[], at: number): void {
    void this.recorder.record({ t: 'undo', at, ids }).then(() => this.events.changed());
  }

  #recordAct(items: ActItem[], batchId: string, now: number): void {
    const total = items.length;
    const isLong = total > LARGE_BATCH;
    const windowMs = isLong ? Math.max(LARGE_BATCH_WINDOW_MS, this.windowMs()) : this.windowMs();
    const told: Promise<void> = this.recorder
      .record({ t: 'act', batchId, at: now, windowMs, items }, async () => {
        // It takes as long as all the rest: first the reviewer hears that the batch is safe.
        await told;
        return this.#seenTexts(batchId);
      })
      .then(() => {
        this.showSaved(batchId, isLong);
        if (isLong) this.events.batchProgress(total, total);
      });
    if (isLong) this.events.batchProgress(0, total);
    this.#dropMarks(items.map(({ decision }) => ({ kind: decision.kind, id: decision.subjectId })));
  }

  /** What each decision of a batch was made on, for the tray; gathered after the reviewer has gone on. */
  async #seenTexts(batchId: string): Promise<SeenText[]> {
    const { index, ledger, items } = this.context;
    const seen: SeenText[] = [];
    const subjects = (ledger.batches.get(batchId) ?? []).flatMap(({ decision }) => {
      const { kind, subjectId, seenHash, id } = decision;
      const table = index.table(kind);
      const row = table.find(subjectId);
      // What lies there now is what was seen, or is passed over.
      const isStillThere = row !== undefined && table.hash.equals(row, seenHash);
      return isStillThere ? [{ kind, id: subjectId, decisionId: id }] : [];
    });
    await items.eachText(subjects, ({ decisionId }, text) => seen.push({ decisionId, text: text.slice() }));
    return seen;
  }

  async setAside(kind: SubmissionKind, id: string, isSet: boolean): Promise<void> {
    const table = this.context.index.table(kind);
    const row = table.find(id);
    if (row === undefined) return;
    const saved = this.recorder.record({ t: 'mark', kind, id, revision: table.revision.get(row), isSet });
    this.refresh([{ kind, id }]);
    await saved;
  }

  /** Deciding a submission that was set aside takes the mark away. */
  #dropMarks(subjects: readonly Subject[]): void {
    const { marks } = this.context.ledger;
    if (!marks.size) return;
    for (const { kind, id } of subjects) {
      if (!marks.has(`${kind}:${id}`)) continue;
      const { revision } = seenOf(this.context, kind, id, this.context.index.table(kind).find(id) ?? 0);
      void this.recorder.record({ t: 'mark', kind, id, revision, isSet: false });
    }
  }

  subjectsOf(decisionIds: readonly string[]): Subject[] {
    return decisionIds.flatMap((decisionId) => {
      const entry = this.context.ledger.entries.get(decisionId);
      return entry ? [{ kind: entry.decision.kind, id: entry.decision.subjectId }] : [];
    });
  }

  /**
   * Tells that an act is saved; one that is out again has nobody to be told of. Saving changes how far a
   * decision has come and nothing else that a row shows.
   */
  showSaved(batchId: string, isAwaited = false): void {
    const ids: Record<SubmissionKind, string[]> = { unit: [], attendee: [] };
    for (const { decision } of this.context.ledger.batches.get(batchId) ?? []) {
      refreshMark(this.context, decision.kind, decision.subjectId);
      ids[decision.kind].push(decision.subjectId);
    }
    if (ids.unit.length) this.events.rowsChanged('unit', ids.unit);
    if (ids.attendee.length) this.events.rowsChanged('attendee', ids.attendee);
    this.events.changed({ isAwaited });
  }

  /** Recomputes the rows these decisions are about and tells the screens. */
  refreshEntries(entries: readonly Entry[]): void {
    this.refresh(entries.map(({ decision }) => ({ kind: decision.kind, id: decision.subjectId })));
  }

  /** Recomputes rows and tells the screens: of people their unit too, of a unit its people too. */
  refresh(subjects: readonly Subject[]): void {
    if (!subjects.length) return;
    const units = new Set<string>();
    const attendees = new Set<string>();
    for (const { kind, id } of subjects) {
      if (kind === 'unit') units.add(id);
      else attendees.add(id);
    }
    for (const id of units)
      for (const person of refreshUnit(this.context, id).attendees) attendees.add(person);
    const { rowOf, unitId } = this.context.index.attendees;
    // A person's change shows on their unit's row too: how many are untagged.
    const places = new Set<number>();
    for (const id of attendees) {
      refreshAttendee(this.context, id);
      const row = rowOf.get(id);
      if (row !== undefined) places.add(unitId.placeOf.get(row));
    }
    for (const place of places) units.add(unitId.units.get(place) ?? '');
    if (units.size) this.events.rowsChanged('unit', [...units]);
    if (attendees.size) this.events.rowsChanged('attendee', [...attendees]);
    this.events.changed();
  }
}
