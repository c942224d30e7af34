/** Queries over the index: filter, search and sort to a frozen list of rows, with the counts beside it. */
import type { Tag } from '../../../shared/domain/vocabulary.ts';
import {
  ATTENDEE_QUEUES,
  type AttendeeQuery,
  type AttendeeQueue,
  type OpenedQuery,
  type Query,
  UNIT_QUEUES,
  type UnitQuery,
  type UnitQueue,
} from '../contract/queries.ts';
import { foldForSearch } from './indexRow.ts';
import type { AttendeeTable, ReviewIndex, SubmissionTable, UnitTable } from './reviewIndex.ts';

export interface QueryResult {
  rows: Int32Array;
  queues: Record<string, number>;
  facets: OpenedQuery['facets'];
}

const SEVERITY_RANK = { error: 3, warning: 2, hint: 1 } as const;

/** Orders by sort key and version: sorting 50,000 rows anew for each letter typed would be felt. */
export class QueryEngine {
  readonly #orders = new Map<string, { version: number; rows: Int32Array }>();

  constructor(private readonly index: ReviewIndex) {}

  run(query: Query): QueryResult {
    return query.kind === 'unit' ? this.#units(query) : this.#attendees(query);
  }

  /** True if the row would be in the query's answer now. */
  matches(query: Query, row: number): boolean {
    const isFound = searchFor(query.search);
    if (query.kind === 'unit') {
      const { units } = this.index;
      return (
        !units.isGone.get(row) &&
        inUnitQueue(units, query.queue, row) &&
        this.#passesUnit(query, row) &&
        isFound(units.search[row] ?? '')
      );
    }
    const { attendees } = this.index;
    return (
      !attendees.isGone.get(row) &&
      inAttendeeQueue(attendees, query.queue, row) &&
      this.#passesAttendee(query, row) &&
      this.#isAttendeeFound(isFound, row)
    );
  }

