/** Progress: the screen's numbers are the lists' and the gateway's; report and paper say the same; a week is published. */
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { read, utils } from 'xlsx';
import { ProgressReply } from '../../shared/protocol/reports.ts';
import { expect, test } from './desk.ts';
import { DEMO_PASSWORD, GatewayApi } from './gatewayApi.ts';
import { countOf, expectToUpload, openableOffline, shown, signIn, strip } from './reviewer.ts';

test.use({ gatewayOptions: { units: 400, seed: 31 } });
test.setTimeout(240_000);

const SUB_GROUPS = '各分团通过数与招商任务';
const WEEKS = '每周新提交、通过、驳回与累计通过';

async function openProgress(page: Page): Promise<void> {
  await page.keyboard.press('Control+Digit5');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('招商进度');
  await expect(page.getByRole('img', { name: new RegExp(`^${SUB_GROUPS}`) })).toBeVisible();
}

/** The big figure of a tile. */
const tile = (page: Page, label: string) =>
  page.locator('dl > div').filter({ has: page.getByText(label, { exact: true }) });
const figure = (page: Page, title: string) => page.getByRole('region', { name: title, exact: true });

/** The cells of a chart's table, header first; the chart gives way to it. */
async function tableOf(page: Page, title: string): Promise<string[][]> {
  const toggle = figure(page, title).first().getByRole('button', { name: /^表格/ });
  if (await toggle.isVisible()) await toggle.click();
  const rows = page.getByRole('table', { name: /./ }).and(figure(page, title).getByRole('table'));
  await expect(rows.first()).toBeVisible();
  return rows
    .first()
    .getByRole('row')
    .evaluateAll((all) =>
      all.map((row) => [...row.querySelectorAll('th, td')].map((cell) => cell.textContent ?? '')),
    );
}

async function gatewayFigures(origin: string, account: string) {
  const api = await GatewayApi.signIn(origin, account);
  return api.call('GET', '/editions/ciie-3/progress', ProgressReply);
}

test('numbers of the lists and of the gateway, offline with their time, as workbook and on paper', async ({
  page,
  context,
  gateway,
}, testInfo) => {
  // The dialog would hold everything up; the paper stays until it is told that it was printed.
  await page.addInitScript(() => {
    window.print = () => undefined;
  });
  await page.goto('/');
  await signIn(page);
  const counted = {
    pending: (await countOf(page, '待审')) + (await countOf(page, '暂缓')),
    approved: await countOf(page, '通过'),
    rejected: await countOf(page, '驳回'),
  };
  await openableOffline(page);
  await openProgress(page);
  await expect(tile(page, '待审').locator('strong')).toHaveText(String(counted.pending));
  await expect(tile(page, '驳回').locator('strong')).toHaveText(String(counted.rejected));
  await expect(tile(page, '通过 / 任务').locator('strong')).toHaveText(`${counted.approved} / 400`);

  // The gateway counts the same.
  const [own] = (await gatewayFigures(gateway.origin, 'reviewer.guangzhou')).subGroups;
  expect(own).toMatchObject({
    units: { pendingReview: counted.pending, approved: counted.approved, rejected: counted.rejected },
  });
  const weeks = await tableOf(page, WEEKS);
  const approvedByWeek = weeks.slice(1).map((row) => Number(row[2]));
  expect(approvedByWeek.reduce((sum, count) => sum + count, 0)).toBe(counted.approved);
  expect(weeks.at(-1)?.[4]).toBe(String(counted.approved));
  for (const { week, submitted, approved, rejected } of own?.weeks ?? []) {
    const row = weeks.find(([monday]) => monday === week);
    expect(row?.slice(0, 4)).toEqual([week, submitted, approved, rejected].map(String));
  }
  await figure(page, WEEKS).getByRole('button', { name: /^图表/ }).click();
  await expect(
    page.getByRole('img', { name: new RegExp(`^${WEEKS}.*累计通过 ${counted.approved}。`) }),
  ).toBeVisible();

  // Without the gateway: own decisions count at once, and the figures say of when the rest is.
  await context.setOffline(true);
  await gateway.stop();
  await page.keyboard.press('F5');
  await expect(strip(page)).toContainText('离线', { timeout: 40_000 });
  await page.keyboard.press('Control+Digit1');
  const name = await shown(page).innerText();
  await page.keyboard.press('KeyA');
  await expect(shown(page)).not.toHaveText(name);
  await openProgress(page);
  await expect(page.getByText(/^离线：本机数据截至 .* · 含 1 条尚未上传的决定$/)).toBeVisible();
  await expect(tile(page, '通过 / 任务').locator('strong')).toHaveText(`${counted.approved + 1} / 400`);
  await expect(tile(page, '待审').locator('strong')).toHaveText(String(counted.pending - 1));

  // The workbook has the same numbers, as numbers.
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '周报 xlsx' }).click();
  const bytes = await readFile(await (await download).path());
  const book = read(bytes);
  expect(book.SheetNames).toEqual([
    '分团进度',
    '每周',
    '等待',
    '原因',
    '标签与费用',
    '意向成交',
    '图表',
    '说明',
  ]);
  const sheet = (title: string): unknown[][] =>
    utils.sheet_to_json(book.Sheets[title] ?? {}, { header: 1, raw: true });
  const onScreen = await tableOf(page, SUB_GROUPS);
  const inBook = sheet('分团进度');
  expect(inBook[0]).toEqual(onScreen[0]);
  expect(inBook[1]?.slice(0, 4)).toEqual(['广州市', 400, Number(onScreen[1]?.[2]), counted.approved + 1]);
  expect(`${(Number(inBook[1]?.[6]) * 100).toFixed(1)}%`).toBe(onScreen[1]?.[6]);
  const weeksOnScreen = await tableOf(page, WEEKS);
  expect(sheet('每周').map((row) => row.map(String))).toEqual(
    weeksOnScreen.map((row) => row.map((cell) => cell.replaceAll(',', ''))),
  );

  // So has the paper, in Chinese, on numbered pages.
  await page.getByRole('button', { name: '打印 / PDF' }).click();
  await expect(page.locator('[data-print] h1')).toHaveText('审核进度周报');
  const pdf = testInfo.outputPath('report.pdf');
  await writeFile(pdf, await page.pdf({ preferCSSPageSize: true }));
  const text = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' });
  expect(text).toContain('审核进度周报');
  expect(text).toMatch(/1 ?\/ ?[1-9]/);
  const words = text.split('\n').map((line) => line.trim().split(/\s+/));
  expect(words).toContainEqual(onScreen[1]);
  for (const row of weeksOnScreen.slice(1)) expect(words).toContainEqual(row);
  await expect(page.getByRole('button', { name: '打印 / PDF', exact: true })).toBeEnabled();

  await gateway.run();
  await context.setOffline(false);
  await page.keyboard.press('F5');
  await expectToUpload(page, 0);
  await expect(page.getByText(/^本机数据，截至 [\d: -]+$/)).toBeVisible({ timeout: 60_000 });
});

