/** Two windows of one browser: the second is told, takes over, and the first takes it back; nothing is lost. */
import type { Page } from '@playwright/test';
import { expect, test } from './desk.ts';
import { DEMO_PASSWORD, GatewayApi } from './gatewayApi.ts';
import { expectToUpload, REVIEWER, shown, signIn, strip } from './reviewer.ts';

test.use({ gatewayOptions: { units: 40, seed: 5 } });
test.setTimeout(90_000);

async function enter(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: '账号', exact: true }).fill(REVIEWER);
  await page.getByLabel('口令').fill(DEMO_PASSWORD);
  await page.keyboard.press('Enter');
}

test('a second window says where the desk is open, takes over, and is taken back', async ({
  page,
  context,
  gateway,
}) => {
  const receipts = async () => {
    const all = await (await GatewayApi.signIn(gateway.origin, REVIEWER)).receipts();
    return all.filter(({ ws }) => !ws.startsWith('demo-'));
  };
  expect(await receipts()).toEqual([]);
  await page.goto('/');
  await signIn(page);
  await page.keyboard.press('KeyA');
  await expect(strip(page)).toContainText('已存本机');

  const second = await context.newPage();
  await second.goto('/');
  await enter(second);
  await expect(second.getByRole('alert')).toContainText(/另一个窗口打开（自 \d\d:\d\d）/);
  await second.getByRole('button', { name: '在这里接管' }).click();
  await expect(second.getByRole('tab', { name: /^待审/ })).toBeVisible({ timeout: 30_000 });
  // The decision of the first window is here, and can still be taken back.
  await expect(strip(second)).toContainText('今日 已审 1');
  const next = await shown(second).innerText();
  await second.keyboard.press('KeyA');
  await expect(strip(second)).toContainText(next);

  await expect(page.getByText('另一个窗口已接管')).toBeVisible();
  await expect(page.getByRole('grid')).toHaveCount(0);
  await page.getByLabel('口令').fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: '接管回来' }).click();
  await expect(page.getByRole('tab', { name: /^待审/ })).toBeVisible({ timeout: 30_000 });
  await expect(second.getByText('另一个窗口已接管')).toBeVisible();
  await expect(strip(page)).toContainText('今日 已审 2');

  // Whoever held the desk, each decision went up once: two receipts, numbered without a gap.
  await expectToUpload(page, 0);
  const told = await receipts();
  expect(told.map(({ result }) => result)).toEqual(['applied', 'applied']);
  expect(told.map(({ n }) => n)).toEqual([1, 2]);
});
