/** Which queue a row stands in, and which filters it passes. */
import type { AttendeeQuery, AttendeeQueue, Query, UnitQuery, UnitQueue } from '../contract/queries.ts';
import type { AttendeeTable, SubmissionTable, UnitTable } from './reviewIndex.ts';

export function isFlaggedRow(table: SubmissionTable, row: number): boolean {
  const severity = table.severity.get(row);
  return severity === 'error' || severity === 'warning';
}

export function passesFindingsFilter(
  filter: Query['findings'],
  table: SubmissionTable,
  row: number,
): boolean {
  if (filter === undefined || filter === 'any') return true;
  if (filter === 'error') return table.severity.get(row) === 'error';
  return isFlaggedRow(table, row) === (filter === 'flagged');
}

export function passesSubGroupFilter({ subGroupIds }: Query, table: SubmissionTable, row: number): boolean {
  return !subGroupIds?.length || subGroupIds.includes(table.subGroupId.get(row) ?? '');
}

export function passesTagFilter(query: AttendeeQuery, attendees: AttendeeTable, row: number): boolean {
  return !query.tags?.length || query.tags.includes(attendees.tag.get(row) ?? 'none');
}

export function passesUnitFilter({ unitId }: AttendeeQuery, attendees: AttendeeTable, row: number): boolean {
  return unitId === undefined || attendees.unitId[row] === unitId;
}

export function passesAdditionsFilter(query: AttendeeQuery, attendees: AttendeeTable, row: number): boolean {
  const { additions } = query;
  if (additions === undefined || additions === 'any') return true;
  return (attendees.isLaterAddition.get(row) === 1) === (additions === 'later');
}

export function passesCategoryFilter({ categories }: UnitQuery, units: UnitTable, row: number): boolean {
  if (!categories?.length) return true;
  const category = units.category.get(row);
  return category !== null && categories.includes(category);
}

export function inUnitQueue(units: UnitTable, queue: UnitQueue, row: number): boolean {
  const status = units.status.get(row);
  const isPending = status === 'pendingReview';
  const isSetAside = units.isSetAside.get(row) === 1;
  switch (queue) {
    case 'pending':
      return isPending && !isSetAside;
    case 'resubmitted':
      return isPending && !isSetAside && units.revision.get(row) > 1;
    case 'setAside':
      return isPending && isSetAside;
    case 'approved':
    case 'rejected':
      return status === queue;
    case 'all':
      return status !== 'draft';
  }
}

export function inAttendeeQueue(attendees: AttendeeTable, queue: AttendeeQueue, row: number): boolean {
  const status = attendees.status.get(row);
  const isSetAside = attendees.isSetAside.get(row) === 1;
  switch (queue) {
    case 'untagged':
      return status === 'awaitingTag' && !isSetAside;
    case 'laterAdditions':
      return status === 'awaitingTag' && !isSetAside && attendees.isLaterAddition.get(row) === 1;
    case 'setAside':
      return status === 'awaitingTag' && isSetAside;
    case 'tagged':
      return (
        !attendees.hasOrder.get(row) &&
        (status === 'tagged' || status === 'awaitingPayment' || status === 'inPersonReview')
      );
    case 'returned':
      return status === 'returned';
    case 'underway':
      return (
        attendees.hasOrder.get(row) === 1 ||
        status === 'badgeInProduction' ||
        status === 'badgeReady' ||
        status === 'badgePosted' ||
        status === 'issued' ||
        status === 'refunded'
      );
    case 'all':
      return true;
  }
}
