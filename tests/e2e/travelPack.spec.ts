/** A travel pack between two browser profiles: out to one that has no network, back by a file, handed in twice. */
import { readFile, writeFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './desk.ts';
import { DEMO_PASSWORD, GatewayApi } from './gatewayApi.ts';
import { countOf, expectToUpload, REVIEWER, shown, signIn, strip } from './reviewer.ts';
import { watchViolations } from './violations.ts';

test.use({ gatewayOptions: { units: 150, seed: 77 } });
test.setTimeout(360_000);

const PASSPHRASE = '路上使用的旅行口令一号';

async function openTravelTab(page: Page): Promise<void> {
  await page.keyboard.press('Control+Digit4');
  await page.getByRole('tab', { name: /^(旅行包|Travel pack)/ }).click();
}

async function downloadFrom(page: Page, button: string, path: string): Promise<string> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^(travel|decisions)-pack-[0-9a-f]{8}\.erdpack$/);
  await file.saveAs(path);
  return path;
}

async function makePack(page: Page, path: string): Promise<string> {
  const form = page.getByRole('form', { name: '制作旅行包' });
  await form.getByLabel('旅行口令', { exact: true }).fill(PASSPHRASE);
  await form.getByLabel('再输一次旅行口令').fill(PASSPHRASE);
  await form.getByLabel('登录口令').fill(DEMO_PASSWORD);
  const file = await downloadFrom(page, '制作旅行包', path);
  await expect(page.getByText(/^已制作：/)).toBeVisible();
  return file;
}

async function takePack(page: Page, path: string, passphrase = PASSPHRASE): Promise<void> {
  const form = page.getByRole('form', { name: '导入旅行包' });
  await form.locator('input[type=file]').setInputFiles(path);
  if (await form.getByLabel('账号').isVisible()) await form.getByLabel('账号').fill(REVIEWER);
  await form.getByLabel(/^登录口令/).fill(DEMO_PASSWORD);
  await form.getByLabel('旅行口令', { exact: true }).fill(passphrase);
  await form.getByRole('button', { name: '导入旅行包' }).click();
}

async function handIn(page: Page, path: string): Promise<void> {
  const form = page.getByRole('form', { name: '交回' });
  await form.locator('input[type=file]').setInputFiles(path);
  await form.getByLabel('旅行口令').fill(PASSPHRASE);
  await form.getByRole('button', { name: '交回' }).click();
}

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
async function check(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  const told = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
  );
  expect.soft(told, where).toEqual([]);
}

