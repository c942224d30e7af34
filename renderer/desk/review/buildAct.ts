/** From what the reviewer pressed to an act: each input checked against what was seen and the life cycle. */
import { hasBureauBegun, isUnderway, transitionAttendee } from '../../../shared/domain/attendeeLifeCycle.ts';
import { type Decision, decisionFault, REASONS_MAX, TEXT_MAX } from '../../../shared/domain/decision.ts';
import { transitionUnit } from '../../../shared/domain/unitLifeCycle.ts';
import type { AttendeeStatus, Tag, UnitStatus } from '../../../shared/domain/vocabulary.ts';
import type { DecideRefusal, DecisionInput, Refused } from '../contract/decisions.ts';
import type { Entry } from '../ledger/entry.ts';
import type { ActItem } from '../ledger/frames.ts';
import { overlaidAttendee, overlaidUnitStatus } from '../ledger/overlay.ts';
import { uuid } from '../ports.ts';
import { capRoom } from './capRoom.ts';
import type { ReviewContext } from './context.ts';
import { effectiveEntries } from './refresh.ts';
import { predecessorOf } from './rows.ts';

export interface BuiltAct {
  items: ActItem[];
  /** inputs that only take back a decision never attempted: those are undone, nothing is sent */
  undoIds: string[];
  refused: Refused[];
}

/** The state a subject is in beneath the reviewer's own decision that a new one would replace. */
export interface Beneath {
  /** the covering decision that was never attempted, if any */
  replaced: Entry | null;
  status: UnitStatus | AttendeeStatus;
  tag: Tag | null;
}

type Context = Pick<ReviewContext, 'index' | 'ledger' | 'profile'>;

/** Own decisions a new one would stand on, and the one it would replace because it was never attempted. */
function splitEntries(
  context: Context,
  kind: 'unit' | 'attendee',
  id: string,
): { beneath: Entry[]; replaced: Entry | null } {
  const entries = effectiveEntries(context, kind, id);
  const last = entries.at(-1);
  if (last?.state !== 'window') return { beneath: entries, replaced: null };
  return { beneath: entries.slice(0, -1), replaced: last };
}

/** What a new decision on the unit would start from. */
export function beneathUnit(context: Context, id: string, row: number): Beneath {
  const { beneath, replaced } = splitEntries(context, 'unit', id);
  const feed = context.index.units.feedStatus.get(row) ?? 'pendingReview';
  return { replaced, status: overlaidUnitStatus(feed, beneath), tag: null };
}

/** What a new decision on the attendee would start from. */
export function beneathAttendee(context: Context, id: string, row: number): Beneath {
  const { attendees } = context.index;
  const { beneath, replaced } = splitEntries(context, 'attendee', id);
  const { unitFeedStatus, unitStatus } = unitStatusesOf(context, row);
  const { status, tag } = overlaidAttendee(
    {
      status: attendees.feedStatus.get(row) ?? 'awaitingTag',
      tag: attendees.feedTag.get(row),
      hasOrder: attendees.hasOrder.get(row) === 1,
      unitFeedStatus,
      unitStatus,
    },
    beneath,
    context.profile.payingTags,
  );
  return { replaced, status, tag };
}

function unitStatusesOf(
  { index }: Context,
  row: number,
): { unitFeedStatus: UnitStatus; unitStatus: UnitStatus } {
  const unitRow = index.units.find(index.attendees.unitId[row] ?? '');
  if (unitRow === undefined) return { unitFeedStatus: 'pendingReview', unitStatus: 'pendingReview' };
  return {
    unitFeedStatus: index.units.feedStatus.get(unitRow) ?? 'pendingReview',
    unitStatus: index.units.status.get(unitRow) ?? 'pendingReview',
  };
}