test('the secretariat publishes the week of all 26, and a reviewer sees it', async ({
  page,
  browser,
  gateway,
}) => {
  await page.goto('/');
  await signIn(page, 'secretariat');
  await openProgress(page);
  const all = await tableOf(page, SUB_GROUPS);
  expect(all).toHaveLength(28);
  expect(all.at(-1)?.slice(0, 2)).toEqual(['合计', '3,500']);
  const live = await gatewayFigures(gateway.origin, 'secretariat');
  const approved = live.subGroups.map(({ units }) => units.approved ?? 0);
  expect(all.slice(1, 27).map((row) => Number(row[3]))).toEqual(approved);
  await page.getByRole('button', { name: '公布本周数据' }).click();
  await expect(page.getByRole('dialog')).toContainText('全部 26 个分团');
  await page.getByRole('dialog').getByRole('button', { name: '公布' }).click();
  await expect(page.getByRole('button', { name: '本周已公布' })).toBeDisabled();
  await expect(page.getByText(/当周数据，此后不变$/)).toBeVisible();

  const context = await browser.newContext({ baseURL: gateway.origin });
  const reader = await context.newPage();
  await reader.goto('/');
  await signIn(reader, 'reviewer.foshan');
  await openProgress(reader);
  expect(await tableOf(reader, SUB_GROUPS)).toHaveLength(2);
  await expect(reader.getByRole('button', { name: /公布/ })).toHaveCount(0);
  const choosePublished = async () => {
    await reader.getByRole('combobox', { name: '数据' }).click();
    await reader.getByTitle(/^已公布 .* 当周$/).click();
    await expect(reader.getByText(/^secretariat 于 .* 公布/)).toBeVisible();
  };
  await choosePublished();
  await expect(async () => {
    const published = await tableOf(reader, SUB_GROUPS);
    expect(published.slice(1, 27).map((row) => Number(row[3]))).toEqual(approved);
  }).toPass();
  // Kept for the train, too.
  await context.setOffline(true);
  await reader.keyboard.press('F5');
  await expect(strip(reader)).toContainText('离线', { timeout: 40_000 });
  await reader.getByRole('combobox', { name: '数据' }).click();
  await reader.getByTitle('本机实时数据').last().click();
  await expect(reader.getByText(/^离线：本机数据截至/)).toBeVisible();
  await choosePublished();
  await context.close();
});

