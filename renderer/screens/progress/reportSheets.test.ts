/** The report's tables: every number of the report, in both languages, and as text what a spreadsheet shows. */
import { expect, test } from 'vitest';
import { CIIE3 } from '../../../shared/domain/profiles/ciie3.ts';
import { progressReport } from '../../../shared/domain/progressReport.ts';
import { ProgressTally } from '../../../shared/domain/progressTally.ts';
import { TEXTS, type TextKey } from '../../i18n/texts.ts';
import { figureText, MONEY, PERCENT, textColumns, textRows } from './figureText.ts';
import { reportSheets } from './reportSheets.ts';

const wordsIn = (language: 'zh-CN' | 'en') => ({
  language,
  profile: CIIE3,
  t: (key: TextKey, values: Record<string, string | number> = {}) =>
    Object.entries(values).reduce<string>(
      (text, [name, value]) => text.replaceAll(`{{${name}}}`, String(value)),
      TEXTS[key][language === 'en' ? 1 : 0],
    ),
});

function report() {
  const tally = new ProgressTally(CIIE3, '2020-08-20', (id) => id === 'guangzhou' || id === 'foshan');
  tally.unit(
    { subGroupId: 'guangzhou', status: 'approved', submittedOn: '2020-08-03', decidedOn: '2020-08-11' },
    100,
  );
  tally.unit(
    { subGroupId: 'foshan', status: 'pendingReview', submittedOn: '2020-08-18', waitingOn: '2020-08-18' },
    3,
  );
  tally.attendee(
    { subGroupId: 'guangzhou', status: 'awaitingPayment', tag: 'professional', isPaid: false },
    6,
  );
  tally.reason('foshan', 'U-CONTACT', 2);
  return progressReport({ asOf: '2020-08-20T03:00:00.000Z', subGroups: tally.figures() }, CIIE3);
}

test('the tables carry the report’s numbers, with a total below several sub-groups', () => {
  const { elapsed } = report();
  const sheets = reportSheets(report(), wordsIn('zh-CN'));
  expect(sheets.subGroups.rows).toEqual([
    ['广州市', 400, 100, 100, 0, 0, 0.25, 6, elapsed],
    ['佛山市', 360, 3, 0, 3, 0, 0, 0, elapsed],
    ['合计', 760, 103, 100, 3, 0, 100 / 760, 6, elapsed],
  ]);
  expect(sheets.weeks.rows).toEqual([
    ['2020-08-03', 100, 0, 0, 0, 760],
    ['2020-08-10', 0, 100, 0, 100, 760],
    ['2020-08-17', 3, 0, 0, 100, 760],
  ]);
  expect(sheets.waiting.rows).toEqual([
    ['0–1 天', 0],
    ['2–3 天', 3],
    ['4–7 天', 0],
    ['8–14 天', 0],
    ['15 天以上', 0],
  ]);
  expect(sheets.reasons.rows).toEqual([['联系方式无效', 'U-CONTACT', 2]]);
  expect(sheets.tags.rows.at(-1)).toEqual(['合计', 0, 0, 6, 1200, 0]);
});

test('in English, and as texts', () => {
  const { subGroups, tags, reasons } = reportSheets(report(), wordsIn('en'));
  expect(subGroups.headers.slice(0, 3)).toEqual(['Sub-group', 'Target', 'Submitted']);
  expect(textRows(subGroups)[0]).toEqual(['Guangzhou', '400', '100', '100', '0', '0', '25.0%', '6', '72.3%']);
  expect(textRows(tags)[0]?.slice(-2)).toEqual(['1,200.00', '0.00']);
  expect(textColumns(reasons)).toEqual([0, 1]);
  expect([figureText(0.5, PERCENT), figureText(1234.5, MONEY), figureText(1234, undefined)]).toEqual([
    '50.0%',
    '1,234.50',
    '1,234',
  ]);
});

test('each chart draws the cells that its words name', () => {
  const sheets = reportSheets(report(), wordsIn('zh-CN'));
  for (const { name, headers, rows, chart } of Object.values(sheets)) {
    expect([name, chart === undefined]).toEqual([name, false]);
    for (const { name: series, values } of [...(chart?.series ?? []), ...(chart?.lines ?? [])]) {
      // Down a column under its header, or along the last row.
      const isRow = values.firstRow === values.lastRow && values.firstColumn !== values.lastColumn;
      const said = isRow ? rows[values.firstRow - 1]?.[0] : headers[values.firstColumn];
      expect([name, said]).toEqual([name, series]);
      expect(values.lastRow).toBeLessThanOrEqual(rows.length);
    }
  }
  const capped = reportSheets({ ...report(), targetKind: 'cap' }, wordsIn('zh-CN'));
  expect(capped.subGroups.chart?.series).toHaveLength(1);
  expect(capped.subGroups.headers).not.toContain('登记期已过');
});
