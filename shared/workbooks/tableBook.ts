/** A table to be written as a workbook or csv: headers, text cells, and a sheet that says where it comes from. */
import { neutraliseFormula } from './formulaGuard.ts';
import type { SheetChart } from './sheetChart.ts';

export interface TableBook {
  sheetName: string;
  headers: string[];
  /** texts only: numbers of people are no numbers */
  rows: string[][];
  /** further tables, each on a sheet of its own */
  more?: { sheetName: string; headers: string[]; rows: string[][] }[];
  info: { sheetName: string; lines: [label: string, value: string][] };
}

/** A sheet of figures: numbers stay numbers, by each column's format. */
export interface FigureSheet {
  name: string;
  headers: string[];
  rows: (string | number)[][];
  /** drawn on the sheet of charts */
  chart?: SheetChart;
  /** number formats as spreadsheets write them, by column; without one, a whole number */
  formats?: Record<number, string>;
}

/** Several sheets of figures, and one that says where they come from. */
export interface FigureBook {
  sheets: FigureSheet[];
  /** of the sheet that carries the charts, if there are any */
  chartsName?: string;
  info: TableBook['info'];
}

/** Width of a column in characters of Latin text, within what a screen bears. */
const WIDTH_MIN = 6;
const WIDTH_MAX = 48;
/** So many rows say how wide a column should be. */
const SAMPLED_ROWS = 500;

const displayWidth = (text: string): number => {
  let width = 0;
  for (const letter of text.split('\n', 1)[0] ?? '') width += /[\u1100-\uffef]/u.test(letter) ? 2 : 1;
  return width;
};

/** The width of each column, by its header and its first rows. */
export function columnWidths(headers: readonly string[], rows: readonly (readonly string[])[]): number[] {
  return headers.map((header, column) => {
    let widest = displayWidth(header) + 3;
    for (const row of rows.slice(0, SAMPLED_ROWS)) widest = Math.max(widest, displayWidth(row[column] ?? ''));
    return Math.min(WIDTH_MAX, Math.max(WIDTH_MIN, widest + 1));
  });
}

/** The table with every cell safe from being run as a formula. */
export function safeRows(rows: readonly (readonly string[])[]): string[][] {
  return rows.map((row) => row.map(neutraliseFormula));
}

/** A bare file name: what file systems forbid becomes a space; never empty. */
export function safeFileName(raw: string): string {
  const bare = raw
    .replace(/[\\/:*?"<>|\p{Cc}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[.\s]+|\s+$/g, '');
  return bare === '' ? 'export' : bare.slice(0, 120);
}

/** A sheet name as spreadsheets allow it: at most 31 characters, no apostrophe, none of `[]:*?/\`; none of `others`. */
export function safeSheetName(raw: string, ...others: string[]): string {
  const name =
    raw
      .replace(/[[\]:*?/\\']/g, ' ')
      .trim()
      .slice(0, 31)
      .trim() || 'Sheet';
  return others.includes(name) ? `${name.slice(0, 26)} (${others.length + 1})` : name;
}
