/** Pictures: marked with who looks and when, keys only while they have the focus, a second one beside, fetched ahead. */
import type { Page } from '@playwright/test';
import { amend, unitsOf } from './colleague.ts';
import { expect, test } from './desk.ts';
import { GatewayApi } from './gatewayApi.ts';
import { shown, signIn } from './reviewer.ts';

test.use({ gatewayOptions: { units: 120, seed: 31 } });
test.setTimeout(120_000);

const detail = (page: Page) => page.getByRole('complementary', { name: '详情' });
const frame = (page: Page) => detail(page).getByRole('region', { name: /图片查看器/ });
const pixels = (page: Page, at = 0) =>
  detail(page)
    .locator('canvas')
    .nth(at)
    .evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());

declare global {
  interface Window {
    drawnTexts: string[];
  }
}

test('every picture is drawn with account and minute on the same canvas', async ({ page }) => {
  await page.addInitScript(() => {
    window.drawnTexts = [];
    const { prototype } = CanvasRenderingContext2D;
    const fillText = prototype.fillText;
    prototype.fillText = function (text, x, y) {
      window.drawnTexts.push(text);
      fillText.call(this, text, x, y);
    };
  });
  await page.goto('/');
  await signIn(page);
  await expect(detail(page).locator('canvas')).toHaveCount(1, { timeout: 30_000 });
  const marks = () => page.evaluate(() => [...new Set(window.drawnTexts)]);
  await expect
    .poll(marks)
    .toContainEqual(expect.stringMatching(/^reviewer\.guangzhou \d{4}-\d\d-\d\d \d\d:\d\d$/));
  // Large, and a person's photo as well; nowhere is there a picture without.
  await page.evaluate(() => {
    window.drawnTexts = [];
  });
  await page.keyboard.press('KeyL');
  await expect(frame(page)).toBeVisible();
  await expect.poll(marks).not.toEqual([]);
  await page.keyboard.press('Control+Digit2');
  await page.evaluate(() => {
    window.drawnTexts = [];
  });
  await page.keyboard.press('ArrowDown');
  await expect.poll(marks, { timeout: 30_000 }).not.toEqual([]);
  await expect(page.locator('img')).toHaveCount(0);
});

test('the viewer has its keys only while it has the focus', async ({ page }) => {
  await page.goto('/');
  await signIn(page);
  const name = await shown(page).innerText();
  await page.keyboard.press('KeyL');
  await expect(frame(page)).toBeFocused();
  await expect(detail(page).locator('canvas')).toBeVisible({ timeout: 30_000 });
  const fitted = await pixels(page);
  await page.keyboard.press('Shift+Equal');
  await page.keyboard.press('Shift+Equal');
  await expect.poll(() => pixels(page)).not.toBe(fitted);
  const zoomed = await pixels(page);
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => pixels(page)).not.toBe(zoomed);
  await expect(shown(page)).toHaveText(name);
  await page.keyboard.press('Digit0');
  await expect.poll(() => pixels(page)).toBe(fitted);
  await page.keyboard.press('KeyR');
  await expect.poll(() => pixels(page)).not.toBe(fitted);
  // Zoomed at the pointer: what lies under it stays, which no zoom at the centre would give.
  await page.keyboard.press('Digit0');
  const box = await frame(page).boundingBox();
  if (!box) throw new Error('the viewer has no box');
  await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.5);
  await page.mouse.wheel(0, -100);
  const atCentre = await pixels(page);
  await page.keyboard.press('Digit0');
  await page.mouse.move(box.x + box.width * 0.2, box.y + box.height * 0.4);
  await page.mouse.wheel(0, -100);
  await expect.poll(() => pixels(page)).not.toBe(atCentre);

  // Without the focus the arrows belong to the list, and R to nobody.
  await page.keyboard.press('Escape');
  await page.keyboard.press('ArrowDown');
  await expect(shown(page)).not.toHaveText(name);
});

test('C puts the former version beside the picture', async ({ page, gateway }) => {
  await page.goto('/');
  await signIn(page);
  const name = await shown(page).innerText();
  await amend(gateway.origin, name, '广州市换图路 3 号');
  await page.keyboard.press('F5');
  await expect(page.getByRole('alert').filter({ hasText: '请核对变化后再决定' })).toBeVisible({
    timeout: 30_000,
  });
  await page.keyboard.press('KeyL');
  await expect(frame(page)).toBeFocused();
  await page.keyboard.press('KeyC');
  await expect(detail(page).getByRole('img', { name: '本件第 1 版' })).toBeVisible({ timeout: 30_000 });
  expect(await pixels(page, 0)).not.toBe(await pixels(page, 1));
  await page.keyboard.press('KeyC');
  await expect(detail(page).locator('canvas')).toHaveCount(1);
});

test('pictures of the next three are there before they are asked for', async ({ page, context, gateway }) => {
  const asked = new Set<string>();
  page.on('requestfinished', (request) => {
    const full = /\/images\/([0-9a-f]+)\/full$/.exec(request.url());
    if (full?.[1]) asked.add(full[1]);
  });
  const api = await GatewayApi.signIn(gateway.origin, 'reviewer.guangzhou');
  const units = [...(await unitsOf(api)).values()];
  await page.goto('/');
  await signIn(page);
  await expect(shown(page)).toBeVisible();
  const rows = await page.getByRole('grid').getByRole('row').allInnerTexts();
  const listed = rows.flatMap((text) => {
    const unit = units.find(({ material }) => text.includes(material.unitName));
    return unit ? [unit] : [];
  });
  const licences = listed.slice(1, 4).flatMap(({ images }) => images.qualificationDocument ?? []);
  expect(licences.length).toBeGreaterThan(0);
  await expect.poll(() => licences.filter((licence) => !asked.has(licence)), { timeout: 30_000 }).toEqual([]);
  await context.setOffline(true);
  await page.keyboard.press('KeyL');
  for (const { material, images } of listed.slice(1, 4)) {
    await page.keyboard.press(']');
    await expect(shown(page)).toHaveText(material.unitName);
    if (images.qualificationDocument === undefined) continue;
    await expect(detail(page).getByRole('img', { name: /单位资质文件/ })).toBeVisible();
  }
  // What nobody has come near is not here: it is not the whole list that was fetched.
  await page.keyboard.press('End');
  await expect(detail(page)).toContainText('离线，本机没有此图');
});
