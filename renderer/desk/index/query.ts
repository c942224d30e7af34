/** Queries over the index: filter, search and sort to a frozen list of rows, with the counts beside it. */
import { type Tag, UNIT_CATEGORIES, type UnitCategory } from '../../../shared/domain/vocabulary.ts';
import {
  ATTENDEE_QUEUES,
  type AttendeeQuery,
  type AttendeeQueue,
  type OpenedQuery,
  type Query,
  UNIT_QUEUES,
  type UnitCount,
  type UnitQuery,
  type UnitQueue,
} from '../contract/queries.ts';
import {
  inAttendeeQueue,
  inUnitQueue,
  isFlaggedRow,
  passesAdditionsFilter,
  passesCategoryFilter,
  passesFindingsFilter,
  passesSubGroupFilter,
  passesTagFilter,
  passesUnitFilter,
} from './filters.ts';
import { foldForSearch } from './indexRow.ts';
import { attendeeComparator, unitComparator } from './order.ts';
import type { AttendeeTable, ReviewIndex, SubmissionTable } from './reviewIndex.ts';

export interface QueryResult {
  rows: Int32Array;
  queues: Record<string, number>;
  facets: OpenedQuery['facets'];
}

/** Orders by sort key and version: sorting 50,000 rows anew for each letter typed would be felt. */
export class QueryEngine {
  readonly #orders = new Map<string, { version: number; rows: Int32Array }>();

  constructor(private readonly index: ReviewIndex) {}

  run(query: Query): QueryResult {
    return query.kind === 'unit' ? this.#units(query) : this.#attendees(query);
  }

  /** True if the row would be in the query's answer now. */
  matches(query: Query, row: number): boolean {
    if (query.kind === 'unit') {
      const { units } = this.index;
      return (
        !units.isGone.get(row) &&
        inUnitQueue(units, query.queue, row) &&
        this.#passesUnit(query, row) &&
        searchFor(query.search)(units.search[row] ?? '')
      );
    }
    const { attendees } = this.index;
    return (
      !attendees.isGone.get(row) &&
      inAttendeeQueue(attendees, query.queue, row) &&
      this.#passesAttendee(query, row) &&
      this.#attendeeSearch(query.search)(row)
    );
  }

