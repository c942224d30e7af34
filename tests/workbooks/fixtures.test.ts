/** Every fixture that another program made comes to its expected outcome: people, notices, or a refusal. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { findHeader, headerLabels } from '../../shared/workbooks/headerRows.ts';
import { type ListedRow, listedRows } from '../../shared/workbooks/listedRows.ts';
import { mapColumns } from '../../shared/workbooks/listFields.ts';
import { READ_LIMITS } from '../../shared/workbooks/readOutcome.ts';
import type { SheetGrid } from '../../shared/workbooks/sheetGrid.ts';

let readWorkbook: typeof import('../../renderer/workbooks/readWorkbook.ts')['readWorkbook'];
beforeAll(async () => {
  ({ readWorkbook } = await import('../../renderer/workbooks/readWorkbook.ts'));
});

const fixture = async (name: string) =>
  new Uint8Array(await readFile(join(import.meta.dirname, 'fixtures', name)));
const open = async (name: string, as = name) =>
  readWorkbook({ name: as, bytes: await fixture(name) }, READ_LIMITS);

function peopleOf(grid: SheetGrid | undefined): { labels: string[]; rows: ListedRow[] } {
  if (!grid) throw new Error('no sheet');
  const header = findHeader(grid);
  if (!header) throw new Error('no header');
  const labels = headerLabels(grid, header);
  return { labels, rows: listedRows(grid, header, mapColumns(labels)) };
}

const TIDY = [
  ['林示例', '440106198503121018', '广州示例贸易有限公司', '13800000001', 'VIP'],
  ['陈样本', '440106197907211023', '广州示例贸易有限公司', '13800000002', 'VIP'],
  ['黄 试 用', '', '广州示例贸易有限公司', '13800000003', '工作人员'],
  ['欧阳演示', '', '广州样本实业有限责任公司', '13800000004', '专业观众'],
  ['梁练习', '', '广州样本实业有限责任公司', '13800000005', ''],
  ['何虚构', '', '广州虚构进出口公司', '13800000006', 'VIP'],
];

describe('a tidy list', () => {
  it.each(['openpyxl-plain.xlsx', 'openpyxl-macros.xlsm', 'libreoffice-utf8.csv', 'libreoffice-gb18030.csv'])(
    'is read from %s',
    async (name) => {
      const result = await open(name);
      if (!result.ok) throw new Error(result.refusal.why);
      const { rows } = peopleOf(result.sheets[0]);
      expect(rows.map((row) => [row.name, row.unit, row.phone, row.tag])).toEqual(
        TIDY.map(([person, , ...rest]) => [person, ...rest]),
      );
      expect(rows.slice(0, 2).map((row) => row.documentNumber)).toEqual(
        TIDY.slice(0, 2).map((row) => row[1]),
      );
      expect(rows.every((row) => row.lost === null)).toBe(true);
      const codes = result.notices.map(({ code }) => code);
      expect(codes).toEqual(
        name.includes('macros') ? ['macrosIgnored'] : name.includes('gb') ? ['gb18030'] : [],
      );
    },
  );

  it('says which sheets are the same', async () => {
    const result = await open('openpyxl-alike.xlsx');
    if (!result.ok) throw new Error(result.refusal.why);
    expect(result.sheets.map(({ name }) => name)).toEqual(['VIP名单', 'VIP名单 (2)', 'VIP名单 终版']);
    expect(result.notices).toEqual([{ code: 'sheetsAlike', names: 'VIP名单, VIP名单 (2)' }]);
  });
});

describe('a list as offices make them', () => {
  it.each([
    'openpyxl-messy.xlsx',
    'libreoffice-messy.xls',
    'libreoffice-messy.ods',
    'libreoffice-messy-from-ods.xlsx',
  ])('is read from %s', async (name) => {
    const result = await open(name);
    if (!result.ok) throw new Error(result.refusal.why);
    const sheet = result.sheets.find((each) => each.name === '嘉宾');
    const { labels, rows } = peopleOf(sheet);
    expect(labels.slice(0, 6)).toEqual([
      '序号',
      '姓名',
      '证件号',
      '单位',
      '联系方式 / 手机',
      '联系方式 / 邮箱',
    ]);
    expect(rows.map((row) => row.rowNumber)).toEqual([6, 7, 8, 10, 11, 12]);
    // Merged downwards over the people of a unit.
    expect(rows.map((row) => row.unit)).toEqual([
      ...Array.from({ length: 3 }, () => '广州示例贸易有限公司'),
      ...Array.from({ length: 2 }, () => '广州样本实业有限责任公司'),
      '广州虚构进出口公司',
    ]);
    // A number that was kept as one, one in full-width digits, one in scientific notation.
    expect(rows.map((row) => row.lost)).toEqual(['rounded', null, null, 'scientific', null, 'numeric']);
    expect(rows[1]?.phone).toBe('13800000002');
    // A date is a day, whatever its number; a formula is the value that was stored with it, if any was.
    expect(sheet?.rows[7]?.[6]).toBe('2020-11-06');
    expect(sheet?.rows[5]?.[6] ?? '').toBe(name.startsWith('openpyxl') ? '' : '林');
    // An error counts as nothing that was filled in.
    expect(sheet?.marks.get('6:7')).toBe('error');
    // The library does not tell which sheets of an ods are hidden.
    const dictionary = result.sheets.find((each) => each.name === '字典');
    expect(dictionary?.isHidden).toBe(!name.endsWith('.ods'));
    expect(result.notices.map(({ code }) => code)).toContain('cellErrors');
    // openpyxl writes formulas without their values, LibreOffice with them.
    expect(result.notices.map(({ code }) => code)).toContain(
      name.startsWith('openpyxl') ? 'formulasWithoutValue' : 'formulas',
    );
  });
});

describe('a file that cannot be read', () => {
  it.each([
    ['libreoffice-password.xls', 'encrypted'],
    ['libreoffice-password.ods', 'encrypted'],
    ['web-page-named.xls', 'notWorkbook'],
  ])('is refused: %s is %s', async (name, why) => {
    const result = await open(name);
    expect(result).toMatchObject({ ok: false, refusal: { why } });
  });

  it('is refused when cut short, wherever it is cut', async () => {
    for (const name of ['openpyxl-plain.xlsx', 'libreoffice-messy.xls', 'libreoffice-messy.ods']) {
      const bytes = await fixture(name);
      for (const share of [0.2, 0.5, 0.9]) {
        const cut = bytes.slice(0, Math.floor(bytes.length * share));
        const result = await readWorkbook({ name, bytes: cut }, READ_LIMITS);
        expect([name, share, result.ok]).toEqual([name, share, false]);
      }
    }
  });

  it('is read by its content when its name is wrong, and that is said', async () => {
    const result = await open('openpyxl-plain.xlsx', 'list.csv');
    expect(result).toMatchObject({ ok: true, notices: [{ code: 'misnamed' }] });
  });
});
