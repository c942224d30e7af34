/** Puts charts into a written workbook: one sheet that carries a drawing, the drawing all charts, page by page. */
import { CFB } from 'xlsx';
import type { SheetChart } from '../../shared/workbooks/sheetChart.ts';
import { type ChartSheet, chartXml, escapeXml } from './chartXml.ts';

export interface PlacedChart {
  /** the sheet whose cells it draws */
  content: ChartSheet;
  chart: SheetChart;
}

type Zip = ReturnType<typeof CFB.read>;
/** Changes a part of the zip that is there. */
export type EditPart = (path: string, change: (xml: string) => string) => void;

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';
const DRAWING = 'http://schemas.openxmlformats.org/drawingml/2006';
const TYPES = 'application/vnd.openxmlformats-officedocument';

/** In EMU, 360,000 to the centimetre: as wide as a page lying on its side. */
const WIDTH = 9_000_000;
const HEIGHT = 3_000_000;
const ROW_HEIGHT = 228_600;
/** Lying bars: what is above and below them, and each bar. */
const BARS_EDGE = 900_000;
const BAR_HEIGHT = 170_000;
/** A chart stands a little below the top of its row, or its edge would be on the page before. */
const DROP = 80_000;
/** Rows of a page lying on its side. */
const PAGE_ROWS = 27;
/** The sheet's own name stands above the first. */
const FIRST_ROW = 1;

interface Place {
  row: number;
  height: number;
}

/** Where each chart stands, so that none is cut by the end of a page; `breaks`: rows after which a page ends. */
export function placeCharts(charts: readonly SheetChart[]): { places: Place[]; breaks: number[] } {
  const places: Place[] = [];
  const breaks: number[] = [];
  let row = FIRST_ROW;
  let used = FIRST_ROW;
  for (const { kind, categories } of charts) {
    const { firstRow, lastRow, firstColumn, lastColumn } = categories;
    const bars = Math.max(lastRow - firstRow, lastColumn - firstColumn) + 1;
    const height = kind === 'bars' ? Math.max(HEIGHT / 2, BARS_EDGE + bars * BAR_HEIGHT) : HEIGHT;
    const rows = Math.ceil(height / ROW_HEIGHT) + 1;
    if (used > FIRST_ROW && used + rows > PAGE_ROWS) {
      breaks.push(row);
      used = 0;
    }
    places.push({ row, height });
    row += rows;
    used += rows;
  }
  return { places, breaks };
}

/** Adds the parts of all charts, drawn on the sheet of that number (counted from 1). */
export function addCharts(zip: Zip, sheet: number, charts: readonly PlacedChart[], edit: EditPart): void {
  const add = (path: string, xml: string) => {
    CFB.utils.cfb_add(zip, path, new TextEncoder().encode(HEAD + xml));
  };
  const { places, breaks } = placeCharts(charts.map(({ chart }) => chart));
  charts.forEach(({ content, chart }, at) => {
    add(`/xl/charts/chart${at + 1}.xml`, chartXml(chart, content));
  });
  const anchors = charts.map(({ chart }, at) => anchorXml(chart, at + 1, places[at]));
  add(
    '/xl/drawings/drawing1.xml',
    `<xdr:wsDr xmlns:xdr="${DRAWING}/spreadsheetDrawing" xmlns:a="${DRAWING}/main">${anchors.join('')}</xdr:wsDr>`,
  );
  add(
    '/xl/drawings/_rels/drawing1.xml.rels',
    relations(charts.map((_, at) => ['chart', `../charts/chart${at + 1}.xml`])),
  );
  add(`/xl/worksheets/_rels/sheet${sheet}.xml.rels`, relations([['drawing', '../drawings/drawing1.xml']]));
  edit(`/xl/worksheets/sheet${sheet}.xml`, (xml) => withDrawing(xml, breaks));
  const types = charts.map(
    (_, at) =>
      `<Override PartName="/xl/charts/chart${at + 1}.xml" ContentType="${TYPES}.drawingml.chart+xml"/>`,
  );
  const drawing = `<Override PartName="/xl/drawings/drawing1.xml" ContentType="${TYPES}.drawing+xml"/>`;
  edit('/[Content_Types].xml', (xml) => xml.replace('</Types>', `${drawing}${types.join('')}</Types>`));
}

/** Order matters in a worksheet: breaks follow the footer, the drawing stands last. */
function withDrawing(xml: string, breaks: readonly number[]): string {
  const each = breaks.map((row) => `<brk id="${row}" max="16383" man="1"/>`).join('');
  const ends =
    breaks.length === 0
      ? ''
      : `<rowBreaks count="${breaks.length}" manualBreakCount="${breaks.length}">${each}</rowBreaks>`;
  return xml
    .replace('</headerFooter>', `</headerFooter>${ends}`)
    .replace('</worksheet>', `<drawing xmlns:r="${OFFICE}" r:id="rId1"/></worksheet>`);
}

function relations(targets: readonly (readonly ['chart' | 'drawing', string])[]): string {
  const each = targets.map(
    ([kind, target], at) => `<Relationship Id="rId${at + 1}" Type="${OFFICE}/${kind}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${PACKAGE}">${each.join('')}</Relationships>`;
}

function anchorXml({ title }: SheetChart, number: number, place: Place | undefined): string {
  const name = escapeXml(title);
  const from = `<xdr:from><xdr:col>0</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>${place?.row ?? 0}</xdr:row><xdr:rowOff>${DROP}</xdr:rowOff></xdr:from>`;
  const properties = `<xdr:nvGraphicFramePr><xdr:cNvPr id="${number + 1}" name="${name}" descr="${name}"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>`;
  const graphic = `<a:graphic><a:graphicData uri="${DRAWING}/chart"><c:chart xmlns:c="${DRAWING}/chart" xmlns:r="${OFFICE}" r:id="rId${number}"/></a:graphicData></a:graphic>`;
  return `<xdr:oneCellAnchor>${from}<xdr:ext cx="${WIDTH}" cy="${Math.round(place?.height ?? HEIGHT)}"/><xdr:graphicFrame macro="">${properties}<xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>${graphic}</xdr:graphicFrame><xdr:clientData/></xdr:oneCellAnchor>`;
}
