/** AG Grid as a viewport: it draws rows that the app owns, and never decides which row is current or selected. */
import './gridModules.ts';
import type {
  CellClickedEvent,
  ColDef,
  GridApi,
  GridReadyEvent,
  IDatasource,
  RowClassParams,
  SortChangedEvent,
} from 'ag-grid-community';
import { AgGridReact, type AgGridReactProps } from 'ag-grid-react';
import { type Ref, useEffect, useImperativeHandle, useMemo, useRef } from 'react';
import type { CheckContext } from './checkCells.ts';
import { CheckCell, CheckHeader } from './checkCells.ts';
import { drawCursor, focusCursor, isFocusInRows, refreshChecks, showCursor, showRows } from './drawing.ts';
import { gridTheme } from './gridModules.ts';
import './grid.css';
import type { ViewportSource } from './viewport.ts';

export interface GridHandle {
  /** Puts the focus on the row under the cursor. */
  focus(): void;
  rowsPerPage(): number;
}

export interface ViewportGridProps<R extends { id: string }> {
  source: ViewportSource<R>;
  columns: ColDef<R>[];
  /** accessible name of the grid */
  label: string;
  checks: CheckContext;
  locale: Record<string, string>;
  nonce: string;
  sort: { column: string; direction: 'asc' | 'desc' } | null;
  onSort: (sort: { column: string; direction: 'asc' | 'desc' } | null) => void;
  onRowClick: (index: number, modifiers: { isShift: boolean; isCtrl: boolean }) => void;
  onRowDoubleClick: () => void;
  onFault: (fault: unknown) => void;
  /** larger rows, all of them in reading order in the page */
  isRoomy: boolean;
  /** drawn quieter: decided, but still in its place */
  isQuiet: (row: R) => boolean;
  ref?: Ref<GridHandle>;
}

const BLOCK = 100;
const FOLLOW_MS = 90;
const CHECK_COLUMN = '__check';

export function ViewportGrid<R extends { id: string }>(props: ViewportGridProps<R>) {
  const { source, columns, checks, locale, nonce, onFault } = props;
  const apiRef = useRef<GridApi<R> | null>(null);
  const hostRef = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  latest.current = props;

  const datasource = useMemo<IDatasource>(
    () => ({
      getRows({ startRow, endRow, successCallback, failCallback }) {
        source.fetch(startRow, endRow).then(
          // A row that has gone keeps its place until the list is opened again.
          (rows) =>
            successCallback(
              rows.map((row) => row ?? undefined),
              source.total(),
            ),
          (fault: unknown) => {
            failCallback();
            onFault(fault);
          },
        );
      },
    }),
    [source, onFault],
  );

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    // The focus follows once the keys rest: following each of thirty a second cost a quarter of their time.
    const followSoon = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const api = apiRef.current;
        const host = hostRef.current;
        if (api && !api.isDestroyed() && host && isFocusInRows(host)) focusCursor(api, source.cursor());
      }, FOLLOW_MS);
    };
    let frame = 0;
    // Once a frame: looking where the list is scrolled to has the page laid out, and a key need not wait for that.
    const showSoon = () => {
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        const api = apiRef.current;
        if (api && !api.isDestroyed()) showCursor(api, source.cursor(), null);
      });
    };
    const stop = source.subscribeViewport((event) => {
      const api = apiRef.current;
      const host = hostRef.current;
      if (!api || !host || api.isDestroyed()) return;
      switch (event.type) {
        case 'reset':
        case 'refresh':
          api.setRowCount(source.total(), true);
          api.refreshInfiniteCache();
          showRows(api, source, null);
          drawCursor(host, -1, source.cursor());
          showCursor(api, source.cursor(), event.type === 'reset' ? 'middle' : null);
          refreshChecks(api, CHECK_COLUMN);
          break;
        case 'rows':
          showRows(api, source, event.indices);
          break;
        case 'cursor':
          drawCursor(host, event.from, event.to);
          if (event.to >= 0) {
            showSoon();
            if (isFocusInRows(host)) followSoon();
          }
          break;
        case 'selection':
          refreshChecks(api, CHECK_COLUMN);
          break;
      }
    });
    return () => {
      clearTimeout(timer);
      cancelAnimationFrame(frame);
      stop();
    };
  }, [source]);

  useImperativeHandle(
    props.ref,
    () => ({
      focus() {
        const api = apiRef.current;
        if (api && source.cursor() >= 0) focusCursor(api, source.cursor());
        else hostRef.current?.focus();
      },
      rowsPerPage: () => Math.max(1, Math.floor((hostRef.current?.clientHeight ?? 320) / 32) - 2),
    }),
    [source],
  );

  const allColumns = useMemo<ColDef<R>[]>(() => {
    const { sort } = latest.current;
    return [
      {
        colId: CHECK_COLUMN,
        headerComponent: CheckHeader,
        cellRenderer: CheckCell,
        width: 34,
        minWidth: 34,
        resizable: false,
        sortable: false,
        suppressMovable: true,
        cellClass: 'desk-check-cell',
        headerClass: 'desk-check-cell',
      },
      ...columns.map((column) => ({
        ...column,
        ...(sort && sort.column === column.colId ? { sort: sort.direction } : {}),
      })),
    ];
  }, [columns]);

  // The same objects with every render: the grid draws its header and all rows anew for another one.
  const fixed = useMemo<AgGridReactProps<R>>(
    () => ({
      infiniteInitialRowCount: Math.max(1, source.total()),
      rowClassRules: {
        'desk-cursor': ({ rowIndex }: RowClassParams<R>) => rowIndex === source.cursor(),
        'desk-decided': ({ data }: RowClassParams<R>) => data !== undefined && latest.current.isQuiet(data),
      },
      tabToNextHeader: ({ backwards, nextHeaderPosition }) => {
        if (backwards || source.cursor() < 0) return nextHeaderPosition ?? false;
        return false;
      },
      tabToNextCell: () => false,
      onGridReady: ({ api }: GridReadyEvent<R>) => {
        apiRef.current = api;
        api.setGridAriaProperty('label', latest.current.label);
        api.setRowCount(source.total(), true);
        showCursor(api, source.cursor(), 'middle');
      },
      onSortChanged: ({ api }: SortChangedEvent<R>) => {
        const sorted = api.getColumnState().find((column) => column.sort);
        latest.current.onSort(
          sorted?.sort ? { column: sorted.colId, direction: sorted.sort === 'desc' ? 'desc' : 'asc' } : null,
        );
      },
      onCellClicked: ({ rowIndex, event }: CellClickedEvent<R>) => {
        if (rowIndex === null || !(event instanceof MouseEvent)) return;
        latest.current.onRowClick(rowIndex, {
          isShift: event.shiftKey,
          isCtrl: event.ctrlKey || event.metaKey,
        });
      },
      onCellDoubleClicked: () => latest.current.onRowDoubleClick(),
    }),
    [source],
  );

  return (
    <div ref={hostRef} className="desk-grid" tabIndex={-1}>
      <AgGridReact<R>
        {...fixed}
        theme={gridTheme}
        ensureDomOrder={props.isRoomy}
        suppressColumnVirtualisation={props.isRoomy}
        styleNonce={nonce}
        rowModelType="infinite"
        datasource={datasource}
        cacheBlockSize={BLOCK}
        maxBlocksInCache={10}
        columnDefs={allColumns}
        context={checks}
        localeText={locale}
        suppressMovableColumns
        suppressMultiSort
        suppressNoRowsOverlay
        // Columns are given their widths before there are rows, and the bar that came with them cut the last one off.
        alwaysShowVerticalScroll
      />
    </div>
  );
}
