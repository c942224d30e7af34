/** Calendar dates `YYYY-MM-DD` as plain strings: arithmetic, age, and the Shanghai day of an instant. */

const DAY_MS = 86_400_000;
/** China keeps one zone without daylight saving, so a fixed offset is exact for all dates of this product. */
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether a year, month (1–12) and day exist in the Gregorian calendar. */
export function isRealDay(year: number, month: number, day: number): boolean {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const length = month === 2 && isLeap ? 29 : (DAYS_IN_MONTH[month - 1] ?? 0);
  return day >= 1 && day <= length;
}

/** Whether `YYYY-MM-DD` names a day that exists. */
export function isRealDate(date: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return false;
  return isRealDay(Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10)));
}

/** The date `days` later (earlier if negative). */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Whole days from one date to another; negative if `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

/** Full years of life on a day. Who was born on 29 February turns a year older on 1 March of other years. */
export function ageOn(birthDate: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

/** The calendar date in Asia/Shanghai at an instant, given as ISO string or epoch milliseconds. */
export function shanghaiDate(instant: string | number): string {
  const epochMs = typeof instant === 'number' ? instant : Date.parse(instant);
  return new Date(epochMs + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10);
}

/** The Monday of a date's ISO week. */
export function mondayOf(date: string): string {
  const sinceEpoch = Math.floor(Date.parse(date) / DAY_MS);
  // 1970-01-01 was a Thursday, three days after a Monday.
  return addDays(date, -((((sinceEpoch + 3) % 7) + 7) % 7));
}
