/** Random days of review under faults, kills and losses: the invariants hold at the end of each. */
import fc from 'fast-check';
import { test } from 'vitest';
import { CASES } from './cases.ts';
import { Day, type Step, steps } from './chaos.ts';
import { checkInvariants } from './invariants.ts';

const RUNS = Number(process.env.SIMULATION_RUNS ?? 60);

async function playDay(seed: number, list: readonly Step[]): Promise<void> {
  const day = new Day(seed);
  await day.begin();
  for (const step of list) await day.play(step);
  await day.end();
  await checkInvariants(day.rig, day.saved, day.undone);
}

test('the invariants hold after any day', { timeout: 600_000 }, async () => {
  await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 0x7fffffff }), steps, playDay), {
    numRuns: RUNS,
    endOnFailure: false,
    interruptAfterTimeLimit: 480_000,
  });
});

test.each(Object.entries(CASES))('%s', async (_, list) => {
  await playDay(1, list);
});
