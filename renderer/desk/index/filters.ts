/** Which queue a row stands in, and which filters it passes. */
import type { Severity } from '../../../shared/domain/finding.ts';
import type { Tag, UnitCategory } from '../../../shared/domain/vocabulary.ts';
import type { AttendeeQuery, AttendeeQueue, Query, UnitQuery, UnitQueue } from '../contract/queries.ts';
import type { AttendeeTable, UnitTable } from './reviewIndex.ts';

export function isFlaggedSeverity(severity: Severity | null): boolean {
  return severity === 'error' || severity === 'warning';
}

export function passesFindingsFilter(filter: Query['findings'], severity: Severity | null): boolean {
  if (filter === undefined || filter === 'any') return true;
  if (filter === 'error') return severity === 'error';
  return isFlaggedSeverity(severity) === (filter === 'flagged');
}

export function passesSubGroupFilter({ subGroupIds }: Query, subGroupId: string | null): boolean {
  return !subGroupIds?.length || subGroupIds.includes(subGroupId ?? '');
}

export function passesTagFilter(query: AttendeeQuery, tag: Tag | null): boolean {
  return !query.tags?.length || query.tags.includes(tag ?? 'none');
}

export function passesUnitFilter({ unitId }: AttendeeQuery, attendees: AttendeeTable, row: number): boolean {
  return unitId === undefined || attendees.unitId.get(row) === unitId;
}

export function passesAdditionsFilter({ additions }: AttendeeQuery, isLater: boolean): boolean {
  return additions === undefined || additions === 'any' || isLater === (additions === 'later');
}

export function passesCategoryFilter({ categories }: UnitQuery, category: UnitCategory | null): boolean {
  return !categories?.length || (category !== null && categories.includes(category));
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
