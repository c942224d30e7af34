/** Drawing what the app says: cursor, changed rows, checkboxes. Touches only what is on screen. */
import type { GridApi } from 'ag-grid-community';
import { checkHeaderOf } from './checkCells.ts';
import type { ViewportSource } from './viewport.ts';

const CURSOR_CLASS = 'desk-cursor';

/**
 * Moves the mark of the cursor from one row to another. By hand, since redrawing rows for one class cost
 * more than all the rest of a decision.
 */
export function drawCursor(host: HTMLElement, from: number, to: number): void {
  const wanted = from === to && to < 0 ? '' : String(to);
  // A live collection by class is kept by the browser; a selector would be matched against every cell.
  for (const row of host.getElementsByClassName('ag-row')) {
    const isWanted = row.getAttribute('row-index') === wanted;
    if (isWanted === row.classList.contains(CURSOR_CLASS)) continue;
    row.classList.toggle(CURSOR_CLASS, isWanted);
    if (isWanted) row.setAttribute('aria-current', 'true');
    else row.removeAttribute('aria-current');
  }
}

/** Puts the app's rows into the grid's nodes: those at `indices`, or all that are rendered. */
export function showRows<R extends { id: string }>(
  api: GridApi<R>,
  source: ViewportSource<R>,
  indices: readonly number[] | null,
): void {
  const wanted = indices ? new Set(indices) : null;
  for (const node of api.getRenderedNodes()) {
    if (node.rowIndex === null || (wanted && !wanted.has(node.rowIndex))) continue;
    const row = source.at(node.rowIndex);
    if (row && row !== node.data) node.updateData(row);
  }
}

/** Redraws the checkboxes on screen and the one in the header; the grid would make the whole header anew. */
export function refreshChecks<R>(api: GridApi<R>, column: string): void {
  api.refreshCells({ columns: [column], force: true });
  checkHeaderOf(api)?.sync();
}

/** Whether the focus is on a row (not on a header), so that it should follow the cursor. */
export function isFocusInRows(host: HTMLElement): boolean {
  const active = document.activeElement;
  return (
    active instanceof HTMLElement && host.contains(active) && active.closest('[role="gridcell"]') !== null
  );
}

/** Focuses the cursor's row in the column that has the focus, or in the first that says something. */
export function focusCursor<R>(api: GridApi<R>, index: number): void {
  const focused = api.getFocusedCell();
  const column = focused?.column ?? api.getAllDisplayedColumns()[1] ?? api.getAllDisplayedColumns()[0];
  if (column) api.setFocusedCell(index, column);
}

/** Scrolls the cursor's row into view, if the grid knows of that row already. */
export function showCursor<R>(api: GridApi<R>, index: number, place: 'middle' | null): void {
  if (index >= 0 && index < api.getDisplayedRowCount()) api.ensureIndexVisible(index, place);
}
