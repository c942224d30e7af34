/** The same days against the real gateway on PGlite, through its routes: what the model says, it keeps. */
import './deterministic.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openRealSides } from './realSide.ts';
import { runDay, type SideMaker } from './runDay.ts';
import { drawDay } from './steps.ts';

const DAYS = Number(process.env.REAL_DAYS ?? 8);
const FIRST = 1 + 1_000 * Math.floor(Date.now() / (7 * 86_400_000));
let make: SideMaker;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ make, close } = await openRealSides());
});
afterAll(async () => await close?.());

test('the invariants hold on days against the real gateway', { timeout: 600_000 }, async () => {
  for (let seed = FIRST; seed < FIRST + DAYS; seed++) {
    const { failure } = await runDay(drawDay(seed, true), make);
    expect(failure, `npm run simulate -- --short --gateway real --seed ${seed}`).toBeNull();
  }
});
