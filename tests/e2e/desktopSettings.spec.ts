/** What only the desktop program has on its screens: settings, diagnostics, paper, the system's key store. */
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { check } from './axe.ts';
import { expect, test } from './desk.ts';
import { DEMO_PASSWORD } from './gatewayApi.ts';
import { type Host, hostPage } from './hostedPage.ts';
import { expectToUpload, REVIEWER, signIn } from './reviewer.ts';

test.use({ gatewayOptions: { units: 60 } });

const saved = join(tmpdir(), `desk-saved-${process.pid}`);
/** A system of this file's own, so that nothing is written into that of whoever runs it. */
const SYSTEM = { XDG_CONFIG_HOME: join(tmpdir(), `desk-config-${process.pid}`), STAND_IN_SAVE_PATH: saved };

let host: Host;
async function open(page: Page, origin: string, env: Record<string, string> = {}, former?: Host) {
  host = await hostPage(page, origin, { ...SYSTEM, ...env }, former);
  await page.goto('/');
}
test.afterEach(() => host?.dispose());
test.afterAll(async () => {
  for (const path of [saved, SYSTEM.XDG_CONFIG_HOME]) await rm(path, { recursive: true, force: true });
});

const settings = (page: Page) => page.goto('/#/settings');
const section = (page: Page, name: string) =>
  page.locator('section:not([data-f6])').filter({ has: page.getByRole('heading', { name, exact: true }) });

test('settings of the program are kept by the host, and each answer is a sentence', async ({
  page,
  gateway,
}) => {
  await open(page, gateway.origin);
  await signIn(page);
  await settings(page);
  const desktop = section(page, '桌面程序');
  const atLogin = desktop.getByRole('checkbox', { name: '登录系统后自动打开' });
  const notifications = desktop.getByRole('checkbox', { name: /系统通知/ });
  await expect(atLogin).not.toBeChecked();
  await expect(notifications).toBeChecked();
  // Not `check`: the box follows once the host has answered.
  await atLogin.click();
  await expect(atLogin).toBeChecked();
  await notifications.click();
  await expect(notifications).not.toBeChecked();
  await expect(atLogin).toBeChecked();
  const entry = join(SYSTEM.XDG_CONFIG_HOME, 'autostart/expo-review-desk.desktop');
  await expect.poll(() => readFile(entry, 'utf8').catch(() => '')).toContain('[Desktop Entry]');
  await atLogin.click();
  await expect
    .poll(() =>
      stat(entry).then(
        () => 'there',
        () => 'gone',
      ),
    )
    .toBe('gone');
  expect(JSON.parse(await readFile(join(host.userData, 'settings.json'), 'utf8'))).toMatchObject({
    notifications: false,
  });
  await expect(desktop).toContainText('当前版本 0.0.0-stand-in');
  await expect(desktop).toContainText('没有配置更新来源');
  await expect(desktop.getByRole('button', { name: '检查更新' })).toBeHidden();
  await check(page, 'settings of the desktop program');
  await page.getByRole('radio', { name: 'English' }).check();
  await expect(section(page, 'Desktop program')).toContainText('No update source is configured');
  await check(page, 'settings of the desktop program, English');
});

test('the diagnostics file is saved where the reviewer says, without a name or number in it', async ({
  page,
  gateway,
}) => {
  await open(page, gateway.origin);
  await signIn(page);
  await settings(page);
  await page.getByRole('button', { name: '保存诊断文件' }).click();
  await expect(page.getByText('诊断文件已保存')).toBeVisible();
  const text = await readFile(saved, 'utf8');
  expect(JSON.parse(text)).toMatchObject({
    page: { phase: 'open', connectivity: 'online', 'outbox.queued': 0, keyProtection: 'bound' },
    host: { isKeyStoreUsable: true },
  });
  // What the host's filter hides would be a fact that tells nobody anything.
  expect(JSON.stringify(JSON.parse(text).page)).not.toContain('…');
  for (const secret of [REVIEWER, gateway.origin, '广州', host.userData]) expect(text).not.toContain(secret);
});

test('the report goes to the system’s printer or into a PDF', async ({ page, gateway }) => {
  await open(page, gateway.origin);
  await signIn(page);
  await page.goto('/#/progress');
  const called = async (name: string) =>
    (await host.process.ask('calls')).filter((call) => call.name === name).length;
  await page.getByRole('button', { name: '存为 PDF' }).click();
  await expect(page.getByText('PDF 已保存，已记入日志')).toBeVisible();
  expect(await readFile(saved, 'utf8')).toBe('%PDF-');
  expect(await called('webContents.print')).toBe(0);
  await page.getByRole('button', { name: '打印 / PDF' }).click();
  await expect.poll(() => called('webContents.print')).toBe(1);
  await expect(page.locator('[data-print]')).toHaveCount(0);
});

test('a key store that this system has lost costs a connection, and no decision', async ({
  page,
  context,
  gateway,
}) => {
  await open(page, gateway.origin);
  await signIn(page);
  await settings(page);
  await expect(section(page, '本机数据')).toContainText('已绑定');
  const [folder = ''] = await readdir(join(host.userData, 'journal'));
  expect(await readFile(join(host.userData, 'journal', folder, 'header'), 'utf8')).toContain('"systemKey"');
  await page.goto('/#/units');
  await context.setOffline(true);
  await page.keyboard.press('a');
  await expectToUpload(page, 1);

  // The program ends; at its next start the system has another key.
  await context.setOffline(false);
  await page.close();
  await host.process.kill();
  const again = await context.newPage();
  await open(again, gateway.origin, { STAND_IN_SYSTEM_KEY: 'other' }, host);
  await context.setOffline(true);
  await again.getByLabel('口令').fill(DEMO_PASSWORD);
  await again.keyboard.press('Enter');
  await expect(again.getByText(/原来的系统密钥库.*不会丢失/)).toBeVisible();
  await context.setOffline(false);
  await signIn(again);
  await settings(again);
  await expect(section(again, '本机数据')).toContainText('已绑定');
});

test('a keyring that hides nothing is not relied on, and the settings say so', async ({ page, gateway }) => {
  await open(page, gateway.origin, { STAND_IN_KEYRING: 'basic_text' });
  await signIn(page);
  await settings(page);
  await expect(section(page, '本机数据').getByRole('alert')).toContainText('数据仅由口令保护');
  await check(page, 'weak key store');
});

test('in a browser nothing of it is there', async ({ page }) => {
  await page.goto('/');
  await signIn(page);
  await settings(page);
  await expect(page.getByRole('heading', { name: '本机数据', exact: true })).toBeVisible();
  await expect(page.getByText(/桌面程序|系统密钥库|诊断文件/)).toHaveCount(0);
  await page.goto('/#/progress');
  await expect(page.getByRole('button', { name: '打印 / PDF' })).toBeVisible();
  await expect(page.getByRole('button', { name: '存为 PDF' })).toHaveCount(0);
});
