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
  passesAdditionsFilter,
  passesCategoryFilter,
  passesFindingsFilter,
  passesSubGroupFilter,
  passesTagFilter,
  passesUnitFilter,
} from './filters.ts';
import { foldForSearch } from './indexRow.ts';
import {
  attendeeVersion,
  KEPT_OUT_BY,
  type ListBase,
  ListBaseBuilder,
  ListBases,
  unitVersion,
} from './listBase.ts';
import {
  attendeeMarks,
  countsOf,
  findingCounts,
  QueueCounts,
  subGroupCounts,
  unitMarks,
} from './listCounts.ts';
import type { ReviewIndex, SubmissionTable } from './reviewIndex.ts';

export interface QueryResult {
  rows: Int32Array;
  queues: Record<string, number>;
  facets: OpenedQuery['facets'];
}

/**
 * Lists are made in two passes over the columns' numbers, both in the list's order: what queue and filters let
 * through, kept until something changes, and of that what was searched for. `matches` asks the same of one row
 * in words, and the tests hold the two together.
 */
export class QueryEngine {
  readonly #bases = new ListBases();

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
    const order = this.index.orders.of(query);
    const base = this.#bases.of(query, unitVersion(units), order, () => this.#unitBase(query, order));
    const { length } = units;
    const [severity, subGroup] = [units.severity.codes(length), units.subGroupId.codes(length)];
    const categories = units.category.codes(length);
    const counts = {
      findings: new Int32Array(units.severity.codeCount),
      subGroup: new Int32Array(units.subGroupId.codeCount),
      category: new Int32Array(units.category.codeCount),
    };
    const rows = listed(base, this.#unitsFound(query.search), (row, keptOutBy) => {
      const isIn = keptOutBy === 0;
      if (isIn || keptOutBy === KEPT_OUT_BY.findings) count(counts.findings, severity[row] ?? 0);
      if (isIn || keptOutBy === KEPT_OUT_BY.subGroup) count(counts.subGroup, subGroup[row] ?? 0);
      if (isIn || keptOutBy === KEPT_OUT_BY.categoryOrTag) count(counts.category, categories[row] ?? 0);
    });
    return {
      rows,
      queues: base.queues,
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

  #unitBase(query: UnitQuery, order: Int32Array): ListBase {
    const { units } = this.index;
    const { length } = units;
    const [gone, categories] = [units.isGone.values(length), units.category.codes(length)];
    const [severity, subGroup] = [units.severity.codes(length), units.subGroupId.codes(length)];
    const findingsPassing = passingFindings(query, units);
    const subGroupPassing = passingSubGroups(query, units);
    const categoryPassing = units.category.passing((category) => passesCategoryFilter(query, category));
    const queues = new QueueCounts(UNIT_QUEUES, query.queue, (queue, row) => inUnitQueue(units, queue, row));
    const alike = unitMarks(units);
    const base = new ListBaseBuilder(length);
    for (const row of order) {
      if (gone[row]) continue;
      const f = findingsPassing[severity[row] ?? 0] ?? 0;
      const s = subGroupPassing[subGroup[row] ?? 0] ?? 0;
      const c = categoryPassing[categories[row] ?? 0] ?? 0;
      const failed = 3 - f - s - c;
      if (failed > 1) continue;
      if (!queues.add(alike(row), row, failed === 0)) continue;
      const { findings, subGroup: bySubGroup, categoryOrTag } = KEPT_OUT_BY;
      base.add(row, failed === 0 ? 0 : !f ? findings : !s ? bySubGroup : categoryOrTag);
    }
    return base.made(queues.counts);
  }

  #attendees(query: AttendeeQuery): QueryResult {
    const { attendees } = this.index;
    const order = this.index.orders.of(query);
    const make = () => this.#attendeeBase(query, order);
    const base = this.#bases.of(query, attendeeVersion(attendees), order, make);
    const { length } = attendees;
    const [severity, subGroup] = [attendees.severity.codes(length), attendees.subGroupId.codes(length)];
    const [tags, later] = [attendees.tag.codes(length), attendees.isLaterAddition.values(length)];
    const counts = {
      findings: new Int32Array(attendees.severity.codeCount),
      subGroup: new Int32Array(attendees.subGroupId.codeCount),
      tag: new Int32Array(attendees.tag.codeCount),
      later: 0,
    };
    const rows = listed(base, this.#attendeesFound(query.search), (row, keptOutBy) => {
      const isIn = keptOutBy === 0;
      if (isIn || keptOutBy === KEPT_OUT_BY.findings) count(counts.findings, severity[row] ?? 0);
      if (isIn || keptOutBy === KEPT_OUT_BY.subGroup) count(counts.subGroup, subGroup[row] ?? 0);
      if (isIn || keptOutBy === KEPT_OUT_BY.categoryOrTag) count(counts.tag, tags[row] ?? 0);
      if (isIn || keptOutBy === KEPT_OUT_BY.additions) counts.later += later[row] ?? 0;
    });
    return {
      rows,
      queues: base.queues,
      facets: {
        ...findingCounts(attendees, counts.findings),
        tags: countsOf(TAG_FACETS, counts.tag, (code) => attendees.tag.textOf(code) ?? 'none'),
        later: counts.later,
        subGroups: subGroupCounts(attendees, counts.subGroup),
      },
    };
  }

  #attendeeBase(query: AttendeeQuery, order: Int32Array): ListBase {
    const { attendees } = this.index;
    const { length } = attendees;
    const [gone, tags] = [attendees.isGone.values(length), attendees.tag.codes(length)];
    const [severity, subGroup] = [attendees.severity.codes(length), attendees.subGroupId.codes(length)];
    const places = attendees.unitId.placeOf.values(length);
    const place = query.unitId === undefined ? null : (attendees.unitId.units.find(query.unitId) ?? -1);
    const later = attendees.isLaterAddition.values(length);
    const findingsPassing = passingFindings(query, attendees);
    const subGroupPassing = passingSubGroups(query, attendees);
    const tagPassing = attendees.tag.passing((tag) => passesTagFilter(query, tag));
    const laterPassing = Uint8Array.of(
      +passesAdditionsFilter(query, false),
      +passesAdditionsFilter(query, true),
    );
    const queues = new QueueCounts(ATTENDEE_QUEUES, query.queue, (queue, row) =>
      inAttendeeQueue(attendees, queue, row),
    );
    const alike = attendeeMarks(attendees);
    const base = new ListBaseBuilder(length);
    for (const row of order) {
      if (gone[row] || (place !== null && places[row] !== place)) continue;
      const f = findingsPassing[severity[row] ?? 0] ?? 0;
      const s = subGroupPassing[subGroup[row] ?? 0] ?? 0;
      const t = tagPassing[tags[row] ?? 0] ?? 0;
      const failed = 4 - f - s - t - (laterPassing[later[row] ?? 0] ?? 0);
      if (failed > 1) continue;
      if (!queues.add(alike(row), row, failed === 0)) continue;
      const { findings, subGroup: bySubGroup, categoryOrTag, additions } = KEPT_OUT_BY;
      base.add(row, failed === 0 ? 0 : !f ? findings : !s ? bySubGroup : !t ? categoryOrTag : additions);
    }
    return base.made(queues.counts);
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

/**
 * The rows of a base that were found and that nothing keeps out, in its order; all are found where `found` is
 * null. Each filter counts what the others let through, so that it says what choosing from it would give:
 * `tell` hears of those too, with what keeps them out.
 */
function listed(
  { rows, keptOut }: ListBase,
  found: Uint8Array | null,
  tell: (row: number, keptOutBy: number) => void,
): Int32Array {
  const taken = new Int32Array(rows.length);
  let total = 0;
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] ?? 0;
    if (found && !found[row]) continue;
    const keptOutBy = keptOut ? (keptOut[at] ?? 0) : 0;
    tell(row, keptOutBy);
    if (keptOutBy === 0) taken[total++] = row;
  }
  return taken.slice(0, total);
}

function count(counts: Int32Array, code: number): void {
  counts[code] = (counts[code] ?? 0) + 1;
}

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

/** The words of the search box, as they are compared. */
function searchWords(search: string | undefined): string[] {
  return (search ?? '').split(/\s+/).map(foldForSearch).filter(Boolean);
}
