/** Lists in and out: a VIP list applied offline and taken back as one, its people exported and opened again. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Download, Page } from '@playwright/test';
import { utils, write } from 'xlsx';
import { readWorkbook } from '../../renderer/workbooks/readWorkbook.ts';
import type { AttendeeItem, PutItem } from '../../shared/protocol/feed.ts';
import { READ_LIMITS } from '../../shared/workbooks/readOutcome.ts';
import type { SheetGrid } from '../../shared/workbooks/sheetGrid.ts';
import { expect, test } from './desk.ts';
import { GatewayApi } from './gatewayApi.ts';
import { expectToUpload, openableOffline, signIn, strip } from './reviewer.ts';

test.use({ gatewayOptions: { units: 300, seed: 21 } });
test.setTimeout(240_000);

const FIXTURES = join(import.meta.dirname, '../workbooks/fixtures');
const SPREADSHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

function isUntagged(item: PutItem): item is AttendeeItem {
  return item.kind === 'attendee' && item.subGroupId === 'guangzhou' && item.status === 'awaitingTag';
}

/** A list as an office makes it: a title, a header, numbers as text, and one number that was kept as a number. */
function listOf(people: readonly AttendeeItem[], unitNames: ReadonlyMap<string, string>): Buffer {
  const rows: (string | number)[][] = people.map(({ material, unitId }, at) => [
    at + 1,
    material.name,
    at === 0
      ? Number(`${material.documentNumber.replace(/\D/g, '1').slice(0, 15)}000`)
      : material.documentNumber,
    unitNames.get(unitId) ?? '',
    material.phone ?? '',
  ]);
  const sheet = utils.aoa_to_sheet([['VIP 嘉宾名单'], ['序号', '姓名', '证件号', '公司', '手机'], ...rows]);
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, '名单');
  return Buffer.from(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer);
}

const filter = (page: Page, name: string) => page.getByRole('tab', { name: new RegExp(`^${name} `) });
const numberIn = async (page: Page, name: string) =>
  Number((await filter(page, name).innerText()).replace(/[^\d]/g, ''));

async function importFile(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.keyboard.press('Control+Digit3');
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: SPREADSHEET, buffer });
}

async function sheetOf(download: Download): Promise<{ sheet: SheetGrid; info: SheetGrid; bytes: Buffer }> {
  const bytes = await readFile(await download.path());
  const read = await readWorkbook({ name: download.suggestedFilename(), bytes }, READ_LIMITS);
  if (!read.ok) throw new Error(read.refusal.why);
  const [sheet, info] = read.sheets;
  if (!sheet || !info) throw new Error('two sheets expected');
  return { sheet, info, bytes };
}

