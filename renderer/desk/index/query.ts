/** Queries over the index: filter, search and sort to a frozen list of rows, with the counts beside it. */
import { TAGS, UNIT_CATEGORIES } from '../../../shared/domain/vocabulary.ts';
import {
  ATTENDEE_QUEUES,
  type AttendeeQuery,
  type OpenedQuery,
  type Query,
  UNIT_QUEUES,
  type UnitCount,
  type UnitQuery,
} from '../contract/queries.ts';
import {
  inAttendeeQueue,
  inUnitQueue,
  isFlaggedSeverity,
  passesAdditionsFilter,
  passesCategoryFilter,
  passesFindingsFilter,
  passesSubGroupFilter,
  passesTagFilter,
  passesUnitFilter,
} from './filters.ts';
import { foldForSearch } from './indexRow.ts';
import type { AttendeeTable, ReviewIndex, SubmissionTable, UnitTable } from './reviewIndex.ts';

export interface QueryResult {
  rows: Int32Array;
  queues: Record<string, number>;
  facets: OpenedQuery['facets'];
}

/**
 * Lists are made in passes over the columns' numbers, in the order of the rows; what passes is then put into
 * the list's order. `matches` asks the same of one row in words, and the tests hold the two together.
 */
export class QueryEngine {
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
        searchWords(query.search).every((word) => units.search.has(row, word))
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
    const { length } = units;
    const [gone, categories] = [units.isGone.values(length), units.category.codes(length)];
    const [severity, subGroup] = [units.severity.codes(length), units.subGroupId.codes(length)];
    const passing = {
      findings: passingFindings(query, units),
      subGroup: passingSubGroups(query, units),
      category: units.category.passing((category) => passesCategoryFilter(query, category)),
    };
    const found = this.#unitsFound(query.search);
    const queues = new QueueCounts(UNIT_QUEUES, query.queue, (queue, row) => inUnitQueue(units, queue, row));
    const alike = unitMarks(units);
    const counts = {
      findings: new Int32Array(units.severity.codeCount),
      subGroup: new Int32Array(units.subGroupId.codeCount),
      category: new Int32Array(units.category.codeCount),
    };
    const taken = new Uint8Array(length);
    for (let row = 0; row < length; row++) {
      if (gone[row]) continue;
      const [severityCode, subGroupCode, category] = [
        severity[row] ?? 0,
        subGroup[row] ?? 0,
        categories[row] ?? 0,
      ];
      const [f, s, c] = [
        passing.findings[severityCode] ?? 0,
        passing.subGroup[subGroupCode] ?? 0,
        passing.category[category] ?? 0,
      ];
      const failed = 3 - f - s - c;
      if (failed > 1) continue;
      const isIn = queues.add(alike(row), row, failed === 0);
      if (!isIn || (found && !found[row])) continue;
      // Each filter counts what the others let through, so that it says what choosing from it would give.
      if (failed === 0 || !s) counts.subGroup[subGroupCode] = (counts.subGroup[subGroupCode] ?? 0) + 1;
      if (failed === 0 || !f) counts.findings[severityCode] = (counts.findings[severityCode] ?? 0) + 1;
      if (failed === 0 || !c) counts.category[category] = (counts.category[category] ?? 0) + 1;
      if (failed === 0) taken[row] = 1;
    }
    return {
      rows: this.#inOrder(query, taken),
      queues: queues.counts,
      facets: {
        ...findingCounts(units, counts.findings),
        subGroups: subGroupCounts(units, counts.subGroup),
        categories: countsOf(
          UNIT_CATEGORIES,
          counts.category,
          (code) => units.category.textOf(code) ?? 'other',
        ),
      },
    };
  }

  #attendees(query: AttendeeQuery): QueryResult {
    const { attendees } = this.index;
    const { length } = attendees;
    const [gone, tags] = [attendees.isGone.values(length), attendees.tag.codes(length)];
    const [severity, subGroup] = [attendees.severity.codes(length), attendees.subGroupId.codes(length)];
    const places = attendees.unitId.placeOf.values(length);
    const place = query.unitId === undefined ? null : (attendees.unitId.units.find(query.unitId) ?? -1);
    const later = attendees.isLaterAddition.values(length);
    const passing = {
      findings: passingFindings(query, attendees),
      subGroup: passingSubGroups(query, attendees),
      tag: attendees.tag.passing((tag) => passesTagFilter(query, tag)),
      later: [0, 1].map((isLater) => +passesAdditionsFilter(query, isLater === 1)),
    };
    const found = this.#attendeesFound(query.search);
    const queues = new QueueCounts(ATTENDEE_QUEUES, query.queue, (queue, row) =>
      inAttendeeQueue(attendees, queue, row),
    );
    const alike = attendeeMarks(attendees);
    const counts = {
      findings: new Int32Array(attendees.severity.codeCount),
      subGroup: new Int32Array(attendees.subGroupId.codeCount),
      tag: new Int32Array(attendees.tag.codeCount),
      later: 0,
    };
    const taken = new Uint8Array(length);
    for (let row = 0; row < length; row++) {
      if (gone[row] || (place !== null && places[row] !== place)) continue;
      const [severityCode, subGroupCode, tag] = [severity[row] ?? 0, subGroup[row] ?? 0, tags[row] ?? 0];
      const isLater = later[row] ?? 0;
      const [f, s, t, a] = [
        passing.findings[severityCode] ?? 0,
        passing.subGroup[subGroupCode] ?? 0,
        passing.tag[tag] ?? 0,
        passing.later[isLater] ?? 0,
      ];
      const failed = 4 - f - s - t - a;
      if (failed > 1) continue;
      const isIn = queues.add(alike(row), row, failed === 0);
      if (!isIn || (found && !found[row])) continue;
      // Each filter counts what the others let through, so that it says what choosing from it would give.
      if (failed === 0 || !s) counts.subGroup[subGroupCode] = (counts.subGroup[subGroupCode] ?? 0) + 1;
      if (failed === 0 || !f) counts.findings[severityCode] = (counts.findings[severityCode] ?? 0) + 1;
      if (failed === 0 || !t) counts.tag[tag] = (counts.tag[tag] ?? 0) + 1;
      if ((failed === 0 || !a) && isLater) counts.later++;
      if (failed === 0) taken[row] = 1;
    }
    return {
      rows: this.#inOrder(query, taken),
      queues: queues.counts,
      facets: {
        ...findingCounts(attendees, counts.findings),
        tags: countsOf(TAG_FACETS, counts.tag, (code) => attendees.tag.textOf(code) ?? 'none'),
        later: counts.later,
        subGroups: subGroupCounts(attendees, counts.subGroup),
      },
    };
  }

  /** The rows that were taken, in the query's order. */
  #inOrder(query: Query, taken: Uint8Array): Int32Array {
    let total = 0;
    for (const each of taken) total += each;
    const rows = new Int32Array(total);
    if (total === 0) return rows;
    let at = 0;
    for (const row of this.index.orders.of(query)) {
      if (taken[row]) rows[at++] = row;
    }
    return rows;
  }

  /** The units of a list of people, most people first, as far as their names match. */
  unitCounts(query: AttendeeQuery, search: string, limit: number): UnitCount[] {
    const { attendees, units } = this.index;
    const { unitId: _anyUnit, ...others } = query;
    const counts = new Map<number, number>();
    for (const row of this.#attendees(others).rows) {
      const place = attendees.unitId.placeOf.get(row);
      counts.set(place, (counts.get(place) ?? 0) + 1);
    }
    const isFound = this.#unitsFound(search);
    const found: UnitCount[] = [];
    for (const [place, count] of counts) {
      const row = attendees.unitId.unitRowAt(place);
      if (row === undefined || units.isGone.get(row) || (isFound && !isFound[row])) continue;
      const id = units.ids.get(row) ?? '';
      found.push({ id, name: units.name.get(row) ?? id, count });
    }
    return found.sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1)).slice(0, limit);
  }

  #passesUnit(query: UnitQuery, row: number): boolean {
    const { units } = this.index;
    return (
      passesSubGroupFilter(query, units.subGroupId.get(row)) &&
      passesCategoryFilter(query, units.category.get(row)) &&
      passesFindingsFilter(query.findings, units.severity.get(row))
    );
  }

  #passesAttendee(query: AttendeeQuery, row: number): boolean {
    const { attendees } = this.index;
    return (
      passesSubGroupFilter(query, attendees.subGroupId.get(row)) &&
      passesUnitFilter(query, attendees, row) &&
      passesFindingsFilter(query.findings, attendees.severity.get(row)) &&
      passesTagFilter(query, attendees.tag.get(row)) &&
      passesAdditionsFilter(query, attendees.isLaterAddition.get(row) === 1)
    );
  }

  /** A person is found by their own fields and their unit's, each word in either. */
  #attendeeSearch(search: string | undefined): (row: number) => boolean {
    const words = searchWords(search);
    const { attendees, units } = this.index;
    return (row) => {
      const unitRow = this.index.unitRowOf(row);
      return words.every(
        (word) =>
          attendees.search.has(row, word) || (unitRow !== undefined && units.search.has(unitRow, word)),
      );
    };
  }

  /** By row: 1 for the units that have every word; null without any. */
  #unitsFound(search: string | undefined): Uint8Array | null {
    const { units } = this.index;
    return allFound(searchWords(search), (word) => {
      const found = new Uint8Array(units.length);
      units.search.mark(word, found);
      return found;
    });
  }

  /** As `#attendeeSearch`, for a whole list: the units that have a word pass it on to their people. */
  #attendeesFound(search: string | undefined): Uint8Array | null {
    const { attendees, units } = this.index;
    const { unitId } = attendees;
    return allFound(searchWords(search), (word) => {
      const unitFound = new Uint8Array(units.length);
      units.search.mark(word, unitFound);
      const placeFound = new Uint8Array(unitId.units.length);
      for (let place = 0; place < placeFound.length; place++) {
        const row = unitId.unitRowAt(place);
        if (row !== undefined && unitFound[row] && !units.isGone.get(row)) placeFound[place] = 1;
      }
      const places = unitId.placeOf.values(attendees.length);
      const found = new Uint8Array(attendees.length);
      for (let row = 0; row < found.length; row++) found[row] = placeFound[places[row] ?? 0] ?? 0;
      attendees.search.mark(word, found);
      return found;
    });
  }
}

