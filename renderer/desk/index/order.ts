/** The orders of the lists: what stands before what, ascending or descending, ties always oldest first. */
import type { AttendeeQuery, Query, UnitQuery } from '../contract/queries.ts';
import { arrayOf, bytesOf, type Column } from './columns.ts';
import type { ReviewIndex, SubmissionTable, UnitTable } from './reviewIndex.ts';

const SEVERITY_RANK = { error: 3, warning: 2, hint: 1 } as const;

type Compare = (a: number, b: number) => number;
type Direction = UnitQuery['direction'];

const collator = new Intl.Collator('zh-CN', { numeric: true });
const byText =
  (textOf: (row: number) => string | undefined): Compare =>
  (a, b) =>
    collator.compare(textOf(a) ?? '', textOf(b) ?? '');
const byCode =
  (textOf: (row: number) => string | undefined): Compare =>
  (a, b) => {
    const [left, right] = [textOf(a) ?? '', textOf(b) ?? ''];
    return left < right ? -1 : left > right ? 1 : 0;
  };
const byNumber =
  (numberOf: (row: number) => number): Compare =>
  (a, b) =>
    numberOf(a) - numberOf(b);

/** Clean rows first; descending, the gravest first and among equals those with most findings. */
const byRisk = (table: SubmissionTable): Compare => {
  const rank = (row: number) => {
    const severity = table.severity.get(row);
    return severity ? SEVERITY_RANK[severity] : 0;
  };
  return (a, b) => rank(a) - rank(b) || table.findings.get(a) - table.findings.get(b);
};

/** `first` one way or the other; rows it does not tell apart stay in the order of `ties` either way. */
function ordered(first: Compare, ties: Compare, direction: Direction): Compare {
  return direction === 'desc' ? (a, b) => first(b, a) || ties(a, b) : (a, b) => first(a, b) || ties(a, b);
}

/** Resubmitted first, then oldest: those have waited longest for a second word. */
function byUnitDefault(units: UnitTable): Compare {
  const isFirst = byNumber((row) => (units.revision.get(row) > 1 ? 0 : 1));
  const isOldest = byNumber((row) => units.submittedAt.get(row));
  const byId = byCode((row) => units.ids.get(row));
  return (a, b) => isFirst(a, b) || isOldest(a, b) || byId(a, b);
}

function unitFirst(index: ReviewIndex, sort: UnitQuery['sort']): Compare | null {
  const { units } = index;
  switch (sort) {
    case 'name':
      return byText((row) => units.name.get(row));
    case 'code':
      return byCode((row) => units.uscc.get(row));
    case 'people':
      return byNumber(peopleCounts(index));
    case 'intent':
      return byNumber((row) => units.intentTotal.get(row) || 0);
    case 'submittedAt':
      return byNumber((row) => units.submittedAt.get(row));
    case 'findings':
      return byRisk(units);
    default:
      return null;
  }
}

/** The order of a list of units. */
export function unitComparator(index: ReviewIndex, { sort, direction }: UnitQuery): Compare {
  const ties = byUnitDefault(index.units);
  const first = unitFirst(index, sort);
  return ordered(first ?? ties, ties, direction);
}

/** How many people in scope stand with each unit: counted once, not asked in each of the comparisons. */
function peopleCounts({ attendees, units }: ReviewIndex): (row: number) => number {
  const { placeOf, units: places } = attendees.unitId;
  const counts = new Int32Array(places.length);
  for (let row = 0; row < attendees.length; row++) {
    const place = placeOf.get(row);
    if (!attendees.isGone.get(row)) counts[place] = (counts[place] ?? 0) + 1;
  }
  return (row) => counts[places.find(units.ids.get(row) ?? '') ?? -1] ?? 0;
}

/** By row: when the person's unit was submitted, or they themselves while it is not there. */
function submissions({ attendees, units }: ReviewIndex): Float64Array {
  const { unitId } = attendees;
  const places = unitId.placeOf.values(attendees.length);
  const ofUnit = Float64Array.from({ length: unitId.units.length }, (_, place) => {
    const unitRow = unitId.unitRowAt(place);
    // Of a unit that has left nothing is known any more.
    const isThere = unitRow !== undefined && !units.isGone.get(unitRow);
    return isThere ? units.submittedAt.get(unitRow) : Number.NaN;
  });
  return Float64Array.from({ length: attendees.length }, (_, row) => {
    const at = ofUnit[places[row] ?? 0] ?? Number.NaN;
    return Number.isNaN(at) ? attendees.submittedAt.get(row) : at;
  });
}

/** People of one unit stand together, in the order their units were submitted. */
function byAttendeeDefault(index: ReviewIndex): Compare {
  // Looked up once for each row, not for each of the twenty comparisons it takes part in.
  const { attendees } = index;
  const submittedAt = submissions(index);
  const { placeOf, units } = attendees.unitId;
  const isOldest = byNumber((row) => submittedAt[row] ?? 0);
  const byPlace = byCode((place) => units.get(place));
  const byUnit: Compare = (a, b) => {
    const [left, right] = [placeOf.get(a), placeOf.get(b)];
    return left === right ? 0 : byPlace(left, right);
  };
  const byId = byCode((row) => attendees.ids.get(row));
  return (a, b) => isOldest(a, b) || byUnit(a, b) || byId(a, b);
}

