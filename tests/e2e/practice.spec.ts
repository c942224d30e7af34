/** The practice: the real desk on sample data, from the door or from the settings, that leaves no trace. */
import type { Page } from '@playwright/test';
import { check } from './axe.ts';
import { expect, test } from './desk.ts';
import { shown, signIn, strip } from './reviewer.ts';

test.use({ gatewayOptions: { units: 60, seed: 3 } });

const bar = (page: Page) => page.getByRole('complementary', { name: '练习' });
const task = (page: Page, name: RegExp) => bar(page).getByRole('listitem').filter({ hasText: name });

/** What this machine keeps of the page. */
const traces = (page: Page) =>
  page.evaluate(async () => ({
    databases: (await indexedDB.databases()).map(({ name }) => name).sort(),
    local: Object.entries(localStorage).sort(),
    session: sessionStorage.length,
  }));

test('all tasks by keys from the sign-in screen; nothing is sent, nothing is left', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('form')).toBeVisible();
  const before = await traces(page);
  const sent: string[] = [];
  page.on('request', (request) => sent.push(new URL(request.url()).pathname));
  await page.getByRole('button', { name: '练习五分钟' }).click();
  await expect(shown(page)).toBeVisible({ timeout: 30_000 });
  await expect(bar(page)).toContainText('不会上传');
  await check(page, 'practice');

  const first = await shown(page).innerText();
  await page.keyboard.press('KeyA');
  await expect(task(page, /通过一个单位/)).toContainText('已完成');
  await expect(shown(page)).not.toHaveText(first);
  const second = await shown(page).innerText();
  for (const key of ['KeyX', 'Digit3', 'Enter']) await page.keyboard.press(key);
  await expect(task(page, /驳回/)).toContainText('已完成');
  await page.keyboard.press('KeyZ');
  await expect(task(page, /撤销/)).toContainText('已完成');
  await expect(shown(page)).toHaveText(second);
  await page.keyboard.press('Slash');
  await page.keyboard.type('lxsh');
  await expect(task(page, /搜索/)).toContainText('已完成');
  await page.keyboard.press('Escape');
  await page.getByRole('searchbox').fill('');
  await page.getByRole('searchbox').press('Escape');
  // All of what is on screen: the list without the search has to be there first.
  await expect(page.getByText('筛选后 11 ')).toBeVisible();
  await page.keyboard.press('Control+KeyA');
  await page.keyboard.press('Control+Enter');
  await expect(task(page, /批量/)).toContainText('已完成', { timeout: 30_000 });
  await expect(bar(page)).toContainText('全部完成');
  for (const screen of ['Digit2', 'Digit4', 'Digit7']) {
    await page.keyboard.press(`Control+${screen}`);
    await expect(bar(page)).toBeVisible();
  }
  await bar(page).getByRole('button', { name: '离开练习' }).click();
  await expect(page.getByRole('form')).toBeVisible();
  expect(sent.filter((path) => path.includes('/editions/practice'))).toEqual([]);
  expect(sent.filter((path) => path.includes('/decisions'))).toEqual([]);
  expect(await traces(page)).toEqual(before);
});

test('from the settings, beside a desk with decisions of its own', async ({ page }) => {
  await page.goto('/');
  await signIn(page);
  await expect(shown(page)).toBeVisible();
  const real = await shown(page).innerText();
  await page.keyboard.press('KeyA');
  await expect(strip(page)).toContainText(real);
  await page.keyboard.press('Control+Digit7');
  await page.getByRole('button', { name: '练习五分钟' }).click();
  await expect(shown(page)).toContainText('练习', { timeout: 30_000 });
  await expect(strip(page)).not.toContainText(real);
  await page.keyboard.press('KeyA');
  await expect(task(page, /通过一个单位/)).toContainText('已完成');
  await bar(page).getByRole('button', { name: '离开练习' }).click();
  await expect(page.getByRole('heading', { name: '设置', level: 1 })).toBeVisible();
  await expect(strip(page)).toContainText(`通过「${real}」`);

  // Locking the practice is leaving it; the real desk stays as it was.
  await page.getByRole('button', { name: '练习五分钟' }).click();
  await expect(bar(page)).toBeVisible({ timeout: 30_000 });
  await page.keyboard.press('Control+KeyL');
  await expect(page.getByRole('heading', { name: '设置', level: 1 })).toBeVisible();
});

test('hints are shown once for an account and take no key away', async ({ page }) => {
  await page.goto('/');
  await signIn(page, 'reviewer2.guangzhou');
  const hint = page.getByRole('region', { name: '提示', exact: true });
  await expect(hint).toContainText('按 A 通过');
  const name = await shown(page).innerText();
  await page.keyboard.press('KeyJ');
  await expect(shown(page)).not.toHaveText(name);
  await hint.getByRole('button', { name: '知道了' }).click();
  await expect(hint).toBeHidden();
  await page.keyboard.press('Control+KeyL');
  await signIn(page, 'reviewer2.guangzhou');
  await expect(shown(page)).toBeVisible();
  await expect(hint).toBeHidden();
});
