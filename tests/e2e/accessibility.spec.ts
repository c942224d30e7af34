/** axe finds nothing on any screen, in both languages, light and dark: normal, empty, dialog and error states. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './desk.ts';
import { signIn } from './reviewer.ts';

test.use({ gatewayOptions: { units: 120, seed: 5 } });
test.setTimeout(240_000);

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

async function check(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  const told = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
  );
  expect.soft(told, where).toEqual([]);
}

/** The landing screen is there, whatever its language. */
const landed = (page: Page) => expect(page.getByRole('grid').getByRole('row').nth(2)).toBeVisible();

const LOOKS = [
  { language: 'zh', appearance: { theme: 'light', isRoomy: false } },
  { language: 'en', appearance: { theme: 'light', isRoomy: false } },
  { language: 'zh', appearance: { theme: 'dark', isRoomy: true } },
] as const;

for (const { language, appearance } of LOOKS) {
  test(`every screen in ${language}, ${appearance.theme}`, async ({ page }) => {
    await page.addInitScript(
      (chosen) => localStorage.setItem('desk.appearance', JSON.stringify(chosen)),
      appearance,
    );
    await page.goto('/');
    await check(page, 'sign-in (zh)');
    await page.getByLabel('口令').fill('not-the-password');
    await page.getByRole('textbox', { name: '账号', exact: true }).fill('reviewer.guangzhou');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert').filter({ hasText: /./ }).first()).toBeVisible();
    await check(page, 'sign-in refused (zh)');
    await signIn(page);
    if (language === 'en') {
      await page.getByRole('button', { name: /English/ }).click();
      await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    }
    await landed(page);
    await check(page, 'units');
    await page.keyboard.press('KeyX');
    await check(page, 'units, rejecting');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await check(page, 'units, focus mode');
    await page.keyboard.press('Escape');
    await page.getByRole('searchbox').fill('zzzz-nothing-matches');
    await check(page, 'units, no match');
    await page.getByRole('searchbox').fill('');
    await page.getByRole('searchbox').press('Escape');
    await landed(page);
    await page.keyboard.press('Control+KeyA');
    await expect(page.getByRole('button', { name: /Ctrl\+Delete|^驳回|^Reject/ }).last()).toBeVisible();
    await page.keyboard.press('Control+Delete');
    await expect(page.getByRole('dialog')).toBeVisible();
    await check(page, 'units, batch dialog');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Digit2');
    await landed(page);
    await check(page, 'attendees');
    await page.keyboard.press('KeyX');
    await check(page, 'attendees, returning');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Digit3');
    await page.keyboard.press('Control+Digit4');
    await check(page, 'sync centre');
    await page.keyboard.press('Control+Digit7');
    await check(page, 'settings');
    await page.keyboard.press('F1');
    await check(page, 'keys of the screen');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+KeyK');
    await check(page, 'commands');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+KeyL');
    await expect(page.getByRole('form')).toBeVisible();
    await check(page, 'locked');
  });
}
