/** The orders of the lists: what stands before what, ascending or descending, ties always oldest first. */
import type { AttendeeQuery, UnitQuery } from '../contract/queries.ts';
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
  const byId = byCode((row) => units.ids[row]);
  return (a, b) => isFirst(a, b) || isOldest(a, b) || byId(a, b);
}

function unitFirst(index: ReviewIndex, sort: UnitQuery['sort']): Compare | null {
  const { units } = index;
  switch (sort) {
    case 'name':
      return byText((row) => units.name[row]);
    case 'code':
      return byCode((row) => units.uscc[row]);
    case 'people':
      return byNumber((row) => index.peopleOf(units.ids[row] ?? '').length);
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

/** People of one unit stand together, in the order their units were submitted. */
function byAttendeeDefault({ attendees, units }: ReviewIndex): Compare {
  // Looked up once for each row, not for each of the twenty comparisons it takes part in.
  const submittedAt = new Float64Array(attendees.length);
  for (let row = 0; row < submittedAt.length; row++) {
    const unitRow = units.rowOf.get(attendees.unitId[row] ?? '');
    submittedAt[row] =
      unitRow === undefined ? attendees.submittedAt.get(row) : units.submittedAt.get(unitRow);
  }
  const isOldest = byNumber((row) => submittedAt[row] ?? 0);
  const byUnit = byCode((row) => attendees.unitId[row]);
  const byId = byCode((row) => attendees.ids[row]);
  return (a, b) => isOldest(a, b) || byUnit(a, b) || byId(a, b);
}

function attendeeFirst({ attendees, units }: ReviewIndex, sort: AttendeeQuery['sort']): Compare | null {
  switch (sort) {
    case 'name':
      return byText((row) => attendees.name[row]);
    case 'unitName':
      return byText((row) => units.name[units.rowOf.get(attendees.unitId[row] ?? '') ?? -1]);
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
