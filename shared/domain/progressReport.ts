/** The progress report: what screen, workbook and paper all show, computed once from the figures. */
import { mondayOf, shanghaiDate } from './calendar.ts';
import type { Bilingual, EditionProfile } from './editionProfile.ts';
import { attainment, elapsedShare, everyWeek, WAITING_DAYS } from './progress.ts';
import type { SubGroupProgress, WeekCounts } from './progressTally.ts';
import { TAGS, type Tag } from './vocabulary.ts';

export interface ReportRow {
  subGroupId: string;
  /** minimum to reach, or with caps the most that may be approved */
  targetUnits: number;
  submitted: number;
  approved: number;
  pending: number;
  rejected: number;
  /** approved over target; 1 is the whole */
  attainment: number;
  people: number;
  tags: Record<Tag, number>;
  feesExpected: number;
  feesPaid: number;
  oldestPendingAt: string | null;
  /** approved units of past editions, in the order of `ProgressReport.past`; null where not known */
  past: (number | null)[];
}

export interface ReportWeek extends WeekCounts {
  /** approved up to the end of this week */
  approvedTotal: number;
}

export interface ProgressReport {
  /** the figures' moment, ms since epoch */
  asOf: number;
  /** the day in Shanghai by which time elapsed and waiting are measured */
  day: string;
  targetKind: EditionProfile['targetKind'];
  /** share of the registration period that has passed, 0 to 1 */
  elapsed: number;
  rows: ReportRow[];
  total: ReportRow;
  weeks: ReportWeek[];
  /** pending units by days waited; `most` null: longer than all others */
  waiting: { least: number; most: number | null; count: number }[];
  /** most frequent first */
  reasons: { code: string; count: number }[];
  /** past editions that have figures for any of these sub-groups, newest first */
  past: { id: string; name: Bilingual; total: number }[];
}

/** The total's row carries no sub-group. */
export const ALL_SUB_GROUPS = '';

/**
 * The report over these sub-groups' figures as they were at `asOf`. Fees are in CNY. `only` chooses one
 * sub-group; `day` is the day by which time elapsed is told, that of `asOf` unless given.
 */
export function progressReport(
  figures: { asOf: string; subGroups: readonly SubGroupProgress[] },
  profile: Pick<EditionProfile, 'dates' | 'targetKind' | 'pastEditions'>,
  { only, day = shanghaiDate(figures.asOf) }: { only?: string | undefined; day?: string } = {},
): ProgressReport {
  const chosen = figures.subGroups.filter(({ subGroupId }) => only === undefined || subGroupId === only);
  const ids = chosen.map(({ subGroupId }) => subGroupId);
  const past = (profile.pastEditions ?? []).filter(({ units }) => ids.some((id) => id in units));
  const rows = chosen.map((each) => ({
    ...rowOf(each),
    past: past.map(({ units }) => units[each.subGroupId] ?? null),
  }));
  const total = sumOf(rows, past.length);
  return {
    asOf: Date.parse(figures.asOf),
    day,
    targetKind: profile.targetKind,
    elapsed: elapsedShare(profile, day),
    rows,
    total,
    weeks: cumulated(everyWeek(mergedWeeks(chosen), mondayOf(day))),
    waiting: [...WAITING_DAYS, null].map((most, at) => ({
      least: at === 0 ? 0 : (WAITING_DAYS[at - 1] ?? 0) + 1,
      most,
      count: sum(chosen.map(({ waiting }) => waiting?.[at] ?? 0)),
    })),
    reasons: mergedReasons(chosen),
    past: past.map(({ id, name }, at) => ({ id, name, total: total.past[at] ?? 0 })),
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

function rowOf(figures: SubGroupProgress): Omit<ReportRow, 'past'> {
  const { pendingReview = 0, approved = 0, rejected = 0 } = figures.units;
  return {
    subGroupId: figures.subGroupId,
    targetUnits: figures.targetUnits,
    submitted: pendingReview + approved + rejected,
    approved,
    pending: pendingReview,
    rejected,
    attainment: attainment(approved, figures.targetUnits),
    people: sum(Object.values(figures.attendees)),
    tags: tagCounts((tag) => figures.tags[tag] ?? 0),
    feesExpected: Number(figures.fees?.expected ?? 0),
    feesPaid: Number(figures.fees?.paid ?? 0),
    oldestPendingAt: figures.oldestPendingAt ?? null,
  };
}

const tagCounts = (count: (tag: Tag) => number): Record<Tag, number> =>
  Object.fromEntries(TAGS.map((tag) => [tag, count(tag)])) as Record<Tag, number>;

function sumOf(rows: readonly ReportRow[], pastEditions: number): ReportRow {
  const of = (pick: (row: ReportRow) => number) => sum(rows.map(pick));
  const oldest = rows.flatMap(({ oldestPendingAt }) => oldestPendingAt ?? []).sort();
  const approved = of((row) => row.approved);
  const targetUnits = of((row) => row.targetUnits);
  return {
    subGroupId: ALL_SUB_GROUPS,
    targetUnits,
    submitted: of((row) => row.submitted),
    approved,
    pending: of((row) => row.pending),
    rejected: of((row) => row.rejected),
    attainment: attainment(approved, targetUnits),
    people: of((row) => row.people),
    tags: tagCounts((tag) => of((row) => row.tags[tag])),
    feesExpected: of((row) => row.feesExpected),
    feesPaid: of((row) => row.feesPaid),
    oldestPendingAt: oldest[0] ?? null,
    past: Array.from({ length: pastEditions }, (_, at) => of((row) => row.past[at] ?? 0)),
  };
}

function mergedWeeks(figures: readonly SubGroupProgress[]): WeekCounts[] {
  const merged = new Map<string, WeekCounts>();
  for (const { week, submitted, approved, rejected } of figures.flatMap(({ weeks }) => weeks)) {
    const known = merged.get(week) ?? { week, submitted: 0, approved: 0, rejected: 0 };
    known.submitted += submitted;
    known.approved += approved;
    known.rejected += rejected;
    merged.set(week, known);
  }
  return [...merged.values()];
}

function cumulated(weeks: readonly WeekCounts[]): ReportWeek[] {
  let approvedTotal = 0;
  return weeks.map((counts) => {
    approvedTotal += counts.approved;
    return { ...counts, approvedTotal };
  });
}

function mergedReasons(figures: readonly SubGroupProgress[]): ProgressReport['reasons'] {
  const merged = new Map<string, number>();
  for (const [code, count] of figures.flatMap(({ reasons }) => Object.entries(reasons ?? {})))
    merged.set(code, (merged.get(code) ?? 0) + count);
  return [...merged]
    .map(([code, count]) => ({ code, count }))
    .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
}
