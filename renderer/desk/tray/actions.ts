/** What its author may do with a parked decision as things stand, and why not. */
import type { ActionRefusal, TrayDetail, TrayHow } from '../contract/tray.ts';
import type { Entry } from '../ledger/entry.ts';
import type { ReviewContext } from '../review/context.ts';
import { refusalOf } from '../review/refusal.ts';
import { overruleRefusal } from './overrule.ts';
import { isInForce, type Standing } from './standing.ts';

/** Each way out of the tray with what forbids it. */
export function actionsOf(context: ReviewContext, entry: Entry, standing: Standing): TrayDetail['actions'] {
  return {
    review: standing.item ? null : { why: 'notInScope' },
    asDecided: asDecidedRefusal(context, entry, standing),
    overrule: overrulingRefusal(context, entry, standing),
    accept: isInForce(standing.theirs) ? null : { why: 'notFor' },
    discard: null,
  };
}

/** What forbids one way for one of many. */
export function wayRefusal(
  context: ReviewContext,
  entry: Entry,
  standing: Standing,
  how: TrayHow,
): ActionRefusal {
  if (how === 'discarded') return null;
  const actions = actionsOf(context, entry, standing);
  if (how === 'accepted') return actions.accept;
  const { kind, subjectId } = entry.decision;
  const newest = context.ledger.parked().findLast(({ decision }) => {
    return decision.kind === kind && decision.subjectId === subjectId;
  });
  // Two on one subject: only the newest can be made again, or each would stand on the same predecessor.
  return newest === entry ? actions[how] : { why: 'notFor' };
}

function asDecidedRefusal(context: ReviewContext, entry: Entry, { again, theirs }: Standing): ActionRefusal {
  if (!again) return { why: 'notInScope' };
  // Another's decision is not simply decided over: that is `overrule`, with its own words.
  if (isInForce(theirs) && entry.decision.verdict !== 'withdraw') return { why: 'notFor' };
  return refusalOf(context, again, context.clock.now());
}

function overrulingRefusal(
  context: ReviewContext,
  entry: Entry,
  { again, theirs, item }: Standing,
): ActionRefusal {
  if (!again || !item) return { why: 'notInScope' };
  if (!isInForce(theirs) || entry.decision.verdict === 'withdraw') return { why: 'notFor' };
  // Theirs is known from the receipt, and the feed has not brought it yet.
  if (item.decision?.id !== theirs.id) return { why: 'changedSinceSeen' };
  const { clock, profile, reviewer } = context;
  const isLate = clock.now() - Date.parse(theirs.at) > profile.withdrawWindowHours * 3_600_000;
  if (item.kind === 'unit' && isLate && !reviewer().isDelegation) return { why: 'notWithdrawable' };
  return overruleRefusal(context, again, clock.now());
}
