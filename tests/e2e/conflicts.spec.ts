/** Conflicts and refusals as work for the reviewer, on a real gateway with colleagues who act meanwhile. */
import type { BrowserContext, Page } from '@playwright/test';
import { z } from 'zod';
import { TransferReply } from '../../shared/protocol/reports.ts';
import { amend, unitNamed } from './colleague.ts';
import { expect, test } from './desk.ts';
import { GatewayApi } from './gatewayApi.ts';
import { shown, signIn, strip } from './reviewer.ts';

test.use({ gatewayOptions: { units: 120, seed: 17 } });
test.setTimeout(120_000);

const EDITION = '/editions/ciie-3';

/** Signs in and has decisions wait no longer than they must before they are uploaded. */
async function signInBriskly(page: Page, account?: string): Promise<void> {
  await page.goto('/');
  await signIn(page, account);
  await page.keyboard.press('Control+Digit7');
  await page.getByRole('combobox', { name: '撤销时限' }).click();
  await page.getByTitle('5 秒', { exact: true }).click();
  await page.keyboard.press('Control+Digit1');
  await expect(shown(page)).toBeVisible();
}

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

/** Tags everybody in view as VIP in one batch; answers with how many. */
async function tagAllVip(page: Page): Promise<number> {
  await page.keyboard.press('Control+KeyA');
  await page.keyboard.press('Shift+Digit1');
  const dialog = page.getByRole('dialog');
  const confirm = dialog.getByRole('button', { name: /^标注 \d+ 人/ });
  const count = Number((await confirm.innerText()).replace(/[^\d]/g, ''));
  await confirm.click();
  await expect(dialog).toBeHidden();
  return count;
}
const tray = (page: Page) => page.getByRole('complementary', { name: '未生效决定的详情' });
const screen = (page: Page) => page.getByRole('main');

test('amended meanwhile: the difference is seen, then decided again', async ({ page, context, gateway }) => {
  await signInBriskly(page);
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

test('decided by a colleague: one accepted and taken back, then all at once', async ({
  page,
  context,
  gateway,
}) => {
  await signInBriskly(page);
  await page.keyboard.press('Control+Digit2');
  await expect(page.getByRole('grid', { name: '人员标注' }).getByRole('row').nth(2)).toBeVisible();
  await context.setOffline(true);
  const count = await tagAllVip(page);
  expect(count).toBeGreaterThanOrEqual(20);
  const colleague = await GatewayApi.signIn(gateway.origin, 'reviewer2.guangzhou');
  const untagged = [...(await colleague.submissions()).values()].filter(
    (item) => item.kind === 'attendee' && item.status === 'awaitingTag',
  );
  const results = await colleague.decide(untagged, { verdict: 'tag', tag: 'professional' });
  expect(new Set(results)).toEqual(new Set(['applied']));
  await backOnline(page, context, count);

  await page.keyboard.press('Control+Digit4');
  await expect(tray(page)).toContainText('与您所见相同');
  await expect(tray(page)).toContainText('广州市分团审核员（二）');
  await page.keyboard.press('KeyA');
  await expect(page.getByRole('tab', { name: `冲突 ${count - 1}` })).toBeVisible();
  await expect(strip(page)).toContainText('接受对方决定');
  await page.keyboard.press('KeyZ');
  await expect(page.getByRole('tab', { name: `冲突 ${count}` })).toBeVisible();

  await page.keyboard.press('Control+KeyA');
  await screen(page).getByRole('button', { name: '接受对方决定' }).first().click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText(`${count} 项对方决定不同`);
  await dialog.getByRole('button', { name: `接受 ${count} 项` }).click();
  await expect(page.getByRole('tab', { name: '冲突 0' })).toBeVisible();
  await expect(screen(page)).toContainText(`已处理 ${count} 项，0 项未处理`);
  const after = await colleague.submissions();
  const tags = untagged.map(({ kind, id }) => after.get(`${kind}:${id}`));
  expect(tags.filter((item) => item?.kind !== 'attendee' || item.tag !== 'professional')).toEqual([]);
});

test('the secretariat withdraws theirs and decides again, as one act', async ({ page, context, gateway }) => {
  await signInBriskly(page, 'secretariat');
  await context.setOffline(true);
  const name = await reject(page);
  const api = await GatewayApi.signIn(gateway.origin, 'secretariat');
  const unit = await unitNamed(api, name);
  const colleague = await GatewayApi.signIn(gateway.origin, `reviewer.${unit.subGroupId}`);
  expect(await colleague.decide([unit], { verdict: 'approve' })).toEqual(['applied']);
  await backOnline(page, context, 1);
  await page.keyboard.press('Control+Digit4');
  await expect(tray(page).getByRole('button', { name: /撤回对方决定并改判/ })).toBeVisible();
  await page.keyboard.press('KeyW');
  await expect(strip(page)).toContainText('冲突 0');
  await page.keyboard.press('KeyZ');
  await expect(strip(page)).toContainText('冲突 1');
  await expect(tray(page).getByRole('button', { name: /撤回对方决定并改判/ })).toBeVisible();
  await page.keyboard.press('KeyW');
  await expect(strip(page)).toContainText('冲突 0');
  await page.keyboard.press('F5');
  await expect.poll(async () => (await unitNamed(api, name)).status, { timeout: 30_000 }).toBe('rejected');
  const history = await api.call(
    'GET',
    `${EDITION}/submissions/unit/${unit.id}/history`,
    z.object({ decisions: z.array(z.object({ verdict: z.string(), by: z.string() })) }),
  );
  expect(history.decisions.slice(-3)).toMatchObject([
    { verdict: 'approve', by: `reviewer.${unit.subGroupId}` },
    { verdict: 'withdraw', by: 'secretariat' },
    { verdict: 'reject', by: 'secretariat' },
  ]);
});

test('transferred away: kept with the gateway’s words, noted in a file, discarded', async ({
  page,
  context,
  gateway,
}) => {
  await signInBriskly(page);
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
