/** Writes tables as a workbook: text or figures, frozen bold headers, widths, filter, print titles, an info sheet. */
import { CFB, utils, type WorkSheet, write } from 'xlsx';
import { neutraliseFormula } from '../../shared/workbooks/formulaGuard.ts';
import {
  columnWidths,
  type FigureBook,
  safeRows,
  safeSheetName,
  type TableBook,
} from '../../shared/workbooks/tableBook.ts';
import { addCharts, type PlacedChart } from './chartParts.ts';

/** Excel's own format for «this is text», whatever is typed over it. */
const TEXT_FORMAT = '@';

const WHOLE_FORMAT = '#,##0';

function sheetOf(given: readonly (readonly (string | number)[])[], formats: Record<number, string> = {}) {
  // The library cannot write a sheet without a row.
  const rows = given.length === 0 ? [['']] : given;
  const data = rows.map((row) =>
    row.map((value, column) =>
      typeof value === 'number'
        ? { t: 'n' as const, v: value, z: formats[column] ?? WHOLE_FORMAT }
        : { t: 's' as const, v: value, z: TEXT_FORMAT },
    ),
  );
  const last = { r: Math.max(0, rows.length - 1), c: Math.max(0, ...rows.map((row) => row.length - 1)) };
  return {
    '!data': data,
    '!ref': utils.encode_range({ s: { r: 0, c: 0 }, e: last }),
  } as unknown as WorkSheet;
}

/** The workbook's bytes. Every cell is text and safe from being run as a formula. */
export function writeWorkbook({ info, more = [], ...first }: TableBook): Uint8Array<ArrayBuffer> {
  const sheets = [first, ...more].map(({ sheetName, headers, rows }) => ({ name: sheetName, headers, rows }));
  return writeFigures({ sheets, info });
}

/** The bytes of a workbook of figures. Texts are safe from being run as a formula. */
export function writeFigures({ sheets, chartsName, info }: FigureBook): Uint8Array<ArrayBuffer> {
  const workbook = utils.book_new();
  const titles: string[] = [];
  const charts: PlacedChart[] = [];
  for (const { name, headers, rows, formats, chart } of sheets) {
    const safe = [safeCells(headers), ...rows.map(safeCells)];
    const sheet = sheetOf(safe, formats);
    const texts = rows.map((row) => row.map(String));
    sheet['!cols'] = columnWidths(headers, texts).map((wch) => ({ wch }));
    sheet['!autofilter'] = { ref: sheet['!ref'] ?? 'A1' };
    const title = safeSheetName(name, ...titles);
    titles.push(title);
    if (chart && rows.length > 0) charts.push({ content: { title, cells: safe }, chart });
    utils.book_append_sheet(workbook, sheet, title);
  }
  const hasCharts = chartsName !== undefined && charts.length > 0;
  if (hasCharts)
    utils.book_append_sheet(workbook, sheetOf([[chartsName]]), safeSheetName(chartsName, ...titles));
  const infoSheet = sheetOf(safeRows(info.lines));
  infoSheet['!cols'] = [{ wch: 16 }, { wch: 60 }];
  utils.book_append_sheet(workbook, infoSheet, safeSheetName(info.sheetName, ...titles));
  workbook.Workbook = {
    Names: titles.map((title, at) => ({
      Name: '_xlnm.Print_Titles',
      Ref: `'${title}'!$1:$1`,
      Sheet: at,
    })),
  };
  const plain = write(workbook, { type: 'array', bookType: 'xlsx', bookSST: true }) as ArrayBuffer;
  return dressed(new Uint8Array(plain), titles.length, hasCharts ? charts : []);
}

const safeCells = (row: readonly (string | number)[]) =>
  row.map((value) => (typeof value === 'number' ? value : neutraliseFormula(value)));

/**
 * The library writes neither frozen panes nor fonts: both are put into its parts. The header row gets a style
 * of its own, the last of the list.
 */
