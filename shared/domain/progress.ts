/** Progress of recruitment: counts per sub-group, status and week, attainment of the target, elapsed time. */
import { daysBetween, mondayOf, shanghaiDate } from './calendar.ts';
import type { EditionProfile } from './editionProfile.ts';
import { UNIT_STATUSES, type UnitStatus } from './vocabulary.ts';

/** What progress needs to know of one unit; times are ISO instants. */
export interface ProgressRow {
  subGroupId: string;
  status: UnitStatus;
  submittedAt: string;
  decidedAt?: string | undefined;
}

/** One ISO week: units first submitted in it, and decisions taken in it that still stand. */
export interface WeekProgress {
  /** the Monday, `YYYY-MM-DD` in Asia/Shanghai */
  monday: string;
  submitted: number;
  approved: number;
  rejected: number;
}

export interface SubGroupProgress {
  subGroupId: string;
  targetUnits: number;
  byStatus: Record<UnitStatus, number>;
  /** approved units over the target; 1 is the whole target */
  attainment: number;
  /** weeks in which something happened, oldest first */
  weeks: WeekProgress[];
}

/** Approved units as a share of the target; a target of 0 counts as reached. */
export function attainment(approvedUnits: number, targetUnits: number): number {
  return targetUnits > 0 ? approvedUnits / targetUnits : 1;
}

/**
 * Counts units per sub-group of the profile, in the profile's order. Drafts are not submitted, so they
 * count in `byStatus` only; rows of a sub-group that the profile does not know are left out.
 */
export function summariseProgress(
  rows: Iterable<ProgressRow>,
  profile: Pick<EditionProfile, 'subGroups'>,
): SubGroupProgress[] {
  const tallies = new Map(profile.subGroups.map((subGroup) => [subGroup.id, newTally()]));
  for (const row of rows) {
    const tally = tallies.get(row.subGroupId);
    if (!tally) continue;
    tally.byStatus[row.status]++;
    if (row.status === 'draft') continue;
    weekOf(tally.weeks, row.submittedAt).submitted++;
    if (row.decidedAt === undefined) continue;
    if (row.status === 'approved') weekOf(tally.weeks, row.decidedAt).approved++;
    if (row.status === 'rejected') weekOf(tally.weeks, row.decidedAt).rejected++;
  }
  return profile.subGroups.map(({ id, targetUnits }) => {
    const { byStatus, weeks } = tallies.get(id) ?? newTally();
    return {
      subGroupId: id,
      targetUnits,
      byStatus,
      attainment: attainment(byStatus.approved, targetUnits),
      weeks: [...weeks.values()].sort((a, b) => (a.monday < b.monday ? -1 : 1)),
    };
  });
}

interface Tally {
  byStatus: Record<UnitStatus, number>;
  weeks: Map<string, WeekProgress>;
}

function newTally(): Tally {
  const byStatus = Object.fromEntries(UNIT_STATUSES.map((status) => [status, 0])) as Record<
    UnitStatus,
    number
  >;
  return { byStatus, weeks: new Map() };
}

function weekOf(weeks: Map<string, WeekProgress>, instant: string): WeekProgress {
  const monday = mondayOf(shanghaiDate(instant));
  const known = weeks.get(monday);
  if (known) return known;
  const week: WeekProgress = { monday, submitted: 0, approved: 0, rejected: 0 };
  weeks.set(monday, week);
  return week;
}

/** Share of the registration period that has passed on a day (`YYYY-MM-DD`), both ends included, 0 to 1. */
export function elapsedShare(profile: Pick<EditionProfile, 'dates'>, today: string): number {
  const { registrationOpens, registrationCloses } = profile.dates;
  const total = daysBetween(registrationOpens, registrationCloses) + 1;
  const passed = daysBetween(registrationOpens, today) + 1;
  return total > 0 ? Math.min(1, Math.max(0, passed / total)) : 1;
}
