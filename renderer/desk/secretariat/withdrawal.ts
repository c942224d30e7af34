/** What taking a decision back would do: whose it is, who of the people changes and how, or why it cannot be. */
import { transitionAttendee } from '../../../shared/domain/attendeeLifeCycle.ts';
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import type { WithdrawalPreview } from '../contract/secretariat.ts';
import type { ActionRefusal } from '../contract/tray.ts';
import { refusalOf } from '../review/buildAct.ts';
import type { ReviewContext } from '../review/context.ts';
import { seenOf } from '../review/rows.ts';

export interface Withdrawing {
  account: string;
  /** may take back anyone's decision at any time */
  isDelegation: boolean;
}

/** Null if the submission has left the scope. */
export async function previewWithdrawal(
  context: ReviewContext,
  kind: SubmissionKind,
  id: string,
  who: Withdrawing,
): Promise<WithdrawalPreview | null> {
  const item = await context.items.item(kind, id);
  const row = context.index.table(kind).find(id);
  if (!item || row === undefined) return null;
  const { decision } = item;
  const covering = context.ledger.covering(kind, id);
  const isOwn = covering !== null || decision?.by === who.account;
  const isLate =
    kind === 'unit' &&
    covering === null &&
    decision !== null &&
    context.clock.now() - Date.parse(decision.at) > context.profile.withdrawWindowHours * 3_600_000;
  const input = { kind, id, seen: seenOf(context, kind, id, row), verdict: 'withdraw' } as const;
  const refusal: ActionRefusal =
    isLate && !who.isDelegation ? { why: 'notWithdrawable' } : refusalOf(context, input, context.clock.now());
  const changes = kind === 'unit' ? unitEffects(context, id, row) : attendeeEffect(context, id, row);
  return { decision, isOwn, refusal, ...changes };
}

type Effects = Pick<WithdrawalPreview, 'people' | 'untouched'>;

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
    return [{ id: attendees.ids[row] ?? '', name: attendees.name[row] ?? '', tag, from, to: next.status }];
  });
  return { people, untouched: rows.length - people.length };
}

function attendeeEffect({ index: { attendees } }: ReviewContext, id: string, row: number): Effects {
  const from = attendees.status.get(row) ?? 'awaitingTag';
  const person = { id, name: attendees.name[row] ?? '', tag: attendees.tag.get(row), from };
  return { people: [{ ...person, to: 'awaitingTag' }], untouched: 0 };
}