  #units(query: UnitQuery): QueryResult {
    const { units } = this.index;
    const queues = Object.fromEntries(UNIT_QUEUES.map((queue) => [queue, 0])) as Record<UnitQueue, number>;
    const isFound = searchFor(query.search);
    const rows: number[] = [];
    const findings = new FindingCounts(units);
    const subGroups = new SubGroupCounts(units);
    const categories = Object.fromEntries(UNIT_CATEGORIES.map((category) => [category, 0])) as Record<
      UnitCategory,
      number
    >;
    for (const row of this.#order(query, units, () => unitComparator(this.index, query))) {
      if (units.isGone.get(row)) continue;
      const passesFindings = passesFindingsFilter(query.findings, units, row);
      const passesSubGroup = passesSubGroupFilter(query, units, row);
      const passesCategory = passesCategoryFilter(query, units, row);
      const passesAll = passesFindings && passesSubGroup && passesCategory;
      if (passesAll) for (const queue of UNIT_QUEUES) if (inUnitQueue(units, queue, row)) queues[queue]++;
      if (!inUnitQueue(units, query.queue, row) || !isFound(units.search[row] ?? '')) continue;
      // Each filter counts what the others let through, so that it says what choosing from it would give.
      if (passesFindings && passesCategory) subGroups.add(row);
      if (passesSubGroup && passesCategory) findings.add(row);
      if (passesFindings && passesSubGroup) categories[units.category.get(row) ?? 'other']++;
      if (passesAll) rows.push(row);
    }
    return {
      rows: Int32Array.from(rows),
      queues,
      facets: { ...findings.counts, subGroups: subGroups.counts, categories },
    };
  }

  #attendees(query: AttendeeQuery): QueryResult {
    const { attendees } = this.index;
    const queues = new QueueCounts(attendees);
    const isFound = this.#attendeesFound(query.search);
    const rows: number[] = [];
    const tags: Record<Tag | 'none', number> = { vip: 0, staff: 0, professional: 0, none: 0 };
    const findings = new FindingCounts(attendees);
    const subGroups = new SubGroupCounts(attendees);
    let later = 0;
    for (const row of this.#order(query, attendees, () => attendeeComparator(this.index, query))) {
      if (attendees.isGone.get(row) || !passesUnitFilter(query, attendees, row)) continue;
      const passesSubGroup = passesSubGroupFilter(query, attendees, row);
      const passesFindings = passesFindingsFilter(query.findings, attendees, row);
      const passesTags = passesTagFilter(query, attendees, row);
      const passesAdditions = passesAdditionsFilter(query, attendees, row);
      const failed = +!passesSubGroup + +!passesFindings + +!passesTags + +!passesAdditions;
      if (failed > 1) continue;
      if (failed === 0) queues.add(row);
      if (!inAttendeeQueue(attendees, query.queue, row) || !isFound(row)) continue;
      // Each filter counts what the others let through, so that it says what choosing from it would give.
      if (failed === 0 || !passesSubGroup) subGroups.add(row);
      if (failed === 0 || !passesFindings) findings.add(row);
      if (failed === 0 || !passesTags) tags[attendees.tag.get(row) ?? 'none']++;
      if ((failed === 0 || !passesAdditions) && attendees.isLaterAddition.get(row)) later++;
      if (failed === 0) rows.push(row);
    }
    return {
      rows: Int32Array.from(rows),
      queues: queues.counts,
      facets: { ...findings.counts, tags, later, subGroups: subGroups.counts },
    };
  }

  /** The units of a list of people, most people first, as far as their names match. */
  unitCounts(query: AttendeeQuery, search: string, limit: number): UnitCount[] {
    const { attendees, units } = this.index;
    const { unitId: _anyUnit, ...others } = query;
    const counts = new Map<string, number>();
    for (const row of this.#attendees(others).rows) {
      const unitId = attendees.unitId[row] ?? '';
      counts.set(unitId, (counts.get(unitId) ?? 0) + 1);
    }
    const isFound = searchFor(search);
    const found: UnitCount[] = [];
    for (const [id, count] of counts) {
      const row = units.find(id);
      if (row !== undefined && isFound(units.search[row] ?? ''))
        found.push({ id, name: units.name[row] ?? id, count });
    }
    return found.sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1)).slice(0, limit);
  }

  #passesUnit(query: UnitQuery, row: number): boolean {
    const { units } = this.index;
    return (
      passesSubGroupFilter(query, units, row) &&
      passesCategoryFilter(query, units, row) &&
      passesFindingsFilter(query.findings, units, row)
    );
  }

  #passesAttendee(query: AttendeeQuery, row: number): boolean {
    const { attendees } = this.index;
    return (
      passesSubGroupFilter(query, attendees, row) &&
      passesUnitFilter(query, attendees, row) &&
      passesFindingsFilter(query.findings, attendees, row) &&
      passesTagFilter(query, attendees, row) &&
      passesAdditionsFilter(query, attendees, row)
    );
  }

  /** A person is found by their own fields and their unit's, each word in either. */
  #attendeeSearch(search: string | undefined): (row: number) => boolean {
    const words = searchWords(search);
    if (!words.length) return () => true;
    const { attendees, units } = this.index;
    return (row) => {
      const own = attendees.search[row] ?? '';
      const unitRow = units.find(attendees.unitId[row] ?? '');
      const unit = unitRow === undefined ? '' : (units.search[unitRow] ?? '');
      return words.every((word) => own.includes(word) || unit.includes(word));
    };
  }

  /** As `#attendeeSearch`, for a whole list: each unit is looked at once, not once for each of its people. */
  #attendeesFound(search: string | undefined): (row: number) => boolean {
    const words = searchWords(search);
    if (!words.length) return () => true;
    const { attendees, units } = this.index;
    const byUnit = words.map((word) => {
      const isFound = new Uint8Array(attendees.length);
      for (let unit = 0; unit < units.length; unit++) {
        if (units.isGone.get(unit) || !units.search[unit]?.includes(word)) continue;
        for (const row of this.index.peopleOf(units.ids[unit] ?? '')) isFound[row] = 1;
      }
      return isFound;
    });
    return (row) => {
      const own = attendees.search[row] ?? '';
      return words.every((word, at) => own.includes(word) || byUnit[at]?.[row] === 1);
    };
  }

  #order(query: Query, table: SubmissionTable, compare: () => (a: number, b: number) => number): Int32Array {
    const key = `${query.kind}|${query.sort ?? 'default'}|${query.direction ?? 'asc'}`;
    const version = this.index.attendees.orderVersion + this.index.units.orderVersion;
    const known = this.#orders.get(key);
    if (known?.version === version) return known.rows;
    const rows = new Int32Array(table.length);
    for (let row = 0; row < rows.length; row++) rows[row] = row;
    rows.sort(compare());
    this.#orders.set(key, { version, rows });
    return rows;
  }
}

