/** A contender's browser: a profile of its own, the contender's page in it, its works called one by one. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { chromiumLaunchOptions } from '../e2e/chromium.ts';
import { DEMO_PASSWORD } from '../e2e/gatewayApi.ts';
import type { BenchClient } from './clients/contract.ts';
import type { Given } from './clients/given.ts';

const EDITION = 'ciie-3';
const LIMIT_MS = 30 * 60_000;

type Work = keyof BenchClient;
type Answer<W extends Work> = Awaited<ReturnType<NonNullable<BenchClient[W]>>>;
type Asked<W extends Work> = Parameters<NonNullable<BenchClient[W]>>;
export interface Timed<T> {
  ms: number;
  result: T;
}

export class BenchBrowser {
  #page: Page | null = null;

  private constructor(
    readonly profile: string,
    private context: BrowserContext,
    private readonly at: { origin: string; script: string; account: string },
  ) {}

  static async start(at: { origin: string; script: string; account: string }): Promise<BenchBrowser> {
    const profile = await mkdtemp(join(tmpdir(), 'desk-bench-profile-'));
    return new BenchBrowser(profile, await launch(profile), at);
  }

  get page(): Page {
    if (!this.#page) throw new Error('no page is open');
    return this.#page;
  }

  /** A fresh page with the contender in it; the former one is closed. */
  async open({ isStrict }: { isStrict: boolean }): Promise<void> {
    await this.#page?.close();
    const { origin, script, account } = this.at;
    this.#page = await this.context.newPage();
    this.#page.on('pageerror', (error) => console.error(error.message));
    await this.#page.goto(`${origin}/bench`);
    const given: Given = {
      account,
      password: DEMO_PASSWORD,
      edition: EDITION,
      workerUrl: await workerUrl(),
      couchUrl: `${origin}/couch/submissions`,
      isStrict,
    };
    await this.#page.evaluate((told) => Reflect.set(globalThis, 'benchGiven', told), given);
    await this.#page.addScriptTag({ content: script });
  }

  async has(work: Work): Promise<boolean> {
    return this.page.evaluate((name) => name in Reflect.get(globalThis, 'benchClient'), work);
  }

  /** Calls one work in the page; the time is taken there. */
  async call<W extends Work>(work: W, ...args: Asked<W>): Promise<Timed<Answer<W>>> {
    return this.page.evaluate(
      async ([name, given]) => {
        const client = Reflect.get(globalThis, 'benchClient') as Record<
          string,
          (...a: unknown[]) => Promise<unknown>
        >;
        const from = performance.now();
        const result = await client[name]?.(...given);
        return { ms: performance.now() - from, result };
      },
      [work, args as unknown[]] as const,
    ) as Promise<Timed<Answer<W>>>;
  }

  /** Ends the whole browser as a power switch would, and starts it again on the same profile. */
  async kill(): Promise<void> {
    const isGone = new Promise<void>((resolve) => this.context.once('close', () => resolve()));
    for (const pid of await processesOf(this.profile)) process.kill(pid, 'SIGKILL');
    await isGone;
    await rm(join(this.profile, 'SingletonLock'), { force: true });
    this.#page = null;
    this.context = await launch(this.profile);
  }

  async close(): Promise<void> {
    await this.context.close();
    await rm(this.profile, { recursive: true, force: true, maxRetries: 3 });
  }

  get version(): string {
    return this.context.browser()?.version() ?? '';
  }
}

async function launch(profile: string): Promise<BrowserContext> {
  const context = await chromium.launchPersistentContext(profile, await chromiumLaunchOptions());
  context.setDefaultTimeout(LIMIT_MS);
  return context;
}

/** The processes that run on a profile, the first one first. */
export async function processesOf(profile: string): Promise<number[]> {
  const found: number[] = [];
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const command = await readFile(`/proc/${entry}/cmdline`, 'utf8').catch(() => '');
    if (command.includes(profile)) found.push(Number(entry));
  }
  return found.sort((a, b) => a - b);
}

/** The file of the desk's worker in the built page. */
async function workerUrl(): Promise<string> {
  const assets = await readdir(join(import.meta.dirname, '../../dist/page/assets'));
  const worker = assets.find((name) => /^desk\.worker-.*\.js$/.test(name));
  if (!worker) throw new Error('dist/page has no desk worker: npm run build');
  return `/assets/${worker}`;
}
