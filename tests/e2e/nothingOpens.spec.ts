/** Key store and recovery key both lost: the desk says so, starts over beside what is sealed, and opens it again later. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { check } from './axe.ts';
import { expect, test } from './desk.ts';
import { DEMO_PASSWORD } from './gatewayApi.ts';
import type { GatewayProcess } from './gatewayProcess.ts';
import { type Host, hostPage } from './hostedPage.ts';
import { expectToUpload, REVIEWER, shown, signIn, strip } from './reviewer.ts';

test.use({ gatewayOptions: { units: 60 } });

let host: Host | null = null;
test.afterEach(() => host?.dispose());

/** The program's next start on the same disk; `key`: that of the system's store. */
async function open(page: Page, gateway: GatewayProcess, key: string) {
  await host?.process.kill();
  host = await hostPage(page, gateway.origin, { STAND_IN_SYSTEM_KEY: key }, host ?? undefined);
  await page.goto('/');
  return host;
}

/** The gateway comes back from before it knew this workstation. */
async function forgetAll(gateway: GatewayProcess): Promise<void> {
  await gateway.stop();
  for (const name of await readdir(gateway.dataDir))
    await rm(join(gateway.dataDir, name), { recursive: true, force: true });
  await gateway.run();
  await gateway.waitUntilSeeded();
}

async function giveUpOn(page: Page): Promise<void> {
  await page.getByLabel('口令').fill(DEMO_PASSWORD);
  await page.keyboard.press('Enter');
  await expect(page.getByText('本机数据打不开了')).toBeVisible({ timeout: 30_000 });
}

test('says what is safe and what is not, starts over by the typed word, and opens what lay aside once its key is back', async ({
  page,
  context,
  gateway,
}) => {
  test.setTimeout(240_000);
  const { userData } = await open(page, gateway, 'first');
  await signIn(page);
  await context.setOffline(true);
  const decided = await shown(page).innerText();
  await page.keyboard.press('a');
  await expectToUpload(page, 1);
  await expect(strip(page)).toContainText('已存本机');
  await page.close();
  await context.setOffline(false);
  await forgetAll(gateway);

  const second = await context.newPage();
  await open(second, gateway, 'second');
  await giveUpOn(second);
  const told = second.getByRole('alert').filter({ hasText: '本机数据打不开了' });
  await expect(told).toContainText('已上传的决定都在网关');
  await expect(told).toContainText('1 条未上传的决定在本机磁盘上');
  await check(second, 'nothing opens');
  await told.getByRole('button', { name: '重新开始…' }).click();
  const dialog = second.getByRole('dialog', { name: '重新开始' });
  const submit = dialog.getByRole('button', { name: '放在一旁，重新开始' });
  await expect(submit).toBeDisabled();
  await check(second, 'starting over');
  await dialog.getByLabel(`请输入账号 ${REVIEWER} 以确认`).fill(REVIEWER);
  await submit.click();
  await expect(second.getByRole('tab', { name: /^待审/ })).toBeVisible({ timeout: 60_000 });
  // What the gateway has is there again, the decision among what waits; nothing was deleted.
  await expect(shown(second)).toHaveText(decided);
  await expect(strip(second)).not.toContainText(/待上传 [1-9]/);
  expect(await readdir(join(userData, 'journal'))).toHaveLength(2);
  await second.close();

  const third = await context.newPage();
  await open(third, gateway, 'first');
  const list = third.getByRole('region', { name: '本机已有的账号' });
  await expect(list.getByRole('button')).toHaveCount(2);
  await list.getByRole('button', { name: /放在一旁/ }).click();
  await expect(third.getByText('这是放在一旁的一份')).toBeVisible();
  await check(third, 'what lay aside');
  await third.getByLabel('口令').fill(DEMO_PASSWORD);
  await third.keyboard.press('Enter');
  await expect(third.getByRole('tab', { name: /^待审/ })).toBeVisible({ timeout: 60_000 });
  await expect(third.getByRole('heading', { level: 2, name: decided })).toHaveCount(0);
  await expect(strip(third)).toContainText('待上传 0', { timeout: 60_000 });
});
