/** A sheet as read from any kind of file: texts in rows, with marks on the cells that need a word. */

/** What a cell is besides its text. A formula's text is the value the program that saved it had computed. */
export type CellMark = 'number' | 'date' | 'error' | 'formula';

/** A merged range, all ends inclusive, counted from 0. */
export interface MergedRange {
  firstRow: number;
  lastRow: number;
  firstColumn: number;
  lastColumn: number;
}

export interface SheetGrid {
  name: string;
  /** rows as in the sheet, blank ones included; a row may be shorter than others */
  rows: string[][];
  /** marks of cells by `row:column`; most cells have none */
  marks: ReadonlyMap<string, CellMark>;
  merges: readonly MergedRange[];
  isHidden: boolean;
}

export const cellKey = (row: number, column: number): string => `${row}:${column}`;

export const isBlankRow = (row: readonly string[] | undefined): boolean =>
  row === undefined || row.every((text) => text.trim() === '');

/** How many columns the widest row has. */
export const widthOf = (rows: readonly (readonly string[])[]): number =>
  rows.reduce((width, row) => Math.max(width, row.length), 0);

/**
 * The rows with merged cells filled in downwards: offices merge a unit's cell over all its people. What is
 * merged across columns stays in its first cell, for below a header that is a heading, not a value.
 */
export function withMergesFilled(grid: Pick<SheetGrid, 'rows' | 'merges'>): string[][] {
  const rows = grid.rows.map((row) => [...row]);
  for (const { firstRow, lastRow, firstColumn, lastColumn } of grid.merges) {
    const value = grid.rows[firstRow]?.[firstColumn] ?? '';
    if (value === '' || firstColumn !== lastColumn) continue;
    for (let row = firstRow + 1; row <= lastRow && row < rows.length; row++) {
      const cells = rows[row];
      if (!cells || isBlankRow(cells)) continue;
      while (cells.length <= firstColumn) cells.push('');
      cells[firstColumn] = value;
    }
  }
  return rows;
}
