/** The charts of the report, each with its table. */
import { TAGS } from '../../../shared/domain/vocabulary.ts';
import type { FigureSheet } from '../../../shared/workbooks/tableBook.ts';
import { count, inLanguage } from '../../i18n/format.ts';
import { BarRows } from '../../ui/charts/BarRows.tsx';
import { ChartFigure } from '../../ui/charts/ChartFigure.tsx';
import { ColumnsAndLine } from '../../ui/charts/ColumnsAndLine.tsx';
import type { TableCells } from '../../ui/charts/FigureTable.tsx';
import { moneyText, percentText, textColumns, textRows } from './figureText.ts';
import styles from './ProgressScreen.module.css';
import { type ReportSheets, reasonText, reportSheets, subGroupName, waitedText } from './reportSheets.ts';
import type { Shown } from './useProgress.ts';

/** Reasons drawn; the table has all. */
const REASONS_DRAWN = 8;

export function tableOf(sheet: FigureSheet): TableCells {
  return {
    caption: sheet.name,
    headers: sheet.headers,
    rows: textRows(sheet),
    textColumns: textColumns(sheet),
  };
}

interface Part extends Shown {
  sheets: ReportSheets;
  /** null on paper */
  toggle: { asTable: string; asChart: string } | null;
}

/** The charts one below the other, for paper; their tables follow by themselves. */
export function PaperCharts({ shown }: { shown: Shown }) {
  const part: Part = { ...shown, sheets: reportSheets(shown.report, shown.words), toggle: null };
  return (
    <div className={styles.paper}>
      <SubGroups {...part} />
      <Weeks {...part} />
      <Waiting {...part} />
      <Reasons {...part} />
      <Tags {...part} />
      {shown.report.past.length > 0 && <Past {...part} />}
    </div>
  );
}

export function ProgressCharts({ shown }: { shown: Shown }) {
  const { t } = shown.words;
  const part: Part = {
    ...shown,
    sheets: reportSheets(shown.report, shown.words),
    toggle: { asTable: t('progress.asTable'), asChart: t('progress.asChart') },
  };
  return (
    <div className={styles.charts}>
      <div className={styles.column}>
        <SubGroups {...part} />
        {shown.report.past.length > 0 && <Past {...part} />}
      </div>
      <div className={styles.column}>
        <Weeks {...part} />
        <Waiting {...part} />
        <Reasons {...part} />
        <Tags {...part} />
      </div>
    </div>
  );
}

function SubGroups({ report, words, sheets, toggle }: Part) {
  const { t } = words;
  const { rows, total, targetKind, elapsed } = report;
  const isCap = targetKind === 'cap';
  const shownRows = rows.length > 1 ? [...rows, total] : rows;
  return (
    <ChartFigure
      title={t(`progress.chart.subGroups.${targetKind}`)}
      summary={t('progress.chart.subGroups.summary', {
        approved: count(total.approved),
        target: count(total.targetUnits),
        share: percentText(total.attainment),
      })}
      note={isCap ? undefined : t('progress.chart.subGroups.note', { elapsed: percentText(elapsed) })}
      words={toggle}
      table={tableOf(sheets.subGroups)}
    >
      <BarRows
        max={Math.max(1, ...shownRows.map(({ attainment }) => attainment))}
        rows={shownRows.map((row) => {
          const isFull = isCap && row.attainment >= 1;
          return {
            id: row.subGroupId,
            label: subGroupName(words, row.subGroupId),
            value: row.attainment,
            ...(isCap ? {} : { marker: elapsed }),
            text: `${count(row.approved)} / ${count(row.targetUnits)} · ${
              isFull ? t('progress.chart.subGroups.full') : percentText(row.attainment)
            }`,
            tone: isFull ? 'warning' : !isCap && row.attainment >= elapsed ? 'good' : 'plain',
          };
        })}
      />
    </ChartFigure>
  );
}

