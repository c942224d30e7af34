/** The review room: queries, details, decisions, batches, undo – everything a screen does with submissions. */
import type { GivenReason } from '../../../shared/domain/decision.ts';
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import type {
  BatchAction,
  BatchPreview,
  DecideRefusal,
  DecideReply,
  DecisionInput,
  Refused,
  Scope,
  UndoReply,
} from '../contract/decisions.ts';
import type { OpenedQuery, Query } from '../contract/queries.ts';
import type { Row } from '../contract/rows.ts';
import { QueryEngine, type QueryResult } from '../index/query.ts';
import type { ActItem } from '../ledger/frames.ts';
import type { Entry } from '../ledger/ledger.ts';
import type { Recorder, SeenMaterial } from '../ledger/recorder.ts';
import { uuid } from '../ports.ts';
import { type FrozenBatch, freezeBatch } from './batch.ts';
import { type BuiltAct, buildAct, takeBack } from './buildAct.ts';
import type { ReviewContext } from './context.ts';
import { refreshAll, refreshAttendee, refreshUnit } from './refresh.ts';
import { rowById, seenOf } from './rows.ts';

/** A batch over so many items waits longer before upload. */
const LARGE_BATCH = 50;
const LARGE_BATCH_WINDOW_MS = 30_000;
/** `Z` reaches back so far into what was uploaded; older decisions are taken back from their row. */
const UNDO_REACH_MS = 12 * 3_600_000;
const QUERIES_MAX = 24;
const PREVIEWS_MAX = 4;

interface OpenQueryState {
  query: Query;
  result: QueryResult;
}

export interface RoomEvents {
  rowsChanged(kind: SubmissionKind, ids: string[]): void;
  changed(): void;
  batchProgress(done: number, total: number): void;
}

export class ReviewRoom {
  readonly #engine: QueryEngine;
  readonly #queries = new Map<string, OpenQueryState>();
  readonly #previews = new Map<string, FrozenBatch>();

  readonly context: ReviewContext;

  constructor(
    context: Omit<ReviewContext, 'shown'>,
    private readonly recorder: Recorder,
    private readonly windowMs: () => number,
    private readonly events: RoomEvents,
  ) {
    this.context = { ...context, shown: new Map() };
    this.#engine = new QueryEngine(context.index);
    refreshAll(this.context);
  }

  // ── lists ─────────────────────────────────────────────────────────────────────────────────────────

