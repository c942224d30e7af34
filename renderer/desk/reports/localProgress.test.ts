/** The workstation's figures: those of the feed, with the reviewer's own decisions in them at once. */
import { expect, it } from 'vitest';
import { CIIE3 } from '../../../shared/domain/profiles/ciie3.ts';
import { ProgressTally } from '../../../shared/domain/progressTally.ts';
import type { PutItem } from '../../../shared/protocol/feed.ts';
import { countItem } from '../../../shared/protocol/progressFacts.ts';
import { attendeeItem, makeRegister, NOW, residentId, unitItem } from '../imports/testing/register.ts';
import { countLocally } from './localProgress.ts';

const TODAY = '2020-09-07';
const everything = () => true;
const rejection = {
  id: 'd-1',
  verdict: 'reject' as const,
  reasons: [{ code: 'U-DOC-UNCLEAR', text: '不清晰' }],
  by: 'reviewer2.guangzhou',
  at: '2020-09-02T00:00:00.000Z',
};
const approval = { id: 'd-2', verdict: 'approve' as const, by: 'x', at: '2020-08-30T16:00:00.000Z' };
const person = (order: number) => ({
  name: '林示例',
  documentNumber: residentId(order),
  phone: '13800000001',
});
const ITEMS: PutItem[] = [
  unitItem('u-1', '甲', { decision: approval }),
  unitItem('u-2', '乙', {
    status: 'rejected',
    decision: rejection,
    lastReview: { ...rejection, baseRevision: 1 },
  }),
  unitItem('u-3', '丙', {
    status: 'pendingReview',
    revision: 2,
    firstSubmittedAt: '2020-08-20T01:00:00.000Z',
    submittedAt: '2020-09-05T01:00:00.000Z',
    lastReview: { ...rejection, baseRevision: 1 },
  }),
  unitItem('f-1', '丁', { subGroupId: 'foshan', status: 'pendingReview' }),
  attendeeItem('a-1', 'u-1', person(1), { status: 'awaitingPayment', tag: 'professional' }),
  attendeeItem('a-2', 'u-1', person(2), {
    status: 'issued',
    tag: 'professional',
    entryPeriod: 'second',
    order: { orderNo: `V${'1'.repeat(23)}`, amount: '100.00', payStatus: 'paid' },
  }),
  attendeeItem('a-3', 'u-3', person(3)),
];
const guangzhou = <T extends { subGroupId: string }>(figures: readonly T[]) =>
  figures.find(({ subGroupId }) => subGroupId === 'guangzhou');

it('counts what the feed brings as the feed is counted elsewhere, within the scope', () => {
  const { context } = makeRegister(ITEMS);
  const tally = new ProgressTally(CIIE3, TODAY);
  for (const item of ITEMS) countItem(tally, item);
  expect(countLocally(context, everything, TODAY)).toEqual(tally.figures());
  expect(guangzhou(countLocally(context, everything, TODAY))).toMatchObject({
    units: { approved: 1, rejected: 1, pendingReview: 1 },
    reasons: { 'U-DOC-UNCLEAR': 2 },
    fees: { expected: '300.00', paid: '100.00' },
    oldestPendingAt: '2020-09-05T01:00:00.000Z',
  });
  const own = countLocally(context, (id) => id === 'foshan', TODAY);
  expect(own).toMatchObject([{ subGroupId: 'foshan', units: { pendingReview: 1 } }]);
});

it('shows own decisions at once, in the week they were made', () => {
  const { context, room } = makeRegister(ITEMS);
  const seenOf = (kind: 'unit' | 'attendee', id: string) => {
    const [row] = room.rowsById(kind, [id]);
    if (!row) throw new Error('no row');
    return row.seen;
  };
  const tag = { verdict: 'tag' as const, tag: 'professional' as const };
  room.decide([{ kind: 'attendee', id: 'a-3', seen: seenOf('attendee', 'a-3'), ...tag }]);
  room.decide([{ kind: 'unit', id: 'u-3', seen: seenOf('unit', 'u-3'), verdict: 'approve' }]);
  const figures = guangzhou(countLocally(context, everything, TODAY));
  expect(figures).toMatchObject({
    units: { approved: 2, rejected: 1 },
    // Its own approval replaces the rejection it had before.
    reasons: { 'U-DOC-UNCLEAR': 1 },
    fees: { expected: '500.00', paid: '100.00' },
    tags: { professional: 3 },
    waiting: [0, 0, 0, 0, 0],
  });
  expect(figures?.weeks.at(-1)).toMatchObject({ week: '2020-09-07', approved: 1 });
  expect(new Date(NOW).toISOString().slice(0, 10)).toBe(TODAY);
});
