/** Why something cannot be decided now: not what was seen, badly formed, too late, or against the life cycle. */
import { isUnderway, transitionAttendee } from '../../../shared/domain/attendeeLifeCycle.ts';
import { decisionFault, REASONS_MAX, TEXT_MAX } from '../../../shared/domain/decision.ts';
import { transitionUnit } from '../../../shared/domain/unitLifeCycle.ts';
import type { AttendeeStatus, UnitStatus } from '../../../shared/domain/vocabulary.ts';
import type { DecideRefusal, DecisionInput, Refused } from '../contract/decisions.ts';
import { type Beneath, beneathOf, unitStatusesOf } from './beneath.ts';
import type { ReviewContext } from './context.ts';
import { predecessorOf } from './rows.ts';

type Context = Pick<ReviewContext, 'index' | 'ledger' | 'profile'>;

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
  if (table.revision.get(row) !== seen.revision || !table.hash.equals(row, seen.hash))
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
  const beneath = beneathOf(context, input.kind, input.id, row);
  if (isMereUndo(input, beneath)) return null;
  const detail = lifeCycleRefusal(context, input, row, beneath);
  return detail === null ? null : { why: 'lifeCycle', detail };
}

/** A withdrawal of a decision that never left this machine, with nothing decided beneath it. */
export function isMereUndo(input: DecisionInput, beneath: Beneath): boolean {
  if (input.verdict !== 'withdraw' || !beneath.replaced) return false;
  return input.kind === 'unit'
    ? beneath.status === 'pendingReview'
    : beneath.tag === null && beneath.status === 'awaitingTag';
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
