/** What a submission looks like to its reviewer: the feed's state under their own decisions not yet in it. */
import {
  type AttendeeEvent,
  type AttendeeState,
  hasBureauBegun,
  statusAfterTag,
  transitionAttendee,
} from '../../../shared/domain/attendeeLifeCycle.ts';
import { transitionUnit } from '../../../shared/domain/unitLifeCycle.ts';
import type { AttendeeStatus, Tag, UnitStatus } from '../../../shared/domain/vocabulary.ts';
import type { Entry } from './entry.ts';

/** The unit's status as its reviewer sees it: the feed's under `entries`, own decisions not in it, in order. */
export function overlaidUnitStatus(feedStatus: UnitStatus, entries: readonly Entry[]): UnitStatus {
  let status = feedStatus;
  for (const { decision } of entries) {
    if (decision.kind !== 'unit') continue;
    const next = transitionUnit({ status, hasAttendeeUnderway: false }, { type: decision.verdict });
    if (next.ok) status = next.status;
    else if (decision.verdict === 'withdraw') status = 'pendingReview';
  }
  return status;
}

export interface AttendeeFacts {
  status: AttendeeStatus;
  tag: Tag | null;
  hasOrder: boolean;
  /** the unit's status in the feed and as overlaid */
  unitFeedStatus: UnitStatus;
  unitStatus: UnitStatus;
}

/** The attendee's status and tag as its reviewer sees them: own decisions first, then what its unit's does. */
export function overlaidAttendee(
  facts: AttendeeFacts,
  entries: readonly Entry[],
  payingTags: readonly Tag[],
): { status: AttendeeStatus; tag: Tag | null } {
  let { status, tag } = facts;
  // First what taking back the unit's approval does: a return or a tag may have followed on it.
  const isUnitTakenBack = facts.unitFeedStatus === 'approved' && facts.unitStatus !== 'approved';
  if (isUnitTakenBack && !facts.hasOrder && (status === 'awaitingPayment' || status === 'inPersonReview')) {
    status = tag === null ? 'awaitingTag' : 'tagged';
  }
  for (const { decision } of entries) {
    if (decision.kind !== 'attendee') continue;
    const state: AttendeeState = { status, tag, unitStatus: facts.unitStatus, hasOrder: facts.hasOrder };
    const next = transitionAttendee(state, eventOf(decision.verdict, decision.tag), payingTags);
    if (next.ok) ({ status, tag } = next);
    else if (decision.verdict === 'withdraw') [status, tag] = ['awaitingTag', null];
  }
  if (hasBureauBegun({ status }) || facts.hasOrder || tag === null) return { status, tag };
  const isCarriedAlong = status === 'tagged' && facts.unitStatus === 'approved';
  return isCarriedAlong ? { status: statusAfterTag(tag, payingTags), tag } : { status, tag };
}

function eventOf(verdict: string, tag: Tag | undefined): AttendeeEvent {
  if (verdict === 'tag' && tag) return { type: 'tag', tag };
  return { type: verdict === 'return' ? 'return' : 'withdraw' };
}
