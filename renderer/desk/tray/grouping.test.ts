/** What happens to each when many are resolved at once. */
import { describe, expect, it } from 'vitest';
import type { CurrentDecision } from '../../../shared/protocol/feed.ts';
import type { TrayPreviewRow } from '../contract/tray.ts';
import { type GroupFacts, grouped, groupOf, saysTheSame } from './grouping.ts';

const theirs = (change: Partial<CurrentDecision> = {}): CurrentDecision => ({
  id: 't',
  verdict: 'approve',
  by: 'reviewer2',
  at: '2020-09-18T02:00:00.000Z',
  ...change,
});
const facts = (change: Partial<GroupFacts> = {}): GroupFacts => ({
  how: 'asDecided',
  verdict: 'reject',
  reasons: [{ code: 'U-DOC-UNCLEAR', text: 'unclear' }],
  changed: ['address'],
  theirs: null,
  refusal: null,
  fieldOf: (code) => (code === 'U-DOC-UNCLEAR' ? 'qualificationDocument' : undefined),
  ...change,
});

describe('deciding as before', () => {
  it('goes by itself only where what the reasons name did not change', () => {
    expect(groupOf(facts())).toEqual({ group: 'untouched', goes: 'yes' });
    expect(groupOf(facts({ changed: ['qualificationDocument'] }))).toEqual({
      group: 'touched',
      goes: 'asked',
    });
  });

  it('asks where nothing says what the decision hung on', () => {
    expect(groupOf(facts({ verdict: 'approve', reasons: [] }))).toEqual({
      group: 'anyChange',
      goes: 'asked',
    });
    const other = [{ code: 'X-OTHER', text: 'x' }];
    expect(groupOf(facts({ reasons: other }))).toEqual({ group: 'anyChange', goes: 'asked' });
  });

  it('never goes unseen or where it is not allowed', () => {
    expect(groupOf(facts({ changed: null }))).toEqual({ group: 'notComparable', goes: 'no' });
    expect(groupOf(facts({ refusal: { why: 'lifeCycle' } }))).toEqual({ group: 'refused', goes: 'no' });
  });
});

describe('another’s decision', () => {
  it('is told apart by whether it says the same', () => {
    const mine = {
      verdict: 'reject' as const,
      reasons: [
        { code: 'A', text: '1' },
        { code: 'B', text: '2' },
      ],
    };
    const same = theirs({
      verdict: 'reject',
      reasons: [
        { code: 'B', text: 'x' },
        { code: 'A', text: 'y' },
      ],
    });
    expect(saysTheSame(mine, same)).toBe(true);
    expect(saysTheSame(mine, theirs({ verdict: 'reject', reasons: [{ code: 'A', text: '1' }] }))).toBe(false);
    expect(groupOf(facts({ how: 'accepted', theirs: theirs() })).group).toBe('differs');
    expect(groupOf(facts({ how: 'accepted', ...mine, theirs: same })).group).toBe('agrees');
  });

  it('that says the same is not overruled', () => {
    const same = theirs({ verdict: 'approve' });
    expect(
      groupOf(facts({ how: 'overrule', verdict: 'approve', reasons: [], theirs: same, changed: [] })),
    ).toEqual({
      group: 'agrees',
      goes: 'no',
    });
  });
});

it('groups keep the order of the summary', () => {
  const row = (decisionId: string) => ({ decisionId }) as TrayPreviewRow;
  const groups = grouped([
    { row: row('1'), group: 'refused', goes: 'no' },
    { row: row('2'), group: 'untouched', goes: 'yes' },
    { row: row('3'), group: 'refused', goes: 'no' },
  ]);
  expect(groups.map(({ group, rows }) => [group, rows.length])).toEqual([
    ['untouched', 1],
    ['refused', 2],
  ]);
});
