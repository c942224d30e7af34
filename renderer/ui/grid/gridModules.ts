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

/** Dense and calm: 32 px rows, the page's font and colours. */
export const gridTheme = themeQuartz.withParams({
  fontFamily: ['Noto Sans SC', 'Microsoft YaHei', 'PingFang SC', 'sans-serif'],
  fontSize: 13,
  headerFontSize: 12,
  headerFontWeight: 500,
  rowHeight: 32,
  headerHeight: 32,
  cellHorizontalPadding: 8,
  spacing: 6,
  accentColor: '#0958d9',
  foregroundColor: '#1f2329',
  headerTextColor: '#4a5058',
  headerBackgroundColor: '#f7f8fa',
  backgroundColor: '#ffffff',
  oddRowBackgroundColor: '#ffffff',
  rowHoverColor: '#f5f8ff',
  borderColor: '#e4e7eb',
  wrapperBorder: false,
  wrapperBorderRadius: 0,
  columnBorder: false,
  cellTextColor: '#1f2329',
});
