/** The steps of a day, and days drawn from a seed: the same seed, the same steps. */
import { seededRandom } from './deterministic.ts';
import { FAULTS, type Fault } from './network.ts';
import { SEAT_NAMES, type SeatName } from './side.ts';

export type UnitVerdict = 'approve' | 'reject' | 'withdraw';
export type PersonVerdict = 'vip' | 'staff' | 'professional' | 'return' | 'withdraw';
/** What a killed machine finds at its next start. */
const LOSSES = ['nothing', 'cache', 'work', 'all', 'newest'] as const;
export type Loss = (typeof LOSSES)[number];

/** `pick` chooses among what is there when the step comes; `seat` who does it. */
export type Step =
  /** `isOld`: on a row as it was on screen some steps ago */
  | { type: 'decideUnit'; seat: SeatName; pick: number; verdict: UnitVerdict; isOld?: boolean }
  | { type: 'decidePerson'; seat: SeatName; pick: number; verdict: PersonVerdict; isOld?: boolean }
  | { type: 'batchUnits'; seat: SeatName; from: number; size: number; verdict: UnitVerdict }
  | { type: 'batchPeople'; seat: SeatName; from: number; size: number; verdict: PersonVerdict }
  | { type: 'undo'; seat: SeatName }
  | { type: 'setAside'; seat: SeatName; pick: number }
  | { type: 'open'; seat: SeatName; pick: number }
  | { type: 'resolve'; seat: SeatName }
  | { type: 'pass'; seconds: number }
  | { type: 'network'; seat: SeatName; isUp: boolean }
  | { type: 'fault'; seat: SeatName; faults: Fault[]; only: string | null }
  | {
      type: 'database';
      seat: SeatName;
      how: 'abort' | 'hang' | 'quota';
      which: 'work-' | 'cache-' | '';
      after: number;
    }
  | { type: 'journal'; seat: SeatName; how: 'refuse' | 'short' | 'flushFails' | 'noGrowth' }
  | { type: 'clock'; seat: SeatName; minutes: number }
  | { type: 'kill'; seat: SeatName; afterCalls: number; loss: Loss; torn: number }
  | { type: 'lock'; seat: SeatName; seconds: number }
  | { type: 'password'; seat: SeatName }
  /** the system's key store can be trusted from now on, or has lost what it had */
  | { type: 'keyring'; seat: SeatName; how: 'trust' | 'lose' }
  | { type: 'amend'; pick: number }
  | { type: 'add'; pick: number }
  | { type: 'advance'; pick: number }
  | { type: 'remove'; pick: number }
  | { type: 'transfer'; pick: number }
  | { type: 'endSessions' }
  | { type: 'regrant'; isWider: boolean }
  /** the gateway no longer takes anybody's cursor */
  | { type: 'forget' }
  | { type: 'backUp' }
  | { type: 'restore' };

export interface DayPlan {
  seed: number;
  seats: SeatName[];
  units: number;
  people: number;
  journalBytes: number;
  steps: Step[];
}

const PATHS = [null, '/decisions', '/changes', '/hello', '/snapshot', '/parts/', '/session'] as const;

class Draw {
  readonly #random: () => number;
  constructor(
    seed: number,
    readonly seats: readonly SeatName[],
    /** how large batches are */
    readonly scale = 40,
  ) {
    this.#random = seededRandom(seed);
  }
  to(max: number): number {
    return Math.floor(this.#random() * max);
  }
  of<T>(list: readonly T[]): T {
    return list[this.to(list.length)] as T;
  }
  weighted<T>(list: readonly (readonly [weight: number, value: T])[]): T {
    let at = this.#random() * list.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, value] of list) {
      at -= weight;
      if (at < 0) return value;
    }
    return (list[0] as readonly [number, T])[1];
  }
}

