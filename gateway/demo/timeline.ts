/** A clock for one unit's story: starts at its submission and moves on in plausible steps, never past now. */
import { addDays, daysBetween } from '../../shared/domain/calendar.ts';
import type { Random } from './random.ts';

const HOUR_MS = 3_600_000;
const SHANGHAI_OFFSET_MS = 8 * HOUR_MS;

export interface Timeline {
  /** the present moment of the story */
  at(): string;
  /** moves on by some hours within the bounds and returns the new moment */
  after(hoursMin: number, hoursMax: number): string;
}

/**
 * A story that begins on a working hour between the first day and the day before `today`, denser towards
 * the end; `leadDays` keeps it early enough for what is to happen afterwards.
 */
export function startTimeline(
  random: Random,
  span: { firstDay: string; today: string; leadDays: number },
): Timeline {
  const length = Math.max(1, daysBetween(span.firstDay, span.today));
  const usable = Math.max(1, length - span.leadDays);
  const day = addDays(span.firstDay, Math.min(usable - 1, Math.floor(usable * random.next() ** 0.55)));
  const end = Date.parse(span.today) - SHANGHAI_OFFSET_MS;
  let now =
    Date.parse(day) - SHANGHAI_OFFSET_MS + 8 * HOUR_MS + random.int(0, 12 * 3600) * 1000 + random.int(0, 999);
  const at = (): string => new Date(now).toISOString();
  return {
    at,
    after(hoursMin, hoursMax) {
      const next = now + random.int(hoursMin * 3600, hoursMax * 3600) * 1000 + random.int(0, 999);
      // What would lie after today is squeezed into the hours that remain.
      now = next < end ? next : now + Math.max(1000, Math.floor((end - now) / 3));
      return at();
    },
  };
}

/** Days that a story needs after its submission. */
export const LEAD_DAYS = { short: 1, decided: 8, long: 24 } as const;
