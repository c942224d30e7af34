/** Lock and unlock in one page: deciding goes on, is saved, survives a reload, and goes up once. */
import { expect, test } from './desk.ts';
import { GatewayApi } from './gatewayApi.ts';
import { countOf, expectToUpload, shown, signIn, strip } from './reviewer.ts';

test.use({ gatewayOptions: { units: 120, seed: 9 } });

test('three rounds of lock, unlock and decide', async ({ page, gateway }) => {
  const before = (await (await GatewayApi.signIn(gateway.origin, 'intake')).outcomes()).length;
  await page.goto('/');
  await signIn(page);
  const pending = await countOf(page, '待审');
  for (let round = 1; round <= 3; round++) {
    const name = await shown(page).innerText();
    for (const key of ['KeyX', 'Digit3', 'Enter']) await page.keyboard.press(key);
    await expect(strip(page)).toContainText(`「${name}」`);
    await expect(strip(page)).toContainText('已存本机');
    await page.keyboard.press('Control+KeyL');
    await expect(page.getByRole('form', { name: '解锁' })).toBeVisible();
    expect(await page.locator('body').innerText()).not.toContain(name);
    await signIn(page);
    await expect.poll(() => countOf(page, '待审')).toBe(pending - round);
  }
  await page.reload();
  await signIn(page);
  await expect.poll(() => countOf(page, '待审')).toBe(pending - 3);
  await expectToUpload(page, 0);
  const outcomes = (await (await GatewayApi.signIn(gateway.origin, 'intake')).outcomes()).slice(before);
  expect(outcomes.map((outcome) => outcome.verdict)).toEqual(['reject', 'reject', 'reject']);
});
