/** Seeded chance for the load run: the same seed asks for the same things, though not in the same order. */

export interface Chance {
  /** from 0 to below 1 */
  next(): number;
  /** from 0 to below `end` */
  below(end: number): number;
  hits(probability: number): boolean;
  pick<T>(list: readonly T[]): T | undefined;
  /** around `meanMs`, between half and one and a half of it */
  around(meanMs: number): number;
}

/** mulberry32: small, and good enough to choose by. */
export function createChance(seed: number): Chance {
  let state = (seed * 0x9e3779b1) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    below: (end) => Math.floor(next() * end),
    hits: (probability) => next() < probability,
    pick: (list) => list[Math.floor(next() * list.length)],
    around: (meanMs) => meanMs * (0.5 + next()),
  };
}
