/** Revoking on a real gateway: `drain` brings decisions home and wipes, `lost` destroys; both say so. The wish to wipe as well. */
import type { Page } from '@playwright/test';
import { Empty, WorkstationList } from '../../shared/protocol/access.ts';
import { expect, test } from './desk.ts';
import { DEMO_PASSWORD, GatewayApi } from './gatewayApi.ts';
import { expectToUpload, REVIEWER, shown, signIn, strip } from './reviewer.ts';

test.use({ gatewayOptions: { units: 40, seed: 5 } });
test.setTimeout(90_000);

/** Revokes the workstation the browser under test was bound as last. */
async function revoke(origin: string, mode: 'drain' | 'lost', account = REVIEWER): Promise<void> {
  const admin = await GatewayApi.signIn(origin, 'admin');
  const { items } = await admin.call('GET', '/workstations', WorkstationList);
  const [newest] = items.filter((item) => item.account === account && item.revoked === null);
  await admin.call('DELETE', `/workstations/${newest?.ws}?mode=${mode}`, Empty);
}

/** What of a reviewer's data is left in the browser: databases, and folders of the private file system. */
async function remains(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const found = (await indexedDB.databases()).map(({ name = '' }) => name);
    const root = await navigator.storage.getDirectory();
    const journals = await root.getDirectoryHandle('journal', { create: true });
    for await (const name of (journals as unknown as { keys(): AsyncIterable<string> }).keys())
      found.push(`journal/${name}`);
    return found;
  });
}

test('drain: what was decided goes up, then the workstation wipes itself', async ({
  page,
  context,
  gateway,
}) => {
  await page.goto('/');
  await signIn(page);
  const name = await shown(page).innerText();
  await context.setOffline(true);
  await page.keyboard.press('KeyA');
  await expect(strip(page)).toContainText('已存本机');
  await revoke(gateway.origin, 'drain');
  await context.setOffline(false);
  await page.keyboard.press('F5');
  await expect(page.getByRole('alert').first()).toContainText('本机数据已清除', { timeout: 40_000 });
  await expect(page.getByRole('region', { name: '本机已有的账号' })).toHaveCount(0);
  expect(await remains(page)).toEqual([]);
  const decided = await (await GatewayApi.signIn(gateway.origin, REVIEWER)).submissions();
  const unit = [...decided.values()].find((item) => item.kind === 'unit' && item.material.unitName === name);
  expect(unit?.status).toBe('approved');
});

test('lost: keys and data go at once, unsent work with them', async ({ page, gateway }) => {
  await page.goto('/');
  await signIn(page, 'reviewer2.guangzhou');
  await page.keyboard.press('KeyA');
  await revoke(gateway.origin, 'lost', 'reviewer2.guangzhou');
  await page.keyboard.press('F5');
  await expect(page.getByRole('alert').first()).toContainText('密钥已销毁', { timeout: 30_000 });
  expect(await remains(page)).toEqual([]);
});

test('an administrator lands on the list of workstations and revokes one', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('textbox', { name: '账号', exact: true }).fill('admin');
  await page.getByLabel('口令').fill(DEMO_PASSWORD);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: '工作站管理' })).toBeVisible();
  const table = page.getByRole('table', { name: '工作站' });
  await expect(table.getByRole('row').nth(1)).toBeVisible();
  await table.getByRole('button', { name: /^停用/ }).first().click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('上传后清除');
  await dialog.getByText('遗失或被盗：立即销毁').click();
  await expect(dialog.getByRole('button', { name: '停用', exact: true })).toBeDisabled();
  const account = await dialog.getByText(/^账号 .+，工作站/).innerText();
  await dialog.getByRole('textbox').fill(account.replace(/^账号 (.+)，工作站.*$/, '$1'));
  await dialog.getByRole('button', { name: '停用', exact: true }).click();
  await expect(table).toContainText('已按遗失停用');
});

test('the own wish: refused while anything is unsettled, then everything is gone', async ({
  page,
  context,
}) => {
  await page.goto('/');
  await signIn(page, 'reviewer.foshan');
  await context.setOffline(true);
  await page.keyboard.press('KeyA');
  await expectToUpload(page, 1);
  await page.goto('/#/settings');
  await page.getByRole('button', { name: '清除本机数据…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('1 条决定未了结');
  await context.setOffline(false);
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await dialog.getByRole('textbox').fill('reviewer.foshan', { timeout: 40_000 });
  await dialog.getByRole('button', { name: '清除', exact: true }).click();
  await expect(page.getByRole('alert').first()).toContainText('本机数据已清除');
  expect(await remains(page)).toEqual([]);
});
