/** Thirty keys a second over fifty thousand rows: each key decides its own row; what that costs is measured. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CDPSession, Page } from '@playwright/test';
import { type Filled, fillGateway } from '../many/fillGateway.ts';
import { test as base, expect } from './desk.ts';
import { GatewayApi } from './gatewayApi.ts';
import { GatewayProcess } from './gatewayProcess.ts';
import { countOf, expectToUpload, shown, signIn } from './reviewer.ts';

const UNITS = 14_600;
const ROWS_MIN = 50_000;
const KEYS = 30;
const KEYS_A_SECOND = 30;
const ACCOUNT = 'secretariat';

const test = base.extend<object, { filled: Filled; dataDir: string }>({
  dataDir: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the fixtures destructured
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'desk-many-'));
      await use(folder);
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
    { scope: 'worker' },
  ],
  filled: [
    async ({ dataDir }, use) => {
      // An error finding asks before it is overruled: that is another test's matter.
      await use(await fillGateway({ dataDir, units: UNITS, seed: 5, hasFaults: false }));
    },
    { scope: 'worker', timeout: 600_000 },
  ],
  gateway: [
    async ({ dataDir, filled }, use) => {
      expect(filled.attendees).toBeGreaterThanOrEqual(ROWS_MIN);
      const gateway = await GatewayProcess.start({ dataDir });
      await use(gateway);
      await gateway.dispose();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});
// Tall enough to draw more rows than are decided.
// What the test runner records would be measured along.
test.use({ viewport: { width: 1440, height: 1500 }, trace: 'off' });
test.setTimeout(900_000);

/** Presses a key so often, so fast, whether or not the page keeps up; as hands do. */
async function drum(session: CDPSession, code: string, key: string): Promise<void> {
  const startedAt = performance.now();
  const sent: Promise<unknown>[] = [];
  const windowsVirtualKeyCode = key.toUpperCase().charCodeAt(0);
  for (let stroke = 0; stroke < KEYS; stroke++) {
    const common = { code, key, windowsVirtualKeyCode };
    sent.push(session.send('Input.dispatchKeyEvent', { type: 'keyDown', text: key, ...common }));
    sent.push(session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...common }));
    await sleep(Math.max(0, startedAt + ((stroke + 1) * 1000) / KEYS_A_SECOND - performance.now()));
  }
  await Promise.all(sent);
}

/** Seconds of the page's main thread, and of scripts in it, so far. */
async function mainThread(session: CDPSession): Promise<{ task: number; script: number }> {
  const { metrics } = await session.send('Performance.getMetrics');
  const secondsOf = (wanted: string) => metrics.find(({ name }) => name === wanted)?.value ?? 0;
  return { task: secondsOf('TaskDuration'), script: secondsOf('ScriptDuration') };
}

async function drumAndMeasure(page: Page, code: string, key: string, rows: number, what: string) {
  const session = await page.context().newCDPSession(page);
  // Time the thread has worked, not time that has gone by: others use the machine as well.
  await session.send('Performance.setTimeDomain', { timeDomain: 'threadTicks' });
  await session.send('Performance.enable');
  const ahead = await page.evaluate(listedFromCursor);
  expect(ahead.length).toBeGreaterThan(KEYS);
  const before = await mainThread(session);
  await drum(session, code, key);
  await expectToUpload(page, KEYS);
  const after = await mainThread(session);
  await session.detach();
  await expect(shown(page)).toHaveText(ahead[KEYS] ?? '');
  const perDecision = (from: number, to: number) => `${(((to - from) * 1000) / KEYS).toFixed(1)} ms`;
  const figures = `${what}: ${KEYS} keys at ${KEYS_A_SECOND} a second, ${rows} rows; a decision takes ${perDecision(before.task, after.task)} of the main thread, ${perDecision(before.script, after.script)} of it script`;
  test.info().annotations.push({ type: 'measured', description: figures });
  console.log(figures);
  return ahead.slice(0, KEYS);
}

/** Runs in the page: the names of the rows from the cursor down, as far as they are drawn. */
function listedFromCursor(): string[] {
  const indexOf = (row: Element) => Number(row.getAttribute('row-index'));
  const rows = Array.from(document.querySelectorAll('.ag-row[row-index]')).sort(
    (a, b) => indexOf(a) - indexOf(b),
  );
  const cursor = rows.findIndex((row) => row.classList.contains('desk-cursor'));
  return rows
    .slice(Math.max(0, cursor))
    .map((row) => row.querySelector('[col-id="name"]')?.textContent?.trim() ?? '');
}

test('each of thirty keys in a second decides a row of its own, none twice, none skipped', async ({
  page,
  gateway,
  filled,
}) => {
  await page.goto('/');
  await signIn(page, ACCOUNT, 600_000);

  await expect.poll(() => countOf(page, '待审'), { timeout: 120_000 }).toBe(filled.units);
  // Findings of so many rows are worked out after the rows have come.
  const units = await drumAndMeasure(page, 'KeyA', 'a', filled.units, 'units');
  await page.keyboard.press('F5');
  await expectToUpload(page, 0);

  await page.keyboard.press('Control+Digit2');
  await expect(page.locator('.ag-row.desk-cursor')).toBeVisible();
  const attendees = await drumAndMeasure(page, 'Digit3', '3', filled.attendees, 'attendees');
  await page.keyboard.press('F5');
  await expectToUpload(page, 0);

  // At the gateway exactly these sixty carry a decision: those that were next on screen, none twice, none skipped.
  expect(await decidedAt(gateway)).toEqual([...units, ...attendees].sort());
});

/** The names of all submissions that carry a decision. */
async function decidedAt(gateway: GatewayProcess): Promise<string[]> {
  const submissions = await (await GatewayApi.signIn(gateway.origin, ACCOUNT)).submissions();
  return [...submissions.values()]
    .filter(({ decision }) => decision !== null)
    .map((item) => (item.kind === 'unit' ? item.material.unitName : item.material.name))
    .sort();
}