/** Whether the life cycle allows the verdict from the state beneath; the reason if not. */
function lifeCycleRefusal(
  context: Context,
  input: DecisionInput,
  row: number,
  beneath: Beneath,
): string | null {
  if (input.kind === 'unit') {
    const { attendees } = context.index;
    const hasAttendeeUnderway = context.index.peopleOf(input.id).some((person) =>
      isUnderway({
        status: attendees.status.get(person) ?? 'awaitingTag',
        hasOrder: attendees.hasOrder.get(person) === 1,
      }),
    );
    const type = input.verdict === 'approve' || input.verdict === 'reject' ? input.verdict : 'withdraw';
    const next = transitionUnit({ status: beneath.status as UnitStatus, hasAttendeeUnderway }, { type });
    return next.ok ? null : next.why;
  }
  const { attendees } = context.index;
  const state = {
    status: beneath.status as AttendeeStatus,
    tag: beneath.tag,
    unitStatus: unitStatusesOf(context, row).unitStatus,
    hasOrder: attendees.hasOrder.get(row) === 1,
  };
  if (input.verdict === 'tag') {
    const next = transitionAttendee(
      state,
      { type: 'tag', tag: input.tag ?? 'professional' },
      context.profile.payingTags,
    );
    return next.ok ? null : next.why;
  }
  const next = transitionAttendee(
    state,
    { type: input.verdict === 'return' ? 'return' : 'withdraw' },
    context.profile.payingTags,
  );
  return next.ok ? null : next.why;
}

function wellFormedRefusal(context: Context, input: DecisionInput): DecideRefusal | null {
  const texts = [input.note ?? '', ...(input.reasons ?? []).map((reason) => reason.text)];
  if (texts.some((text) => text.length > TEXT_MAX)) return 'textTooLong';
  if ((input.reasons?.length ?? 0) > REASONS_MAX) return 'tooManyReasons';
  const requiresText = (code: string) =>
    context.profile.reasons.find((reason) => reason.code === code)?.requiresText ?? false;
  const fault = decisionFault(
    { verdict: input.verdict, reasons: input.reasons, tag: input.tag },
    requiresText,
  );
  return fault === 'tagUnexpected' ? null : fault;
}

/** Why this input cannot be decided now, or null; pure, used by the preview of a batch too. */
export function refusalOf(
  context: Context,
  input: DecisionInput,
  now: number,
): Omit<Refused, 'kind' | 'id'> | null {
  const table = context.index.table(input.kind);
  const row = table.find(input.id);
  if (row === undefined) return { why: 'notInScope' };
  const { seen } = input;
  if (table.revision.get(row) !== seen.revision || table.hash.get(row) !== seen.hash)
    return { why: 'changedSinceSeen' };
  const covering = context.ledger.covering(input.kind, input.id);
  const known = [
    predecessorOf(context, input.kind, input.id),
    // Its own decision went on its way between the look and the key: still what was seen.
    ...(covering ? [covering.decision.id, covering.decision.previousDecisionId] : []),
  ];
  if (!known.includes(seen.previousDecisionId)) return { why: 'changedSinceSeen' };
  const malformed = wellFormedRefusal(context, input);
  if (malformed) return { why: malformed };
  if (now > Date.parse(context.profile.dates.decisionsAcceptedUntil)) return { why: 'afterDeadline' };
  const beneath =
    input.kind === 'unit' ? beneathUnit(context, input.id, row) : beneathAttendee(context, input.id, row);
  if (isMereUndo(input, beneath)) return null;
  const detail = lifeCycleRefusal(context, input, row, beneath);
  return detail === null ? null : { why: 'lifeCycle', detail };
}

/** A decision never attempted and those whose place it took, newest first: none of them shall come back. */
function withReplaced(context: Context, entry: Entry): string[] {
  const ids = [entry.decision.id];
  let earlier = entry.replaces === undefined ? undefined : context.ledger.entries.get(entry.replaces);
  while (earlier?.state === 'replaced') {
    ids.push(earlier.decision.id);
    earlier = earlier.replaces === undefined ? undefined : context.ledger.entries.get(earlier.replaces);
  }
  return ids;
}

/** A withdrawal of a decision that never left this machine, with nothing decided beneath it. */
function isMereUndo(input: DecisionInput, beneath: Beneath): boolean {
  if (input.verdict !== 'withdraw' || !beneath.replaced) return false;
  return input.kind === 'unit'
    ? beneath.status === 'pendingReview'
    : beneath.tag === null && beneath.status === 'awaitingTag';
}

