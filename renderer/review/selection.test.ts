/** Selection: ids, all but some, and how much of it is out of sight. */
import { describe, expect, it } from 'vitest';
import { allOf, asIds, isSelected, NOTHING, scopeBar, selectedCount, toggled, withIds } from './selection.ts';

describe('selection', () => {
  it('toggles ids', () => {
    const one = toggled(NOTHING, 'a');
    expect(isSelected(one, 'a')).toBe(true);
    expect(selectedCount(toggled(one, 'a'), 9)).toBe(0);
  });

  it('selects all of a list but some, without naming them', () => {
    const all = toggled(allOf('q1'), 'b');
    expect(isSelected(all, 'a')).toBe(true);
    expect(isSelected(all, 'b')).toBe(false);
    expect(selectedCount(all, 50_000)).toBe(49_999);
    expect(selectedCount(toggled(all, 'b'), 50_000)).toBe(50_000);
  });

  it('becomes plain ids before its list goes', () => {
    const ids = asIds(toggled(allOf('q1'), 'b'), ['a', 'b', 'c']);
    expect(ids).toEqual({ type: 'ids', ids: new Set(['a', 'c']) });
    expect(asIds(ids, [])).toBe(ids);
  });

  it('says how much of it is out of sight', () => {
    expect(scopeBar(NOTHING, 10, 0)).toBeNull();
    const some = withIds(
      NOTHING,
      Array.from({ length: 125 }, (_, i) => `u${i}`),
      true,
    );
    expect(scopeBar(some, 7, 7)).toEqual({ count: 125, visible: 7, hidden: 118, isPartlyHidden: true });
    expect(scopeBar(some, 500, 125)?.isPartlyHidden).toBe(false);
    expect(scopeBar(allOf('q'), 312, 0)).toEqual({
      count: 312,
      visible: 312,
      hidden: 0,
      isPartlyHidden: false,
    });
  });
});
