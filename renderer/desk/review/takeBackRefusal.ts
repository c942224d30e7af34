/** Why an uploaded decision of one's own can no longer be taken back; asked before an older act is. */
import type { DecisionInput, Refused } from '../contract/decisions.ts';
import type { Entry } from '../ledger/entry.ts';
import type { ReviewContext } from './context.ts';
import { refusalOf } from './refusal.ts';
import { predecessorOf, seenOf } from './rows.ts';

type Refusal = Omit<Refused, 'kind' | 'id'>;

/** Null if the gateway has no reason to refuse it that is known here. */
export function takeBackRefusal(context: ReviewContext, entry: Entry): Refusal | null {
  const { kind, subjectId: id, baseRevision } = entry.decision;
  const table = context.index.table(kind);
  const row = table.find(id);
  if (row === undefined) return { why: 'notInScope' };
  const isAmended = table.revision.get(row) !== baseRevision;
  if (isAmended || predecessorOf(context, kind, id) !== entry.decision.id)
    return { why: 'lifeCycle', detail: isAmended ? 'amendedSince' : 'decidedSince' };
  const now = context.clock.now();
  const windowMs = context.profile.withdrawWindowHours * 3_600_000;
  if (kind === 'unit' && now - entry.confirmedAt > windowMs && !context.reviewer().isDelegation)
    return { why: 'lifeCycle', detail: 'withdrawWindowClosed' };
  const back: Pick<DecisionInput, 'verdict' | 'tag'> =
    entry.decision.verdict === 'tag' && entry.formerTag
      ? { verdict: 'tag', tag: entry.formerTag }
      : { verdict: 'withdraw' };
  return refusalOf(context, { kind, id, seen: seenOf(context, kind, id, row), ...back }, now);
}
