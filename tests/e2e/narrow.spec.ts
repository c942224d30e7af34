/** At 960 px every screen fits: no sideways scrolling, nothing cut off, the detail in a drawer. */
import type { Page } from '@playwright/test';
import { check } from './axe.ts';
import { expect, test } from './desk.ts';
import { signIn } from './reviewer.ts';

test.use({
  gatewayOptions: { units: 60, seed: 5 },
  viewport: { width: 960, height: 720 },
  contextOptions: { reducedMotion: 'reduce' },
});
test.setTimeout(180_000);

/** What reaches over the window's edge or is clipped by its own box; what a region scrolls is left out. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const page = document.scrollingElement;
    if (page && page.scrollWidth > innerWidth) found.push(`page: ${page.scrollWidth}`);
    const isScrolled = (element: Element): boolean => {
      for (let at: Element | null = element.parentElement; at; at = at.parentElement) {
        const { overflowX } = getComputedStyle(at);
        if (overflowX === 'auto' || overflowX === 'scroll') return at.scrollWidth > at.clientWidth;
        if (at.getAttribute('role') === 'grid' || at.getAttribute('role') === 'treegrid') return true;
      }
      return false;
    };
    for (const grid of document.querySelectorAll('[role="grid"], [role="treegrid"]')) {
      const rows = grid.querySelectorAll('[role="row"][row-index]');
      const headers = [...grid.querySelectorAll('[role="columnheader"]')];
      const edge = rows[0]?.getBoundingClientRect().right ?? innerWidth;
      const last = Math.max(0, ...headers.map((header) => header.getBoundingClientRect().right));
      if (last > edge + 1) found.push(`a column ends at ${last}, the rows at ${edge}`);
    }
    const wanted = 'button, a[href], input, textarea, [role="tab"], [role="combobox"], h1, h2, h3, label, th';
    for (const element of document.querySelectorAll<HTMLElement>(wanted)) {
      const box = element.getBoundingClientRect();
      const style = getComputedStyle(element);
      if (box.width < 2 || style.visibility === 'hidden' || element.closest('.visually-hidden')) continue;
      const name = `${element.tagName} ${(element.getAttribute('aria-label') ?? element.innerText).slice(0, 40)}`;
      const isOutside = box.right > innerWidth + 1 || box.left < -1;
      if (isOutside && !isScrolled(element)) found.push(`outside: ${name}`);
      const isClipped = element.tagName === 'BUTTON' && element.scrollWidth > element.clientWidth + 1;
      if (isClipped && style.overflowX !== 'visible') found.push(`clipped: ${name}`);
    }
    return found;
  });
}

async function fits(page: Page, where: string): Promise<void> {
  // What was just opened may still be drawn.
  await expect.soft.poll(() => cutOff(page), { message: where, timeout: 5_000 }).toEqual([]);
}

for (const language of ['zh', 'en'] as const) {
  test(`every screen in ${language}`, async ({ page }) => {
    await page.goto('/');
    await fits(page, 'sign-in');
    await signIn(page);
    if (language === 'en') {
      await page.getByRole('button', { name: /English/ }).click();
      await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    }
    const grid = page.getByRole('grid');
    await expect(grid.getByRole('row').nth(2)).toBeVisible();
    await fits(page, 'units');
    const detail = page.getByRole('complementary', { name: /^(详情|Details?)$/ });
    await expect(detail).toBeHidden();
    await grid.getByRole('row').nth(2).getByRole('gridcell').nth(3).click();
    await expect(detail).toBeVisible();
    await expect(detail.getByRole('heading', { level: 2 })).toBeInViewport({ ratio: 1 });
    await fits(page, 'units, drawer');
    await check(page, `units at 960 px (${language})`);
    await page.keyboard.press('KeyX');
    await fits(page, 'units, rejecting in the drawer');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await expect(detail).toBeHidden();
    await page.keyboard.press('Enter');
    await fits(page, 'focus mode');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+KeyA');
    await fits(page, 'units, all selected');
    await page.keyboard.press('Control+Delete');
    await expect(page.getByRole('dialog')).toBeVisible();
    await fits(page, 'batch dialog');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    for (const [digit, name] of [
      ['Digit2', 'attendees'],
      ['Digit3', 'import'],
      ['Digit4', 'sync centre'],
      ['Digit5', 'progress'],
      ['Digit6', 'export'],
      ['Digit7', 'settings'],
    ] as const) {
      await page.keyboard.press(`Control+${digit}`);
      await expect(page.getByRole('main').getByRole('heading').first()).toBeAttached();
      await fits(page, name);
    }
    await page.keyboard.press('F1');
    await expect(page.getByRole('dialog')).toBeVisible();
    await fits(page, 'keys');
  });
}

test('nothing moves for who wants no motion', async ({ page }) => {
  await page.goto('/');
  await signIn(page);
  const moving = await page.evaluate(() =>
    [...document.querySelectorAll('*')]
      .filter((element) => {
        const { transitionDuration, animationDuration } = getComputedStyle(element);
        const longest = `${transitionDuration}, ${animationDuration}`
          .split(', ')
          .map((text) => Number.parseFloat(text) * (text.endsWith('ms') ? 1 : 1000));
        return Math.max(...longest) > 10;
      })
      .map((element) => `${element.tagName}.${element.className}`),
  );
  expect(moving).toEqual([]);
});