/** How many rows each sub-group has, whichever of them is chosen. */
class SubGroupCounts {
  readonly #byCode: number[] = [];

  constructor(private readonly table: SubmissionTable) {}

  add(row: number): void {
    const code = this.table.subGroupId.getCode(row);
    this.#byCode[code] = (this.#byCode[code] ?? 0) + 1;
  }

  get counts(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const [code, count] of this.#byCode.entries()) {
      const id = this.table.subGroupId.textOf(code);
      if (id !== null && count) counts[id] = count;
    }
    return counts;
  }
}

/**
 * How many rows stand in each queue. Rows that no queue tells apart are counted together: asking each of half a
 * million for each queue would be felt with every letter typed.
 */
class QueueCounts {
  readonly #alike: number[] = [];
  readonly #examples: number[] = [];

  constructor(private readonly attendees: AttendeeTable) {}

  add(row: number): void {
    const { status, isSetAside, isLaterAddition, hasOrder } = this.attendees;
    const marks = isSetAside.get(row) * 4 + isLaterAddition.get(row) * 2 + hasOrder.get(row);
    const key = status.getCode(row) * 8 + marks;
    this.#alike[key] = (this.#alike[key] ?? 0) + 1;
    this.#examples[key] = row;
  }

  get counts(): Record<AttendeeQueue, number> {
    const counts = Object.fromEntries(ATTENDEE_QUEUES.map((queue) => [queue, 0])) as Record<
      AttendeeQueue,
      number
    >;
    for (const [key, count] of this.#alike.entries()) {
      if (!count) continue;
      const example = this.#examples[key] ?? 0;
      for (const queue of ATTENDEE_QUEUES)
        if (inAttendeeQueue(this.attendees, queue, example)) counts[queue] += count;
    }
    return counts;
  }
}

/** How many rows the checks flag, and how gravely. */
class FindingCounts {
  readonly counts = { clean: 0, flagged: 0, error: 0 };

  constructor(private readonly table: SubmissionTable) {}

  add(row: number): void {
    this.counts[isFlaggedRow(this.table, row) ? 'flagged' : 'clean']++;
    if (this.table.severity.get(row) === 'error') this.counts.error++;
  }
}

/** The words of the search box, as they are compared. */
function searchWords(search: string | undefined): string[] {
  return (search ?? '').split(/\s+/).map(foldForSearch).filter(Boolean);
}

/** A test for the search box's text: every word must occur in one of the row's fields. */
function searchFor(search: string | undefined): (text: string) => boolean {
  const words = searchWords(search);
  return (text) => words.every((word) => text.includes(word));
}
