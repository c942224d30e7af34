/** The life of an attendee as a pure state machine (domain rule §3). */
import type { LifeCycleRefusal } from './unitLifeCycle.ts';
import type { AttendeeStatus, Tag, UnitStatus } from './vocabulary.ts';

/** What the machine needs to know of an attendee and its unit. */
export interface AttendeeState {
  status: AttendeeStatus;
  tag: Tag | null;
  unitStatus: UnitStatus;
  /** an order that was not cancelled exists */
  hasOrder: boolean;
}

export type AttendeeEvent =
  | { type: 'tag'; tag: Tag }
  | { type: 'withdraw' }
  | { type: 'return' }
  /** the unit was approved, or its approval was taken back */
  | { type: 'unitApproved' }
  | { type: 'unitApprovalWithdrawn' }
  | { type: 'amended' }
  | { type: 'ordered' }
  | { type: 'orderCancelled' }
  | { type: 'paid' }
  | { type: 'personPassed' }
  | { type: 'personFailed' }
  | { type: 'badge'; status: 'badgeReady' | 'badgePosted' | 'issued' }
  | { type: 'refunded' };

export type AttendeeTransition =
  | { ok: true; status: AttendeeStatus; tag: Tag | null }
  | { ok: false; why: LifeCycleRefusal };

/** Statuses from which the bureau has begun: nothing the delegation decides may change any more. */
const BUREAU_STATUSES: readonly AttendeeStatus[] = [
  'badgeInProduction',
  'badgeReady',
  'badgePosted',
  'issued',
  'refunded',
];

/** True once the bureau has begun on the person, so that neither tag nor approval may be taken back. */
export function hasBureauBegun(state: Pick<AttendeeState, 'status'>): boolean {
  return BUREAU_STATUSES.includes(state.status);
}

/** True while the person holds an order or the bureau has begun: blocks withdrawing the unit's decision. */
export function isUnderway(state: Pick<AttendeeState, 'status' | 'hasOrder'>): boolean {
  return state.hasOrder || hasBureauBegun(state);
}

/** Where a tag leads once the unit is approved: who pays waits for payment, who does not goes on. */
export function statusAfterTag(tag: Tag, payingTags: readonly Tag[]): AttendeeStatus {
  return payingTags.includes(tag) ? 'awaitingPayment' : 'inPersonReview';
}

/** The attendee's next status and tag, or why the event is not allowed now. `payingTags`: the profile's. */
export function transitionAttendee(
  state: AttendeeState,
  event: AttendeeEvent,
  payingTags: readonly Tag[],
): AttendeeTransition {
  const to = (status: AttendeeStatus, tag: Tag | null = state.tag): AttendeeTransition => ({
    ok: true,
    status,
    tag,
  });
  const refuse = (why: LifeCycleRefusal): AttendeeTransition => ({ ok: false, why });
  const isTaggable = ['awaitingTag', 'tagged', 'awaitingPayment', 'inPersonReview'].includes(state.status);

  switch (event.type) {
    case 'tag':
      if (state.status === 'returned') return refuse('notReturnable');
      if (hasBureauBegun(state)) return refuse('bureauBegun');
      if (state.hasOrder) return refuse('orderExists');
      if (!isTaggable) return refuse('illegalEvent');
      return to(
        state.unitStatus === 'approved' ? statusAfterTag(event.tag, payingTags) : 'tagged',
        event.tag,
      );
    case 'withdraw':
      if (state.status === 'returned') return to('awaitingTag', null);
      if (hasBureauBegun(state)) return refuse('bureauBegun');
      if (state.hasOrder) return refuse('orderExists');
      return state.tag === null || !isTaggable ? refuse('nothingToWithdraw') : to('awaitingTag', null);
    case 'return':
      return state.status === 'awaitingTag' || state.status === 'tagged'
        ? to('returned', null)
        : refuse('notReturnable');
    case 'unitApproved':
      return state.status === 'tagged' && state.tag !== null
        ? to(statusAfterTag(state.tag, payingTags))
        : refuse('noTag');
    case 'unitApprovalWithdrawn':
      if (isUnderway(state)) return refuse('attendeeUnderway');
      if (state.status !== 'awaitingPayment' && state.status !== 'inPersonReview')
        return refuse('illegalEvent');
      return to(state.tag === null ? 'awaitingTag' : 'tagged');
    case 'amended': {
      const isOpenWithRejectedUnit =
        state.unitStatus === 'rejected' && (state.status === 'awaitingTag' || state.status === 'tagged');
      return state.status === 'returned' || isOpenWithRejectedUnit
        ? to('awaitingTag', null)
        : refuse('notReturned');
    }
    case 'ordered':
      return state.status === 'awaitingPayment' && !state.hasOrder
        ? to('awaitingPayment')
        : refuse('illegalEvent');
    case 'orderCancelled':
      return state.status === 'awaitingPayment' && state.hasOrder
        ? to('awaitingPayment')
        : refuse('illegalEvent');
    case 'paid':
      return state.status === 'awaitingPayment' ? to('inPersonReview') : refuse('illegalEvent');
    case 'personPassed':
      return state.status === 'inPersonReview' ? to('badgeInProduction') : refuse('illegalEvent');
    case 'personFailed':
    case 'refunded':
      return state.status === 'inPersonReview' || state.status === 'badgeInProduction'
        ? to('refunded')
        : refuse('illegalEvent');
    case 'badge': {
      const isInMaking = ['badgeInProduction', 'badgeReady', 'badgePosted'].includes(state.status);
      return isInMaking ? to(event.status) : refuse('illegalEvent');
    }
  }
}