test('out to a machine without network, back by a file, handed in twice, receipts out again', async ({
  page,
  browser,
  gateway,
  baseURL,
}, testInfo) => {
  await page.goto('/');
  await signIn(page);
  const before = await countOf(page, '待审');
  await openTravelTab(page);
  await check(page, 'at home');
  const outbound = await makePack(page, testInfo.outputPath('out.erdpack'));
  await check(page, 'made');

  // The other profile has the page's files from before, and reaches nothing else from now on.
  const road = await browser.newContext({ baseURL: baseURL ?? '', acceptDownloads: true });
  const violations = await watchViolations(road);
  const away = await road.newPage();
  await away.goto('/');
  await away.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await road.setOffline(true);
  await away.reload();
  await away.getByRole('button', { name: '从旅行包打开' }).click();
  await check(away, 'on the way in');

  // Refusals name what is wrong, and leave nothing.
  await takePack(away, outbound, '另外一个旅行口令啊');
  await expect(away.getByRole('alert')).toContainText('旅行口令不对');
  const whole = await readFile(outbound);
  const cut = testInfo.outputPath('cut.erdpack');
  await writeFile(cut, whole.subarray(0, whole.length - 1000));
  await takePack(away, cut);
  await expect(away.getByRole('alert')).toContainText('文件不完整');
  await takePack(away, outbound);
  await expect(away.getByRole('tab', { name: /^待审/ })).toBeVisible({ timeout: 60_000 });
  expect(await countOf(away, '待审')).toBe(before);
  await expect(strip(away)).toContainText('离线');

  // The real desk: decisions saved, one undone, a restart in between.
  for (let decided = 0; decided < 4; decided++) {
    const name = await shown(away).innerText();
    for (const key of ['KeyX', 'Digit1', 'Enter']) await away.keyboard.press(key);
    await expect(shown(away)).not.toHaveText(name);
  }
  await away.keyboard.press('KeyZ');
  await expectToUpload(away, 3);
  await away.reload();
  await signIn(away);
  await expectToUpload(away, 3);
  await openTravelTab(away);
  await expect(away.getByText('可带回 3 条决定', { exact: false })).toBeVisible({ timeout: 40_000 });
  await check(away, 'on the road');
  const form = away.getByRole('form', { name: '制作决定包' });
  await form.getByLabel('旅行口令', { exact: true }).fill(PASSPHRASE);
  await form.getByLabel('再输一次旅行口令').fill(PASSPHRASE);
  const back = await downloadFrom(away, '制作决定包', testInfo.outputPath('back.erdpack'));
  await expect(away.getByText('已写入 3 条决定', { exact: false })).toBeVisible();
  // Nothing has reached the gateway so far.
  const receipts = async () => {
    const all = await (await GatewayApi.signIn(gateway.origin, REVIEWER)).receipts();
    return all.filter(({ ws }) => ws.startsWith('travel-'));
  };
  expect(await receipts()).toEqual([]);

  await handIn(page, outbound);
  await expect(page.getByRole('form', { name: '交回' }).getByRole('alert')).toContainText('文件种类不对');
  await handIn(page, back);
  await expect(page.getByText(/共 3 条：生效 3 条，未生效 0 条；其中 0 条/)).toBeVisible();
  const first = await receipts();
  expect(first.map(({ n, result }) => [n, result])).toEqual([
    [1, 'applied'],
    [2, 'applied'],
    [3, 'applied'],
  ]);
  await handIn(page, back);
  await expect(page.getByText(/共 3 条：生效 3 条，未生效 0 条；其中 3 条/)).toBeVisible();
  expect(await receipts()).toEqual(first);
  await check(page, 'handed in');

  // The receipts travel out, and the traveller's queue empties.
  await page.keyboard.press('F5');
  const next = await makePack(page, testInfo.outputPath('next.erdpack'));
  await expectToUpload(away, 3);
  await takePack(away, next);
  // With all its images: on a busy machine they take their time.
  await expect(away.getByText(/^已导入：/)).toContainText('收到回执 3 条', { timeout: 90_000 });
  await expectToUpload(away, 0);
  await away.keyboard.press('Control+Digit1');
  expect(await countOf(away, '待审')).toBe(before - 3);
  // An older one is refused.
  await openTravelTab(away);
  await takePack(away, outbound);
  await expect(away.getByRole('alert')).toContainText('本机的数据比这个包新');
  expect(violations).toEqual([]);
  await road.close();
});

test('in English', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: /English/ }).click();
  await page.getByRole('button', { name: 'Open from a travel pack' }).click();
  await check(page, 'on the way in');
  await page.getByRole('button', { name: 'Back to sign in' }).click();
  await page.getByRole('textbox', { name: 'Account', exact: true }).fill(REVIEWER);
  await page.getByLabel('Password').fill(DEMO_PASSWORD);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tab', { name: /^Pending/ })).toBeVisible({ timeout: 60_000 });
  await openTravelTab(page);
  const form = page.getByRole('form', { name: 'Make the travel pack' });
  await form.getByLabel('Pack passphrase', { exact: true }).fill('too short');
  await form.getByLabel('Pack passphrase again').fill('too short');
  await form.getByLabel('Your password').fill(DEMO_PASSWORD);
  await form.getByRole('button', { name: 'Make the travel pack' }).click();
  await expect(page.getByRole('alert')).toContainText('at least 10 characters');
  await check(page, 'refused');
});
