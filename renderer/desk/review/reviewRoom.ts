/** The review room: lists, decisions, batches and undo over one context – everything a screen does with submissions. */
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import type {
  BatchAction,
  BatchConfirmation,
  BatchPreview,
  DecideReply,
  DecisionInput,
  Scope,
  TakeBackPreview,
  UndoReply,
} from '../contract/decisions.ts';
import type { FindingView } from '../contract/findings.ts';
import type { Row } from '../contract/rows.ts';
import type { Entry } from '../ledger/entry.ts';
import type { Recorder } from '../ledger/recorder.ts';
import { uuid } from '../ports.ts';
import { Acts, type RoomEvents } from './acts.ts';
import { BatchPreviews } from './batchPreviews.ts';
import { type BuiltAct, buildAct } from './buildAct.ts';
import { byBlock } from './byBlock.ts';
import type { ReviewContext } from './context.ts';
import { findingsOf } from './findingViews.ts';
import { OpenLists } from './openLists.ts';
import { refreshAll } from './refresh.ts';
import { rowById } from './rows.ts';
import { Undoing } from './undoing.ts';

export class ReviewRoom {
  readonly context: ReviewContext;
  readonly lists: OpenLists;
  readonly #acts: Acts;
  readonly #undoing: Undoing;
  readonly #batches: BatchPreviews;

  constructor(
    context: Omit<ReviewContext, 'shown'>,
    recorder: Recorder,
    windowMs: () => number,
    events: RoomEvents,
  ) {
    this.context = { ...context, shown: new Map() };
    this.lists = new OpenLists(this.context);
    this.#acts = new Acts(this.context, recorder, windowMs, events);
    this.#undoing = new Undoing(this.context, this.#acts);
    this.#batches = new BatchPreviews(this.context, this.lists);
    refreshAll(this.context);
  }

  rowsById(kind: SubmissionKind, ids: readonly string[]): (Row | null)[] {
    return ids.map((id) => rowById(this.context, kind, id));
  }

  /** Decides in memory at once; durable when the recorder says so. */
  decide(inputs: readonly DecisionInput[]): DecideReply {
    const why = this.#acts.journalRefusal();
    if (why) return { batchId: null, decided: 0, refused: inputs.map(({ kind, id }) => ({ kind, id, why })) };
    const batchId = uuid(this.context.random);
    return this.take(buildAct(this.context, inputs, batchId), batchId);
  }

  /** Takes an act that was built for this moment: recorded and shown as one step. */
  take(act: BuiltAct, batchId: string): DecideReply {
    return this.#acts.take(act, batchId);
  }

  /** All findings of each; read block by block, so that each is unpacked once. */
  async findingsOf(kind: SubmissionKind, ids: readonly string[]): Promise<FindingView[][]> {
    const found = new Map<string, FindingView[]>();
    const subjects = ids.map((id) => ({ kind, id }));
    for (const { id } of byBlock(this.context.index, subjects))
      found.set(id, await findingsOf(this.context, kind, id));
    return ids.map((id) => found.get(id) ?? []);
  }

  previewBatch(scope: Scope, action: BatchAction): Promise<BatchPreview> {
    return this.#batches.preview(scope, action);
  }

  async confirmBatch(previewId: string, given: BatchConfirmation): Promise<DecideReply> {
    return this.decide(await this.#batches.confirmed(previewId, given));
  }

  undo(): UndoReply {
    return this.#undoing.undo();
  }

  isTakeable(batchId: string): boolean {
    return this.#undoing.isTakeable(batchId);
  }

  previewTakeBack(batchId: string): TakeBackPreview {
    return this.#undoing.preview(batchId);
  }

  takeBack(batchId: string): UndoReply {
    return this.#undoing.takeActBack(batchId);
  }

  get undoableAt(): number | null {
    return this.#undoing.undoableAt;
  }

  get canUndo(): boolean {
    return this.#undoing.canUndo;
  }

  setAside(kind: SubmissionKind, id: string, isSet: boolean): Promise<void> {
    return this.#acts.setAside(kind, id, isSet);
  }

  /** Recomputes the rows these decisions are about and tells the screens. */
  refreshEntries(entries: readonly Entry[]): void {
    this.#acts.refreshEntries(entries);
  }

  /** Recomputes rows that the feed changed. */
  refreshSubjects(subjects: Iterable<{ kind: SubmissionKind; id: string }>): void {
    this.#acts.refresh([...subjects]);
  }
}