test('a VIP list offline, undone as one, exported and opened again', async ({ page, context, gateway }) => {
  const submissions = await (await GatewayApi.signIn(gateway.origin, 'reviewer.guangzhou')).submissions();
  const items = [...submissions.values()];
  const unitNames = new Map(
    items.flatMap((item) => (item.kind === 'unit' ? [[item.id, item.material.unitName] as const] : [])),
  );
  const people = items.filter(isUntagged).slice(0, 30);
  expect(people.length).toBe(30);

  await page.goto('/');
  await signIn(page);
  await openableOffline(page);
  await context.setOffline(true);
  await gateway.stop();
  await page.keyboard.press('F5');
  await expect(strip(page)).toContainText('离线', { timeout: 40_000 });

  await importFile(page, '嘉宾.xlsx', listOf(people, unitNames));
  await expect(page.getByRole('combobox', { name: '姓名' })).toBeVisible();
  await page.getByRole('button', { name: '匹配 30 行' }).click();
  await expect(filter(page, '将标注')).toBeVisible({ timeout: 20_000 });
  // The ruined number is explained, and its row does not go.
  await expect(page.getByText('1 行的证件号码已被表格损坏', { exact: false })).toBeVisible();
  const going = await numberIn(page, '将标注');
  const flagged = await numberIn(page, '有提示');
  expect(going).toBeGreaterThan(10);
  expect(await numberIn(page, '未找到')).toBe(0);
  expect(await numberIn(page, '全部')).toBe(30);
  await page.getByRole('button', { name: `标注 ${going} 人` }).click();
  await expectToUpload(page, going);
  await expect(strip(page)).toContainText('已存本机');
  // One key takes all of it back.
  await page.keyboard.press('KeyZ');
  await expectToUpload(page, 0);

  // The same list again, this time with those the checks have something to say about.
  await page.getByRole('button', { name: '另选名单' }).click();
  await importFile(page, '嘉宾.xlsx', listOf(people, unitNames));
  await expect(page.getByText('已按上次相同表头的选择填好')).toBeVisible();
  await page.getByRole('button', { name: '匹配 30 行' }).click();
  if (flagged > 0) await page.getByRole('checkbox', { name: /有提示/ }).check();
  await page.getByRole('button', { name: `标注 ${going + flagged} 人` }).click();
  await expectToUpload(page, going + flagged);

  // What was left is handed back with its reason.
  const handedBack = page.waitForEvent('download');
  await page.getByRole('button', { name: /^导出未应用的/ }).click();
  const remainder = await sheetOf(await handedBack);
  expect(remainder.sheet.rows[0]?.at(-1)).toBe('未应用原因');
  expect(remainder.sheet.rows.flat().join()).toContain('末尾几位已丢失');

  // Exported masked, all VIPs; opened again, the desk says that such a list matches nobody.
  await page.keyboard.press('Control+Digit6');
  await page.getByRole('radio', { name: '人员名单' }).check();
  await page.getByRole('checkbox', { name: 'VIP' }).check();
  // The demo has VIPs of its own besides.
  const count = page.getByText(/^\d+ 行$/);
  const vipsBefore = items.filter((item) => item.kind === 'attendee' && item.tag === 'vip').length;
  const total = vipsBefore + going + flagged;
  await expect(count).toHaveText(`${total} 行`);
  const masked = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出 xlsx' }).click();
  const exported = await sheetOf(await masked);
  expect(exported.sheet.rows).toHaveLength(total + 1);
  const text = exported.sheet.rows.flat().join('\n');
  for (const { material } of people) {
    expect(text).not.toContain(material.documentNumber);
    expect(text).not.toContain(material.phone ?? '-');
  }
  expect(exported.info.rows.flat().join(' ')).toContain('脱敏');

  // In full only with a purpose; opened again, it changes nothing.
  await page.getByRole('radio', { name: /^完整/ }).check();
  await expect(page.getByRole('button', { name: '导出 xlsx' })).toBeDisabled();
  await page.getByRole('textbox', { name: '用途' }).fill('核对嘉宾名单');
  const full = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出 xlsx' }).click();
  const whole = await sheetOf(await full);
  await importFile(page, '导出.xlsx', whole.bytes);
  await page.getByRole('button', { name: `匹配 ${total} 行` }).click();
  await expect(filter(page, '无需变动')).toBeVisible();
  expect(await numberIn(page, '将标注')).toBe(0);
  expect(await numberIn(page, '无需变动')).toBeGreaterThanOrEqual(going + flagged);
  expect(await numberIn(page, '未找到')).toBe(0);

  // Back online everything goes up once, and the log of exports with it.
  await gateway.run();
  await context.setOffline(false);
  await page.keyboard.press('F5');
  await expectToUpload(page, 0);
  const after = await (await GatewayApi.signIn(gateway.origin, 'reviewer.guangzhou')).submissions();
  const vips = people.filter(({ id }) => {
    const item = after.get(`attendee:${id}`);
    return item?.kind === 'attendee' && item.tag === 'vip';
  });
  expect(vips).toHaveLength(going + flagged);
});

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
async function check(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  const told = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
  );
  expect.soft(told, where).toEqual([]);
}

for (const language of ['zh', 'en'] as const) {
  test(`both screens in ${language}: accessible, and bad files refused with a sentence`, async ({ page }) => {
    await page.goto('/');
    await signIn(page);
    if (language === 'en') await page.getByRole('button', { name: /English/ }).click();
    await page.keyboard.press('Control+Digit3');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/名单导入|List import/);
    await check(page, 'import, choose');
    const refused: [name: string, words: RegExp][] = [
      ['libreoffice-password.xls', /设有密码|has a password/],
      ['web-page-named.xls', /网页|web page/],
    ];
    for (const [name, words] of refused) {
      await page.locator('input[type=file]').setInputFiles(join(FIXTURES, name));
      await expect(page.getByRole('alert')).toContainText(words);
    }
    await check(page, 'import, refused');
    await page.locator('input[type=file]').setInputFiles(join(FIXTURES, 'libreoffice-messy.xls'));
    await expect(page.getByRole('combobox').first()).toBeVisible();
    await check(page, 'import, columns');
    await page.getByRole('button', { name: /^(匹配|Match)/ }).click();
    await expect(page.getByRole('tablist', { name: /结果|Outcome/ })).toBeVisible();
    await page.getByRole('tab', { name: /^(全部|All)/ }).click();
    await expect(page.getByRole('row').nth(3)).toBeVisible();
    await check(page, 'import, preview');
    await page.keyboard.press('Control+Digit6');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/导出|Export/);
    await check(page, 'export');
    await page.getByRole('radio', { name: /^(完整|In full)/ }).check();
    await check(page, 'export in full');
  });
}
