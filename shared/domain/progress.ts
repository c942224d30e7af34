/** What progress is measured by: attainment, elapsed time, waiting, weeks without a gap. Without Zod, for the page uses it. */
import { addDays, daysBetween, mondayOf } from './calendar.ts';
import type { EditionProfile } from './editionProfile.ts';
import type { WeekCounts } from './progressTally.ts';

/** Upper bounds, in days, of the groups by which pending units are counted; the last group is open. */
export const WAITING_DAYS = [1, 3, 7, 14] as const;

/** Approved units as a share of the target; a target of 0 counts as reached. */
export function attainment(approvedUnits: number, targetUnits: number): number {
  return targetUnits > 0 ? approvedUnits / targetUnits : 1;
}

/** Share of the registration period that has passed on a day (`YYYY-MM-DD`), both ends included, 0 to 1. */
export function elapsedShare(profile: Pick<EditionProfile, 'dates'>, today: string): number {
  const { registrationOpens, registrationCloses } = profile.dates;
  const total = daysBetween(registrationOpens, registrationCloses) + 1;
  const passed = daysBetween(registrationOpens, today) + 1;
  return total > 0 ? Math.min(1, Math.max(0, passed / total)) : 1;
}

/** All weeks from the first to the last of these and of `until`, those without any event included. */
export function everyWeek(weeks: readonly WeekCounts[], until: string): WeekCounts[] {
  const byWeek = new Map(weeks.map((counts) => [counts.week, counts]));
  const mondays = [...byWeek.keys(), mondayOf(until)].sort();
  const last = mondays.at(-1) ?? '';
  const every: WeekCounts[] = [];
  for (let week = mondays[0] ?? ''; week !== '' && week <= last; week = addDays(week, 7))
    every.push(byWeek.get(week) ?? { week, submitted: 0, approved: 0, rejected: 0 });
  return every;
}