/** Makes the act of some inputs: statements with new ids on exactly what was seen. Nothing is changed here. */
export function buildAct(
  context: Pick<ReviewContext, 'index' | 'ledger' | 'profile' | 'clock' | 'random'>,
  inputs: readonly DecisionInput[],
  batchId: string,
): BuiltAct {
  const now = context.clock.now();
  const decidedAt = new Date(now).toISOString();
  const act: BuiltAct = { items: [], undoIds: [], refused: [] };
  const takePlace = capRoom(context);
  for (const input of inputs) {
    const refusal =
      refusalOf(context, input, now) ??
      (takePlace(input) ? null : { why: 'lifeCycle' as const, detail: 'capReached' });
    if (refusal) {
      act.refused.push({ kind: input.kind, id: input.id, ...refusal });
      continue;
    }
    const table = context.index.table(input.kind);
    const row = table.rowOf.get(input.id) ?? 0;
    const beneath =
      input.kind === 'unit' ? beneathUnit(context, input.id, row) : beneathAttendee(context, input.id, row);
    if (beneath.replaced && isMereUndo(input, beneath)) {
      act.undoIds.push(...withReplaced(context, beneath.replaced));
      continue;
    }
    const common = {
      id: uuid(context.random),
      subjectId: input.id,
      baseRevision: input.seen.revision,
      seenHash: input.seen.hash,
      previousDecisionId: predecessorOf(context, input.kind, input.id),
      ...supersedes(context, input),
      ...(input.reasons?.length ? { reasons: input.reasons } : {}),
      ...(input.note ? { note: input.note } : {}),
      ...(input.overrides?.length ? { overrides: input.overrides } : {}),
      batchId,
      decidedAt,
    };
    const decision = {
      ...common,
      kind: input.kind,
      verdict: input.verdict,
      ...(input.verdict === 'tag' && input.tag ? { tag: input.tag } : {}),
    } as Decision;
    act.items.push({
      decision,
      label: table.name[row] ?? '',
      unitId: input.kind === 'unit' ? input.id : (context.index.attendees.unitId[row] ?? input.id),
      ...replaces(context, input),
      ...(beneath.tag ? { formerTag: beneath.tag } : {}),
    });
  }
  return act;
}

/** Deciding again takes the place of what was never attempted, be it on an older state of the submission. */
function replaces(context: Context, input: DecisionInput): { replaces?: string } {
  const covering = context.ledger.covering(input.kind, input.id);
  return covering?.state === 'window' ? { replaces: covering.decision.id } : {};
}

/** Deciding again what lies in the tray answers it. */
function supersedes(context: Context, input: DecisionInput): { supersedes?: string } {
  const parked = context.ledger
    .chain(input.kind, input.id)
    .filter((entry) => entry.state === 'parked')
    .at(-1);
  return parked ? { supersedes: parked.decision.id } : {};
}

/**
 * The decision that takes an uploaded one back, or null if its kind cannot be: an approval, a rejection, a
 * return and a first tag are withdrawn, a re-tag is tagged back. Withdrawals themselves are final.
 */
export function takeBack(
  context: Pick<ReviewContext, 'index' | 'clock' | 'random'>,
  entry: Entry,
  batchId: string,
): ActItem | null {
  const { decision } = entry;
  if (decision.verdict === 'withdraw') return null;
  const { attendees } = context.index;
  if (decision.kind === 'attendee') {
    const row = attendees.find(decision.subjectId);
    const status = row === undefined ? null : attendees.status.get(row);
    if (status && hasBureauBegun({ status })) return null;
  }
  const back =
    decision.verdict === 'tag' && entry.formerTag
      ? { verdict: 'tag' as const, tag: entry.formerTag }
      : { verdict: 'withdraw' as const };
  return {
    decision: {
      id: uuid(context.random),
      kind: decision.kind,
      subjectId: decision.subjectId,
      baseRevision: decision.baseRevision,
      seenHash: decision.seenHash,
      previousDecisionId: decision.id,
      ...back,
      batchId,
      decidedAt: new Date(context.clock.now()).toISOString(),
    } as Decision,
    label: entry.label,
    unitId: entry.unitId,
    undoOf: decision.id,
  };
}
