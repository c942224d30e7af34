/** Runs the hunt for one mutant in a process of its own and tells what gave it away. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Mutant } from './mutants.ts';
import { ROOT } from './plugin.ts';

export interface Caught {
  mutant: Mutant;
  /** the promise or the test that gave it away; null: it survived */
  caughtBy: string | null;
  after: string;
  seconds: number;
}

interface TestReport {
  testResults: { assertionResults: { status: string; title: string }[] }[];
}

export async function catchMutant(mutant: Mutant): Promise<Caught> {
  const folder = await mkdtemp(join(tmpdir(), 'desk-mutant-'));
  const report = join(folder, 'report.json');
  const startedAt = Date.now();
  const isTests = mutant.hunt.by === 'tests';
  const args = ['run', '--config', 'tests/mutants/vitest.config.ts'];
  if (isTests) args.push('--reporter=json', `--outputFile=${report}`);
  await run(args, { MUTANT: mutant.id, MUTANT_REPORT: report });
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  const text = existsSync(report) ? await readFile(report, 'utf8') : 'null';
  await rm(folder, { recursive: true, force: true });
  const found: unknown = JSON.parse(text);
  if (isTests) {
    const results = (found as TestReport | null)?.testResults ?? [];
    const failed = results
      .flatMap(({ assertionResults }) => assertionResults)
      .find(({ status }) => status === 'failed');
    const name = mutant.hunt.by === 'tests' ? mutant.hunt.name : '';
    return {
      mutant,
      caughtBy: failed ? `${mutant.breaks} (${name}: ${failed.title})` : null,
      after: '1 test',
      seconds,
    };
  }
  const finding = found as { caughtBy: string; after: string } | null;
  return { mutant, caughtBy: finding?.caughtBy ?? null, after: finding?.after ?? '', seconds };
}

function run(args: readonly string[], env: Record<string, string>): Promise<void> {
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
  const child = spawn(process.execPath, [vitest, ...args], {
    cwd: ROOT,
    // Not the variables of a test run this may be started from.
    env: { PATH: process.env.PATH, HOME: process.env.HOME, TMPDIR: tmpdir(), ...env },
    stdio: process.env.MUTANT_VERBOSE ? 'inherit' : 'ignore',
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => resolve());
  });
}
