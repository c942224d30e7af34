/** Dates, times, sizes and amounts as the reviewer reads them; all times are those of Shanghai. */
import type { Bilingual } from '../../shared/domain/editionProfile.ts';
import type { Language } from './language.ts';

const ZONE = 'Asia/Shanghai';
const clockFormat = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, hour: '2-digit', minute: '2-digit' });
const secondsFormat = new Intl.DateTimeFormat('en-GB', {
  timeZone: ZONE,
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const dayFormat = new Intl.DateTimeFormat('en-CA', {
  timeZone: ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

// Kept: making a format for each number took a tenth of a decision's time.
const countFormat = new Intl.NumberFormat('en-US');
const amountFormat = new Intl.NumberFormat('en-US', { maximumFractionDigits: 6 });

const toDate = (instant: string | number) => new Date(instant);

/** `10:42` */
export const clock = (instant: string | number) => clockFormat.format(toDate(instant));
/** `10:42:07` */
export const clockWithSeconds = (instant: string | number) => secondsFormat.format(toDate(instant));
/** `2020-09-07` */
export const day = (instant: string | number) => dayFormat.format(toDate(instant));
/** `09-07`, of an instant or of a calendar date */
export const monthDay = (instant: string | number) =>
  (typeof instant === 'string' && instant.length === 10 ? instant : day(instant)).slice(5);
/** `09-07 10:42` */
export const monthDayClock = (instant: string | number) => `${monthDay(day(instant))} ${clock(instant)}`;

/** `10:42` today, `09-07 10:42` on another day. */
export function recently(instant: number, now: number): string {
  return day(instant) === day(now) ? clock(instant) : monthDayClock(instant);
}

/** An integer with thousands separators: `12,345`. */
export const count = (value: number) => countFormat.format(value);

/** An amount without a tail of zeros: `1,500`, `12.5`. */
export const amount = (value: number | string) => amountFormat.format(Number(value));

/** `3.2 MB` */
export function bytes(value: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let size = value;
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit++;
  }
  return `${size >= 100 || unit === 0 ? Math.round(size) : size.toFixed(1)} ${units[unit]}`;
}

/** A bilingual text of the edition profile in the current language. */
export const inLanguage = (text: Bilingual, language: Language) => (language === 'en' ? text.en : text.zh);
