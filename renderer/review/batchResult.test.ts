/** Outcomes of a batch: counts and groups. */
import { describe, expect, it } from 'vitest';
import { NO_CASCADE } from '../../shared/domain/cascade.ts';
import type { BatchPreview } from '../desk/contract/decisions.ts';
import { batchResult, goingCascade, goingCount, groupByWhy } from './batchResult.ts';

describe('batch result', () => {
  const left = (id: string, why: 'flagged' | 'lifeCycle', detail?: string) => ({
    kind: 'unit' as const,
    id,
    name: id,
    why,
    severity: null,
    ...(detail === undefined ? {} : { detail }),
  });
  const preview: BatchPreview = {
    previewId: 'p',
    go: 3,
    leftOut: [left('a', 'flagged'), left('b', 'flagged'), left('c', 'lifeCycle', 'notPending')],
    cascade: { ...NO_CASCADE, awaitingPayment: 2 },
    people: [],
    taggedAlong: 1,
    badgeReuse: [],
    withdrawal: null,
    neverOpened: [],
    spotCheck: [],
  };

  it('counts done, failed and left out', () => {
    const refused = [
      { kind: 'unit' as const, id: 'z', why: 'inFlight' as const },
      { kind: 'attendee' as const, id: 'person', why: 'lifeCycle' as const },
    ];
    // Three units and the two people that were tagged along with them.
    const result = batchResult('unit', preview, ['a'], { batchId: 'x', decided: 5, refused });
    expect([result.decided, result.failed.length, result.skipped.map(({ id }) => id)]).toEqual([
      3,
      2,
      ['b', 'c'],
    ]);
    expect(goingCount(preview, ['a'])).toBe(4);
  });

  it('says what becomes of people with those that are included after all', () => {
    const [first, ...others] = preview.leftOut;
    const included = {
      ...first,
      cascade: { ...NO_CASCADE, awaitingPayment: 1, untagged: 4 },
      taggedAlong: 2,
    };
    const with4 = { ...preview, leftOut: [included as (typeof preview.leftOut)[number], ...others] };
    expect(goingCascade(with4, [])).toEqual({
      cascade: { ...NO_CASCADE, awaitingPayment: 2 },
      taggedAlong: 1,
    });
    expect(goingCascade(with4, ['a'])).toEqual({
      cascade: { ...NO_CASCADE, awaitingPayment: 3, untagged: 4 },
      taggedAlong: 3,
    });
  });

  it('groups by why', () => {
    expect(groupByWhy(preview.leftOut).map(({ why, items }) => [why, items.length])).toEqual([
      ['flagged', 2],
      ['lifeCycle', 1],
    ]);
  });
});