/**
 * All people in their default order, without comparing each with twenty others: those who were submitted
 * together with one unit are sorted as one, and then among themselves.
 */
function attendeesInOrder(index: ReviewIndex): Int32Array {
  const { attendees } = index;
  const submittedAt = submissions(index);
  const places = attendees.unitId.placeOf.values(attendees.length);
  const { units } = attendees.unitId;
  const groupOf = new Map<number, { submittedAt: number; place: number; rows: number[] }[]>();
  const groups: { submittedAt: number; place: number; rows: number[] }[] = [];
  for (let row = 0; row < attendees.length; row++) {
    const [place, at] = [places[row] ?? 0, submittedAt[row] ?? 0];
    const known = groupOf.get(place);
    const same = known?.find((group) => group.submittedAt === at);
    if (same) {
      same.rows.push(row);
      continue;
    }
    const group = { submittedAt: at, place, rows: [row] };
    groups.push(group);
    if (known) known.push(group);
    else groupOf.set(place, [group]);
  }
  const byPlace = byCode((place) => units.get(place));
  groups.sort((a, b) => a.submittedAt - b.submittedAt || byPlace(a.place, b.place));
  const byId = byCode((row) => attendees.ids.get(row));
  const ordered = new Int32Array(attendees.length);
  let at = 0;
  for (const { rows } of groups) {
    if (rows.length > 1) rows.sort(byId);
    ordered.set(rows, at);
    at += rows.length;
  }
  return ordered;
}

function attendeeFirst({ attendees, units }: ReviewIndex, sort: AttendeeQuery['sort']): Compare | null {
  switch (sort) {
    case 'name':
      return byText((row) => attendees.name.get(row));
    case 'unitName':
      return byText((row) =>
        units.name.get(attendees.unitId.unitRowAt(attendees.unitId.placeOf.get(row)) ?? -1),
      );
    case 'submittedAt':
      return byNumber((row) => attendees.submittedAt.get(row));
    case 'findings':
      return byRisk(attendees);
    default:
      return null;
  }
}

/** The order of a list of people. */
export function attendeeComparator(index: ReviewIndex, { sort, direction }: AttendeeQuery): Compare {
  const ties = byAttendeeDefault(index);
  const first = attendeeFirst(index, sort);
  return ordered(first ?? ties, ties, direction);
}

/** Orders by sort key and version: sorting half a million rows anew for each letter typed would be felt. */
export class Orders {
  readonly #known = new Map<string, { version: number; rows: Int32Array }>();

  constructor(private readonly index: ReviewIndex) {}

  /** All rows of the query's kind in its order, whether they match or not. */
  of(query: Query): Int32Array {
    const key = keyOf(query);
    const version = this.#version;
    const known = this.#known.get(key);
    if (known?.version === version) return known.rows;
    const rows = known ? this.#again(query, known.rows) : this.#anew(query);
    this.#known.set(key, { version, rows });
    return rows;
  }

  get #version(): number {
    return this.index.attendees.orderVersion + this.index.units.orderVersion;
  }

  #comparator(query: Query): Compare {
    return query.kind === 'unit' ? unitComparator(this.index, query) : attendeeComparator(this.index, query);
  }

  #anew(query: Query): Int32Array {
    if (query.kind === 'attendee' && isDefault(query)) return attendeesInOrder(this.index);
    const rows = new Int32Array(this.index.table(query.kind).length);
    for (let row = 0; row < rows.length; row++) rows[row] = row;
    return rows.sort(this.#comparator(query));
  }

  /** From an order of before, which few changes have made wrong: an array's own sort takes up what is in order. */
  #again(query: Query, former: Int32Array): Int32Array {
    const rows = Array.from(former);
    for (let row = former.length; row < this.index.table(query.kind).length; row++) rows.push(row);
    return Int32Array.from(rows.sort(this.#comparator(query)));
  }

  /** The default order of a kind, packed if it is known; restored it holds for the columns as they are. */
  column(kind: Query['kind']): Column {
    const key = `${kind}|default|asc`;
    return {
      pack: (length) => {
        const known = this.#known.get(key);
        const isKnown = known?.version === this.#version && known.rows.length === length;
        return { bytes: isKnown ? bytesOf(Int32Array.from(known.rows), length) : new Uint8Array(0) };
      },
      restore: ({ bytes }, length) => {
        this.#known.delete(key);
        if (bytes.byteLength === 0) return;
        this.#known.set(key, { version: this.#version, rows: arrayOf('i32', bytes, length) });
      },
      clear: () => void this.#known.delete(key),
    };
  }
}

const keyOf = ({ kind, sort = 'default', direction = 'asc' }: Query) => `${kind}|${sort}|${direction}`;
const isDefault = ({ sort = 'default', direction = 'asc' }: Query) =>
  sort === 'default' && direction === 'asc';
