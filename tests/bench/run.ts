/** One contender, once: a browser of its own, a fresh copy of the gateway, and each work in turn. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { chromiumLaunchOptions } from '../e2e/chromium.ts';
import { DEMO_PASSWORD } from '../e2e/gatewayApi.ts';
import { ACCOUNT, type Field, startCopy, startCouch, workerUrl } from './field.ts';
import { type Contender, POUCH_ROWS_MAX } from './options.ts';
import { BenchServer } from './server.ts';

const EDITION = 'ciie-3';
const LIMIT_MS = 30 * 60_000;

export interface Measured {
  /** rows of the list; the same for all */
  listed: number;
  /** without what is apart */
  pullMs: number;
  openMs: number;
  /** signing in and deriving the key from the password, at the first pull */
  apartMs: number;
  searchMs: number[];
  decideMs: number | null;
  pushMs: number | null;
  pushed: number;
  /** of the page's processes, worker included, with the list open */
  memoryMb: number;
}

/** Runs all works; throws where a contender does not do its work. */
export async function runOnce(
  contender: Contender,
  script: string,
  field: Field,
  decisions: number,
): Promise<Measured> {
  const gateway = await startCopy(field);
  const couch =
    contender === 'pouch' && field.attendees <= POUCH_ROWS_MAX * 1.1 ? await startCouch(field) : null;
  const server = await BenchServer.start(gateway.origin, couch?.url ?? null);
  const profile = await mkdtemp(join(tmpdir(), 'desk-bench-profile-'));
  const context = await chromium.launchPersistentContext(profile, await chromiumLaunchOptions());
  context.setDefaultTimeout(LIMIT_MS);
  try {
    const open = async (): Promise<Page> => {
      const page = await openPage(context, server.origin, script, { workerUrl: await workerUrl() });
      return page;
    };
    /** What is slow on purpose, at the gateway and in the page, is no contender's doing. */
    const apartFrom = async (page: Page, { ms }: { ms: number }) => {
      const apart = (await call(page, 'apart')).result + server.sessionMs;
      server.sessionMs = 0;
      return { ms: ms - apart, apart };
    };
    let page = await open();
    const pull = await call(page, 'pull');
    const pulled = await apartFrom(page, pull);
    await page.close();
    page = await open();
    const opened = await call(page, 'open');
    const reopened = await apartFrom(page, opened);
    if (opened.result !== pull.result)
      throw new Error(`${contender}: ${pull.result} rows, then ${opened.result}`);
    const searchMs: number[] = [];
    for (const word of field.words) searchMs.push((await call(page, 'search', word)).ms);
    const memoryMb = await memoryOf(profile);
    const isFloor = contender === 'floor';
    const decide = isFloor ? null : await call(page, 'decide', Math.min(decisions, pull.result));
    server.pushes = null;
    const push = isFloor ? null : await call(page, 'push');
    return {
      listed: pull.result,
      pullMs: pulled.ms,
      openMs: reopened.ms,
      apartMs: pulled.apart,
      searchMs,
      decideMs: decide?.ms ?? null,
      // The desk waits out the time to undo first: what counts is from the first request to the last answer.
      pushMs: push === null ? null : (spanOf(server) ?? push.ms),
      pushed: push?.result ?? 0,
      memoryMb,
    };
  } finally {
    await context.close();
    await server.close();
    couch?.stop();
    await gateway.stop();
    await rm(profile, { recursive: true, force: true, maxRetries: 3 });
  }
}

const spanOf = ({ pushes }: BenchServer): number | null => (pushes ? pushes.last - pushes.first : null);

async function openPage(
  context: BrowserContext,
  origin: string,
  script: string,
  { workerUrl: url }: { workerUrl: string },
): Promise<Page> {
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(error.message));
  await page.goto(`${origin}/bench`);
  const given = {
    account: ACCOUNT,
    password: DEMO_PASSWORD,
    edition: EDITION,
    workerUrl: url,
    couchUrl: `${origin}/couch/submissions`,
  };
  await page.evaluate((told) => Reflect.set(globalThis, 'benchGiven', told), given);
  await page.addScriptTag({ content: script });
  return page;
}

/** Calls one work in the page; the time is taken there. */
async function call(
  page: Page,
  work: 'pull' | 'open' | 'search' | 'decide' | 'push' | 'apart',
  ...args: readonly (string | number)[]
): Promise<{ ms: number; result: number }> {
  return page.evaluate(
    async ([name, given]) => {
      const client = Reflect.get(globalThis, 'benchClient') as Record<
        string,
        (...a: unknown[]) => Promise<unknown>
      >;
      const from = performance.now();
      const result = await client[name]?.(...given);
      return { ms: performance.now() - from, result: Number(result ?? 0) };
    },
    [work, args] as const,
  );
}

/** Proportional memory of a browser's renderer processes, MB. */
async function memoryOf(profile: string): Promise<number> {
  const { stdout } = await promisify(execFile)('pgrep', ['-f', '--', '--type=renderer']);
  let kilobytes = 0;
  for (const pid of stdout.split('\n').filter(Boolean)) {
    try {
      const command = await readFile(`/proc/${pid}/cmdline`, 'utf8');
      if (!command.includes('chromium') && !command.includes('chrome')) continue;
      if (!(await isChildOf(pid, profile))) continue;
      const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8');
      kilobytes += Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0);
    } catch (error) {
      // The process has ended meanwhile.
      if (!(error instanceof Error && 'code' in error)) throw error;
    }
  }
  return Math.round(kilobytes / 1024);
}

/** True if one of the processes above it runs on this profile. */
async function isChildOf(pid: string, profile: string): Promise<boolean> {
  for (let at = pid; at !== '1' && at !== '0'; ) {
    if ((await readFile(`/proc/${at}/cmdline`, 'utf8')).includes(profile)) return true;
    const stat = await readFile(`/proc/${at}/stat`, 'utf8');
    at = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? '1';
  }
  return false;
}