  #units(query: UnitQuery): QueryResult {
    const { units } = this.index;
    const queues = Object.fromEntries(UNIT_QUEUES.map((queue) => [queue, 0])) as Record<UnitQueue, number>;
    const isFound = searchFor(query.search);
    const rows: number[] = [];
    const facets = { clean: 0, flagged: 0 };
    const subGroups = new SubGroupCounts(units);
    const broad: UnitQuery = { ...query, findings: 'any', subGroupIds: [] };
    for (const row of this.#order(
      `unit|${query.sort ?? 'default'}`,
      units,
      unitComparator(this.index, query.sort),
    )) {
      if (units.isGone.get(row) || !this.#passesUnit(broad, row)) continue;
      const passesFindings = passesFindingsFilter(query.findings, units, row);
      const passesSubGroup = passesSubGroupFilter(query, units, row);
      if (passesFindings && passesSubGroup)
        for (const queue of UNIT_QUEUES) if (inUnitQueue(units, queue, row)) queues[queue]++;
      if (!inUnitQueue(units, query.queue, row) || !isFound(units.search[row] ?? '')) continue;
      if (passesFindings) subGroups.add(row);
      if (!passesSubGroup) continue;
      facets[isFlaggedRow(units, row) ? 'flagged' : 'clean']++;
      if (passesFindings) rows.push(row);
    }
    if (query.direction === 'desc') rows.reverse();
    return { rows: Int32Array.from(rows), queues, facets: { ...facets, subGroups: subGroups.counts } };
  }

  #attendees(query: AttendeeQuery): QueryResult {
    const { attendees } = this.index;
    const queues = Object.fromEntries(ATTENDEE_QUEUES.map((queue) => [queue, 0])) as Record<
      AttendeeQueue,
      number
    >;
    const isFound = searchFor(query.search);
    const rows: number[] = [];
    const tags: Record<Tag | 'none', number> = { vip: 0, staff: 0, professional: 0, none: 0 };
    const facets = { clean: 0, flagged: 0, tags };
    const subGroups = new SubGroupCounts(attendees);
    const broad: AttendeeQuery = { ...query, findings: 'any', tags: [], subGroupIds: [] };
    const order = this.#order(
      `attendee|${query.sort ?? 'default'}`,
      attendees,
      attendeeComparator(this.index, query.sort),
    );
    for (const row of order) {
      if (attendees.isGone.get(row) || !this.#passesAttendee(broad, row)) continue;
      const passesSubGroup = passesSubGroupFilter(query, attendees, row);
      const passesFindings = passesFindingsFilter(query.findings, attendees, row);
      const passesTags = passesTagFilter(query, attendees, row);
      if (passesFindings && passesTags && passesSubGroup) {
        for (const queue of ATTENDEE_QUEUES) if (inAttendeeQueue(attendees, queue, row)) queues[queue]++;
      }
      if (!inAttendeeQueue(attendees, query.queue, row) || !this.#isAttendeeFound(isFound, row)) continue;
      if (passesFindings && passesTags) subGroups.add(row);
      if (!passesSubGroup) continue;
      if (passesTags) facets[isFlaggedRow(attendees, row) ? 'flagged' : 'clean']++;
      if (passesFindings) tags[attendees.tag.get(row) ?? 'none']++;
      if (passesFindings && passesTags) rows.push(row);
    }
    if (query.direction === 'desc') rows.reverse();
    return { rows: Int32Array.from(rows), queues, facets: { ...facets, subGroups: subGroups.counts } };
  }

  #passesUnit(query: UnitQuery, row: number): boolean {
    const { units } = this.index;
    if (!passesSubGroupFilter(query, units, row)) return false;
    const category = units.category.get(row);
    if (query.categories?.length && (category === null || !query.categories.includes(category))) return false;
    return passesFindingsFilter(query.findings, units, row);
  }

  #passesAttendee(query: AttendeeQuery, row: number): boolean {
    const { attendees } = this.index;
    if (!passesSubGroupFilter(query, attendees, row)) return false;
    if (query.unitId !== undefined && attendees.unitId[row] !== query.unitId) return false;
    return passesFindingsFilter(query.findings, attendees, row) && passesTagFilter(query, attendees, row);
  }

  /** A person is found by their own fields or by their unit's name. */
  #isAttendeeFound(isFound: (text: string) => boolean, row: number): boolean {
    const { attendees, units } = this.index;
    if (isFound(attendees.search[row] ?? '')) return true;
    const unitRow = units.find(attendees.unitId[row] ?? '');
    return unitRow !== undefined && isFound(units.search[unitRow] ?? '');
  }

  #order(key: string, table: SubmissionTable, compare: (a: number, b: number) => number): Int32Array {
    const version = this.index.attendees.orderVersion + this.index.units.orderVersion;
    const known = this.#orders.get(key);
    if (known?.version === version) return known.rows;
    const rows = Int32Array.from({ length: table.length }, (_, row) => row).sort(compare);
    this.#orders.set(key, { version, rows });
    return rows;
  }
}

/** A test for the search box's text: every word must occur in one of the row's fields. */
function searchFor(search: string | undefined): (text: string) => boolean {
  const words = (search ?? '').split(/\s+/).map(foldForSearch).filter(Boolean);
  if (!words.length) return () => true;
  return (text) => words.every((word) => text.includes(word));
}

function isFlaggedRow(table: SubmissionTable, row: number): boolean {
  const severity = table.severity.get(row);
  return severity === 'error' || severity === 'warning';
}

function passesFindingsFilter(filter: Query['findings'], table: SubmissionTable, row: number): boolean {
  if (filter === undefined || filter === 'any') return true;
  return isFlaggedRow(table, row) === (filter === 'flagged');
}

function passesSubGroupFilter({ subGroupIds }: Query, table: SubmissionTable, row: number): boolean {
  return !subGroupIds?.length || subGroupIds.includes(table.subGroupId.get(row) ?? '');
}

/** How many rows each sub-group has, whichever of them is chosen. */
class SubGroupCounts {
  readonly counts: Record<string, number> = {};

  constructor(private readonly table: SubmissionTable) {}

  add(row: number): void {
    const id = this.table.subGroupId.get(row);
    if (id !== null) this.counts[id] = (this.counts[id] ?? 0) + 1;
  }
}

function passesTagFilter(query: AttendeeQuery, attendees: AttendeeTable, row: number): boolean {
  return !query.tags?.length || query.tags.includes(attendees.tag.get(row) ?? 'none');
}

