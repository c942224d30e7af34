/** The browser clears the origin under an open desk, as Chromium does when the disk is nearly full. */
import { expect, test } from './desk.ts';
import { shown, signIn, strip } from './reviewer.ts';

test('says of no decision that it is saved once the browser has cleared the journal', async ({
  page,
  context,
  gateway,
}) => {
  await page.goto('/');
  await signIn(page);
  const kept = await shown(page).innerText();
  await page.keyboard.press('KeyA');
  await expect(strip(page)).toContainText(`「${kept}」已存本机`);
  await expect(page.getByText('浏览器未承诺长期保存数据')).toBeVisible();

  const devtools = await context.newCDPSession(page);
  await devtools.send('Storage.clearDataForOrigin', { origin: gateway.origin, storageTypes: 'all' });
  await expect(shown(page)).not.toHaveText(kept);
  const lost = await shown(page).innerText();
  await page.keyboard.press('KeyA');
  await expect(page.getByText('本机日志写入失败')).toBeVisible();
  await expect(strip(page)).not.toContainText(`「${lost}」已存本机`);
});
