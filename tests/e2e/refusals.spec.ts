/** Bad input at the door, as a reviewer meets it: each a sentence in their language, nothing half done. */
import type { Page } from '@playwright/test';
import { expect, test } from './desk.ts';
import { pendingTab, REVIEWER, signIn } from './reviewer.ts';

test.use({ gatewayOptions: { units: 60, seed: 5 } });

async function attempt(page: Page, account: string, password: string): Promise<void> {
  await page.getByRole('textbox', { name: '账号', exact: true }).fill(account);
  await page.getByLabel('口令').fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
}
const refusal = (page: Page) => page.getByRole('alert').filter({ hasText: /./ }).last();

test('an unknown account and a wrong password get the same sentence, the sixth try a wait', async ({
  page,
}) => {
  await page.goto('/');
  await attempt(page, 'reviewer.nowhere', 'not-the-password');
  await expect(refusal(page)).toContainText('账号或口令不正确');
  for (let time = 1; time <= 5; time++) {
    await attempt(page, 'reviewer.zhuhai', `wrong-${time}`);
    await expect(refusal(page)).toContainText(/账号或口令不正确|尝试/);
  }
  await attempt(page, 'reviewer.zhuhai', 'wrong-6');
  await expect(refusal(page)).toContainText('尝试');
  await expect(page.getByRole('region', { name: '本机已有的账号' })).toHaveCount(0);
});

test('an account without a scope has no desk', async ({ page }) => {
  await page.goto('/');
  await attempt(page, 'intake', 'demo-desk-2020');
  await expect(refusal(page)).toContainText('没有审核范围');
});

test('a captive portal is told apart from the gateway, and reviewing goes on', async ({ page, context }) => {
  const portal = {
    status: 200,
    contentType: 'text/html',
    body: '<html>Hotel network: please sign in</html>',
  };
  await context.route('**/api/v1/**', (route) => route.fulfill(portal));
  await page.goto('/');
  await attempt(page, REVIEWER, 'demo-desk-2020');
  await expect(refusal(page)).toContainText('不是');
  await context.unrouteAll();
  await signIn(page);

  // The portal comes back while reviewing: decisions stay here and go up once it is gone.
  await context.route('**/api/v1/**', (route) => route.fulfill(portal));
  await page.keyboard.press('F5');
  await expect(page.getByRole('status')).not.toContainText('在线', { timeout: 30_000 });
  await page.keyboard.press('KeyA');
  await expect(page.getByRole('status')).toContainText('已存本机');
  await context.unrouteAll();
  await page.keyboard.press('F5');
  await expect(page.getByRole('status')).toContainText('待上传 0', { timeout: 40_000 });
});

test('an unknown address is not found, in the API and beside it', async ({ page, gateway }) => {
  const api = await page.request.get(`${gateway.origin}/api/v1/nothing-here`);
  expect(api.status()).toBe(404);
  expect(await api.json()).toMatchObject({ type: 'urn:expo-review-desk:not-found' });
  for (const path of ['/nothing-here', '/assets/..%5c..%5cpackage.json', '/%2e%2e/package.json']) {
    expect((await page.request.get(`${gateway.origin}${path}`)).status(), path).toBe(404);
  }
  await page.goto('/#/nothing-here');
  await signIn(page);
  await expect(pendingTab(page)).toBeVisible();
});
