/** The seeded faults fit the sources of today, and a few of them, others each day, are found out. */
import '../simulation/deterministic.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runDay } from '../simulation/runDay.ts';
import { catchMutant } from './catchMutant.ts';
import { DIRECTED } from './directed.ts';
import { MUTANTS } from './mutants.ts';
import { mutate, ROOT } from './plugin.ts';

const QUICK = MUTANTS.filter(
  ({ hunt }) => hunt.by === 'days' || hunt.by === 'crashes' || hunt.by === 'directed',
);
const today = Math.floor(Date.now() / 86_400_000);

test.each(Object.entries(DIRECTED))('nothing is found without a fault: %s', async (_, plan) => {
  expect((await runDay(plan)).failure).toBeNull();
});

describe('the seeded faults', () => {
  test.each(MUTANTS.map((mutant) => [mutant.id, mutant] as const))('%s fits exactly once', (_, mutant) => {
    for (const file of new Set(mutant.edits.map((edit) => edit.file))) {
      const source = readFileSync(join(ROOT, file), 'utf8');
      expect(mutate(mutant, file, source)).not.toBe(source);
    }
  });

  test('are of both sides and have names of their own', () => {
    expect(new Set(MUTANTS.map(({ id }) => id)).size).toBe(MUTANTS.length);
    expect(MUTANTS.filter(({ side }) => side === 'gateway').length).toBeGreaterThanOrEqual(8);
    expect(MUTANTS.length).toBeGreaterThanOrEqual(16);
  });

  test.each([0, 1])('one of today’s two is found out: %i', { timeout: 240_000 }, async (which) => {
    const mutant = QUICK[(today * 2 + which) % QUICK.length];
    const caught = mutant && (await catchMutant(mutant));
    expect(caught?.caughtBy, mutant?.id).not.toBeNull();
  });
});
