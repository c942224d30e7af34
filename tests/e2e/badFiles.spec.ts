/** Every kind of file that offices should not hand over, each with its sentence, and the screen alive after each. */
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { samplePng } from '../../gateway/testing/sampleImage.ts';
import { type Part, zipOf } from '../workbooks/zipOf.ts';
import { expect, test } from './desk.ts';
import { signIn } from './reviewer.ts';

test.use({ gatewayOptions: { units: 60, seed: 31 } });
test.setTimeout(240_000);

const FIXTURES = join(import.meta.dirname, '../workbooks/fixtures');
const encode = (text: string) => new TextEncoder().encode(text);
const WORKBOOK: Part = { name: 'xl/workbook.xml', content: encode('<workbook/>') };
const row = (at: number) => `<row r="${at}"><c r="A${at}"><v>1</v></c></row>`;
const rows = (count: number) => Array.from({ length: count }, (_, at) => row(at + 1)).join('');
const file = (name: string, bytes: Uint8Array) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(bytes),
});

test('a list that cannot be read is refused with what is wrong and what to do', async ({ page }) => {
  const folder = await mkdtemp(join(tmpdir(), 'desk-bad-files-'));
  const huge = join(folder, '名单.xlsx');
  await writeFile(huge, 'PK');
  await truncate(huge, 200 * 1024 * 1024);
  const plain = await readFile(join(FIXTURES, 'openpyxl-plain.xlsx'));
  const sheet = (content: Uint8Array): Part => ({ name: 'xl/worksheets/sheet1.xml', content });
  const bad: [
    what: string,
    given: Parameters<ReturnType<typeof page.locator>['setInputFiles']>[0],
    RegExp,
  ][] = [
    ['encrypted', join(FIXTURES, 'libreoffice-password.xls'), /设有密码.*取消密码后另存/],
    ['cut short', file('名单.xlsx', plain.subarray(0, plain.length / 2)), /已损坏或不完整/],
    [
      'a bomb that says so',
      file('名单.xlsx', zipOf([WORKBOOK, { ...sheet(encode('x')), declaredBytes: 4_000_000_000 }])),
      /展开后超过 160 MB/,
    ],
    [
      'a bomb that lies',
      file('名单.xlsx', zipOf([WORKBOOK, { ...sheet(new Uint8Array(170_000_000)), declaredBytes: 9 }])),
      /展开后超过 160 MB/,
    ],
    ['a PDF under another name', file('名单.xlsx', encode('%PDF-1.7 …')), /这是 PDF/],
    ['a web page under another name', join(FIXTURES, 'web-page-named.xls'), /以 xls 命名的网页/],
    [
      'a document under another name',
      file('名单.xlsx', zipOf([{ name: 'word/document.xml', content: encode('<w/>') }])),
      /不是工作簿/,
    ],
    ['200 MB', huge, /文件有 200 MB，上限为 50\.0 MB/],
    [
      'a million rows',
      file(
        '名单.xlsx',
        zipOf([WORKBOOK, sheet(encode(`<worksheet><sheetData>${rows(1_000_000)}</sheetData></worksheet>`))]),
      ),
      /1,000,000 行以上，上限为 50,000 行/,
    ],
    ['nothing', file('名单.csv', new Uint8Array(0)), /文件是空的/],
  ];
  try {
    await page.goto('/');
    await signIn(page);
    await page.keyboard.press('Control+Digit3');
    for (const [what, given, words] of bad) {
      await page.locator('input[type=file]').first().setInputFiles(given);
      await expect(page.getByRole('alert'), what).toContainText(words, { timeout: 60_000 });
    }

    // What can be read is read, and what is odd about it is said.
    const odd: [given: Parameters<typeof file>[0], as: string, RegExp[]][] = [
      ['openpyxl-macros.xlsm', '名单.xlsm', [/含有宏：只读取了数据/]],
      ['openpyxl-plain.xlsx', '名单.csv', [/后缀与内容不符/]],
      ['openpyxl-alike.xlsx', '名单.xlsx', [/工作表内容相同：VIP名单, VIP名单 \(2\)/]],
      ['libreoffice-messy.xls', '名单.xls', [/是公式，取其保存时的结果/, /是错误值/, /表头重复：.*备注/]],
      ['openpyxl-messy.xlsx', '名单.xlsx', [/公式没有保存结果/]],
    ];
    for (const [name, as, sentences] of odd) {
      const given = file(as, await readFile(join(FIXTURES, name)));
      await page.locator('input[type=file]').first().setInputFiles(given);
      await expect(page.getByRole('button', { name: /^匹配 \d+ 行/ })).toBeVisible({ timeout: 60_000 });
      for (const words of sentences) await expect(page.getByText(words), name).toBeVisible();
      await page.getByRole('button', { name: '另选名单' }).click();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('a zip of images that leads out, unpacks without end or holds ten thousand is not taken', async ({
  page,
}) => {
  const image = new Uint8Array(samplePng(1));
  const bad: [what: string, parts: Part[], RegExp][] = [
    ['leads out', [{ name: '../../图片.png', content: image }], /指向文件夹之外，整个 zip 未读取/],
    ['a bomb', [{ name: '图片.png', content: new Uint8Array(40_000_000) }], /解压后异常庞大/],
    [
      'ten thousand',
      Array.from({ length: 10_000 }, (_, at) => ({ name: `${at}.png`, content: image.subarray(0, 8) })),
      /图片共 10,000 张，超过 5,000 张/,
    ],
    ['a password', [{ name: '图片.png', content: image, isEncrypted: true }], /zip 设有密码/],
  ];
  await page.goto('/');
  await signIn(page, 'secretariat');
  await page.keyboard.press('Control+Digit3');
  await page.getByRole('tab', { name: '导入登记材料' }).click();
  const book = page.getByLabel('选择工作簿').and(page.locator('input'));
  const zip = page.getByLabel('选择图片或 zip').and(page.locator('input'));
  await book.setInputFiles(join(FIXTURES, 'libreoffice-submissions.xlsx'));
  for (const [what, parts, words] of bad) {
    await zip.setInputFiles({ ...file('图片.zip', zipOf(parts)), mimeType: 'application/zip' });
    await page.getByRole('button', { name: '试运行' }).click();
    await expect(page.getByRole('alert'), what).toContainText(words, { timeout: 60_000 });
  }
});
