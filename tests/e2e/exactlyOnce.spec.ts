/** 300 decisions made offline, replies lost, the browser killed: 300 receipts, 300 effects, none twice. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { chromiumLaunchOptions, DESK_CONTEXT } from './chromium.ts';
import { expect, test } from './desk.ts';
import { GatewayApi } from './gatewayApi.ts';
import { countOf, expectToUpload, REVIEWER, signIn, strip } from './reviewer.ts';
import { watchViolations } from './violations.ts';

test.use({ gatewayOptions: { units: 1800, seed: 12 } });
test.setTimeout(300_000);

const TOTAL = 300;
const run = promisify(execFile);

/** kill -9 of every process of the browser that uses this profile. */
async function killBrowser(profile: string): Promise<void> {
  await run('pkill', ['-9', '-f', `user-data-dir=${profile}`]);
}

async function openProfile(
  profile: string,
): Promise<{ context: BrowserContext; violations: readonly string[] }> {
  const context = await chromium.launchPersistentContext(profile, {
    ...(await chromiumLaunchOptions()),
    ...DESK_CONTEXT,
    // The page is loaded from the gateway here; a service worker would hide its requests from the test.
    serviceWorkers: 'block',
  });
  return { context, violations: await watchViolations(context) };
}

/** Lets pushes reach the gateway and loses their replies. */
async function loseReplies(context: BrowserContext): Promise<{ lost: number }> {
  const count = { lost: 0 };
  await context.route('**/api/v1/editions/*/decisions', async (route) => {
    await route.fetch();
    count.lost++;
    await route.abort('connectionreset');
  });
  return count;
}

test('300 offline decisions, two lost replies, one killed browser', async ({ gateway }) => {
  const profile = await mkdtemp(join(tmpdir(), 'desk-profile-'));
  try {
    const intake = await GatewayApi.signIn(gateway.origin, 'intake');
    const before = (await intake.outcomes()).length;

    const first = await openProfile(profile);
    const page = await first.context.newPage();
    await page.goto(gateway.origin);
    await signIn(page);
    await page.keyboard.press('Control+Digit2');
    await showCleanOnly(page);
    await first.context.setOffline(true);
    for (let done = 0; done < TOTAL; done += 100) await tagFirst(page, 100, done);
    await expectToUpload(page, TOTAL);
    await expect(strip(page)).toContainText('已存本机');

    // Back in reach, but the reply of the push is lost; then the browser dies.
    const lost = await loseReplies(first.context);
    await first.context.setOffline(false);
    await page.keyboard.press('F5');
    await expect.poll(() => lost.lost, { timeout: 90_000 }).toBeGreaterThanOrEqual(1);
    expect(first.violations).toEqual([]);
    await killBrowser(profile);
    await first.context.close().catch(() => undefined);

    // The next start loses one more reply, then all is well.
    const second = await openProfile(profile);
    const lostAgain = await loseReplies(second.context);
    const later = await second.context.newPage();
    await later.goto(gateway.origin);
    await signIn(later);
    await expect.poll(() => lostAgain.lost, { timeout: 90_000 }).toBeGreaterThanOrEqual(1);
    await second.context.unrouteAll({ behavior: 'ignoreErrors' });
    await later.keyboard.press('F5');
    await expectToUpload(later, 0);
    await expect(strip(later)).toContainText('冲突 0');
    expect(second.violations).toEqual([]);
    await second.context.close();

    const outcomes = (await intake.outcomes()).slice(before);
    expect(outcomes).toHaveLength(TOTAL);
    expect(new Set(outcomes.map((outcome) => outcome.id)).size).toBe(TOTAL);
    const reviewer = await GatewayApi.signIn(gateway.origin, REVIEWER);
    // The demo's own history has receipts too; this desk's workstation is the one that sent these decisions.
    const sent = new Set(outcomes.map((outcome) => outcome.decisionId));
    const all = await reviewer.receipts();
    const [ws] = new Set(all.filter((receipt) => sent.has(receipt.id)).map((receipt) => receipt.ws));
    const receipts = all.filter((receipt) => receipt.ws === ws);
    expect(receipts).toHaveLength(TOTAL);
    expect(receipts.every((receipt) => receipt.result === 'applied')).toBe(true);
    expect(receipts.map((receipt) => receipt.n)).toEqual(
      Array.from({ length: TOTAL }, (_, index) => index + 1),
    );
    expect(new Set(receipts.map((receipt) => receipt.id))).toEqual(sent);
    const people = await reviewer.submissions();
    for (const { id } of outcomes) expect(people.get(`attendee:${id}`)).toMatchObject({ tag: 'vip' });
  } finally {
    await killBrowser(profile).catch(() => undefined);
    await rm(profile, { recursive: true, force: true });
  }
});

/** Shows people without findings only, so that a batch leaves nobody out. */
async function showCleanOnly(page: Page): Promise<void> {
  await page.getByRole('combobox', { name: '机检' }).click();
  await page.getByTitle(/^机检: 无提示/).click();
}

/** Selects so many rows from the top with the keyboard and tags them VIP in one batch. */
async function tagFirst(page: Page, size: number, alreadyWaiting: number): Promise<void> {
  await page.getByRole('grid', { name: '人员标注' }).getByRole('row').nth(1).click();
  await page.keyboard.press('Space');
  for (let row = 1; row < size; row++) await page.keyboard.press('Shift+ArrowDown');
  await expect(page.getByText(`已选 ${size} 项`)).toBeVisible();
  await page.keyboard.press('Shift+Digit1');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: `标注 ${size} 人` }).click();
  await expect(dialog).toBeHidden();
  await expectToUpload(page, alreadyWaiting + size);
  // The decided rows leave; the next batch starts at the top of what is left.
  await expect.poll(() => countOf(page, '已标注')).toBeGreaterThanOrEqual(alreadyWaiting + size);
}
