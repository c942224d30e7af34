/** No word of the other language stands on any screen: what is no data of the fair comes from the dictionary. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { read, utils } from 'xlsx';
import { z } from 'zod';
import { expect, test } from './desk.ts';
import { GatewayApi } from './gatewayApi.ts';
import { REVIEWER, signIn } from './reviewer.ts';

test.use({ gatewayOptions: { units: 300, seed: 33 } });
test.setTimeout(300_000);

/** Two frames: what a click changes is drawn by then. A network at rest never comes while pictures are fetched ahead. */
const painted = (page: Page) =>
  page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));

const LIST = join(import.meta.dirname, '../workbooks/fixtures/libreoffice-messy.xls');
/** Characters, and the punctuation that goes with them. */
const CHINESE = /[\p{Script=Han}\u3001\u3002\u300a-\u300d\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f]+/gu;
/** Words, not the letters of a code that has been cut or masked, nor the name of a workstation. */
const ENGLISH = /(?<![\dA-Za-z*…-])[A-Za-z]{2,}(?![\dA-Za-z*…-])/g;

/** Names of keys, files and programs, and what a language calls itself: the same in both. */
const IN_BOTH = new Set([
  ...['VIP', 'Excel', 'WPS', 'Word', 'Chromium', 'Electron', 'EN', 'English', 'PDF', 'HTML', 'GB', 'UTF'],
  ...['xlsx', 'xls', 'ods', 'csv', 'zip', 'jpg', 'png', 'MB', 'KB', 'Ctrl', 'Shift', 'Alt', 'Enter', 'Esc'],
  ...[
    'Delete',
    'Home',
    'End',
    'PgUp',
    'PgDn',
    'Space',
    'ENTER',
    'PageUp',
    'PageDown',
    'Tab',
    'lx',
    'https',
    'desk',
    'example',
    'cn',
    'name',
  ],
]);

/** Every text that can be seen or is read out. */
async function textsOn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node instanceof Element ? node : node.parentElement;
      if (!element?.checkVisibility({ visibilityProperty: true })) continue;
      // The library names its icons in English, whatever the language; none of them stands alone.
      if (element.closest('script, style, textarea, .anticon')) continue;
      if (node instanceof Element) {
        for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-description'])
          if (node.hasAttribute(name)) found.push(node.getAttribute(name) ?? '');
      } else found.push(node.nodeValue ?? '');
    }
    return found.map((text) => text.trim()).filter((text) => text !== '');
  });
}

/** What the fair's people, units and files bring along, in whatever language they are. */
async function dataOf(origin: string): Promise<string> {
  const api = await GatewayApi.signIn(origin, REVIEWER);
  const items = JSON.stringify([...(await api.submissions()).values()]);
  const reports = await Promise.all(
    ['deals', 'contacts'].map((what) => api.call('GET', `/editions/ciie-3/${what}`, z.unknown())),
  );
  const book = read(await readFile(LIST));
  const cells = book.SheetNames.map((name) => [name, utils.sheet_to_csv(book.Sheets[name] ?? {})]);
  return `${items} ${JSON.stringify([reports, cells])} 广州市分团审核员 中文 libreoffice-messy.xls 图片 表头`;
}

/** Walks through the desk and calls `look` wherever something new is on screen. */
async function walk(page: Page, look: (where: string) => Promise<void>): Promise<void> {
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const dialog = page.getByRole('dialog');
  const opened = async (where: string) => {
    await expect(dialog).toBeVisible();
    await look(where);
    await press('Escape');
    await expect(dialog).toBeHidden();
  };
  const landed = () => expect(page.getByRole('grid').getByRole('row').nth(2)).toBeVisible();
  const tabs = async (screen: string) => {
    const all = page.getByRole('tablist').last().getByRole('tab');
    for (let at = 0; at < (await all.count()); at++) {
      await all.nth(at).click();
      await expect(all.nth(at)).toHaveAttribute('aria-selected', 'true');
      await painted(page);
      await look(`${screen}, tab ${at + 1}`);
    }
  };
  await landed();
  await look('units');
  await press('KeyX', 'Digit1');
  await look('units, reasons');
  await press('Escape', 'Enter');
  await look('units, focus mode');
  await press('Escape', 'KeyH');
  await opened('history');
  await press('Control+KeyA');
  await look('units, selection');
  await press('Control+Delete');
  await opened('units, batch');
  await press('Control+Enter');
  await opened('units, batch approval');
  await press('Escape');
  await tabs('units');
  await press('Control+Digit2');
  await landed();
  await look('attendees');
  await press('KeyX');
  await look('attendees, reasons');
  await press('Escape');
  await press('Digit3');
  await tabs('attendees');
  await press('KeyW');
  await look('attendees, wall');
  await press('KeyW');
  await press('Control+Digit3');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await look('import');
  await page.locator('input[type=file]').first().setInputFiles(LIST);
  await expect(page.getByRole('combobox').first()).toBeVisible();
  await look('import, columns');
  await page.getByRole('button', { name: /^(匹配|Match)/ }).click();
  await expect(page.getByRole('tablist', { name: /结果|Outcome/ })).toBeVisible();
  await look('import, preview');
  await press('Control+Digit4');
  await tabs('sync');
  await press('Control+Digit5');
  await expect(page.getByRole('img').first()).toBeVisible();
  await tabs('progress');
  await press('Control+Digit6');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await look('export');
  await press('Control+Digit7');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await look('settings');
  await press('F1');
  await opened('keys');
  await press('Control+KeyK');
  await opened('commands');
  await press('Control+KeyH');
  await opened('last acts');
  await press('Control+KeyL');
  await expect(page.getByRole('form')).toBeVisible();
  await look('locked');
}

test('in English nothing is Chinese but the fair’s data', async ({ page, gateway }) => {
  const data = await dataOf(gateway.origin);
  await page.goto('/');
  await signIn(page);
  await page.getByRole('button', { name: /English/ }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  const strays = new Set<string>();
  let seen = 0;
  await walk(page, async (where) => {
    const texts = await textsOn(page);
    seen += texts.length;
    for (const text of texts)
      for (const [run] of text.matchAll(CHINESE)) if (!data.includes(run)) strays.add(`${where}: ${text}`);
  });
  expect([...strays]).toEqual([]);
  expect(seen).toBeGreaterThan(2_000);
});

test('in Chinese nothing is English but keys, programs and the fair’s data', async ({ page, gateway }) => {
  const data = await dataOf(gateway.origin);
  await page.goto('/');
  await signIn(page);
  const strays = new Set<string>();
  await walk(page, async (where) => {
    for (const text of await textsOn(page))
      for (const [word] of text.matchAll(ENGLISH))
        if (!IN_BOTH.has(word) && !data.includes(word)) strays.add(`${where}: ${word} in «${text}»`);
  });
  expect([...strays]).toEqual([]);
});
