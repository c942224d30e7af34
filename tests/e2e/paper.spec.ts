/** Exports on paper by a browser's own dialog: its PDF has the list masked and turned, letters a page each, nothing else. */
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from './desk.ts';
import { GatewayApi } from './gatewayApi.ts';
import { signIn } from './reviewer.ts';

test.use({ gatewayOptions: { units: 60, seed: 17 } });

const sheet = (page: Page) => page.locator('[data-print]');

/** Opens the exports of a signed-in reviewer; the dialog, which would hold everything up, is only counted. */
async function openExport(page: Page, account?: string): Promise<void> {
  await page.addInitScript(() => {
    window.print = () => Reflect.set(window, 'printed', (Reflect.get(window, 'printed') ?? 0) + 1);
  });
  await page.goto('/');
  await signIn(page, account);
  await page.keyboard.press('Control+Digit6');
}

/** What «save as PDF» of the browser's dialog would make of the page now. */
async function pdfOf(page: Page, path: string): Promise<{ text: string; info: string }> {
  await writeFile(path, await page.pdf({ preferCSSPageSize: true }));
  return {
    text: execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' }),
    info: execFileSync('pdfinfo', [path], { encoding: 'utf8' }),
  };
}

const pagesOf = (info: string) => Number(/^Pages:\s+(\d+)/m.exec(info)?.[1]);

/** Sends to paper what is chosen; the button comes back once the dialog is over. */
async function printChosen(page: Page): Promise<void> {
  await page.getByRole('button', { name: '打印', exact: true }).click();
  await expect.poll(() => page.evaluate(() => Reflect.get(window, 'printed'))).toBe(1);
}

async function endPrinting(page: Page): Promise<void> {
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await expect(sheet(page)).toHaveCount(0);
  await expect(page.getByRole('button', { name: '打印', exact: true })).toBeEnabled();
}

test('a list of people goes to paper masked, on turned and numbered pages', async ({
  page,
  gateway,
}, testInfo) => {
  const people = [
    ...(await (await GatewayApi.signIn(gateway.origin, 'reviewer.guangzhou')).submissions()).values(),
  ];
  await openExport(page);
  await page.getByRole('radio', { name: '人员名单' }).check();
  const count = Number((await page.getByText(/^[\d,]+ 行$/).innerText()).replace(/\D/g, ''));
  expect(count).toBeGreaterThan(10);
  await printChosen(page);
  await expect(sheet(page).locator('tbody tr')).toHaveCount(count);
  const { text, info } = await pdfOf(page, testInfo.outputPath('people.pdf'));
  expect(text).toContain('人员名单');
  expect(text).toContain('脱敏');
  expect(text).toMatch(/1 ?\/ ?[1-9]/);
  // The screen around it stays off the paper, and so does what was not asked for.
  expect(text).not.toContain('导出 xlsx');
  for (const item of people)
    if (item.kind === 'attendee') expect(text).not.toContain(item.material.documentNumber);
  const [, width, height] = /^Page size:\s+([\d.]+) x ([\d.]+)/m.exec(info) ?? [];
  expect(Number(width)).toBeGreaterThan(Number(height));
  await endPrinting(page);
});

test('correction letters begin a page each, and name the unit they go to', async ({ page }, testInfo) => {
  // Of all 26 sub-groups: one alone may have a single one.
  await openExport(page, 'secretariat');
  await page.getByRole('radio', { name: '补正通知' }).check();
  const count = Number((await page.getByText(/^[\d,]+ 封$/).innerText()).replace(/\D/g, ''));
  expect(count).toBeGreaterThan(1);
  await printChosen(page);
  const letters = sheet(page).locator('article');
  await expect(letters).toHaveCount(count);
  const addressees = await letters.locator('h1 + p').allTextContents();
  const { text, info } = await pdfOf(page, testInfo.outputPath('letters.pdf'));
  const pages = text.split('\f').map((each) => each.replace(/\s/g, ''));
  expect(pagesOf(info)).toBeGreaterThanOrEqual(count);
  for (const to of addressees)
    expect(
      pages.filter((each) => each.includes(to.replace(/\s/g, ''))),
      to,
    ).toHaveLength(1);
  await endPrinting(page);
});
