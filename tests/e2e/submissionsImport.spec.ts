/** A workbook of submissions that LibreOffice has written, with a zip of images: dry run, import, again, mended. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { samplePng } from '../../gateway/testing/sampleImage.ts';
import { readWorkbook } from '../../renderer/workbooks/readWorkbook.ts';
import { READ_LIMITS } from '../../shared/workbooks/readOutcome.ts';
import { zipOf } from '../workbooks/zipOf.ts';
import { expect, test } from './desk.ts';
import { DEMO_PASSWORD, GatewayApi } from './gatewayApi.ts';
import { signIn } from './reviewer.ts';

test.use({ gatewayOptions: { units: 60, seed: 31 } });
test.setTimeout(240_000);

const FIXTURE = join(import.meta.dirname, '../workbooks/fixtures/libreoffice-submissions.xlsx');
const images = (more: Parameters<typeof zipOf>[0] = []) => ({
  name: '图片.zip',
  mimeType: 'application/zip',
  buffer: Buffer.from(
    zipOf([
      { name: '执照/licence-1.png', content: new Uint8Array(samplePng(1)) },
      { name: '照片/person-1.png', content: new Uint8Array(samplePng(2)) },
      ...more,
    ]),
  ),
});

async function openPane(page: Page): Promise<void> {
  await page.keyboard.press('Control+Digit3');
  await page.getByRole('tab', { name: /^(导入登记材料|Import submissions)$/ }).click();
}

const bookInput = (page: Page) =>
  page.getByLabel(/^(选择工作簿|Choose the workbook)$/).and(page.locator('input'));
const zipInput = (page: Page) =>
  page.getByLabel(/^(选择图片或 zip|Choose images or a zip)$/).and(page.locator('input'));

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
async function check(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  const told = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
  );
  expect.soft(told, where).toEqual([]);
}

test('dry run, import, the same again, the refused rows handed back', async ({ page, gateway }) => {
  const all = async () => (await GatewayApi.signIn(gateway.origin, 'secretariat')).submissions();
  const before = await all();
  await page.goto('/');
  await signIn(page, 'secretariat');
  await openPane(page);
  await check(page, 'choose');

  // The template opens with the columns that are read.
  const template = page.waitForEvent('download');
  await page.getByRole('button', { name: '下载模板' }).click();
  const blank = await readWorkbook(
    { name: 'template.xlsx', bytes: await readFile(await (await template).path()) },
    READ_LIMITS,
  );
  expect(blank.ok && blank.sheets.map(({ name }) => name)).toEqual(['单位', '人员', '填写说明']);

  // A zip that leads out of its folder is not taken, and nothing has changed.
  await bookInput(page).setInputFiles(FIXTURE);
  await zipInput(page).setInputFiles(
    images([{ name: '../../evil.png', content: new Uint8Array(samplePng(3)) }]),
  );
  await page.getByRole('button', { name: '试运行' }).click();
  await expect(page.getByRole('alert')).toContainText('指向文件夹之外');

  await zipInput(page).setInputFiles(images());
  await page.getByRole('button', { name: '试运行' }).click();
  const report = page.getByRole('region', { name: /试运行结果/ });
  await expect(report).toContainText('新登记 4');
  await expect(report).toContainText('被拒绝 7');
  const refused = page.getByRole('table', { name: '被拒绝的行' });
  await expect(refused.getByRole('row', { name: /分团不明/ })).toContainText('不是可选的值');
  await expect(refused).toContainText('末尾几位已丢失');
  await expect(refused).toContainText('没有这个单位');
  await check(page, 'checked');
  expect((await all()).size).toBe(before.size);

  await page.getByRole('button', { name: '导入 4 行' }).click();
  await expect(page.getByRole('alert')).toContainText('已接收 4 行', { timeout: 60_000 });
  await check(page, 'done');
  const after = await all();
  expect(after.size).toBe(before.size + 4);
  const unit = [...after.values()].find(
    (item) => item.kind === 'unit' && item.material.unitName === '广州表格示例有限公司',
  );
  expect(unit).toMatchObject({ status: 'pendingReview', subGroupId: 'guangzhou', revision: 1 });
  expect(unit?.images.qualificationDocument).toMatch(/^[0-9a-f]{64}$/);

  // What was refused is handed back, to be mended.
  const handedBack = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出被拒绝的 7 行' }).click();
  const remainder = await readWorkbook(
    { name: 'back.xlsx', bytes: await readFile(await (await handedBack).path()) },
    READ_LIMITS,
  );
  expect(remainder.ok && remainder.sheets[0]?.rows[0]?.at(-1)).toBe('未导入原因');

  // The same workbook again doubles nothing.
  await page.getByRole('button', { name: '重新选择' }).click();
  await page.getByRole('button', { name: '试运行' }).click();
  await expect(report).toContainText('无变化 4', { timeout: 30_000 });
  await expect(report).toContainText('新登记 0');
  await expect(page.getByRole('button', { name: /^导入 0 行/ })).toBeDisabled();
  expect((await all()).size).toBe(before.size + 4);

  // The reviewer of the sub-group finds it in the queue, with its licence.
  const reviewer = await (await GatewayApi.signIn(gateway.origin, 'reviewer.guangzhou')).submissions();
  expect(reviewer.get(`unit:${unit?.id}`)).toMatchObject({ images: unit?.images });
});

test('in English; and not there for whoever may not', async ({ page }) => {
  await page.goto('/');
  await signIn(page);
  await page.keyboard.press('Control+Digit3');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('名单导入');
  await expect(page.getByRole('tab', { name: '导入登记材料' })).toHaveCount(0);
  await page.evaluate(() => localStorage.clear());
  await page.context().clearCookies();
  const other = await page.context().newPage();
  await other.goto('/');
  await other.getByRole('button', { name: /English/ }).click();
  await other.getByRole('textbox', { name: 'Account', exact: true }).fill('secretariat');
  await other.getByLabel('Password').fill(DEMO_PASSWORD);
  await other.keyboard.press('Enter');
  await expect(other.getByRole('tab', { name: /^Pending/ })).toBeVisible({ timeout: 60_000 });
  await openPane(other);
  await bookInput(other).setInputFiles(FIXTURE);
  await other.getByRole('button', { name: 'Dry run' }).click();
  await expect(other.getByRole('region', { name: /dry run/ })).toContainText('Refused');
  await check(other, 'checked in English');
  await bookInput(other).setInputFiles(
    join(import.meta.dirname, '../workbooks/fixtures/libreoffice-password.xls'),
  );
  await other.getByRole('button', { name: 'Dry run' }).click();
  await expect(other.getByRole('alert')).toContainText('has a password');
  await check(other, 'refused in English');
});
