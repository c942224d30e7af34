/** The life of a unit as a pure state machine (domain rule §2): draft → pendingReview → approved | rejected. */
import type { UnitStatus, UnitVerdict } from './vocabulary.ts';

/** What the machine needs to know of a unit besides its status. */
export interface UnitState {
  status: UnitStatus;
  /** any of its attendees has an order that was not cancelled, or the bureau has begun on one */
  hasAttendeeUnderway: boolean;
}

export type UnitEvent =
  | { type: UnitVerdict }
  | { type: 'submitted' }
  /** `isAfterDeadline`: the profile's resubmission deadline has passed */
  | { type: 'amended'; isAfterDeadline: boolean }
  | { type: 'transferred' };

export type LifeCycleRefusal =
  | 'notPending'
  | 'notDecided'
  | 'attendeeUnderway'
  | 'notRejected'
  | 'afterDeadline'
  | 'notDraft'
  | 'orderExists'
  | 'bureauBegun'
  | 'noTag'
  | 'notReturnable'
  | 'notReturned'
  | 'nothingToWithdraw'
  | 'illegalEvent';

export type UnitTransition = { ok: true; status: UnitStatus } | { ok: false; why: LifeCycleRefusal };

const to = (status: UnitStatus): UnitTransition => ({ ok: true, status });
const refuse = (why: LifeCycleRefusal): UnitTransition => ({ ok: false, why });

/** The unit's next status, or why the event is not allowed now. Withdrawing leads to undecided, never back. */
export function transitionUnit(state: UnitState, event: UnitEvent): UnitTransition {
  switch (event.type) {
    case 'approve':
      return state.status === 'pendingReview' ? to('approved') : refuse('notPending');
    case 'reject':
      return state.status === 'pendingReview' ? to('rejected') : refuse('notPending');
    case 'withdraw':
      if (state.status !== 'approved' && state.status !== 'rejected') return refuse('notDecided');
      return state.hasAttendeeUnderway ? refuse('attendeeUnderway') : to('pendingReview');
    case 'submitted':
      return state.status === 'draft' ? to('pendingReview') : refuse('notDraft');
    case 'amended':
      if (state.status !== 'rejected') return refuse('notRejected');
      return event.isAfterDeadline ? refuse('afterDeadline') : to('pendingReview');
    case 'transferred':
      return state.status === 'pendingReview' || state.status === 'approved'
        ? to(state.status)
        : refuse('illegalEvent');
  }
}
