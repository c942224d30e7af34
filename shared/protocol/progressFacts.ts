/** Submissions of the feed as facts of the progress figures: what a workstation counts, and how the gateway is checked. */
import { shanghaiDate } from '../domain/calendar.ts';
import type { AttendeeFact, ProgressTally, UnitFact } from '../domain/progressTally.ts';
import type { AttendeeItem, PutItem, UnitItem } from './feed.ts';

export function unitFactOf(item: UnitItem): UnitFact {
  const { subGroupId, status, submittedAt, firstSubmittedAt = submittedAt, decision } = item;
  const isDecided = status === 'approved' || status === 'rejected';
  return {
    subGroupId,
    status,
    submittedOn: shanghaiDate(firstSubmittedAt),
    decidedOn: isDecided && decision ? shanghaiDate(decision.at) : undefined,
    waitingSince: submittedAt,
    waitingOn: shanghaiDate(submittedAt),
  };
}

export function attendeeFactOf(item: AttendeeItem): AttendeeFact {
  const { subGroupId, status, tag, entryPeriod, order } = item;
  return { subGroupId, status, tag: tag ?? null, entryPeriod, isPaid: order?.payStatus === 'paid' };
}

/** Codes of the last review, if that was a rejection or a return. */
export function lastReasonsOf({ lastReview }: Pick<PutItem, 'lastReview'>): string[] {
  if (lastReview?.verdict !== 'reject' && lastReview?.verdict !== 'return') return [];
  return (lastReview.reasons ?? []).map(({ code }) => code);
}

/** Counts a submission as the feed has it. */
export function countItem(tally: ProgressTally, item: PutItem): void {
  if (item.kind === 'unit') tally.unit(unitFactOf(item));
  else tally.attendee(attendeeFactOf(item));
  for (const code of lastReasonsOf(item)) tally.reason(item.subGroupId, code);
}
