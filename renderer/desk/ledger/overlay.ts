/** What a submission looks like to its reviewer: the feed's state under their own decisions not yet in it. */
import {
  type AttendeeState,
  hasBureauBegun,
  statusAfterTag,
  transitionAttendee,
} from '../../../shared/domain/attendeeLifeCycle.ts';
import { transitionUnit } from '../../../shared/domain/unitLifeCycle.ts';
import type { AttendeeStatus, Tag, UnitStatus } from '../../../shared/domain/vocabulary.ts';
import type { Entry } from './ledger.ts';

/** True if the decision was made on the very material the feed holds now. */
export function isOnMaterial(entry: Entry, revision: number, hash: string): boolean {
  return entry.decision.baseRevision === revision && entry.decision.seenHash === hash;
}

/** The unit's status as its reviewer sees it. `entry` covers the feed's state, or is null. */
export function overlaidUnitStatus(feedStatus: UnitStatus, entry: Entry | null): UnitStatus {
  if (entry?.decision.kind !== 'unit') return feedStatus;
  const next = transitionUnit(
    { status: feedStatus, hasAttendeeUnderway: false },
    { type: entry.decision.verdict },
  );
  if (next.ok) return next.status;
  // An undo chained on a decision that the feed does not carry yet: undecided again.
  return entry.decision.verdict === 'withdraw' ? 'pendingReview' : feedStatus;
}

export interface AttendeeFacts {
  status: AttendeeStatus;
  tag: Tag | null;
  hasOrder: boolean;
  /** the unit's status in the feed and as overlaid */
  unitFeedStatus: UnitStatus;
  unitStatus: UnitStatus;
}

/** The attendee's status and tag as its reviewer sees them: own decision first, then what its unit's does. */
export function overlaidAttendee(
  facts: AttendeeFacts,
  entry: Entry | null,
  payingTags: readonly Tag[],
): { status: AttendeeStatus; tag: Tag | null } {
  const base: AttendeeState = { ...facts };
  let { status, tag } = facts;
  if (entry?.decision.kind === 'attendee') {
    const { verdict, tag: newTag } = entry.decision;
    const event =
      verdict === 'tag' && newTag
        ? { type: 'tag' as const, tag: newTag }
        : { type: verdict === 'return' ? ('return' as const) : ('withdraw' as const) };
    const next = transitionAttendee({ ...base, unitStatus: facts.unitStatus }, event, payingTags);
    if (next.ok) ({ status, tag } = next);
    else if (verdict === 'withdraw') [status, tag] = ['awaitingTag', null];
  }
  if (hasBureauBegun({ status }) || facts.hasOrder || tag === null) return { status, tag };
  if (status === 'tagged' && facts.unitStatus === 'approved')
    return { status: statusAfterTag(tag, payingTags), tag };
  const isUnitTakenBack = facts.unitFeedStatus === 'approved' && facts.unitStatus !== 'approved';
  if (isUnitTakenBack && (status === 'awaitingPayment' || status === 'inPersonReview'))
    return { status: 'tagged', tag };
  return { status, tag };
}
