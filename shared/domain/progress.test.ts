/** Progress: counts by status and week, attainment and elapsed time. */
import { expect, test } from 'vitest';
import { CIIE3 } from './profiles/ciie3.ts';
import { attainment, elapsedShare, type ProgressRow, summariseProgress } from './progress.ts';

const row = (
  status: ProgressRow['status'],
  submittedAt: string,
  decidedAt?: string,
  subGroupId = 'guangzhou',
) => ({
  subGroupId,
  status,
  submittedAt,
  decidedAt,
});

test('units count by status, and by the week of submission and decision in Shanghai', () => {
  const rows = [
    row('approved', '2020-08-02T15:59:00Z', '2020-08-04T02:00:00Z'), // Sunday 23:59 in Shanghai
    row('approved', '2020-08-02T16:00:00Z', '2020-08-09T16:00:00Z'), // Monday 00:00
    row('rejected', '2020-08-05T00:00:00Z', '2020-08-06T00:00:00Z'),
    row('pendingReview', '2020-08-05T00:00:00Z', '2020-08-05T00:00:00Z'), // resubmitted: the decision is gone
    row('draft', '2020-08-05T00:00:00Z'),
    row('approved', '2020-08-05T00:00:00Z', '2020-08-05T00:00:00Z', 'elsewhere'),
  ];
  const summary = summariseProgress(rows, CIIE3);
  expect(summary.map(({ subGroupId }) => subGroupId)).toEqual(CIIE3.subGroups.map(({ id }) => id));
  expect(summary.find(({ subGroupId }) => subGroupId === 'guangzhou')).toEqual({
    subGroupId: 'guangzhou',
    targetUnits: 400,
    byStatus: { draft: 1, pendingReview: 1, approved: 2, rejected: 1 },
    attainment: 2 / 400,
    weeks: [
      { monday: '2020-07-27', submitted: 1, approved: 0, rejected: 0 },
      { monday: '2020-08-03', submitted: 3, approved: 1, rejected: 1 },
      { monday: '2020-08-10', submitted: 0, approved: 1, rejected: 0 },
    ],
  });
  expect(summary.reduce((total, { byStatus }) => total + byStatus.approved, 0)).toBe(2);
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
