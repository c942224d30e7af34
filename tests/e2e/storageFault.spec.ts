/** IndexedDB fails in a real browser: reviewing goes on, a reload changes nothing, and the reviewer's word ends it. */
import type { Page } from '@playwright/test';
import { expect, test } from './desk.ts';
import { GatewayApi } from './gatewayApi.ts';
import { expectToUpload, shown, signIn, strip } from './reviewer.ts';

test.use({ gatewayOptions: { units: 120, seed: 11 } });

/**
 * From now on every transaction of the desk that writes aborts, as on a disk without room. Writes are caught
 * at the object stores, for an open Dexie keeps the `transaction` it was opened with.
 */
async function failDatabases(page: Page): Promise<void> {
  const desk = page.workers().find((worker) => worker.url().includes('desk.worker'));
  if (!desk) throw new Error('the desk’s worker is not there');
  await desk.evaluate(() => {
    const stores = IDBObjectStore.prototype;
    for (const name of ['put', 'add', 'delete', 'clear'] as const) {
      const write = stores[name] as (...values: unknown[]) => IDBRequest;
      Reflect.set(stores, name, function (this: IDBObjectStore, ...values: unknown[]) {
        const request = write.apply(this, values);
        this.transaction.abort();
        return request;
      });
    }
  });
}

async function reject(page: Page): Promise<string> {
  const name = await shown(page).innerText();
  for (const key of ['KeyX', 'Digit3', 'Enter']) await page.keyboard.press(key);
  await expect(strip(page)).toContainText(`「${name}」`);
  await expect(strip(page)).toContainText('已存本机');
  return name;
}

test('decisions are saved, nothing is sent, and all goes up once the restart is confirmed', async ({
  page,
  gateway,
}) => {
  const outcomes = async () => (await GatewayApi.signIn(gateway.origin, 'intake')).outcomes();
  const before = (await outcomes()).length;
  await page.goto('/');
  await signIn(page);
  await failDatabases(page);
  await reject(page);
  const notice = page.getByRole('region', { name: '通知' }).getByText('本机存储出错');
  await expect(notice).toBeVisible();
  await reject(page);
  await page.getByRole('button', { name: /English/ }).click();
  await expect(page.getByRole('button', { name: 'The browser was closed completely' })).toBeVisible();
  await page.getByRole('button', { name: /中文/ }).click();

  // Their time to be taken back runs out, and still nothing goes up.
  await expect(strip(page)).not.toContainText('秒后上传', { timeout: 30_000 });
  // A reload is not a restart: the same browser may still lose what it acknowledges.
  await page.reload();
  await signIn(page);
  await expect(notice).toBeVisible();
  await expectToUpload(page, 2);
  expect(await outcomes()).toHaveLength(before);

  await page.getByRole('button', { name: '浏览器已完全关闭过' }).click();
  await expect(notice).toBeHidden();
  await expectToUpload(page, 0);
  expect((await outcomes()).slice(before).map(({ verdict }) => verdict)).toEqual(['reject', 'reject']);
});
