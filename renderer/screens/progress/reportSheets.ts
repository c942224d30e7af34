/** The report's tables, made once from the report: screen, workbook and paper show these. */
import type { EditionProfile } from '../../../shared/domain/editionProfile.ts';
import {
  ALL_SUB_GROUPS,
  type ProgressReport,
  type ReportRow,
} from '../../../shared/domain/progressReport.ts';
import { TAGS } from '../../../shared/domain/vocabulary.ts';
import type { FigureSheet } from '../../../shared/workbooks/tableBook.ts';
import { inLanguage } from '../../i18n/format.ts';
import type { Translate } from '../../i18n/i18n.ts';
import type { Language } from '../../i18n/language.ts';
import { AMOUNT, MONEY, PERCENT } from './figureText.ts';
import { reportCharts } from './reportCharts.ts';
import type { DealSum } from './sumDeals.ts';

export interface ReportWords {
  t: Translate;
  language: Language;
  profile: EditionProfile;
}

export interface ReportSheets {
  subGroups: FigureSheet;
  weeks: FigureSheet;
  waiting: FigureSheet;
  reasons: FigureSheet;
  tags: FigureSheet;
}

/** The name of a sub-group, or «total». */
export function subGroupName({ t, language, profile }: ReportWords, id: string): string {
  if (id === ALL_SUB_GROUPS) return t('progress.total');
  const found = profile.subGroups.find((subGroup) => subGroup.id === id);
  return found ? inLanguage(found.name, language) : id;
}

/** A reason as the catalogue has it in this language. */
export function reasonText({ language, profile }: ReportWords, code: string): string {
  const found = profile.reasons.find((reason) => reason.code === code);
  return found ? inLanguage(found.text, language) : code;
}

export function waitedText({ t }: Pick<ReportWords, 't'>, group: ProgressReport['waiting'][number]): string {
  return group.most === null
    ? t('progress.waitedLonger', { least: group.least })
    : t('progress.waited', { least: group.least, most: group.most });
}

/** The rows of the sub-groups, and their total where there are several. */
const withTotal = ({ rows, total }: ProgressReport): ReportRow[] =>
  rows.length > 1 ? [...rows, total] : rows;

export function reportSheets(report: ProgressReport, words: ReportWords): ReportSheets {
  const { t } = words;
  const past = report.past.map(({ name }) => inLanguage(name, words.language));
  const isCap = report.targetKind === 'cap';
  const charts = reportCharts(report, words);
  return {
    subGroups: {
      name: t('progress.sheet.subGroups'),
      chart: charts.subGroups,
      headers: [
        t('progress.column.subGroup'),
        t(`progress.column.${report.targetKind}`),
        t('progress.column.submitted'),
        t('progress.column.approved'),
        t('progress.column.pending'),
        t('progress.column.rejected'),
        t('progress.column.attainment'),
        t('progress.column.people'),
        ...(isCap ? [] : [t('progress.report.elapsed')]),
        ...past,
      ],
      formats: isCap ? { 6: PERCENT } : { 6: PERCENT, 8: PERCENT },
      rows: withTotal(report).map((row) => [
        subGroupName(words, row.subGroupId),
        row.targetUnits,
        row.submitted,
        row.approved,
        row.pending,
        row.rejected,
        row.attainment,
        row.people,
        ...(isCap ? [] : [report.elapsed]),
        ...row.past.map((units) => units ?? '–'),
      ]),
    },
    weeks: {
      name: t('progress.sheet.weeks'),
      chart: charts.weeks,
      headers: [
        t('progress.column.week'),
        t('progress.column.new'),
        t('progress.column.approved'),
        t('progress.column.rejected'),
        t('progress.column.approvedTotal'),
        t(`progress.column.${report.targetKind}`),
      ],
      rows: report.weeks.map((week) => [
        week.week,
        week.submitted,
        week.approved,
        week.rejected,
        week.approvedTotal,
        report.total.targetUnits,
      ]),
    },
    waiting: {
      name: t('progress.sheet.waiting'),
      chart: charts.waiting,
      headers: [t('progress.column.waited'), t('progress.column.units')],
      rows: report.waiting.map((group) => [waitedText(words, group), group.count]),
    },
    reasons: {
      name: t('progress.sheet.reasons'),
      chart: charts.reasons,
      headers: [t('progress.column.reason'), t('progress.column.code'), t('progress.column.count')],
      rows: report.reasons.map(({ code, count }) => [reasonText(words, code), code, count]),
    },
    tags: {
      name: t('progress.sheet.tags'),
      chart: charts.tags,
      headers: [
        t('progress.column.subGroup'),
        ...TAGS.map((tag) => t(`tag.${tag}`)),
        t('progress.column.feesExpected'),
        t('progress.column.feesPaid'),
      ],
      formats: { 4: MONEY, 5: MONEY },
      rows: withTotal(report).map((row) => [
        subGroupName(words, row.subGroupId),
        ...TAGS.map((tag) => row.tags[tag]),
        row.feesExpected,
        row.feesPaid,
      ]),
    },
  };
}

/** Intended deals by sub-group, those with any, and their total. */
export function dealSheet(sums: readonly DealSum[], words: ReportWords): FigureSheet {
  const { t } = words;
  return {
    name: t('progress.sheet.deals'),
    headers: [t('progress.column.subGroup'), t('progress.column.deals'), t('progress.column.dealAmount')],
    formats: { 2: AMOUNT },
    rows: sums.map(({ subGroupId, count, amount }) => [subGroupName(words, subGroupId), count, amount]),
  };
}
