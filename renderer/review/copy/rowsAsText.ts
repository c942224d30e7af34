/** Rows as tab-separated text for a spreadsheet: one line each, no cell that would be run as a formula. Pure. */
import { neutraliseFormula } from '../../../shared/workbooks/formulaGuard.ts';

/** Headers and rows as lines of cells; tabs and line breaks inside a cell become blanks. */
export function rowsAsText(headers: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    cells.map((cell) => neutraliseFormula(cell.replace(/[\t\r\n]+/g, ' '))).join('\t');
  return [headers, ...rows].map(line).join('\r\n');
}
