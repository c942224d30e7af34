/** With what a submission on screen is compared. */
import { describe, expect, it } from 'vitest';
import type { UnitDetail } from '../../desk/contract/rows.ts';
import { compareTarget } from './compareTarget.ts';

type Detail = Parameters<typeof compareTarget>[0];
const detail = (change: Partial<Detail> = {}): Detail => ({
  parked: null,
  lastReview: null,
  row: { seen: { revision: 2 } },
  ...change,
});
const parked = (result: 'stale' | 'decided'): UnitDetail['parked'] => ({
  decisionId: 'd-1',
  verdict: 'approve',
  at: 0,
  result,
});
const lastReview = (baseRevision: number): UnitDetail['lastReview'] => ({
  id: 'd-0',
  verdict: 'reject',
  by: 'reviewer',
  at: '2020-09-18T02:00:00.000Z',
  baseRevision,
});

describe('the comparison', () => {
  it('is first with what was on screen, then with what one decided on, then with the last review', () => {
    const all = detail({ parked: parked('stale'), lastReview: lastReview(1) });
    expect(compareTarget(all, 'h')).toEqual({ why: 'changed', before: { of: 'shown', hash: 'h' } });
    expect(compareTarget(all, null)).toEqual({ why: 'parked', before: { of: 'seen', decisionId: 'd-1' } });
    expect(compareTarget(detail({ lastReview: lastReview(1) }), null)).toEqual({
      why: 'resubmitted',
      before: { of: 'revision', revision: 1 },
    });
  });

  it('is not offered where nothing was amended', () => {
    expect(compareTarget(detail({ lastReview: lastReview(2), parked: parked('decided') }), null)).toBeNull();
    expect(compareTarget(detail(), null)).toBeNull();
  });
});