function inUnitQueue(units: UnitTable, queue: UnitQueue, row: number): boolean {
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

function inAttendeeQueue(attendees: AttendeeTable, queue: AttendeeQueue, row: number): boolean {
  const status = attendees.status.get(row);
  const isSetAside = attendees.isSetAside.get(row) === 1;
  switch (queue) {
    case 'untagged':
      return status === 'awaitingTag' && !isSetAside;
    case 'laterAdditions':
      return status === 'awaitingTag' && !isSetAside && attendees.isLaterAddition.get(row) === 1;
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

const collator = new Intl.Collator('zh-CN', { numeric: true });
const byText = (texts: readonly string[]) => (a: number, b: number) =>
  collator.compare(texts[a] ?? '', texts[b] ?? '');
const bySeverity = (table: SubmissionTable) => (a: number, b: number) =>
  severityRank(table, b) - severityRank(table, a) || table.findings.get(b) - table.findings.get(a);

function severityRank(table: SubmissionTable, row: number): number {
  const severity = table.severity.get(row);
  return severity ? SEVERITY_RANK[severity] : 0;
}

/** Resubmitted first, then oldest: those have waited longest for a second word. */
function byUnitDefault(units: UnitTable) {
  const isResubmitted = (row: number) => (units.revision.get(row) > 1 ? 1 : 0);
  return (a: number, b: number) =>
    isResubmitted(b) - isResubmitted(a) ||
    units.submittedAt.get(a) - units.submittedAt.get(b) ||
    ((units.ids[a] ?? '') < (units.ids[b] ?? '') ? -1 : 1);
}

function unitComparator(index: ReviewIndex, sort: UnitQuery['sort']): (a: number, b: number) => number {
  const { units } = index;
  const fallback = byUnitDefault(units);
  const then = (first: (a: number, b: number) => number) => (a: number, b: number) =>
    first(a, b) || fallback(a, b);
  switch (sort) {
    case 'name':
      return then(byText(units.name));
    case 'code':
      return then((a, b) =>
        (units.uscc[a] ?? '') < (units.uscc[b] ?? '')
          ? -1
          : (units.uscc[a] ?? '') > (units.uscc[b] ?? '')
            ? 1
            : 0,
      );
    case 'people':
      return then(
        (a, b) => index.peopleOf(units.ids[a] ?? '').length - index.peopleOf(units.ids[b] ?? '').length,
      );
    case 'intent':
      return then((a, b) => (units.intentTotal.get(a) || 0) - (units.intentTotal.get(b) || 0));
    case 'submittedAt':
      return then((a, b) => units.submittedAt.get(a) - units.submittedAt.get(b));
    case 'findings':
      return then(bySeverity(units));
    default:
      return fallback;
  }
}

function attendeeComparator(
  index: ReviewIndex,
  sort: AttendeeQuery['sort'],
): (a: number, b: number) => number {
  const { attendees, units } = index;
  // People of one unit stand together, in the order their units were submitted.
  const unitSubmittedAt = (row: number) => {
    const unitRow = units.rowOf.get(attendees.unitId[row] ?? '');
    return unitRow === undefined ? attendees.submittedAt.get(row) : units.submittedAt.get(unitRow);
  };
  const fallback = (a: number, b: number) =>
    unitSubmittedAt(a) - unitSubmittedAt(b) ||
    compareText(attendees.unitId[a], attendees.unitId[b]) ||
    compareText(attendees.ids[a], attendees.ids[b]);
  const then = (first: (a: number, b: number) => number) => (a: number, b: number) =>
    first(a, b) || fallback(a, b);
  const unitName = (row: number) => units.name[units.rowOf.get(attendees.unitId[row] ?? '') ?? -1] ?? '';
  switch (sort) {
    case 'name':
      return then(byText(attendees.name));
    case 'unitName':
      return then((a, b) => collator.compare(unitName(a), unitName(b)));
    case 'submittedAt':
      return then((a, b) => attendees.submittedAt.get(a) - attendees.submittedAt.get(b));
    case 'findings':
      return then(bySeverity(attendees));
    default:
      return fallback;
  }
}

function compareText(a: string | undefined, b: string | undefined): number {
  const [left, right] = [a ?? '', b ?? ''];
  return left < right ? -1 : left > right ? 1 : 0;
}
