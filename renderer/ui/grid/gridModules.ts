/** The parts of AG Grid Community in use, registered once. Enterprise calls would be silent no-ops: none here. */
import {
  CellApiModule,
  CellStyleModule,
  ColumnApiModule,
  EventApiModule,
  InfiniteRowModelModule,
  LocaleModule,
  ModuleRegistry,
  RenderApiModule,
  RowApiModule,
  RowStyleModule,
  ScrollApiModule,
  themeQuartz,
} from 'ag-grid-community';

ModuleRegistry.registerModules([
  InfiniteRowModelModule,
  CellApiModule,
  CellStyleModule,
  ColumnApiModule,
  EventApiModule,
  LocaleModule,
  RenderApiModule,
  RowApiModule,
  RowStyleModule,
  ScrollApiModule,
]);

/** Dense and calm: 32 px rows, the page's font; its colours are the page's variables, so that a dark page has a dark grid. */
export const gridTheme = themeQuartz.withParams({
  fontFamily: ['Noto Sans SC', 'Microsoft YaHei', 'PingFang SC', 'sans-serif'],
  fontSize: 13,
  headerFontSize: 12,
  headerFontWeight: 500,
  rowHeight: 32,
  headerHeight: 32,
  cellHorizontalPadding: 8,
  spacing: 6,
  browserColorScheme: 'inherit',
  accentColor: 'var(--primary)',
  foregroundColor: 'var(--text)',
  headerTextColor: 'var(--header-text)',
  headerBackgroundColor: 'var(--header)',
  backgroundColor: 'var(--surface)',
  oddRowBackgroundColor: 'var(--surface)',
  rowHoverColor: 'var(--hover)',
  borderColor: 'var(--line)',
  wrapperBorder: false,
  wrapperBorderRadius: 0,
  columnBorder: false,
  cellTextColor: 'var(--text)',
});