type Maker = (draw: Draw, seat: SeatName) => Step;
const MAKERS: readonly (readonly [number, Maker])[] = [
  [
    9,
    (draw, seat) => ({
      type: 'decideUnit',
      seat,
      pick: draw.to(1_000),
      verdict: draw.of(['approve', 'approve', 'reject', 'reject', 'withdraw'] as const),
      isOld: draw.to(4) === 0,
    }),
  ],
  [
    9,
    (draw, seat) => ({
      type: 'decidePerson',
      seat,
      pick: draw.to(1_000),
      verdict: draw.of(['vip', 'staff', 'professional', 'professional', 'return', 'withdraw'] as const),
      isOld: draw.to(4) === 0,
    }),
  ],
  [
    7,
    (draw, seat) => ({
      type: 'batchUnits',
      seat,
      from: draw.to(40),
      size: 3 + draw.to(draw.scale),
      verdict: draw.of(['approve', 'approve', 'reject', 'withdraw'] as const),
    }),
  ],
  [
    9,
    (draw, seat) => ({
      type: 'batchPeople',
      seat,
      from: draw.to(80),
      size: 5 + draw.to(2 * draw.scale),
      verdict: draw.of(['vip', 'staff', 'professional', 'return', 'withdraw'] as const),
    }),
  ],
  [5, (_, seat) => ({ type: 'undo', seat })],
  [1, (draw, seat) => ({ type: 'setAside', seat, pick: draw.to(1_000) })],
  [3, (draw, seat) => ({ type: 'open', seat, pick: draw.to(1_000) })],
  [1, (_, seat) => ({ type: 'resolve', seat })],
  [
    7,
    (draw) => ({
      type: 'pass',
      seconds:
        draw.weighted([
          [3, 12],
          [2, 45],
          [1, 100],
        ]) - draw.to(10),
    }),
  ],
  [3, (draw, seat) => ({ type: 'network', seat, isUp: draw.to(3) > 0 })],
  [
    6,
    (draw, seat) => ({
      type: 'fault',
      seat,
      faults: Array.from({ length: 1 + draw.to(4) }, () => draw.of(FAULTS)),
      only: draw.of(PATHS),
    }),
  ],
  [
    0.6,
    (draw, seat) => ({
      type: 'database',
      seat,
      how: draw.of(['abort', 'hang', 'quota'] as const),
      which: draw.of(['work-', 'cache-', ''] as const),
      after: draw.to(4),
    }),
  ],
  [
    0.4,
    (draw, seat) => ({
      type: 'journal',
      seat,
      how: draw.of(['refuse', 'short', 'flushFails', 'noGrowth'] as const),
    }),
  ],
  [0.4, (draw, seat) => ({ type: 'clock', seat, minutes: draw.to(60) - 30 })],
  [
    2.5,
    (draw, seat) => ({
      type: 'kill',
      seat,
      afterCalls: 1 + draw.to(30),
      loss: draw.weighted([
        [5, 'nothing'],
        [1, 'cache'],
        [1, 'work'],
        [1, 'all'],
        [1, 'newest'],
      ] as const),
      torn: draw.to(3) / 2,
    }),
  ],
  [1.2, (draw, seat) => ({ type: 'lock', seat, seconds: draw.to(40) })],
  [0.4, (_, seat) => ({ type: 'password', seat })],
  [3, (draw) => ({ type: 'amend', pick: draw.to(1_000) })],
  [1.5, (draw) => ({ type: 'add', pick: draw.to(1_000) })],
  [3, (draw) => ({ type: 'advance', pick: draw.to(1_000) })],
  [0.7, (draw) => ({ type: 'remove', pick: draw.to(1_000) })],
  [2, (draw) => ({ type: 'transfer', pick: draw.to(1_000) })],
  [0.6, () => ({ type: 'endSessions' })],
  [0.5, (draw) => ({ type: 'regrant', isWider: draw.to(2) > 0 })],
  [0.3, () => ({ type: 'forget' })],
  [0.3, () => ({ type: 'backUp' })],
  [0.3, () => ({ type: 'restore' })],
];

/** The day of a seed; `isShort`: few submissions and small batches, for many days in little time. */
export function drawDay(seed: number, isShort = false): DayPlan {
  const shape = new Draw(seed, SEAT_NAMES);
  const seats = SEAT_NAMES.slice(
    0,
    shape.weighted([
      [3, 1],
      [4, 2],
      [3, 3],
    ] as const),
  );
  const isLarge = shape.to(3) === 0 && !isShort;
  const draw = new Draw(seed ^ 0x5bd1e995, seats, isLarge ? 120 : isShort ? 8 : 40);
  const length = 12 + shape.to(40);
  return {
    seed,
    seats,
    units: isLarge ? 50 + shape.to(60) : 5 + shape.to(isShort ? 6 : 36),
    people: isLarge ? 4 : 1 + shape.to(isShort ? 2 : 4),
    // Small ones fill up, are compacted and grow.
    journalBytes: shape.to(8) === 0 ? 48 * 1024 : 384 * 1024,
    steps: Array.from({ length }, () => draw.weighted(MAKERS)(draw, draw.of(seats))),
  };
}
