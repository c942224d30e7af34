/** Which acts the life cycle allows on a person as shown; the desk has the last word. Pure. */
import { transitionAttendee } from '../../../shared/domain/attendeeLifeCycle.ts';
import type { AttendeeRow } from '../../desk/contract/rows.ts';

const stateOf = (row: AttendeeRow) => ({
  status: row.status,
  tag: row.tag,
  hasOrder: row.hasOrder,
  unitStatus: row.unitStatus ?? ('pendingReview' as const),
});
const isAllowed = (row: AttendeeRow, event: Parameters<typeof transitionAttendee>[1]) =>
  transitionAttendee(stateOf(row), event, []).ok;

export const mayTag = (row: AttendeeRow) => isAllowed(row, { type: 'tag', tag: 'professional' });
export const mayReturn = (row: AttendeeRow) => isAllowed(row, { type: 'return' });
export const mayWithdrawTag = (row: AttendeeRow) => isAllowed(row, { type: 'withdraw' });
