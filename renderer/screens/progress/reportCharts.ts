/** The charts of the report's workbook: the same pictures as on screen, drawn by the spreadsheet from its own cells. */
import type { ProgressReport } from '../../../shared/domain/progressReport.ts';
import { TAGS } from '../../../shared/domain/vocabulary.ts';
import { columnRange, type SheetChart } from '../../../shared/workbooks/sheetChart.ts';
import type { ReportWords } from './reportSheets.ts';

/** The page's colours, by what they mean. */
const COLOURS = {
  plain: '0958D9',
  good: '237804',
  bad: 'A8071A',
  new: '8C8C8C',
  level: '1F2329',
  time: 'C9CDD3',
};
/** Reasons drawn; the table has all. */
const REASONS_DRAWN = 8;

export type ReportChartName = 'subGroups' | 'weeks' | 'waiting' | 'reasons' | 'tags';

/** The chart of each sheet; `columns` are those of `reportSheets`. */
export function reportCharts(
  report: ProgressReport,
  { t }: Pick<ReportWords, 't'>,
): Record<ReportChartName, SheetChart> {
  const subGroups = report.rows.length > 1 ? report.rows.length + 1 : report.rows.length;
  const weeks = report.weeks.length;
  const reasons = Math.min(REASONS_DRAWN, report.reasons.length);
  const column = (at: number, rows: number, name: string, color: string) => ({
    name,
    values: columnRange(at, rows),
    color,
  });
  return {
    subGroups: {
      title: t(`progress.chart.subGroups.${report.targetKind}`),
      kind: 'bars',
      format: '0%',
      categories: columnRange(0, subGroups),
      series: [
        column(6, subGroups, t('progress.column.attainment'), COLOURS.plain),
        ...(report.targetKind === 'cap'
          ? []
          : [column(8, subGroups, t('progress.report.elapsed'), COLOURS.time)]),
      ],
    },
    weeks: {
      title: t('progress.chart.weeks'),
      kind: 'columns',
      categories: columnRange(0, weeks),
      series: [
        column(1, weeks, t('progress.column.new'), COLOURS.new),
        column(2, weeks, t('progress.column.approved'), COLOURS.good),
        column(3, weeks, t('progress.column.rejected'), COLOURS.bad),
      ],
      lines: [
        column(4, weeks, t('progress.column.approvedTotal'), COLOURS.plain),
        {
          ...column(5, weeks, t(`progress.column.${report.targetKind}`), COLOURS.level),
          isDashed: true,
        },
      ],
      isLineScaleOwn: true,
    },
    waiting: {
      title: t('progress.chart.waiting'),
      kind: 'bars',
      categories: columnRange(0, report.waiting.length),
      series: [column(1, report.waiting.length, t('progress.column.units'), COLOURS.plain)],
    },
    reasons: {
      title: t('progress.chart.reasons'),
      kind: 'bars',
      categories: columnRange(0, reasons),
      series: [column(2, reasons, t('progress.column.count'), COLOURS.plain)],
    },
    tags: {
      title: t('progress.chart.tags'),
      kind: 'bars',
      categories: tagCells(0),
      series: [{ name: t('progress.total'), values: tagCells(subGroups), color: COLOURS.plain }],
    },
  };
}

/** The cells of the tags in one row: their names in the header, their counts in the last. */
const tagCells = (row: number) => ({
  firstRow: row,
  lastRow: row,
  firstColumn: 1,
  lastColumn: TAGS.length,
});
