/** Conflicts and refusals as work for the reviewer, on a real gateway with colleagues who act meanwhile. */
import type { BrowserContext, Page } from '@playwright/test';
import { TransferReply } from '../../shared/protocol/reports.ts';
import { amend, unitNamed } from './colleague.ts';
import { expect, test } from './desk.ts';
import { GatewayApi } from './gatewayApi.ts';
import { shown, signIn, strip } from './reviewer.ts';

test.use({ gatewayOptions: { units: 600, seed: 17 } });
test.setTimeout(120_000);

const EDITION = '/editions/ciie-3';

/** Rejects the unit on screen with the third reason (the document is unclear); answers with its name. */
async function reject(page: Page): Promise<string> {
  const name = await shown(page).innerText();
  await page.keyboard.press('KeyX');
  await page.keyboard.press('Digit3');
  await page.keyboard.press('Enter');
  await expect(shown(page)).not.toHaveText(name);
  return name;
}

async function backOnline(page: Page, context: BrowserContext, conflicts: number): Promise<void> {
  await context.setOffline(false);
  await page.keyboard.press('F5');
  await expect(strip(page)).toContainText(new RegExp(`待上传 0.*冲突 ${conflicts}(?!\\d)`), {
    timeout: 60_000,
  });
}
const tray = (page: Page) => page.getByRole('complementary', { name: '未生效决定的详情' });
const screen = (page: Page) => page.getByRole('main');

test('amended meanwhile: the difference is seen, then decided again', async ({ page, context, gateway }) => {
  await page.goto('/');
  await signIn(page);
  await context.setOffline(true);
  const name = await reject(page);
  const revision = await amend(gateway.origin, name, '广州市新址路 8 号');
  await backOnline(page, context, 1);

  await page.keyboard.press('Control+Digit4');
  await expect(page.getByRole('tab', { name: '冲突 1' })).toHaveAttribute('aria-selected', 'true');
  await expect(tray(page).getByRole('heading', { level: 2 })).toContainText(name);
  await expect(tray(page).getByRole('row', { name: /地址.*广州市新址路 8 号/ })).toBeVisible();
  await expect(tray(page).getByRole('img')).toHaveCount(2, { timeout: 30_000 });
  await expect(tray(page)).toContainText('✓ 已改');

  // Compared once more where it is decided, and then decided on what is now.
  await page.keyboard.press('KeyD');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('广州市新址路 8 号');
  await page.keyboard.press('Escape');
  await expect(shown(page)).toHaveText(name);
  await page.keyboard.press('KeyX');
  await page.keyboard.press('Digit3');
  await page.keyboard.press('Enter');
  await expect(strip(page)).toContainText('冲突 0');
  await page.keyboard.press('F5');
  const api = await GatewayApi.signIn(gateway.origin, 'secretariat');
  await expect.poll(async () => (await unitNamed(api, name)).status, { timeout: 30_000 }).toBe('rejected');
  expect(await unitNamed(api, name)).toMatchObject({ revision, decision: { by: 'reviewer.guangzhou' } });
});

test('amended on screen: nothing is decided before the change was seen', async ({ page, gateway }) => {
  await page.goto('/');
  await signIn(page);
  const name = await shown(page).innerText();
  await expect(page.getByRole('button', { name: /^通过 ?A?$/ })).toBeEnabled();
  await amend(gateway.origin, name, '广州市改后路 9 号');
  await page.keyboard.press('F5');
  const banner = page.getByRole('alert').filter({ hasText: '请核对变化后再决定' });
  await expect(banner).toBeVisible({ timeout: 30_000 });
  await page.keyboard.press('KeyA');
  await expect(shown(page)).toHaveText(name);
  await page.keyboard.press('KeyD');
  await expect(page.getByRole('dialog')).toContainText('广州市改后路 9 号');
  await page.keyboard.press('KeyD');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(banner).toBeHidden();
  await page.keyboard.press('KeyA');
  await expect(shown(page)).not.toHaveText(name);
  await expect(strip(page)).toContainText(name);
});

test('transferred away: kept with the gateway’s words, noted in a file, discarded', async ({
  page,
  context,
  gateway,
}) => {
  await page.goto('/');
  await signIn(page);
  await context.setOffline(true);
  const name = await reject(page);
  const secretariat = await GatewayApi.signIn(gateway.origin, 'secretariat');
  const unit = await unitNamed(secretariat, name);
  const moved = await secretariat.call('POST', `${EDITION}/transfers`, TransferReply, {
    items: [{ unitId: unit.id, fromSubGroupId: unit.subGroupId }],
    toSubGroupId: 'foshan',
    reason: '属地调整',
  });
  expect(moved.items).toMatchObject([{ result: 'transferred' }]);
  await backOnline(page, context, 0);
  await expect(strip(page)).toContainText('失败 1');
  await page.keyboard.press('Control+Digit4');
  await expect(page.getByRole('tab', { name: '失败 1' })).toHaveAttribute('aria-selected', 'true');
  await expect(tray(page)).toContainText('网关说明: 您无权审核该分团');
  const download = page.waitForEvent('download');
  await page.keyboard.press('KeyE');
  const note = await (await (await download).createReadStream()).toArray();
  expect(Buffer.concat(note).toString('utf8')).toContain(name);
  await page.keyboard.press('Delete');
  await page.getByRole('dialog').getByRole('button', { name: '放弃 1 项' }).click();
  await expect(page.getByRole('tab', { name: '失败 0' })).toBeVisible();
  await expect(screen(page)).toContainText('没有失败的决定');
});
