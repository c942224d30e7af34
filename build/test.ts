/**
 * `npm test [-- part …]`: everything CI checks, in order, or only the named parts, ending in one line of counts over
 * all of them.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ChildProcesses, onEndRequested } from './childProcesses.ts';
import { ROOT } from './ensureBuilt.ts';
import { findChromium } from './findChromium.ts';
import { prepareMachine } from './prepareMachine.ts';
import {
  type Counts,
  countCheck,
  countPart,
  countPlaywright,
  countsLine,
  countVitest,
  secondAttempts,
  sumCounts,
} from './testCounts.ts';

/** The whole of it has ninety minutes; the browser's part takes about half of that on two cores. */
const PART_TIMEOUT_MS = 75 * 60_000;
const PROJECTS = ['shared', 'renderer', 'gateway', 'electron', 'build', 'tests'];
const REPORTS = join(ROOT, '.cache/tests');
const PROGRAMS = {
  tsc: 'typescript/bin/tsc',
  biome: '@biomejs/biome/bin/biome',
  vitest: 'vitest/vitest.mjs',
  vite: 'vite/bin/vite.js',
  playwright: '@playwright/test/cli.js',
};

const children = new ChildProcesses();
/** the browser's tests that passed, but not at the first attempt */
const waverers: string[] = [];
const results: { name: string; counts: Counts; seconds: number }[] = [];

onEndRequested(() => void children.stopAll().then(() => process.exit(130)));
process.exitCode = await main(process.argv.slice(2));

/** @returns the code to exit with: 0 when every part that was asked for has passed. */
async function main(names: readonly string[]): Promise<number> {
  const parts = everyPart();
  const unknown = names.filter((name) => !parts.has(name));
  if (unknown.length > 0) {
    console.error(`✖ no part is called ${unknown.join(', ')}; the parts: ${[...parts.keys()].join(', ')}`);
    return 1;
  }
  await mkdir(REPORTS, { recursive: true });
  for (const [name, run] of parts) {
    if (names.length === 0 || names.includes(name)) await part(name, run);
  }
  return summarise();
}

function everyPart(): Map<string, () => Promise<Counts>> {
  return new Map([
    ['machine', checkMachine],
    ['types', checkTypes],
    ['lint', () => check('biome', ['ci', '.'])],
    ['unit', () => reported('unit.json', countVitest, (report) => vitest('vitest.config.ts', report))],
    ['build', () => check('vite', ['build', '--logLevel', 'warn'])],
    [
      'packages',
      () =>
        reported('packages.json', countVitest, (report) =>
          vitest('build/packaging/vitest.config.ts', report),
        ),
    ],
    ['speed', checkSpeed],
    [
      'end-to-end',
      () =>
        reported('e2e.json', readBrowserReport, () => [
          'playwright',
          ['test', '-c', 'tests/playwright.config.ts'],
        ]),
    ],
  ]);
}

function vitest(config: string, report: string): [keyof typeof PROGRAMS, readonly string[]] {
  const reports = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return ['vitest', ['run', '--config', config, ...reports]];
}

/** The desk's speed, as ratios within one run. */
async function checkSpeed(): Promise<Counts> {
  return countCheck((await run('bench', ['--import', 'tsx', 'tests/bench/main.ts', '--guard'])) === 0);
}

function readBrowserReport(report: unknown): Counts {
  waverers.push(...secondAttempts(report));
  return countPlaywright(report);
}

/** Runs a part under its heading and remembers its counts; one that throws has failed once. */
async function part(name: string, run: () => Promise<Counts>): Promise<void> {
  console.log(`\n── ${name} ${'─'.repeat(Math.max(0, 70 - name.length))}`);
  const startedAt = Date.now();
  let counts = countCheck(false);
  try {
    counts = await run();
  } catch (error) {
    console.error(error);
  }
  results.push({ name, counts, seconds: (Date.now() - startedAt) / 1000 });
}

async function checkMachine(): Promise<Counts> {
  const missing = await prepareMachine();
  for (const howToGet of missing) console.error(`✖ ${howToGet}`);
  const chromium = await findChromium();
  if (chromium) process.env.CHROMIUM = chromium;
  console.log(`node ${process.version}, Chromium ${chromium ?? 'missing'}`);
  return countCheck(missing.length === 0);
}

async function checkTypes(): Promise<Counts> {
  let hasPassed = true;
  for (const project of PROJECTS) {
    if ((await runProgram('tsc', ['-p', project])) !== 0) hasPassed = false;
  }
  return countCheck(hasPassed);
}

async function check(program: keyof typeof PROGRAMS, args: readonly string[]): Promise<Counts> {
  return countCheck((await runProgram(program, args)) === 0);
}

/** A program that writes a JSON report of its tests; an old report never counts. */
async function reported(
  file: string,
  read: (report: unknown) => Counts,
  command: (report: string) => [keyof typeof PROGRAMS, readonly string[]],
): Promise<Counts> {
  const path = join(REPORTS, file);
  await rm(path, { force: true });
  const code = await runProgram(...command(path));
  return countPart(existsSync(path) ? await readFile(path, 'utf8') : null, read, code);
}

function runProgram(program: keyof typeof PROGRAMS, args: readonly string[]): Promise<number | null> {
  return run(program, [join(ROOT, 'node_modules', PROGRAMS[program]), ...args]);
}

/** Runs Node with these arguments, to its end. */
async function run(name: string, args: readonly string[]): Promise<number | null> {
  const child = children.run(name, process.execPath, args, {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: PART_TIMEOUT_MS,
  });
  const { code, signal } = await child.ended;
  if (signal) console.error(`✖ ${name} was ended by ${signal}`);
  return code;
}

/** @returns the code to exit with */
function summarise(): number {
  console.log(`\n── summary ${'─'.repeat(63)}`);
  for (const { name, counts, seconds } of results) {
    const mark = counts.failed > 0 ? '✖' : '✔';
    console.log(`${mark} ${name.padEnd(16)} ${countsLine(counts)}  (${seconds.toFixed(1)} s)`);
  }
  for (const name of waverers) console.log(`⚠ passed only at the second attempt: ${name}`);
  const total = sumCounts(results.map(({ counts }) => counts));
  console.log(`\n${countsLine(total)}`);
  return total.failed > 0 ? 1 : 0;
}
