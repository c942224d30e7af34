/** What the desk writes: texts as they are, formulas harmless, a frozen header – and it reads its own files back. */
import { beforeAll, describe, expect, it } from 'vitest';
import { READ_LIMITS } from '../../shared/workbooks/readOutcome.ts';
import type { TableBook } from '../../shared/workbooks/tableBook.ts';

let writeWorkbook: typeof import('../../renderer/workbooks/writeWorkbook.ts')['writeWorkbook'];
let readWorkbook: typeof import('../../renderer/workbooks/readWorkbook.ts')['readWorkbook'];
let xlsx: typeof import('xlsx');
beforeAll(async () => {
  ({ writeWorkbook } = await import('../../renderer/workbooks/writeWorkbook.ts'));
  ({ readWorkbook } = await import('../../renderer/workbooks/readWorkbook.ts'));
  xlsx = await import('xlsx');
});

const book: TableBook = {
  sheetName: '人员',
  headers: ['姓名', '证件号码', '备注'],
  rows: [
    ['林示例', '440106198503121018', '=HYPERLINK("http://x","y")'],
    ['陈样本', '11010519491231002X', '+1 & <b>'],
  ],
  info: {
    sheetName: '说明',
    lines: [
      ['导出人', 'reviewer.example'],
      ['行数', '2'],
    ],
  },
};

function part(bytes: Uint8Array, path: string): string {
  const entry = xlsx.CFB.find(xlsx.CFB.read(bytes, { type: 'array' }), path);
  if (!entry) throw new Error(`no ${path}`);
  return new TextDecoder().decode(Uint8Array.from(entry.content as Uint8Array));
}

describe('a written workbook', () => {
  it('has a frozen, bold, filtered header and pages with numbers', () => {
    const bytes = writeWorkbook(book);
    const sheet = part(bytes, '/xl/worksheets/sheet1.xml');
    expect(sheet).toContain('<pane ySplit="1" topLeftCell="A2"');
    expect(sheet).toContain('<autoFilter ref="A1:C3"');
    expect(sheet).toContain('&amp;P / &amp;N');
    expect(part(bytes, '/xl/workbook.xml')).toContain('_xlnm.Print_Titles');
    const header = /<c r="A1" s="(\d+)"/.exec(sheet)?.[1];
    expect(part(bytes, '/xl/styles.xml').match(/<xf /g)?.length).toBeGreaterThan(Number(header));
    expect(sheet).toMatch(/<col [^>]*width="\d/);
  });

  it('holds texts only, in Excel’s text format, and no formula', () => {
    const bytes = writeWorkbook(book);
    const read = xlsx.read(bytes, { type: 'array', cellNF: true });
    const sheet = read.Sheets.人员;
    for (const [at, cell] of Object.entries(sheet ?? {})) {
      if (at.startsWith('!')) continue;
      expect([at, (cell as { t: string }).t, (cell as { f?: string }).f]).toEqual([at, 's', undefined]);
    }
    expect(sheet?.B2).toMatchObject({ v: '440106198503121018', z: '@' });
    expect(sheet?.C2?.v).toBe('\'=HYPERLINK("http://x","y")');
    expect(sheet?.C3?.v).toBe("'+1 & <b>");
    expect(read.SheetNames).toEqual(['人员', '说明']);
  });

  it('is read back by the desk without a notice', async () => {
    const result = await readWorkbook({ name: 'x.xlsx', bytes: writeWorkbook(book) }, READ_LIMITS);
    expect(result).toMatchObject({ ok: true, notices: [] });
    if (result.ok) expect(result.sheets[0]?.rows[1]?.[1]).toBe('440106198503121018');
  });

  it('bears sheets of odd or equal names', async () => {
    const odd = { ...book, sheetName: "'说明'" };
    const result = await readWorkbook({ name: 'x.xlsx', bytes: writeWorkbook(odd) }, READ_LIMITS);
    expect(result).toMatchObject({ ok: true, sheets: [{ name: '说明' }, { name: '说明 (2)' }] });
  });

  it('may have no rows', async () => {
    const result = await readWorkbook(
      { name: 'x.xlsx', bytes: writeWorkbook({ ...book, rows: [], info: { sheetName: '说明', lines: [] } }) },
      READ_LIMITS,
    );
    expect(result).toMatchObject({ ok: true });
  });
});
