/** A workbook of figures: numbers as numbers by their formats, every sheet with its header, texts harmless. */
import { beforeAll, expect, it } from 'vitest';
import type { FigureBook } from '../../shared/workbooks/tableBook.ts';

let writeFigures: typeof import('../../renderer/workbooks/writeWorkbook.ts')['writeFigures'];
let xlsx: typeof import('xlsx');
beforeAll(async () => {
  ({ writeFigures } = await import('../../renderer/workbooks/writeWorkbook.ts'));
  xlsx = await import('xlsx');
});

const book: FigureBook = {
  sheets: [
    {
      name: '进度',
      headers: ['分团', '通过', '完成率'],
      formats: { 2: '0.0%' },
      rows: [
        ['广州市', 1187, 0.4675],
        ['=1+1', 0, 0],
      ],
    },
    { name: '进度', headers: ['周', '通过'], rows: [['2020-09-07', 3]] },
    { name: '空', headers: ['原因', '次数'], rows: [] },
  ],
  info: { sheetName: '说明', lines: [['内容', '周报']] },
};

it('keeps numbers and their formats, and reads back as it was written', () => {
  const read = xlsx.read(writeFigures(book), { cellNF: true });
  expect(read.SheetNames).toEqual(['进度', '进度 (2)', '空', '说明']);
  const first = read.Sheets.进度;
  expect(first?.B2).toMatchObject({ t: 'n', v: 1187, z: '#,##0' });
  expect(first?.C2).toMatchObject({ t: 'n', v: 0.4675, z: '0.0%' });
  expect(first?.A3).toMatchObject({ t: 's', v: "'=1+1" });
  expect(xlsx.utils.sheet_to_json(read.Sheets['进度 (2)'] ?? {}, { header: 1 })).toEqual([
    ['周', '通过'],
    ['2020-09-07', 3],
  ]);
});

it('freezes the header of every sheet of figures', () => {
  const zip = xlsx.CFB.read(writeFigures(book), { type: 'array' });
  for (const at of [1, 2, 3]) {
    const entry = xlsx.CFB.find(zip, `/xl/worksheets/sheet${at}.xml`);
    const xml = new TextDecoder().decode(Uint8Array.from((entry?.content ?? []) as Uint8Array));
    expect(xml).toContain('state="frozen"');
    // Only the first is the one that opens.
    expect(xml.includes('tabSelected="1"')).toBe(at === 1);
  }
});
