/** A reviewer's main work without a mouse: in, approve, reject, batch, sync centre, round the regions, lock. */
import type { Page } from '@playwright/test';
import { expect, test } from './desk.ts';
import { DEMO_PASSWORD } from './gatewayApi.ts';
import { expectToUpload, pendingTab, REVIEWER, shown, strip } from './reviewer.ts';

test.use({ gatewayOptions: { units: 120, seed: 23 } });

/** Tabs until what has the focus bears this name; a keyboard has no shorter way to a button. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let step = 0; step < 80; step++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const at = document.activeElement;
      return at?.getAttribute('aria-label') ?? (at instanceof HTMLElement ? at.innerText : '');
    });
    if (name.test(focused)) return;
  }
  throw new Error(`Tab never reached ${name}`);
}

/** The region that has the focus: its accessible name, or what it is. */
const region = (page: Page) =>
  page.evaluate(() => {
    const at = document.activeElement?.closest('[data-f6]');
    return at ? `${at.tagName} ${at.getAttribute('aria-label') ?? at.getAttribute('role') ?? ''}` : 'none';
  });

test('from sign-in to lock', async ({ page }) => {
  // Whoever touches the mouse here breaks the test.
  const forbidden = () => {
    throw new Error('no mouse');
  };
  page.mouse.click = forbidden;
  page.mouse.move = forbidden;

  await page.goto('/');
  await expect(page.getByRole('textbox', { name: '账号', exact: true })).toBeFocused();
  await page.keyboard.type(REVIEWER);
  await page.keyboard.press('Tab');
  await page.keyboard.type(DEMO_PASSWORD);
  await page.keyboard.press('Enter');
  await expect(pendingTab(page)).toBeVisible({ timeout: 60_000 });

  // Approve, reject with a reason, take it back.
  const first = await shown(page).innerText();
  await page.keyboard.press('KeyA');
  await expect(shown(page)).not.toHaveText(first);
  const second = await shown(page).innerText();
  for (const key of ['KeyX', 'Digit3', 'Enter']) await page.keyboard.press(key);
  await expect(strip(page)).toContainText(`驳回「${second}」`);
  await expectToUpload(page, 2);
  await page.keyboard.press('KeyZ');
  await expect(shown(page)).toHaveText(second);

  // A batch over three rows, and one over all with its dialog.
  for (const key of ['Space', 'Shift+ArrowDown', 'Shift+ArrowDown']) await page.keyboard.press(key);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/成功 \d+ · 失败 0/).first()).toBeVisible();
  await page.keyboard.press('KeyZ');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+KeyA');
  await page.keyboard.press('Control+Delete');
  await expect(page.getByRole('dialog')).toBeVisible();
  await tabTo(page, /资质文件不清晰/);
  await page.keyboard.press('Space');
  await tabTo(page, /^驳回 \d+ 个单位/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('KeyZ');

  // Round the regions with F6, and through the tabs of the sync centre.
  const regions = new Set<string>();
  for (let step = 0; step < 8; step++) {
    await page.keyboard.press('F6');
    regions.add(await region(page));
  }
  expect(regions.has('none')).toBe(false);
  expect(regions.size).toBeGreaterThanOrEqual(4);
  await page.keyboard.press('Control+Digit4');
  await expect(page.getByRole('tab', { name: /^待上传/ })).toBeVisible();
  await tabTo(page, /^全部决定/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tab', { name: /^全部决定/ })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('row').filter({ hasText: first })).toBeVisible();

  // The command list, and out.
  await page.keyboard.press('Control+KeyK');
  await page.keyboard.type('锁定');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('form')).toBeVisible();
  await expect(page.getByLabel('口令')).toBeFocused();
  await page.keyboard.type(DEMO_PASSWORD);
  await page.keyboard.press('Enter');
  await expect(
    pendingTab(page)
      .or(page.getByRole('tab', { name: /^全部决定/ }))
      .first(),
  ).toBeVisible();
});