const TAG_FACETS = [...TAGS, 'none'] as const;

function passingFindings({ findings }: Query, table: SubmissionTable): Uint8Array {
  return table.severity.passing((severity) => passesFindingsFilter(findings, severity));
}

function passingSubGroups(query: Query, table: SubmissionTable): Uint8Array {
  return table.subGroupId.passing((subGroupId) => passesSubGroupFilter(query, subGroupId));
}

/** What each row has that all words found have in common; null without words. */
function allFound(words: readonly string[], mark: (word: string) => Uint8Array): Uint8Array | null {
  const [first, ...others] = words.map(mark);
  if (!first) return null;
  for (const other of others) for (let row = 0; row < first.length; row++) if (!other[row]) first[row] = 0;
  return first;
}

/** Counts by code told by name; codes of one name are added up, names without a row are 0. */
function countsOf<N extends string>(
  names: readonly N[],
  byCode: Int32Array,
  nameOf: (code: number) => N,
): Record<N, number> {
  const counts = Object.fromEntries(names.map((name) => [name, 0])) as Record<N, number>;
  for (const [code, count] of byCode.entries()) if (count) counts[nameOf(code)] += count;
  return counts;
}

/** How many rows each sub-group has, whichever of them is chosen. */
function subGroupCounts(table: SubmissionTable, byCode: Int32Array): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const [code, count] of byCode.entries()) {
    const id = table.subGroupId.textOf(code);
    if (id !== null && count) counts[id] = count;
  }
  return counts;
}

