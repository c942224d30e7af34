/** What a reviewer does at the desk, by what they see: names and keys, in Chinese. */
import { expect, type Page } from '@playwright/test';
import { DEMO_PASSWORD } from './gatewayApi.ts';

export const REVIEWER = 'reviewer.guangzhou';

/** Signs in or unlocks and waits for the landing screen, which a large scope makes wait. */
export async function signIn(page: Page, account = REVIEWER, timeout = 60_000): Promise<void> {
  await page.getByRole('textbox', { name: '账号', exact: true }).fill(account);
  await page.getByLabel('口令').fill(DEMO_PASSWORD);
  await page.keyboard.press('Enter');
  await expect(pendingTab(page)).toBeVisible({ timeout });
}

export const pendingTab = (page: Page) => page.getByRole('tab', { name: /^待审/ });
export const strip = (page: Page) => page.getByRole('status');

/** The number on a queue's tab. */
export async function countOf(page: Page, queue: string): Promise<number> {
  const text = await page.getByRole('tab', { name: new RegExp(`^${queue}`) }).innerText();
  return Number(text.replace(/[^\d]/g, ''));
}

/** The name of the submission the detail pane shows. */
export const shown = (page: Page) =>
  page.getByRole('complementary', { name: '详情' }).getByRole('heading', { level: 2 });

/** Waits until the strip says so many decisions wait for the gateway. */
export async function expectToUpload(page: Page, count: number): Promise<void> {
  await expect(strip(page)).toContainText(new RegExp(`待上传 ${count}(?!\\d)`), { timeout: 60_000 });
}

/** Waits until the page opens without a network: in a browser its service worker has it, the desktop brings it along. */
export async function openableOffline(page: Page): Promise<void> {
  if (page.url().startsWith('http'))
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
}
