/** The two kinds of list a reviewer works on, and which queues a row counts in. */
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import type { AttendeeQuery, UnitQuery } from '../../desk/contract/queries.ts';
import type { AttendeeDetail, AttendeeRow, Row, UnitDetail, UnitRow } from '../../desk/contract/rows.ts';

export interface KindTypes {
  unit: { row: UnitRow; query: UnitQuery; detail: UnitDetail };
  attendee: { row: AttendeeRow; query: AttendeeQuery; detail: AttendeeDetail };
}
export type RowOf<K extends SubmissionKind> = KindTypes[K]['row'];
export type QueryOf<K extends SubmissionKind> = KindTypes[K]['query'];
export type DetailOf<K extends SubmissionKind> = KindTypes[K]['detail'];

/** What a row is called: the unit's or the person's name. */
export const nameOf = (row: Row) => (row.kind === 'unit' ? row.unitName : row.name);

const UNDERWAY = ['badgeInProduction', 'badgeReady', 'badgePosted', 'issued', 'refunded'];

/** The queues a row counts in, so that the tabs stay right between two answers of the desk. */
function queuesOf(row: Row): string[] {
  const queues = ['all'];
  if (row.kind === 'unit') {
    if (row.status === 'approved' || row.status === 'rejected') queues.push(row.status);
    if (row.status !== 'pendingReview') return queues;
    if (row.isSetAside) queues.push('setAside');
    else queues.push('pending', ...(row.isResubmitted ? ['resubmitted'] : []));
    return queues;
  }
  if (row.status === 'awaitingTag') {
    if (row.isSetAside) queues.push('setAside');
    else queues.push('untagged', ...(row.isLaterAddition ? ['laterAdditions'] : []));
  }
  if (row.status === 'returned') queues.push('returned');
  const isTagged = ['tagged', 'awaitingPayment', 'inPersonReview'].includes(row.status);
  if (isTagged && !row.hasOrder) queues.push('tagged');
  if (UNDERWAY.includes(row.status) || (isTagged && row.hasOrder)) queues.push('underway');
  return queues;
}

/** The counts of the tabs after a row changed from one state to another. */
export function recounted(
  queues: Readonly<Record<string, number>>,
  before: Row,
  after: Row,
): Record<string, number> {
  const next = { ...queues };
  for (const queue of queuesOf(before)) next[queue] = Math.max(0, (next[queue] ?? 0) - 1);
  for (const queue of queuesOf(after)) next[queue] = (next[queue] ?? 0) + 1;
  return next;
}
