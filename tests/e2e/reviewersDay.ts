/** A reviewer's whole day, whichever the fair: the network goes in the middle of it, and everything arrives once. */
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { findFair } from '../../shared/domain/profiles/fairs.ts';
import type { PutItem } from '../../shared/protocol/feed.ts';
import type { Outcome } from '../../shared/protocol/intake.ts';
import { expect } from './desk.ts';
import { GatewayApi } from './gatewayApi.ts';
import type { GatewayProcess } from './gatewayProcess.ts';
import { countOf, expectToUpload, openableOffline, pendingTab, shown, signIn, strip } from './reviewer.ts';

interface Scene {
  page: Page;
  context: BrowserContext;
  gateway: GatewayProcess;
  browser: Browser;
}
export interface DayDone {
  /** the desk as it stands at the end, online */
  page: Page;
  /** names of the approved units */
  approved: string[];
  outcomes: Outcome[];
  /** the gateway's state, by `kind:id` */
  submissions: Map<string, PutItem>;
}

/** Plays the day of this reviewer of a demo whose sub-group has people by the hundred. */
export async function reviewersDay(
  { page, context, gateway, browser }: Scene,
  { reviewer, fair }: { reviewer: string; fair: string },
): Promise<DayDone> {
  await page.goto('/');
  await signIn(page, reviewer);
  await openableOffline(page);
  const pendingBefore = await countOf(page, '待审');
  const before = await (await GatewayApi.signIn(gateway.origin, 'intake', fair)).outcomes();

  // The train leaves the station.
  await context.setOffline(true);
  await gateway.stop();
  await page.keyboard.press('F5');
  await expect(strip(page)).toContainText('离线', { timeout: 40_000 });

  // One key approves; the next unit is there at once.
  const approved: string[] = [];
  for (let unit = 0; unit < 2; unit++) approved.push(await decideShown(page, 'KeyA'));
  // Three inputs reject with a reason.
  const rejected = await decideShown(page, 'KeyX', 'Digit3', 'Enter');
  // One approval too many is taken back.
  const spared = await decideShown(page, 'KeyA');
  await page.keyboard.press('KeyZ');
  await expectToUpload(page, 3);
  await expect.poll(() => countOf(page, '待审')).toBe(pendingBefore - 3);

  // People: a professional visitor, a VIP, one of the staff, one returned.
  const lastUnit = await shown(page).innerText();
  await page.keyboard.press('Control+Digit2');
  await expect(shown(page)).not.toHaveText(lastUnit);
  for (const keys of [['Digit3'], ['Digit1'], ['Digit2'], ['KeyX', 'Digit1', 'Enter']])
    await decideShown(page, ...keys);
  await expectToUpload(page, 7);

  // A batch of hundreds, undone as one step, then made again.
  await expect.poll(() => countOf(page, '退回修改')).toBeGreaterThan(0);
  const waiting = await countOf(page, '待标注');
  const batch = await tagAllAsProfessional(page);
  expect(batch).toBeGreaterThan(200);
  await expectToUpload(page, 7 + batch);
  await page.keyboard.press('KeyZ');
  await expectToUpload(page, 7);
  // All of the list that is on the screen: it has to show again what was taken back.
  await expect.poll(() => countOf(page, '待标注')).toBe(waiting);
  const again = await tagAllAsProfessional(page);
  expect(again).toBe(batch);
  await expectToUpload(page, 7 + batch);

  // Closed and opened again, still without a network: everything is there.
  await page.close();
  const later = await context.newPage();
  await later.goto('/');
  await expect(later.getByText(new RegExp(`${7 + batch} 条未上传`))).toBeVisible();
  await signIn(later, reviewer);
  await expectToUpload(later, 7 + batch);
  await expect.poll(() => countOf(later, '待审')).toBe(pendingBefore - 3);
  await expect(strip(later)).toContainText('离线', { timeout: 40_000 });

  // The network is back.
  await gateway.run();
  await context.setOffline(false);
  await later.keyboard.press('F5');
  await expectToUpload(later, 0);
  await expect(strip(later)).toContainText('在线');
  await expect(strip(later)).toContainText('冲突 0');

  // The registration side reads each of them once.
  const outcomes = (await (await GatewayApi.signIn(gateway.origin, 'intake', fair)).outcomes()).slice(
    before.length,
  );
  expect(outcomes).toHaveLength(7 + batch);
  expect(new Set(outcomes.map((outcome) => outcome.decisionId)).size).toBe(7 + batch);
  expect(new Set(outcomes.map((outcome) => `${outcome.kind}:${outcome.id}`)).size).toBe(7 + batch);
  const verdicts = (verdict: string) => outcomes.filter((outcome) => outcome.verdict === verdict).length;
  expect([verdicts('approve'), verdicts('reject'), verdicts('return'), verdicts('tag')]).toEqual([
    2,
    1,
    1,
    batch + 3,
  ]);
  const [reason] = outcomes.find((outcome) => outcome.verdict === 'reject')?.reasons ?? [];
  const known = findFair(fair)?.reasons.find(({ code }) => code === reason?.code);
  expect(reason?.text).toBe(known?.text.zh ?? '-');

  // The gateway's own state is what the reviewer said.
  const submissions = await (await GatewayApi.signIn(gateway.origin, 'secretariat', fair)).submissions();
  const named = new Map(
    [...submissions.values()].map((item) => [item.kind === 'unit' ? item.material.unitName : '', item]),
  );
  expect(approved.map((name) => named.get(name)?.status)).toEqual(['approved', 'approved']);
  expect(named.get(rejected)?.status).toBe('rejected');
  expect(named.get(spared)?.status).toBe('pendingReview');

  await secretariatSees(await browser.newContext(), gateway.origin, approved[0] ?? '');
  return { page: later, approved, outcomes, submissions };
}

/**
 * Decides on what the detail pane shows and waits for the next; answers with its name. Where an error finding
 * asks for a word before a decision in favour, one is given.
 */
async function decideShown(page: Page, ...keys: string[]): Promise<string> {
  await expect(shown(page)).toBeVisible();
  const name = await shown(page).innerText();
  for (const key of keys) await page.keyboard.press(key);
  const why = page.getByRole('textbox', { name: /^说明（必填/ });
  await expect(why.or(shown(page).filter({ hasNotText: name })).first()).toBeVisible();
  if (await why.isVisible()) {
    await why.fill('已与登记机关核实');
    await page.keyboard.press('Enter');
  }
  await expect(shown(page)).not.toHaveText(name);
  return name;
}

/** Selects all that match and tags them; answers with how many went. */
async function tagAllAsProfessional(page: Page): Promise<number> {
  await page.keyboard.press('Control+KeyA');
  await page.keyboard.press('Shift+Digit3');
  const dialog = page.getByRole('dialog');
  const confirm = dialog.getByRole('button', { name: /^标注 \d+ 人/ });
  await expect(confirm).toBeVisible();
  const count = Number((await confirm.innerText()).replace(/[^\d]/g, ''));
  await dialog.getByRole('textbox').fill(String(count));
  await confirm.click();
  await expect(dialog).toBeHidden({ timeout: 30_000 });
  return count;
}

/** The secretariat signs in at a desk of its own and finds the unit approved. */
async function secretariatSees(context: BrowserContext, origin: string, unitName: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(origin);
  await signIn(page, 'secretariat');
  await page.getByRole('tab', { name: /^通过/ }).click();
  await page.getByRole('searchbox').fill(unitName);
  await expect(page.getByRole('row', { name: new RegExp(unitName) })).toBeVisible();
  await expect(pendingTab(page)).toBeVisible();
  await context.close();
}
