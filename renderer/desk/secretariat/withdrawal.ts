/** What taking a decision back would do: whose it is, who of the people changes and how, or why it cannot be. */
import { transitionAttendee } from '../../../shared/domain/attendeeLifeCycle.ts';
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import type { CurrentDecision } from '../../../shared/protocol/feed.ts';
import type { WithdrawalPreview } from '../contract/secretariat.ts';
import type { ActionRefusal } from '../contract/tray.ts';
import type { ReviewContext } from '../review/context.ts';
import { refusalOf } from '../review/refusal.ts';
import { seenOf } from '../review/rows.ts';

/** Null if the submission has left the scope. */
export async function previewWithdrawal(
  context: ReviewContext,
  kind: SubmissionKind,
  id: string,
): Promise<WithdrawalPreview | null> {
  const standing = await standingOf(context, kind, id);
  const row = context.index.table(kind).find(id);
  if (!standing || row === undefined) return null;
  const input = { kind, id, seen: seenOf(context, kind, id, row), verdict: 'withdraw' } as const;
  const refusal: ActionRefusal = standing.isLate
    ? { why: 'notWithdrawable' }
    : refusalOf(context, input, context.clock.now());
  return {
    decision: standing.decision,
    isOwn: standing.isOwn,
    refusal,
    ...withdrawalEffects(context, kind, id, row),
  };
}

/** Whose decision stands on a submission, and whether the time for taking it back is over for this reviewer. */
export interface DecisionStanding {
  decision: CurrentDecision | null;
  /** made by this account, here or on another workstation */
  isOwn: boolean;
  isLate: boolean;
}

/** Null if the submission is not in scope. */
export async function standingOf(
  context: ReviewContext,
  kind: SubmissionKind,
  id: string,
): Promise<DecisionStanding | null> {
  const item = await context.items.item(kind, id);
  if (!item) return null;
  const { decision } = item;
  const covering = context.ledger.covering(kind, id);
  const { account, isDelegation } = context.reviewer();
  const isLate =
    kind === 'unit' &&
    !isDelegation &&
    covering === null &&
    decision !== null &&
    context.clock.now() - Date.parse(decision.at) > context.profile.withdrawWindowHours * 3_600_000;
  return { decision, isOwn: covering !== null || decision?.by === account, isLate };
}

type Effects = Pick<WithdrawalPreview, 'people' | 'untouched'>;

/** Who of the people changes when the decision on this submission is taken back, and how. */
export function withdrawalEffects(
  context: ReviewContext,
  kind: SubmissionKind,
  id: string,
  row: number,
): Effects {
  return kind === 'unit' ? unitEffects(context, id, row) : attendeeEffect(context, id, row);
}

function unitEffects(context: ReviewContext, unitId: string, unitRow: number): Effects {
  const { units, attendees } = context.index;
  const rows = context.index.peopleOf(unitId);
  if (units.status.get(unitRow) !== 'approved') return { people: [], untouched: rows.length };
  const people = rows.flatMap((row) => {
    const from = attendees.status.get(row) ?? 'awaitingTag';
    const tag = attendees.tag.get(row);
    const state = { status: from, tag, unitStatus: 'approved', hasOrder: attendees.hasOrder.get(row) === 1 };
    const next = transitionAttendee(
      state as Parameters<typeof transitionAttendee>[0],
      { type: 'unitApprovalWithdrawn' },
      context.profile.payingTags,
    );
    if (!next.ok || next.status === from) return [];
    return [
      { id: attendees.ids.get(row) ?? '', name: attendees.name.get(row) ?? '', tag, from, to: next.status },
    ];
  });
  return { people, untouched: rows.length - people.length };
}

function attendeeEffect({ index: { attendees } }: ReviewContext, id: string, row: number): Effects {
  const from = attendees.status.get(row) ?? 'awaitingTag';
  const person = { id, name: attendees.name.get(row) ?? '', tag: attendees.tag.get(row), from };
  return { people: [{ ...person, to: 'awaitingTag' }], untouched: 0 };
}
