/** Looks for the seeded fault and writes down which promise gave it away, and after how many days or crashes. */
import '../simulation/deterministic.ts';
import { writeFileSync } from 'node:fs';
import { test } from 'vitest';
import { Violation } from '../simulation/checks.ts';
import { crashAt } from '../simulation/crashStories.ts';
import { modelSide, runDay, type SideMaker } from '../simulation/runDay.ts';
import { drawDay, type Loss } from '../simulation/steps.ts';
import { DIRECTED } from './directed.ts';
import { chosenMutant } from './plugin.ts';

/** What the run may cost: a fault that is not found by then has survived. */
const DAYS_MAX = 60;
const CALLS_MAX = 80;
const LOSSES: readonly Loss[] = ['nothing', 'all', 'work'];

interface Finding {
  caughtBy: string;
  after: string;
}

async function huntInDays(make: SideMaker): Promise<Finding | null> {
  for (let seed = 1; seed <= DAYS_MAX; seed++) {
    const { failure } = await runDay(drawDay(seed, true), make);
    // Only a promise that breaks counts, not a harness that stumbles.
    if (failure?.invariant) return { caughtBy: failure.invariant, after: `${seed} days` };
  }
  return null;
}

async function huntInCrashes(story: string): Promise<Finding | null> {
  let crashes = 0;
  for (let at = 1; at <= CALLS_MAX; at++) {
    for (const loss of LOSSES) {
      crashes++;
      try {
        if (!(await crashAt(story, at, loss, 0)).hasDied) return null;
      } catch (error) {
        if (error instanceof Violation) return { caughtBy: error.invariant, after: `${crashes} crashes` };
      }
    }
  }
  return null;
}

async function huntDirected(name: string): Promise<Finding | null> {
  const plan = DIRECTED[name];
  if (!plan) throw new Error(`no day of that name: ${name}`);
  const { failure } = await runDay(plan, modelSide);
  return failure?.invariant ? { caughtBy: failure.invariant, after: 'a directed day' } : null;
}

async function hunt(): Promise<Finding | null> {
  const how = chosenMutant()?.hunt;
  if (how?.by === 'crashes') return huntInCrashes(how.story);
  if (how?.by === 'directed') return huntDirected(how.day);
  if (how?.by !== 'realDays') return huntInDays(modelSide);
  const { openRealSides } = await import('../simulation/realSide.ts');
  const { make, close } = await openRealSides();
  try {
    return await huntInDays(make);
  } finally {
    await close();
  }
}

test('the seeded fault is looked for', async () => {
  writeFileSync(process.env.MUTANT_REPORT ?? '/dev/null', JSON.stringify(await hunt()));
});
