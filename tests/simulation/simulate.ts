/** `npm run simulate`: any number of random days, and what became of them. Ends with 1 if anything did not hold. */
import { parseArgs } from 'node:util';
import { INVARIANT_NAMES, INVARIANTS } from './checks.ts';
import { type DayResult, modelSide, runDay, type SideMaker, shrink } from './runDay.ts';
import { drawDay } from './steps.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string' },
    seed: { type: 'string' },
    decisions: { type: 'string' },
    gateway: { type: 'string', default: 'model' },
    trace: { type: 'boolean', default: false },
    short: { type: 'boolean', default: false },
  },
});
const PROGRESS_MS = 10_000;
const first = Number(values.seed ?? 1);
const decisionsMin = Number(values.decisions ?? 0);
const seeds = values.seeds
  ? Number(values.seeds)
  : decisionsMin
    ? Number.POSITIVE_INFINITY
    : values.seed
      ? 1
      : 100;

const total = {
  days: 0,
  decisions: 0,
  faults: 0,
  crashes: 0,
  failed: 0,
  receipts: new Map<string, number>(),
  checks: new Map<string, number>(),
};
// Dexie tells of every database that is deleted while a dead process has it open.
console.warn = () => undefined;
const startedAt = Date.now();

function add(into: Map<string, number>, from: ReadonlyMap<string, number>): void {
  for (const [key, count] of from) into.set(key, (into.get(key) ?? 0) + count);
}

function take(result: DayResult): void {
  total.days++;
  total.decisions += result.decided;
  total.faults += result.faults;
  total.crashes += result.crashes;
  add(total.receipts, result.receipts);
  add(total.checks, result.checks.counts);
}

function line(): string {
  const seconds = (Date.now() - startedAt) / 1000;
  const rate = Math.round(total.decisions / seconds);
  return `${total.days} days, ${total.decisions} decisions (${rate}/s), ${total.faults} faults, ${total.crashes} crashes, ${total.failed} failed`;
}

async function chooseSide(): Promise<{ make: SideMaker; close: () => Promise<void> }> {
  if (values.gateway === 'model') return { make: modelSide, close: async () => undefined };
  const { openRealSides } = await import('./realSide.ts');
  return openRealSides();
}

async function tell(result: DayResult, make: SideMaker): Promise<void> {
  total.failed++;
  const { seed } = result.plan;
  console.error(`✖ seed ${seed}: ${result.failure?.message}`);
  const small = await shrink(result, make);
  console.error(`  shrunk to ${small.plan.steps.length} steps: ${small.failure?.message.split('\n')[0]}`);
  console.error(JSON.stringify(small.plan));
}

async function main(): Promise<void> {
  const { make, close } = await chooseSide();
  let saidAt = Date.now();
  for (let seed = first; seed < first + seeds; seed++) {
    if (decisionsMin && total.decisions >= decisionsMin) break;
    const result = await runDay(drawDay(seed, values.short), make, values.trace);
    take(result);
    for (const text of result.traceLines) console.log(text);
    if (values.trace || seeds === 1) console.log(`seed ${seed}: trace ${result.trace}`);
    if (result.failure) await tell(result, make);
    if (Date.now() - saidAt > PROGRESS_MS) {
      console.log(line());
      saidAt = Date.now();
    }
  }
  await close();
  console.log(`\n${values.gateway} gateway: ${line()}`);
  console.log(`receipts: ${[...total.receipts].map(([result, count]) => `${result} ${count}`).join(', ')}`);
  for (const name of INVARIANT_NAMES) {
    console.log(
      `${name.padEnd(4)} ${String(total.checks.get(name) ?? 0).padStart(9)} checks  ${INVARIANTS[name]}`,
    );
  }
  console.log(total.failed ? `✖ ${total.failed} days failed` : '✔ 0 violations');
  process.exitCode = total.failed ? 1 : 0;
}

await main();
