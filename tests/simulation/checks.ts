/** The promises by name, counted as they are checked; what does not hold is thrown with its name. */
import { isDeepStrictEqual } from 'node:util';

/** Each invariant in a few words. */
export const INVARIANTS = {
  I1: 'every confirmed, not undone decision ends with exactly one receipt',
  I2: 'one effect per submission, revision and predecessor; a replay changes nothing',
  I3: 'an effect is on the revision and content that was on screen',
  I4: 'at rest the desk shows what the gateway holds for its scope',
  I5: 'a cursor never passes items that are not stored',
  I6: 'nothing leaves the outbox without a stored receipt',
  I7: 'nothing outside the grants is readable after the pull that says so',
  I8: 'one’s own decision is seen until the feed carries it',
  I9: 'numbers of attempted decisions are dense',
  I10: 'what was shown as saved survives',
  I11: 'locked, nothing personal is in clear and the cache is not used',
  I12: 'with faults stopped the outbox empties in bounded time',
} as const;
export type Invariant = keyof typeof INVARIANTS;
export const INVARIANT_NAMES = Object.keys(INVARIANTS) as Invariant[];

export class Violation extends Error {
  override name = 'Violation';
  constructor(
    readonly invariant: Invariant,
    detail: string,
  ) {
    super(`${invariant}: ${detail}`);
  }
}

export class Checks {
  readonly counts = new Map<Invariant, number>();

  /** Throws a `Violation` unless it holds. */
  hold(invariant: Invariant, holds: boolean, detail: () => string): void {
    this.counts.set(invariant, (this.counts.get(invariant) ?? 0) + 1);
    if (!holds) throw new Violation(invariant, detail());
  }

  equal(invariant: Invariant, actual: unknown, expected: unknown, what: string): void {
    this.hold(
      invariant,
      isDeepStrictEqual(actual, expected),
      () => `${what}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`,
    );
  }
}
