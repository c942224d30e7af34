/** A chart on a sheet of figures: which cells it draws, as columns or bars, with lines over them. */

/** Cells of one sheet, counted from 0, both ends included; the header is row 0. */
export interface CellRange {
  firstRow: number;
  lastRow: number;
  firstColumn: number;
  lastColumn: number;
}

export interface ChartSeries {
  name: string;
  values: CellRange;
  /** colour as RRGGBB */
  color: string;
  isDashed?: boolean;
}

export interface SheetChart {
  title: string;
  /** `bars`: lying, first row on top; `columns`: standing, lines may cross them */
  kind: 'bars' | 'columns';
  categories: CellRange;
  series: ChartSeries[];
  lines?: ChartSeries[];
  /** the lines have a scale of their own on the right */
  isLineScaleOwn?: boolean;
  /** number format of the scale of bars or columns */
  format?: string;
}

/** The first rows of a column below the header. */
export function columnRange(column: number, rows: number): CellRange {
  return { firstRow: 1, lastRow: rows, firstColumn: column, lastColumn: column };
}
