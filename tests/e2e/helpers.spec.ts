/** The first pull of a larger scope with helper workers in a real browser: they are ended after it, and not needed. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { fillGateway } from '../many/fillGateway.ts';
import { DESK_CONTEXT } from './chromium.ts';
import { test as base, expect } from './desk.ts';
import { GatewayProcess } from './gatewayProcess.ts';
import { countOf, signIn } from './reviewer.ts';

/** Enough submissions for helpers to be worth starting: they start from 5,000 on. */
const UNITS = 1_300;

const test = base.extend<object, { dataDir: string }>({
  dataDir: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the fixtures destructured
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'desk-helpers-'));
      await use(folder);
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
    { scope: 'worker' },
  ],
  gateway: [
    async ({ dataDir }, use) => {
      await fillGateway({ dataDir, units: UNITS, seed: 17 });
      const gateway = await GatewayProcess.start({ dataDir });
      await use(gateway);
      await gateway.dispose();
    },
    { scope: 'worker', timeout: 240_000 },
  ],
});

/** Watches the workers that the desk's own starts; `script`: what they run instead of theirs. */
async function watchHelpers(page: Page, script: string | null): Promise<void> {
  const desk = page.workers().find((worker) => worker.url().includes('desk.worker'));
  if (!desk) throw new Error('the desk’s worker is not there');
  await desk.evaluate((instead) => {
    const told = { started: 0, ended: 0, answers: 0, words: [] as string[] };
    Reflect.set(self, 'helpersTold', told);
    const Native = Worker;
    class Watched extends Native {
      constructor(url: string, options?: WorkerOptions) {
        super(instead ?? url, options);
        told.started++;
        this.addEventListener('message', () => told.answers++);
      }
      override postMessage(message: { order?: object }): void {
        const members = Object.values(message.order ?? {}).map((value) => value.constructor.name);
        told.words.push(...members);
        super.postMessage(message);
      }
      override terminate(): void {
        told.ended++;
        super.terminate();
      }
    }
    Reflect.set(self, 'Worker', Watched);
  }, script);
}

interface Told {
  started: number;
  ended: number;
  answers: number;
  /** what kinds of values they were handed */
  words: string[];
}

async function toldOf(page: Page): Promise<Told> {
  const desk = page.workers().find((worker) => worker.url().includes('desk.worker'));
  if (!desk) throw new Error('the desk’s worker is not there');
  return desk.evaluate(() => Reflect.get(self, 'helpersTold') as Told);
}

async function openTheDelegation(page: Page, script: string | null): Promise<number> {
  await page.goto('/');
  await expect(page.getByRole('textbox', { name: '账号', exact: true })).toBeVisible();
  await watchHelpers(page, script);
  await signIn(page, 'secretariat', 120_000);
  return countOf(page, '待审');
}

test('helpers prepare the parts, see no key, and are gone when the list is there', async ({ page }) => {
  expect(await openTheDelegation(page, null)).toBeGreaterThan(0);
  const { started, ended, answers, words } = await toldOf(page);
  expect(started).toBeGreaterThan(0);
  expect(answers).toBeGreaterThan(2);
  expect(ended).toBe(started);
  expect(new Set(words)).toEqual(new Set(['Uint8Array', 'String', 'Object']));
});

test('helpers that do not start lose nothing of the pull', async ({ page, browser, gateway }) => {
  const helped = await openTheDelegation(page, null);
  const context = await browser.newContext({ ...DESK_CONTEXT, baseURL: gateway.origin });
  const other = await context.newPage();
  expect(await openTheDelegation(other, '/assets/nothing-there.js')).toBe(helped);
  const { started, ended, answers } = await toldOf(other);
  expect(started).toBeGreaterThan(0);
  expect([ended, answers]).toEqual([started, 0]);
  await context.close();
});
