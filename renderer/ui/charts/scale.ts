/** Scales of charts: all of them start at 0. */

/** The least round whole number (1, 2, 5, 10, 20, 25, 50, 100 …) that is not below `value`, at least 1. */
export function niceMax(value: number): number {
  if (value <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const steps = power >= 10 ? [1, 2, 2.5, 5, 10] : [1, 2, 5, 10];
  return (steps.find((each) => each * power >= value) ?? 10) * power;
}

/** Round values from 0 to `max`, both included, about `count` steps apart; whole numbers only. */
export function ticks(max: number, count = 4): number[] {
  const step = niceMax(max / count);
  const found: number[] = [];
  for (let at = 0; at <= max; at += step) found.push(at);
  return found;
}

/** Share of `max`, within 0 and 1. */
export function share(value: number, max: number): number {
  return max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;
}
