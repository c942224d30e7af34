/** Finds the header of a list: below titles, above the people, of one row or of two with merged cells. */
import { fieldOfHeader } from './listFields.ts';
import { isBlankRow, type MergedRange, type SheetGrid, widthOf } from './sheetGrid.ts';

/** Rows of the header, inclusive, counted from 0. */
export interface HeaderRows {
  first: number;
  last: number;
}

/** Titles, notes and blank rows above a header; deeper than this nobody puts one. */
const SEARCHED_ROWS = 30;

/**
 * The header's rows, or null when no row looks like one: the row in which most cells name a field, at least
 * one of them a name or a number, together with the row it is merged with.
 */
export function findHeader(grid: Pick<SheetGrid, 'rows' | 'merges'>): HeaderRows | null {
  let best: { row: number; score: number } | null = null;
  for (let row = 0; row < Math.min(grid.rows.length, SEARCHED_ROWS); row++) {
    const score = scoreOf(grid.rows[row] ?? []);
    if (score > (best?.score ?? 0)) best = { row, score };
  }
  return best === null ? null : withMergedRows(grid, best.row);
}

function scoreOf(row: readonly string[]): number {
  const fields = new Set(row.map((text) => fieldOfHeader(text)).filter((field) => field !== null));
  return fields.has('name') || fields.has('documentNumber') || fields.has('phone') ? fields.size : 0;
}

/** Takes in the rows that belong to the header by a merge: names over two rows, a group over several columns. */
function withMergedRows({ rows, merges }: Pick<SheetGrid, 'rows' | 'merges'>, row: number): HeaderRows {
  const width = widthOf(rows);
  let [first, last] = [row, row];
  for (const merge of merges) {
    const isTall = merge.lastRow > merge.firstRow;
    const touches = merge.firstRow <= row && merge.lastRow >= row;
    // Two rows, rarely three: a taller merge is a unit over its people.
    if (isTall && touches && merge.lastRow - merge.firstRow <= 2) {
      first = Math.min(first, merge.firstRow);
      last = Math.max(last, merge.lastRow);
    }
  }
  const isGroup = (merge: MergedRange, at: number) =>
    merge.firstRow === at &&
    merge.lastRow === at &&
    merge.lastColumn > merge.firstColumn &&
    merge.lastColumn - merge.firstColumn + 1 < width;
  const namesFields = (at: number) => (rows[at] ?? []).some((text) => fieldOfHeader(text) !== null);
  if (first === last) {
    if (merges.some((merge) => isGroup(merge, row)) && namesFields(row + 1)) last = row + 1;
    else if (merges.some((merge) => isGroup(merge, row - 1))) first = row - 1;
  }
  return { first, last: Math.min(last, rows.length - 1) };
}

/**
 * The label of each column: of a header of several rows `upper / lower`, with merged cells spread out. A
 * column without a header gets an empty label.
 */
export function headerLabels(
  { rows, merges }: Pick<SheetGrid, 'rows' | 'merges'>,
  header: HeaderRows,
): string[] {
  const width = widthOf(rows.slice(header.first));
  return Array.from({ length: width }, (_, column) => {
    const parts: string[] = [];
    for (let row = header.first; row <= header.last; row++) {
      const text = headerText(rows, merges, row, column);
      if (text !== '' && !parts.includes(text)) parts.push(text);
    }
    return parts.join(' / ');
  });
}

function headerText(
  rows: readonly (readonly string[])[],
  merges: readonly MergedRange[],
  row: number,
  column: number,
): string {
  const merge = merges.find(
    (range) =>
      row >= range.firstRow &&
      row <= range.lastRow &&
      column >= range.firstColumn &&
      column <= range.lastColumn,
  );
  const text = merge ? rows[merge.firstRow]?.[merge.firstColumn] : rows[row]?.[column];
  return (text ?? '').replace(/\s+/g, ' ').trim();
}

/** Indices of the rows below the header that hold something, repeated headers of later pages left out. */
export function dataRows(grid: Pick<SheetGrid, 'rows'>, header: HeaderRows | null): number[] {
  const found: number[] = [];
  const heading = header === null ? null : (grid.rows[header.last] ?? []).join('\n');
  for (let row = header === null ? 0 : header.last + 1; row < grid.rows.length; row++) {
    const cells = grid.rows[row];
    if (!cells || isBlankRow(cells) || cells.join('\n') === heading) continue;
    found.push(row);
  }
  return found;
}
