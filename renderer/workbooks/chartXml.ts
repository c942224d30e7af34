/** A chart as the part of a workbook that spreadsheets draw it from (DrawingML); text cells and figures come along. */
import type { CellRange, ChartSeries, SheetChart } from '../../shared/workbooks/sheetChart.ts';

export interface ChartSheet {
  /** as written into the workbook */
  title: string;
  /** header row included */
  cells: readonly (readonly (string | number)[])[];
}

const NAMESPACES =
  'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
/** Ids of the axes. */
const CATEGORIES = 501;
const VALUES = 502;
const LINE_CATEGORIES = 503;
const LINE_VALUES = 504;

export const escapeXml = (text: string): string =>
  text.replace(/[<>&"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

/** The chart's part, `xl/charts/chartN.xml`. */
export function chartXml(chart: SheetChart, sheet: ChartSheet): string {
  const isBars = chart.kind === 'bars';
  const lines = chart.lines ?? [];
  const own = chart.isLineScaleOwn === true && lines.length > 0;
  const all = [...chart.series, ...lines];
  const columns = chart.series.map((each, at) => seriesXml(chart, sheet, each, at, 'column')).join('');
  const drawn = lines
    .map((each, at) => seriesXml(chart, sheet, each, chart.series.length + at, 'line'))
    .join('');
  const bar = `<c:barChart><c:barDir val="${isBars ? 'bar' : 'col'}"/><c:grouping val="clustered"/><c:varyColors val="0"/>${columns}<c:gapWidth val="60"/>${axisIds(CATEGORIES, VALUES)}</c:barChart>`;
  const line =
    lines.length === 0
      ? ''
      : `<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>${drawn}<c:marker val="1"/>${own ? axisIds(LINE_CATEGORIES, LINE_VALUES) : axisIds(CATEGORIES, VALUES)}</c:lineChart>`;
  const axes =
    categoryAxis(CATEGORIES, VALUES, { isBars }) +
    valueAxis(VALUES, CATEGORIES, { isBars, format: chart.format ?? '#,##0', isRight: false }) +
    (own
      ? categoryAxis(LINE_CATEGORIES, LINE_VALUES, { isHidden: true }) +
        valueAxis(LINE_VALUES, LINE_CATEGORIES, { format: '#,##0', isRight: true })
      : '');
  const legend =
    all.length > 1 ? `<c:legend><c:legendPos val="b"/><c:overlay val="0"/>${SMALL}</c:legend>` : '';
  return `<c:chartSpace ${NAMESPACES}><c:roundedCorners val="0"/><c:chart>${titleXml(chart.title)}<c:autoTitleDeleted val="0"/><c:plotArea><c:layout/>${bar}${line}${axes}</c:plotArea>${legend}<c:plotVisOnly val="0"/><c:dispBlanksAs val="gap"/></c:chart></c:chartSpace>`;
}

const axisIds = (category: number, value: number) => `<c:axId val="${category}"/><c:axId val="${value}"/>`;

function seriesXml(
  chart: SheetChart,
  sheet: ChartSheet,
  series: ChartSeries,
  at: number,
  how: 'column' | 'line',
): string {
  const fill = `<a:solidFill><a:srgbClr val="${series.color}"/></a:solidFill>`;
  const dash = series.isDashed ? '<a:prstDash val="dash"/>' : '';
  const look =
    how === 'column'
      ? `<c:spPr>${fill}</c:spPr><c:invertIfNegative val="0"/>`
      : `<c:spPr><a:ln w="22225">${fill}${dash}</a:ln></c:spPr><c:marker><c:symbol val="none"/></c:marker>`;
  const { values } = series;
  // Figures stand in cells always: LibreOffice draws nothing of a series that brings its own.
  const figures = `<c:numRef><c:f>${reference(sheet.title, values)}</c:f><c:numCache>${points(cellsOf(sheet, values))}</c:numCache></c:numRef>`;
  const categories = `<c:strRef><c:f>${reference(sheet.title, chart.categories)}</c:f><c:strCache>${points(cellsOf(sheet, chart.categories))}</c:strCache></c:strRef>`;
  return `<c:ser><c:idx val="${at}"/><c:order val="${at}"/><c:tx><c:v>${escapeXml(series.name)}</c:v></c:tx>${look}<c:cat>${categories}</c:cat><c:val>${figures}</c:val>${how === 'line' ? '<c:smooth val="0"/>' : ''}</c:ser>`;
}

function points(values: readonly (string | number)[]): string {
  const each = values.map((value, at) => `<c:pt idx="${at}"><c:v>${escapeXml(String(value))}</c:v></c:pt>`);
  return `<c:ptCount val="${values.length}"/>${each.join('')}`;
}

function cellsOf({ cells }: ChartSheet, range: CellRange): (string | number)[] {
  return cells
    .slice(range.firstRow, range.lastRow + 1)
    .flatMap((row) => row.slice(range.firstColumn, range.lastColumn + 1));
}

/** `'分团进度'!$A$2:$A$27` */
function reference(title: string, range: CellRange): string {
  const cell = (row: number, column: number) => `$${columnName(column)}$${row + 1}`;
  const from = cell(range.firstRow, range.firstColumn);
  return escapeXml(`'${title}'!${from}:${cell(range.lastRow, range.lastColumn)}`);
}

function columnName(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : columnName(Math.floor(column / 26) - 1) + letter;
}

function titleXml(title: string): string {
  const run = `<a:r><a:rPr lang="zh-CN" sz="1200" b="1"/><a:t>${escapeXml(title)}</a:t></a:r>`;
  return `<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr sz="1200" b="1"/></a:pPr>${run}</a:p></c:rich></c:tx><c:overlay val="0"/></c:title>`;
}

const SMALL =
  '<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="900"/></a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>';

function categoryAxis(
  id: number,
  crosses: number,
  { isBars = false, isHidden = false }: { isBars?: boolean; isHidden?: boolean },
): string {
  return `<c:catAx><c:axId val="${id}"/><c:scaling><c:orientation val="${isBars ? 'maxMin' : 'minMax'}"/></c:scaling><c:delete val="${isHidden ? 1 : 0}"/><c:axPos val="${isBars ? 'l' : 'b'}"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>${SMALL}<c:crossAx val="${crosses}"/><c:crosses val="autoZero"/>${isBars ? '<c:tickLblSkip val="1"/>' : ''}</c:catAx>`;
}

function valueAxis(
  id: number,
  crosses: number,
  { isBars = false, isRight = false, format }: { isBars?: boolean; isRight?: boolean; format: string },
): string {
  const lines = isRight
    ? ''
    : '<c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="D9D9D9"/></a:solidFill></a:ln></c:spPr></c:majorGridlines>';
  // Where the first row is on top, the scale would be on top too.
  const place = isRight || isBars ? 'max' : 'autoZero';
  return `<c:valAx><c:axId val="${id}"/><c:scaling><c:orientation val="minMax"/><c:min val="0"/></c:scaling><c:delete val="0"/><c:axPos val="${isRight ? 'r' : isBars ? 'b' : 'l'}"/>${lines}<c:numFmt formatCode="${escapeXml(format)}" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>${SMALL}<c:crossAx val="${crosses}"/><c:crosses val="${place}"/><c:crossBetween val="between"/></c:valAx>`;
}