function dressed(plain: Uint8Array, tables: number, charts: readonly PlacedChart[]): Uint8Array<ArrayBuffer> {
  const zip = CFB.read(plain, { type: 'array' });
  const edit = (path: string, change: (xml: string) => string) => {
    const entry = CFB.find(zip, path);
    if (!entry) throw new Error(`the library wrote no ${path}`);
    const xml = change(new TextDecoder().decode(Uint8Array.from(entry.content as Uint8Array)));
    const bytes = new TextEncoder().encode(xml);
    entry.content = bytes as unknown as typeof entry.content;
    entry.size = bytes.length;
  };
  let headerStyle = 0;
  edit('/xl/styles.xml', (xml) => {
    headerStyle = Number(/<cellXfs count="(\d+)"/.exec(xml)?.[1] ?? 0);
    return withHeaderStyle(xml, headerStyle);
  });
  for (let at = 1; at <= tables; at++)
    edit(`/xl/worksheets/sheet${at}.xml`, (xml) => withHeaderRow(xml, headerStyle, at === 1));
  const infoAt = charts.length > 0 ? tables + 2 : tables + 1;
  edit(`/xl/worksheets/sheet${infoAt}.xml`, (xml) => onPages(fittedToPage(xml)));
  if (charts.length > 0) {
    // Not fitted to the page: where it is, Excel keeps no break that was set.
    edit(`/xl/worksheets/sheet${infoAt - 1}.xml`, (xml) => onPages(withRowHeight(xml)));
    addCharts(zip, infoAt - 1, charts, edit);
  }
  const packed = CFB.write(zip, {
    fileType: 'zip',
    type: 'array',
    compression: true,
  }) as unknown as ArrayLike<number>;
  return Uint8Array.from(packed);
}

const HEADER_FONT =
  '<font><b/><sz val="11"/><color rgb="FF1F2329"/><name val="Microsoft YaHei"/><family val="2"/></font>';
const BODY_FONT =
  '<font><sz val="11"/><color rgb="FF1F2329"/><name val="Microsoft YaHei"/><family val="2"/></font>';
const HEADER_FILL =
  '<fill><patternFill patternType="solid"><fgColor rgb="FFE8F0FE"/><bgColor indexed="64"/></patternFill></fill>';

function withHeaderStyle(xml: string, style: number): string {
  return replacedOnce(xml, [
    [/<fonts count="1">.*?<\/fonts>/s, `<fonts count="2">${BODY_FONT}${HEADER_FONT}</fonts>`],
    [/<fills count="2">(.*?)<\/fills>/s, `<fills count="3">$1${HEADER_FILL}</fills>`],
    [
      /<cellXfs count="\d+">(.*?)<\/cellXfs>/s,
      `<cellXfs count="${style + 1}">$1<xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1"/></cellXfs>`,
    ],
  ]);
}

const frozenView = (isFirst: boolean) =>
  `<sheetView workbookViewId="0"${isFirst ? ' tabSelected="1"' : ''}><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView>`;
const PAGE =
  '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/><headerFooter><oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter>';

function withHeaderRow(xml: string, style: number, isFirst: boolean): string {
  const frozen = replacedOnce(withRowHeight(xml), [
    [/<sheetView workbookViewId="0"[^>]*\/>/, frozenView(isFirst)],
  ]);
  const fitted = fittedToPage(frozen);
  const end = fitted.indexOf('</row>');
  const header = fitted.slice(0, end).replace(/(<c r="[A-Z]+1") s="\d+"/g, `$1 s="${style}"`);
  const rest = fitted.slice(end);
  // Order matters in a worksheet: margins stand after the filter and before what the library appends.
  return (
    header +
    replacedOnce(rest, [
      [/(<autoFilter [^>]*\/>|<autoFilter .*?<\/autoFilter>)(<pageMargins[^>]*\/>)?/s, `$1${PAGE}`],
    ])
  );
}

/** A sheet without a header row, on pages lying on their side like the others. */
function onPages(xml: string): string {
  return replacedOnce(xml, [[/<\/sheetData>|<sheetData\/>/, `$&${PAGE}`]]);
}

const withRowHeight = (xml: string): string =>
  replacedOnce(xml, [
    [/<\/sheetViews>/, '</sheetViews><sheetFormatPr defaultRowHeight="18" customHeight="1"/>'],
  ]);

const fittedToPage = (xml: string): string =>
  /<sheetPr/.test(xml)
    ? xml
    : replacedOnce(xml, [[/<dimension /, '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ']]);

function replacedOnce(xml: string, changes: readonly (readonly [RegExp, string])[]): string {
  let changed = xml;
  for (const [from, to] of changes) {
    if (!from.test(changed)) throw new Error(`the library wrote no ${from.source}`);
    changed = changed.replace(from, to);
  }
  return changed;
}
