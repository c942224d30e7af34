/** Charts in a written workbook: they draw from cells that are there, each whole on a page, and reading is not disturbed. */
import { beforeAll, expect, it } from 'vitest';
import { READ_LIMITS } from '../../shared/workbooks/readOutcome.ts';
import { columnRange, type SheetChart } from '../../shared/workbooks/sheetChart.ts';
import type { FigureBook } from '../../shared/workbooks/tableBook.ts';

let writeFigures: typeof import('../../renderer/workbooks/writeWorkbook.ts')['writeFigures'];
let readWorkbook: typeof import('../../renderer/workbooks/readWorkbook.ts')['readWorkbook'];
let placeCharts: typeof import('../../renderer/workbooks/chartParts.ts')['placeCharts'];
let xlsx: typeof import('xlsx');
beforeAll(async () => {
  ({ writeFigures } = await import('../../renderer/workbooks/writeWorkbook.ts'));
  ({ readWorkbook } = await import('../../renderer/workbooks/readWorkbook.ts'));
  ({ placeCharts } = await import('../../renderer/workbooks/chartParts.ts'));
  xlsx = await import('xlsx');
});

const chart: SheetChart = {
  title: '各分团 <&> "通过"',
  kind: 'columns',
  categories: columnRange(0, 2),
  series: [{ name: '通过', values: columnRange(1, 2), color: '0958D9' }],
  lines: [{ name: '累计', values: columnRange(2, 2), color: '237804' }],
  isLineScaleOwn: true,
};
const book: FigureBook = {
  sheets: [
    {
      name: "甲'乙",
      headers: ['分团', '通过', '累计'],
      rows: [
        ['广州市', 3, 3],
        ['=佛山市', 4, 7],
      ],
      chart,
    },
    { name: '空', headers: ['原因', '次数'], rows: [], chart },
  ],
  chartsName: '图表',
  info: { sheetName: '说明', lines: [['内容', '周报']] },
};
function partsOf(bytes: Uint8Array): Map<string, string> {
  const zip = xlsx.CFB.read(bytes, { type: 'array' });
  const paths = zip.FullPaths as string[];
  return new Map(
    paths.map((path, at) => [
      path.replace('Root Entry/', ''),
      new TextDecoder().decode(Uint8Array.from((zip.FileIndex[at]?.content ?? []) as Uint8Array)),
    ]),
  );
}

it('draws what stands in the cells, and only where there are rows', () => {
  const parts = partsOf(writeFigures(book));
  const xml = parts.get('xl/charts/chart1.xml') ?? '';
  expect(parts.has('xl/charts/chart2.xml')).toBe(false);
  expect([...xml.matchAll(/<c:f>(.*?)<\/c:f>/g)].map(([, reference]) => reference)).toEqual([
    '&#39;甲 乙&#39;!$A$2:$A$3',
    '&#39;甲 乙&#39;!$B$2:$B$3',
    '&#39;甲 乙&#39;!$A$2:$A$3',
    '&#39;甲 乙&#39;!$C$2:$C$3',
  ]);
  expect([...xml.matchAll(/<c:v>(.*?)<\/c:v>/g)].map(([, value]) => value)).toEqual(
    // Texts as they stand in the cells: kept from being run as a formula.
    ['通过', '广州市', '&#39;=佛山市', '3', '4', '累计', '广州市', '&#39;=佛山市', '3', '7'],
  );
  expect(xml).toContain('各分团 &#60;&#38;&#62; &#34;通过&#34;');
  // Every part is told of, or Excel would offer to repair the file.
  const types = parts.get('[Content_Types].xml') ?? '';
  for (const path of ['/xl/charts/chart1.xml', '/xl/drawings/drawing1.xml'])
    expect(types).toContain(`PartName="${path}"`);
  expect(parts.get('xl/worksheets/sheet3.xml')).toMatch(/<drawing [^>]*r:id="rId1"\/><\/worksheet>$/);
});

it('leaves the tables as they are for whoever reads them', async () => {
  const result = await readWorkbook({ name: 'x.xlsx', bytes: writeFigures(book) }, READ_LIMITS);
  expect(result).toMatchObject({ ok: true, notices: [] });
  if (result.ok) expect(result.sheets.map(({ name }) => name)).toEqual(['甲 乙', '空', '图表', '说明']);
});

it('has no sheet of charts where nothing is drawn', () => {
  const { chartsName: _, ...plain } = book;
  expect(xlsx.read(writeFigures(plain)).SheetNames).toEqual(['甲 乙', '空', '说明']);
});

it('puts no chart across the end of a page', () => {
  const bars = (rows: number): SheetChart => ({ ...chart, kind: 'bars', categories: columnRange(0, rows) });
  const { places, breaks } = placeCharts([bars(27), chart, bars(5), bars(8), chart]);
  const pageOf = (row: number) => breaks.filter((end) => end <= row).length;
  const ends = places.map(({ row, height }) => row + Math.ceil(height / 228_600));
  expect(places.map(({ row }) => pageOf(row))).toEqual([0, 1, 1, 2, 2]);
  for (const [at, { row }] of places.entries()) expect(pageOf((ends[at] ?? 0) - 1)).toBe(pageOf(row));
});

it('prints the sheet that says where the file comes from side by side, lying on its side', () => {
  const info = partsOf(writeFigures(book)).get('xl/worksheets/sheet4.xml') ?? '';
  expect(info).toContain('<pageSetUpPr fitToPage="1"/>');
  expect(info).toContain('orientation="landscape" fitToWidth="1" fitToHeight="0"');
});
