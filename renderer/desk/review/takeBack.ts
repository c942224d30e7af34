/** Taking an uploaded decision back: the statement that does it. */
import { hasBureauBegun } from '../../../shared/domain/attendeeLifeCycle.ts';
import type { Decision } from '../../../shared/domain/decision.ts';
import type { Entry } from '../ledger/entry.ts';
import type { ActItem } from '../ledger/frames.ts';
import { uuid } from '../ports.ts';
import type { ReviewContext } from './context.ts';

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
