/** The people of a list: what its mapped columns say, row by row, with what a spreadsheet did to the numbers. */
import { withoutNeutraliser } from './formulaGuard.ts';
import { dataRows, type HeaderRows, headerLabels } from './headerRows.ts';
import type { ColumnMapping } from './listFields.ts';
import type { ListedPerson } from './matchLadder.ts';
import { type LostPrecision, lostPrecision } from './precision.ts';
import { cellKey, type SheetGrid, withMergesFilled } from './sheetGrid.ts';

export interface ListedRow extends ListedPerson {
  /** of the sheet, counted from 1 as a spreadsheet does */
  rowNumber: number;
  tag: string;
  /** why the document number cannot be trusted; null if it can */
  lost: LostPrecision | null;
}

/** The rows below the header as people; cells that hold an error count as empty. */
export function listedRows(grid: SheetGrid, header: HeaderRows | null, mapping: ColumnMapping): ListedRow[] {
  const rows = withMergesFilled(grid);
  return dataRows({ rows }, header).map((row) => {
    const cell = (column: number | null): string => {
      if (column === null || grid.marks.get(cellKey(row, column)) === 'error') return '';
      return withoutNeutraliser((rows[row]?.[column] ?? '').trim());
    };
    const documentNumber = cell(mapping.documentNumber);
    return {
      rowNumber: row + 1,
      name: cell(mapping.name),
      documentNumber,
      unit: cell(mapping.unit),
      phone: cell(mapping.phone),
      tag: cell(mapping.tag),
      lost:
        mapping.documentNumber === null
          ? null
          : lostPrecision(documentNumber, grid.marks.get(cellKey(row, mapping.documentNumber))),
    };
  });
}

/** Rows of a list as a table again, each with the reason why it was not applied. */
export function rowsWithReasons(
  grid: SheetGrid,
  header: HeaderRows | null,
  reasons: ReadonlyMap<number, string>,
  reasonHeader: string,
): { headers: string[]; rows: string[][] } {
  const rows = withMergesFilled(grid);
  const headers = header === null ? [] : headerLabels(grid, header);
  const width = Math.max(headers.length, ...[...reasons.keys()].map((row) => rows[row - 1]?.length ?? 0));
  const padded = (cells: readonly string[]) => Array.from({ length: width }, (_, at) => cells[at] ?? '');
  return {
    headers: [...padded(headers), reasonHeader],
    rows: [...reasons].map(([rowNumber, reason]) => [...padded(rows[rowNumber - 1] ?? []), reason]),
  };
}
