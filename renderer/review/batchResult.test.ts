/** Outcomes of a batch: counts and groups. */
import { describe, expect, it } from 'vitest';
import type { BatchPreview } from '../desk/contract/decisions.ts';
import { batchResult, goingCount, groupByWhy } from './batchResult.ts';

describe('batch result', () => {
  const left = (id: string, why: 'flagged' | 'lifeCycle', detail?: string) => ({
    kind: 'unit' as const,
    id,
    name: id,
    why,
    findings: [],
    ...(detail === undefined ? {} : { detail }),
  });
  const preview: BatchPreview = {
    previewId: 'p',
    go: 3,
    leftOut: [left('a', 'flagged'), left('b', 'flagged'), left('c', 'lifeCycle', 'notPending')],
    cascade: {
      byTag: { vip: 0, staff: 0, professional: 0 },
      awaitingPayment: 0,
      inPersonReview: 0,
      untagged: 0,
    },
    neverOpened: [],
    spotCheck: [],
  };

  it('counts done, failed and left out', () => {
    const refused = [{ kind: 'unit' as const, id: 'z', why: 'inFlight' as const }];
    const result = batchResult(preview, ['a'], { batchId: 'x', decided: 3, refused });
    expect([result.decided, result.failed.length, result.skipped.map(({ id }) => id)]).toEqual([
      3,
      1,
      ['b', 'c'],
    ]);
    expect(goingCount(preview, ['a'])).toBe(4);
  });

  it('groups by why', () => {
    expect(groupByWhy(preview.leftOut).map(({ why, items }) => [why, items.length])).toEqual([
      ['flagged', 2],
      ['lifeCycle', 1],
    ]);
  });
});
