/** Runs days and tells what came of them; a day that fails is shrunk to the steps that matter. */
import './deterministic.ts';
import { type Checks, type Invariant, Violation } from './checks.ts';
import { Day } from './day.ts';
import { ModelSide } from './modelSide.ts';
import type { Side } from './side.ts';
import { type DayPlan, drawDay } from './steps.ts';

export interface DayResult {
  plan: DayPlan;
  /** null: everything held */
  failure: { invariant: Invariant | null; message: string } | null;
  checks: Checks;
  decided: number;
  receipts: Map<string, number>;
  faults: number;
  crashes: number;
  trace: string;
  traceLines: readonly string[];
}

export type SideMaker = (plan: DayPlan) => Promise<Side>;
export const modelSide: SideMaker = async () => new ModelSide();

/** Plays a plan from a fresh gateway. */
export async function runDay(
  plan: DayPlan,
  makeSide: SideMaker = modelSide,
  isTraceKept = false,
): Promise<DayResult> {
  const side = await makeSide(plan);
  const day = new Day(plan, side, { isTraceKept });
  let failure: DayResult['failure'] = null;
  const standstill = watchStandstill();
  try {
    await Promise.race([day.run(), standstill.happens]);
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    failure =
      error instanceof Violation
        ? { invariant: error.invariant, message: error.message }
        : { invariant: null, message };
  } finally {
    standstill.stop();
  }
  const receipts = new Map<string, number>();
  for (const { result } of (await side.receipts()).values())
    receipts.set(result, (receipts.get(result) ?? 0) + 1);
  day.trace.add(`receipts ${JSON.stringify([...receipts])}`);
  await side.close();
  return {
    plan,
    failure,
    checks: day.checks,
    decided: day.seats.reduce((sum, seat) => sum + seat.witness.decided, 0),
    receipts,
    faults: day.faults,
    crashes: day.seats.reduce((sum, seat) => sum + seat.crashes, 0),
    trace: day.trace.digest(),
    traceLines: day.trace.text,
  };
}

/** Throws when nothing is left on the event loop while a day still waits: Node would end without a word. */
function watchStandstill(): { happens: Promise<never>; stop: () => void } {
  let tell: () => void = () => undefined;
  const happens = new Promise<never>((_, reject) => {
    tell = () => reject(new Error('the day waits for something that never comes'));
  });
  process.once('beforeExit', tell);
  return { happens, stop: () => void process.off('beforeExit', tell) };
}

export function runSeed(
  seed: number,
  makeSide: SideMaker = modelSide,
  isTraceKept = false,
): Promise<DayResult> {
  return runDay(drawDay(seed), makeSide, isTraceKept);
}

/** The same failure with as few steps as can be found by leaving out halves, quarters, … and single ones. */
export async function shrink(
  result: DayResult,
  makeSide: SideMaker = modelSide,
  runsMax = 40,
): Promise<DayResult> {
  let best = result;
  let runs = 0;
  for (
    let size = Math.ceil(best.plan.steps.length / 2);
    size >= 1;
    size = size === 1 ? 0 : Math.ceil(size / 2)
  ) {
    for (let at = 0; at < best.plan.steps.length && runs < runsMax; ) {
      const { steps } = best.plan;
      const fewer = { ...best.plan, steps: [...steps.slice(0, at), ...steps.slice(at + size)] };
      runs++;
      const again = await runDay(fewer, makeSide);
      if (again.failure && again.failure.invariant === result.failure?.invariant) best = again;
      else at += size;
    }
  }
  return best;
}