test('intended deals are entered and summed, contact forms filled in', async ({ page, browser, gateway }) => {
  await page.goto('/');
  await signIn(page, 'reviewer.zhuhai');
  await openProgress(page);
  await page.getByRole('tab', { name: '意向成交' }).click();
  await expect(page.getByText(/^共 \d+ 笔/)).toBeVisible();
  const before = await figure(page, '各分团意向成交').innerText();
  const [, count = 0, amount = 0] =
    /共 (\d+) 笔，([\d,.]+) 万美元/.exec(before)?.map((part) => Number(part.replaceAll(',', ''))) ?? [];
  await page.getByRole('button', { name: '登记一笔' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
  await expect(page.getByRole('alert').filter({ hasText: '请填写' })).toHaveCount(2);
  await page.getByRole('combobox', { name: '单位' }).click();
  await page.locator('.ant-select-item-option').first().click();
  await page.getByLabel('参展商').fill('Example Machines GmbH');
  await page.getByLabel('金额（万美元）').fill('1,200.5');
  await page.getByLabel('日期').fill('2026-11-06');
  await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(
    page.getByText(`共 ${count + 1} 笔，${(amount + 1200.5).toLocaleString('en-US')} 万美元。`),
  ).toBeVisible();
  const row = page.getByRole('row').filter({ hasText: 'Example Machines GmbH' });
  await expect(row).toContainText('1,200.5');

  // Summed by the secretariat.
  const context = await browser.newContext({ baseURL: gateway.origin });
  const reader = await context.newPage();
  await reader.goto('/');
  await signIn(reader, 'secretariat');
  await openProgress(reader);
  await reader.getByRole('tab', { name: '意向成交' }).click();
  await expect(reader.getByRole('row').filter({ hasText: 'Example Machines GmbH' })).toContainText('珠海市');
  const sums = await tableOf(reader, '各分团意向成交');
  expect(sums.find(([name]) => name === '珠海市')).toEqual([
    '珠海市',
    String(count + 1),
    (amount + 1200.5).toLocaleString('en-US'),
  ]);
  await context.close();

  await row.getByRole('button', { name: /^删除/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: '删除' }).click();
  await expect(row).toHaveCount(0);

  await page.getByRole('tab', { name: '分团联络表' }).click();
  await page.getByRole('button', { name: '填写 珠海市' }).click();
  await page.getByLabel('手机').fill('13900001234');
  await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByRole('row').filter({ hasText: '珠海市' })).toContainText('13900001234');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出 xlsx' }).click();
  const book = read(await readFile(await (await download).path()));
  expect(JSON.stringify(utils.sheet_to_json(book.Sheets.分团联络表 ?? {}, { header: 1 }))).toContain(
    '13900001234',
  );
});

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
async function check(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  const told = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
  );
  expect.soft(told, where).toEqual([]);
}

for (const [language, theme] of [
  ['zh', 'dark'],
  ['en', 'light'],
] as const) {
  test(`accessible in ${language}, ${theme}: charts, tables, dialogs`, async ({ page }) => {
    await page.addInitScript((chosen) => localStorage.setItem('desk.appearance', JSON.stringify(chosen)), {
      theme,
      isRoomy: theme === 'dark',
    });
    await page.goto('/');
    await page.getByRole('textbox', { name: '账号', exact: true }).fill('secretariat');
    await page.getByLabel('口令').fill(DEMO_PASSWORD);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('grid').getByRole('row').nth(2)).toBeVisible({ timeout: 60_000 });
    if (language === 'en') await page.getByRole('button', { name: /English/ }).click();
    await page.keyboard.press('Control+Digit5');
    await expect(page.getByRole('img').nth(3)).toBeVisible();
    await check(page, 'charts');
    const toggles = page.getByRole('button', { name: /^(表格|Table) / });
    for (let left = await toggles.count(); left > 0; left--) await toggles.first().click();
    await expect(page.getByRole('table').nth(3)).toBeVisible();
    await check(page, 'tables');
    await page.getByRole('tab', { name: /^(意向成交|Intended deals)$/ }).click();
    await page.getByRole('button', { name: /^(登记一笔|Enter a deal)$/ }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await check(page, 'deal dialog');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await page.getByRole('tab', { name: /^(分团联络表|Contact forms)$/ }).click();
    await page
      .getByRole('button', { name: /^(填写|Fill in) / })
      .first()
      .click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await check(page, 'contact dialog');
  });
}