function Weeks({ report, words, sheets, toggle }: Part) {
  const { t } = words;
  const last = report.weeks.at(-1);
  return (
    <ChartFigure
      title={t('progress.chart.weeks')}
      summary={
        last
          ? t('progress.chart.weeks.summary', {
              submitted: last.submitted,
              approved: last.approved,
              rejected: last.rejected,
              total: last.approvedTotal,
            })
          : ''
      }
      note={t('progress.chart.weeks.note')}
      words={toggle}
      table={tableOf(sheets.weeks)}
    >
      <ColumnsAndLine
        moments={report.weeks.map(({ week, submitted, approved, rejected, approvedTotal }) => ({
          id: week,
          label: week.slice(5),
          columns: [submitted, approved, rejected],
          line: approvedTotal,
        }))}
        series={[
          { name: t('progress.column.new'), tone: 'new' },
          { name: t('progress.column.approved'), tone: 'good' },
          { name: t('progress.column.rejected'), tone: 'bad' },
        ]}
        lineName={t('progress.column.approvedTotal')}
        level={{
          name: `${t(`progress.column.${report.targetKind}`)} ${count(report.total.targetUnits)}`,
          value: report.total.targetUnits,
        }}
      />
    </ChartFigure>
  );
}

function Waiting({ report, words, sheets, toggle }: Part) {
  const { t } = words;
  return (
    <ChartFigure
      title={t('progress.chart.waiting')}
      summary={t('progress.chart.waiting.summary', { count: report.total.pending })}
      words={toggle}
      table={tableOf(sheets.waiting)}
    >
      <BarRows
        max={Math.max(1, ...report.waiting.map((group) => group.count))}
        rows={report.waiting.map((group) => ({
          id: String(group.least),
          label: waitedText(words, group),
          value: group.count,
          text: count(group.count),
          tone: group.most === null ? 'warning' : 'plain',
        }))}
      />
    </ChartFigure>
  );
}

function Reasons({ report, words, sheets, toggle }: Part) {
  const { t } = words;
  const [first] = report.reasons;
  const none = t('progress.chart.reasons.none');
  return (
    <ChartFigure
      title={t('progress.chart.reasons')}
      summary={first ? t('progress.chart.reasons.summary', { first: reasonText(words, first.code) }) : none}
      note={first ? t('progress.chart.reasons.note') : none}
      words={toggle}
      table={tableOf(sheets.reasons)}
    >
      <BarRows
        max={first?.count ?? 1}
        rows={report.reasons.slice(0, REASONS_DRAWN).map((reason) => ({
          id: reason.code,
          label: reasonText(words, reason.code),
          value: reason.count,
          text: count(reason.count),
        }))}
      />
    </ChartFigure>
  );
}

function Tags({ report, words, sheets, toggle }: Part) {
  const { t } = words;
  const { total } = report;
  const counts = TAGS.map((tag) => total.tags[tag]);
  return (
    <ChartFigure
      title={t('progress.chart.tags')}
      summary={t('progress.chart.tags.summary', { count: counts.reduce((sum, each) => sum + each, 0) })}
      note={t('progress.chart.tags.note', {
        expected: t('progress.yuan', { amount: moneyText(total.feesExpected) }),
        paid: t('progress.yuan', { amount: moneyText(total.feesPaid) }),
      })}
      words={toggle}
      table={tableOf(sheets.tags)}
    >
      <BarRows
        max={Math.max(1, ...counts)}
        rows={TAGS.map((tag) => ({
          id: tag,
          label: t(`tag.${tag}`),
          value: total.tags[tag],
          text: count(total.tags[tag]),
        }))}
      />
    </ChartFigure>
  );
}

/** Editions stand beside each other whole; by sub-group they are in the table. */
function Past({ report, words, sheets, toggle }: Part) {
  const { t, language } = words;
  const editions = [
    { id: 'this', label: t('progress.chart.past.this'), units: report.total.approved },
    ...report.past.map(({ id, name, total }) => ({ id, label: inLanguage(name, language), units: total })),
  ];
  return (
    <ChartFigure
      title={t('progress.chart.past')}
      summary={t('progress.chart.past.summary', { approved: count(report.total.approved) })}
      words={toggle}
      table={tableOf(sheets.subGroups)}
    >
      <BarRows
        max={Math.max(1, ...editions.map(({ units }) => units))}
        rows={editions.map(({ id, label, units }) => ({
          id,
          label,
          value: units,
          text: count(units),
          tone: id === 'this' ? 'good' : 'plain',
        }))}
      />
    </ChartFigure>
  );
}