  openQuery(query: Query): OpenedQuery {
    const result = this.#engine.run(query);
    const queryId = uuid(this.context.random);
    this.#queries.set(queryId, { query, result });
    // A page that never closes its queries must not fill the memory.
    for (const oldest of this.#queries.keys()) {
      if (this.#queries.size <= QUERIES_MAX) break;
      this.#queries.delete(oldest);
    }
    return { queryId, total: result.rows.length, queues: result.queues, facets: result.facets };
  }

  closeQuery(queryId: string): void {
    this.#queries.delete(queryId);
  }

  ids(queryId: string, from: number, to: number): string[] {
    const open = this.#queries.get(queryId);
    if (!open) return [];
    const { ids } = this.context.index.table(open.query.kind);
    return Array.from(open.result.rows.subarray(Math.max(0, from), to), (row) => ids[row] ?? '');
  }

  rows(queryId: string, from: number, to: number): (Row | null)[] {
    const kind = this.#queries.get(queryId)?.query.kind ?? 'unit';
    return this.ids(queryId, from, to).map((id) => rowById(this.context, kind, id));
  }

  rowsById(kind: SubmissionKind, ids: readonly string[]): (Row | null)[] {
    return ids.map((id) => rowById(this.context, kind, id));
  }

  positionOf(queryId: string, id: string): number {
    const open = this.#queries.get(queryId);
    const row = open && this.context.index.table(open.query.kind).rowOf.get(id);
    return open && row !== undefined ? open.result.rows.indexOf(row) : -1;
  }

  /** Submissions that match now and are not in the frozen list. */
  arrivalsOf(queryId: string): number {
    const open = this.#queries.get(queryId);
    if (!open) return 0;
    const known = new Set(open.result.rows);
    let arrivals = 0;
    for (const row of this.#engine.run(open.query).rows) if (!known.has(row)) arrivals++;
    return arrivals;
  }

  // ── deciding ──────────────────────────────────────────────────────────────────────────────────────

  /** Decides in memory at once; durable when the recorder says so. */
  decide(inputs: readonly DecisionInput[]): DecideReply {
    const why = this.#journalRefusal();
    if (why) return { batchId: null, decided: 0, refused: inputs.map(({ kind, id }) => ({ kind, id, why })) };
    const batchId = uuid(this.context.random);
    return this.take(buildAct(this.context, inputs, batchId), batchId);
  }

  /** Why nothing can be decided at all now: the journal takes no more. */
  #journalRefusal(): DecideRefusal | null {
    const { fault } = this.recorder;
    if (fault === 'journalFull') return 'journalFull';
    return fault === 'journalFailed' || fault === 'evicted' ? 'storageFault' : null;
  }

  /** Takes an act that was built for this moment: recorded and shown as one step. */
  take(act: BuiltAct, batchId: string): DecideReply {
    const why = this.#journalRefusal();
    if (why) {
      const refused = act.items.map(({ decision }) => ({ kind: decision.kind, id: decision.subjectId, why }));
      return { batchId: null, decided: 0, refused: [...act.refused, ...refused] };
    }
    const now = this.context.clock.now();
    if (act.undoIds.length) this.#recordUndo(act.undoIds, now);
    if (act.items.length) this.#recordAct(act.items, batchId, now);
    this.#refresh([
      ...act.items.map(({ decision }) => ({ kind: decision.kind, id: decision.subjectId })),
      ...this.#subjectsOf(act.undoIds),
    ]);
    const decided = act.items.length + act.undoIds.length;
    return { batchId: decided ? batchId : null, decided, refused: act.refused };
  }

  /** Shown at once; said to be undone only when the journal has it. */
  #recordUndo(ids: string[], at: number): void {
    void this.recorder.record({ t: 'undo', at, ids }).then(() => this.events.changed());
  }

  #recordAct(items: ActItem[], batchId: string, now: number): void {
    const total = items.length;
    const isLong = total > LARGE_BATCH;
    const windowMs = isLong ? Math.max(LARGE_BATCH_WINDOW_MS, this.windowMs()) : this.windowMs();
    const saved = this.recorder.record({ t: 'act', batchId, at: now, windowMs, items }, () =>
      this.#seenMaterial(batchId),
    );
    if (isLong) this.events.batchProgress(0, total);
    void saved.then(() => {
      this.#refreshBatch(batchId);
      if (isLong) this.events.batchProgress(total, total);
    });
    this.#dropMarks(items.map(({ decision }) => ({ kind: decision.kind, id: decision.subjectId })));
  }

  /** What each decision of a batch was made on, for the tray; gathered after the reviewer has gone on. */
  async #seenMaterial(batchId: string): Promise<SeenMaterial[]> {
    const seen: SeenMaterial[] = [];
    // By block, so that each is unpacked once and not again for every row in the list's order.
    const placed = (this.context.ledger.batches.get(batchId) ?? []).map((entry) => {
      const table = this.context.index.table(entry.decision.kind);
      const row = table.find(entry.decision.subjectId);
      return { entry, blockId: row === undefined ? '' : table.location(row).blockId };
    });
    placed.sort((a, b) => (a.blockId < b.blockId ? -1 : a.blockId > b.blockId ? 1 : 0));
    for (const { entry } of placed) {
      const { kind, subjectId, seenHash, id } = entry.decision;
      const item = await this.context.items.item(kind, subjectId);
      if (item?.hash === seenHash)
        seen.push({ decisionId: id, material: item.material, images: item.images });
    }
    return seen;
  }

  async previewBatch(scope: Scope, action: BatchAction): Promise<BatchPreview> {
    const { kind, ids } = this.#idsOfScope(scope);
    const frozen = await freezeBatch(this.context, kind, ids, action, new Set(scope.unseen));
    this.#previews.set(frozen.preview.previewId, frozen);
    for (const oldest of this.#previews.keys()) {
      if (this.#previews.size <= PREVIEWS_MAX) break;
      this.#previews.delete(oldest);
    }
    return frozen.preview;
  }

  confirmBatch(
    previewId: string,
    input: { include?: string[]; reasons?: GivenReason[]; note?: string },
  ): DecideReply {
    const frozen = this.#previews.get(previewId);
    if (!frozen) return { batchId: null, decided: 0, refused: [] };
    this.#previews.delete(previewId);
    const included = (input.include ?? []).flatMap((id) => frozen.optional.get(id) ?? []);
    const subjects = [...frozen.go, ...included].map((subject) => ({
      ...subject,
      ...(input.reasons?.length ? { reasons: input.reasons } : {}),
      ...(input.note ? { note: input.note } : {}),
    }));
    // A unit stands before its people, as the gateway will judge them.
    const all = subjects.flatMap((subject) => [subject, ...(frozen.people.get(subject.id) ?? [])]);
    return this.decide(all);
  }

  /**
   * The ids a scope means now. A query's frozen list may still show rows that were decided since and no
   * longer match: «all that match» does not mean those, or a batch would overwrite the reviewer's own word.
   */
  #idsOfScope(scope: Scope): { kind: SubmissionKind; ids: string[] } {
    if (scope.type === 'ids') return { kind: scope.kind, ids: scope.ids };
    const open = this.#queries.get(scope.queryId);
    if (!open) return { kind: 'unit', ids: [] };
    const { kind } = open.query;
    const except = new Set(scope.except);
    const table = this.context.index.table(kind);
    const ids = this.ids(scope.queryId, 0, Number.MAX_SAFE_INTEGER).filter((id) => {
      const row = table.find(id);
      return row !== undefined && !except.has(id) && this.#engine.matches(open.query, row);
    });
    return { kind, ids };
  }

  // ── undo ──────────────────────────────────────────────────────────────────────────────────────────

  /** The newest act that `Z` would take back, newest first entry first; null if there is none. */
  undoable(): Entry[] | null {
    const now = this.context.clock.now();
    const { ordered, batches } = this.context.ledger;
    const isCandidate = (entry: Entry) => isUndoable(entry, now) && !this.#isTakenBack(entry);
    const newest = ordered.findLast(isCandidate);
    return newest ? (batches.get(newest.batchId) ?? []).filter(isCandidate) : null;
  }

  /** True if a later decision of the reviewer already takes this one back. */
  #isTakenBack({ decision }: Entry): boolean {
    return this.context.ledger
      .chain(decision.kind, decision.subjectId)
      .some((later) => later.undoOf === decision.id && countsOnSubject(later));
  }

  /** Takes the newest act back as one step: undone if it never left, else by decisions that take it back. */
  undo(): UndoReply {
    const batch = this.undoable();
    const resolution = this.undoableResolution();
    if (resolution && resolution.at >= (batch?.[0]?.confirmedAt ?? 0)) return this.#unresolve(resolution.ids);
    if (!batch) return { ok: false, why: 'nothing' };
    const here = batch.filter((entry) => entry.state === 'window');
    const gone = batch.filter((entry) => entry.state !== 'window');
    // A full journal keeps room for taking back what never left, a cleared one needs none; neither takes acts.
    const { fault } = this.recorder;
    const isUndoOnly = fault === 'journalFull' || fault === 'evicted';
    if (this.#journalRefusal() && (!isUndoOnly || gone.length)) return { ok: false, why: 'storageFault' };
    const now = this.context.clock.now();
    if (here.length)
      this.#recordUndo(
        here.map((entry) => entry.decision.id),
        now,
      );

    const batchId = uuid(this.context.random);
    const refused: Refused[] = [];
    const items = gone.flatMap((entry) => {
      const { kind, subjectId } = entry.decision;
      const isLast = this.context.ledger.chain(kind, subjectId).filter(countsOnSubject).at(-1) === entry;
      const item = isLast ? takeBack(this.context, entry, batchId) : null;
      if (!item) refused.push({ kind, id: subjectId, why: 'lifeCycle', detail: 'nothingToWithdraw' });
      return item ? [item] : [];
    });
    if (items.length) {
      const saved = this.recorder.record({ t: 'act', batchId, at: now, windowMs: 0, items });
      void saved.then(() => this.#refreshBatch(batchId));
    }
    this.#refresh(batch.map(({ decision }) => ({ kind: decision.kind, id: decision.subjectId })));
    const count = here.length + items.length;
    if (count === 0) return { ok: false, why: 'notWithdrawable' };
    const isWaiting = gone.some((entry) => entry.state === 'attempted');
    const isRetag = items.length > 0 && items.every(({ decision }) => decision.verdict === 'tag');
    const how = !items.length ? 'undone' : isWaiting ? 'waitsForReceipt' : isRetag ? 'retagged' : 'withdrawn';
    return { ok: true, how, count, refused };
  }

  /** What was last taken out of the tray by hand, if it may still go back by `Z`. */
  undoableResolution(): { at: number; ids: string[] } | null {
    const last = this.context.ledger.resolutions.findLast(({ ids }) => ids.length > 0);
    return last && this.context.clock.now() - last.at < UNDO_REACH_MS ? last : null;
  }

  get canUndo(): boolean {
    return this.undoableResolution() !== null || this.undoable() !== null;
  }

  #unresolve(given: readonly string[]): UndoReply {
    if (this.#journalRefusal()) return { ok: false, why: 'storageFault' };
    const ids = [...given];
    void this.recorder.record({ t: 'unresolve', at: this.context.clock.now(), ids });
    this.#refresh(this.#subjectsOf(ids));
    return { ok: true, how: 'undone', count: ids.length, refused: [] };
  }

  async setAside(kind: SubmissionKind, id: string, isSet: boolean): Promise<void> {
    const table = this.context.index.table(kind);
    const row = table.find(id);
    if (row === undefined) return;
    const saved = this.recorder.record({ t: 'mark', kind, id, revision: table.revision.get(row), isSet });
    this.#refresh([{ kind, id }]);
    await saved;
  }

  /** Deciding a submission that was set aside takes the mark away. */
  #dropMarks(subjects: readonly { kind: SubmissionKind; id: string }[]): void {
    for (const { kind, id } of subjects) {
      if (!this.context.ledger.marks.has(`${kind}:${id}`)) continue;
      const { revision } = seenOf(this.context, kind, id, this.context.index.table(kind).find(id) ?? 0);
      void this.recorder.record({ t: 'mark', kind, id, revision, isSet: false });
    }
  }

  // ── what changed ──────────────────────────────────────────────────────────────────────────────────

  #subjectsOf(decisionIds: readonly string[]): { kind: SubmissionKind; id: string }[] {
    return decisionIds.flatMap((decisionId) => {
      const entry = this.context.ledger.entries.get(decisionId);
      return entry ? [{ kind: entry.decision.kind, id: entry.decision.subjectId }] : [];
    });
  }

  #refreshBatch(batchId: string): void {
    this.refreshEntries(this.context.ledger.batches.get(batchId) ?? []);
  }

  /** Recomputes the rows these decisions are about and tells the screens. */
  refreshEntries(entries: readonly Entry[]): void {
    this.#refresh(entries.map(({ decision }) => ({ kind: decision.kind, id: decision.subjectId })));
  }

  /** Recomputes rows that the feed changed. */
  refreshSubjects(subjects: Iterable<{ kind: SubmissionKind; id: string }>): void {
    this.#refresh([...subjects]);
  }

  #refresh(subjects: readonly { kind: SubmissionKind; id: string }[]): void {
    if (!subjects.length) return;
    const units = new Set<string>();
    const attendees = new Set<string>();
    for (const { kind, id } of subjects) {
      if (kind === 'unit') units.add(id);
      else attendees.add(id);
    }
    for (const id of units)
      for (const person of refreshUnit(this.context, id).attendees) attendees.add(person);
    for (const id of attendees) refreshAttendee(this.context, id);
    const table = this.context.index.attendees;
    // A person's change shows on their unit's row too: how many are untagged.
    for (const id of attendees) {
      const unitId = table.unitId[table.rowOf.get(id) ?? -1];
      if (unitId !== undefined) units.add(unitId);
    }
    if (units.size) this.events.rowsChanged('unit', [...units]);
    if (attendees.size) this.events.rowsChanged('attendee', [...attendees]);
    this.events.changed();
  }
}

const countsOnSubject = (entry: Entry) =>
  entry.state !== 'undone' &&
  entry.state !== 'replaced' &&
  entry.state !== 'resolved' &&
  entry.state !== 'parked';

function isUndoable(entry: Entry, now: number): boolean {
  if (entry.undoOf !== undefined) return false;
  if (entry.state === 'window') return true;
  // Agreed with a decision of somebody else: that one is theirs to take back.
  if (entry.decision.verdict === 'withdraw' || entry.receipt?.result === 'decided') return false;
  return (
    (entry.state === 'attempted' || entry.state === 'applied' || entry.state === 'settled') &&
    now - entry.confirmedAt < UNDO_REACH_MS
  );
}
