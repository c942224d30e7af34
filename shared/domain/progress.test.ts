/** Progress: figures by status, week, waiting, reason and fee; the report's totals, weeks and comparison. */
import { expect, test } from 'vitest';
import { CIIE3 } from './profiles/ciie3.ts';
import { attainment, elapsedShare, everyWeek } from './progress.ts';
import { progressReport } from './progressReport.ts';
import { ProgressTally, type UnitFact } from './progressTally.ts';

const unit = (status: UnitFact['status'], submittedOn: string, change: Partial<UnitFact> = {}): UnitFact => ({
  subGroupId: 'guangzhou',
  status,
  submittedOn,
  ...change,
});
const ofGuangzhou = (tally: ProgressTally) => {
  const found = tally.figures().find(({ subGroupId }) => subGroupId === 'guangzhou');
  if (!found) throw new Error('no figures');
  return found;
};

test('units count by status, and by the weeks of submission and decision', () => {
  const tally = new ProgressTally(CIIE3, '2020-08-20');
  tally.unit(unit('approved', '2020-08-02', { decidedOn: '2020-08-04' })); // a Sunday
  tally.unit(unit('approved', '2020-08-03', { decidedOn: '2020-08-10' }), 2);
  tally.unit(unit('rejected', '2020-08-05', { decidedOn: '2020-08-06' }));
  // Resubmitted: the former decision no longer stands.
  tally.unit(unit('pendingReview', '2020-08-05', { decidedOn: '2020-08-06' }));
  tally.unit(unit('draft', '2020-08-05'));
  tally.unit(unit('approved', '2020-08-05', { subGroupId: 'elsewhere' }));
  expect(tally.figures().map(({ subGroupId }) => subGroupId)).toEqual(CIIE3.subGroups.map(({ id }) => id));
  expect(ofGuangzhou(tally)).toMatchObject({
    targetUnits: 400,
    units: { draft: 1, pendingReview: 1, approved: 3, rejected: 1 },
    weeks: [
      { week: '2020-07-27', submitted: 1, approved: 0, rejected: 0 },
      { week: '2020-08-03', submitted: 4, approved: 1, rejected: 1 },
      { week: '2020-08-10', submitted: 0, approved: 2, rejected: 0 },
    ],
  });
});

test('pending units are grouped by how long their present revision has waited', () => {
  const tally = new ProgressTally(CIIE3, '2020-08-20');
  for (const waitingOn of [
    '2020-08-20',
    '2020-08-19',
    '2020-08-17',
    '2020-08-13',
    '2020-08-06',
    '2020-08-05',
  ])
    tally.unit(
      unit('pendingReview', '2020-07-01', { waitingOn, waitingSince: `${waitingOn}T01:00:00.000Z` }),
    );
  expect(ofGuangzhou(tally)).toMatchObject({
    waiting: [2, 1, 1, 1, 1],
    oldestPendingAt: '2020-08-05T01:00:00.000Z',
  });
});

test('fees are due for paying people of approved units, and are counted once they are paid', () => {
  const tally = new ProgressTally(CIIE3, '2020-08-20');
  const person = { subGroupId: 'guangzhou', entryPeriod: 'full', isPaid: false } as const;
  tally.attendee({ ...person, status: 'awaitingPayment', tag: 'professional' }, 3);
  tally.attendee({ ...person, status: 'issued', tag: 'professional', entryPeriod: 'second', isPaid: true });
  tally.attendee({ ...person, status: 'inPersonReview', tag: 'vip' });
  tally.attendee({ ...person, status: 'tagged', tag: 'professional' });
  tally.attendee({ ...person, status: 'refunded', tag: 'professional', isPaid: true });
  tally.attendee({ ...person, status: 'awaitingTag', tag: null });
  expect(ofGuangzhou(tally)).toMatchObject({
    fees: { expected: '700.00', paid: '100.00' },
    tags: { professional: 6, vip: 1 },
    attendees: { awaitingPayment: 3, issued: 1, inPersonReview: 1, tagged: 1, refunded: 1, awaitingTag: 1 },
  });
});

test('attainment', () => {
  expect(attainment(500, 400)).toBe(1.25);
  expect(attainment(0, 0)).toBe(1);
});

test('elapsed share of the registration period stays between 0 and 1', () => {
  expect(elapsedShare(CIIE3, '2020-01-01')).toBe(0);
  expect(elapsedShare(CIIE3, CIIE3.dates.registrationCloses)).toBe(1);
  expect(elapsedShare(CIIE3, '2020-12-31')).toBe(1);
  const total = 148;
  expect(elapsedShare(CIIE3, CIIE3.dates.registrationOpens)).toBeCloseTo(1 / total);
});

test('weeks in which nothing happened are there as well, up to the present one', () => {
  const weeks = [
    { week: '2020-08-03', submitted: 1, approved: 0, rejected: 0 },
    { week: '2020-08-17', submitted: 0, approved: 1, rejected: 0 },
  ];
  expect(everyWeek(weeks, '2020-08-30').map(({ week }) => week)).toEqual([
    '2020-08-03',
    '2020-08-10',
    '2020-08-17',
    '2020-08-24',
  ]);
  expect(everyWeek([], '2020-08-30')).toEqual([
    { week: '2020-08-24', submitted: 0, approved: 0, rejected: 0 },
  ]);
});

test('the report adds its sub-groups up, cumulates the weeks and stands beside past editions', () => {
  const tally = new ProgressTally(CIIE3, '2020-08-20', (id) => id === 'guangzhou' || id === 'foshan');
  tally.unit(unit('approved', '2020-08-03', { decidedOn: '2020-08-04' }), 100);
  tally.unit(unit('approved', '2020-08-03', { decidedOn: '2020-08-18', subGroupId: 'foshan' }), 90);
  tally.unit(unit('pendingReview', '2020-08-03', { waitingSince: '2020-08-03T01:00:00.000Z' }), 7);
  tally.reason('guangzhou', 'U-CONTACT', 2);
  tally.reason('foshan', 'U-CONTACT', 3);
  tally.reason('foshan', 'U-NAME-MISMATCH', 4);
  const figures = { asOf: '2020-08-20T03:00:00.000Z', subGroups: tally.figures() };
  const pastEditions = [
    { id: 'ciie-2', name: { zh: '第二届', en: '2nd' }, units: { guangzhou: 380, zhuhai: 9 } },
    { id: 'ciie-1', name: { zh: '第一届', en: '1st' }, units: { zhuhai: 9 } },
  ];
  const report = progressReport(figures, { ...CIIE3, pastEditions });
  expect(report.total).toMatchObject({
    targetUnits: 760,
    submitted: 197,
    approved: 190,
    pending: 7,
    attainment: 0.25,
    oldestPendingAt: '2020-08-03T01:00:00.000Z',
  });
  expect(report.weeks.map(({ approvedTotal }) => approvedTotal)).toEqual([100, 100, 190]);
  expect(report.weeks.at(-1)?.approvedTotal).toBe(report.total.approved);
  expect(report.reasons).toEqual([
    { code: 'U-CONTACT', count: 5 },
    { code: 'U-NAME-MISMATCH', count: 4 },
  ]);
  expect(report.waiting.at(-1)).toEqual({ least: 15, most: null, count: 7 });
  expect(report.past).toEqual([{ id: 'ciie-2', name: { zh: '第二届', en: '2nd' }, total: 380 }]);
  expect(report.rows.map(({ past }) => past)).toEqual([[380], [null]]);
  expect(progressReport(figures, CIIE3, { only: 'foshan' }).total).toMatchObject({
    approved: 90,
    targetUnits: 360,
  });
});