/** How many rows the checks flag, and how gravely. */
function findingCounts(table: SubmissionTable, byCode: Int32Array) {
  const counts = { clean: 0, flagged: 0, error: 0 };
  for (const [code, count] of byCode.entries()) {
    const severity = table.severity.textOf(code);
    counts[isFlaggedSeverity(severity) ? 'flagged' : 'clean'] += count;
    if (severity === 'error') counts.error += count;
  }
  return counts;
}

/** A small number by which no queue tells two rows of the same apart. */
function attendeeMarks(attendees: AttendeeTable): (row: number) => number {
  const { length } = attendees;
  const [status, aside] = [attendees.status.codes(length), attendees.isSetAside.values(length)];
  const [later, order] = [attendees.isLaterAddition.values(length), attendees.hasOrder.values(length)];
  return (row) => (status[row] ?? 0) * 8 + (aside[row] ?? 0) * 4 + (later[row] ?? 0) * 2 + (order[row] ?? 0);
}

/** As `attendeeMarks`: of the revision a queue asks only whether it is the first. */
function unitMarks(units: UnitTable): (row: number) => number {
  const { length } = units;
  const [status, aside] = [units.status.codes(length), units.isSetAside.values(length)];
  const revision = units.revision.values(length);
  return (row) => (status[row] ?? 0) * 4 + (aside[row] ?? 0) * 2 + ((revision[row] ?? 0) > 1 ? 1 : 0);
}

/**
 * How many rows stand in each queue. Rows that no queue tells apart are counted together: asking each of half a
 * million for each queue would be felt with every letter typed.
 */
class QueueCounts<Q extends string> {
  readonly #alike: number[] = [];
  readonly #examples: number[] = [];
  readonly #isIn: boolean[] = [];

  constructor(
    private readonly queues: readonly Q[],
    private readonly queue: Q,
    private readonly isInQueue: (queue: Q, row: number) => boolean,
  ) {}

  /** Counts a row with these marks if it is to count; true if it stands in the queue that is asked for. */
  add(marks: number, row: number, isCounted: boolean): boolean {
    let isIn = this.#isIn[marks];
    if (isIn === undefined) {
      isIn = this.isInQueue(this.queue, row);
      this.#isIn[marks] = isIn;
      this.#examples[marks] = row;
      this.#alike[marks] = 0;
    }
    if (isCounted) this.#alike[marks] = (this.#alike[marks] ?? 0) + 1;
    return isIn;
  }

  get counts(): Record<Q, number> {
    const counts = Object.fromEntries(this.queues.map((queue) => [queue, 0])) as Record<Q, number>;
    for (const [marks, count] of this.#alike.entries()) {
      if (!count) continue;
      const example = this.#examples[marks] ?? 0;
      for (const queue of this.queues) if (this.isInQueue(queue, example)) counts[queue] += count;
    }
    return counts;
  }
}

/** The words of the search box, as they are compared. */
function searchWords(search: string | undefined): string[] {
  return (search ?? '').split(/\s+/).map(foldForSearch).filter(Boolean);
}
