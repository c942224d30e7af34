/** The desk in Chromium over the desktop host's own main process: journal files, menu, quitting, screen lock. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './desk.ts';
import { type Host, hostPage } from './hostedPage.ts';
import { expectToUpload, signIn } from './reviewer.ts';

test.use({ gatewayOptions: { units: 60 } });

let host: Host;
test.beforeEach(async ({ page, gateway }) => {
  host = await hostPage(page, gateway.origin);
  await page.goto('/');
});
test.afterEach(() => host.dispose());

const menuNames = async () => (await host.process.ask('menu')).map(([label]) => label);
const password = 'input[type="password"]';

test('keeps its journal with the host, tells it what waits, and obeys its menu', async ({
  page,
  context,
}) => {
  await signIn(page);
  const journal = join(host.userData, 'journal');
  const [folder = ''] = await readdir(journal);
  expect((await stat(join(journal, folder, 'a'))).size).toBeGreaterThan(0);

  await expect.poll(menuNames).toEqual(expect.arrayContaining(['文件', '编辑', '显示', '帮助']));
  await expect.poll(async () => (await menuNames()).length).toBeGreaterThan(4);

  await context.setOffline(true);
  await page.keyboard.press('a');
  await page.keyboard.press('a');
  await expectToUpload(page, 2);
  const questions = async () =>
    (await host.process.ask('calls')).filter(({ name }) => name === 'dialog.showMessageBox');
  await expect
    .poll(async () => {
      await host.process.ask('closeWindow');
      return (await questions()).at(-1)?.args[0];
    })
    .toMatchObject({ message: '还有 2 条决定未上传' });

  const menus = await host.process.ask('menu');
  const [menu, items] = menus.find(([, all]) => all.some(([label]) => label === '锁定')) ?? [];
  expect(items?.find(([label]) => label === '锁定')?.slice(1, 3)).toEqual(['Ctrl+L', false]);
  await host.process.ask('clickMenu', String(menu), '锁定');
  await host.deliver();
  await expect(page.locator(password)).toBeVisible();
  await expect.poll(menuNames).toEqual(['文件', '编辑', '显示', '帮助']);
});

test('locks with the screen', async ({ page }) => {
  await signIn(page);
  await host.process.ask('emitPower', 'lock-screen');
  await host.deliver();
  await expect(page.locator(password)).toBeVisible();
  await signIn(page);
});

test('locks once nobody has touched the system for as long as the settings say', async ({ page }) => {
  await signIn(page);
  const tellIdle = (seconds: number) =>
    page.evaluate((event) => Reflect.get(window, 'hearHost')?.(event), { type: 'idle', seconds });
  // Fifteen minutes unless set otherwise.
  await tellIdle(14 * 60);
  await expect(page.getByRole('tab', { name: /^待审/ })).toBeVisible();
  await tellIdle(15 * 60);
  await expect(page.locator(password)).toBeVisible();
});
