/** The cursor: every key its own row, none skipped, none twice. */
import { describe, expect, it } from 'vitest';
import { landing, moved, nextUndecided, rangeOf } from './cursor.ts';

describe('cursor', () => {
  it('stays inside the list', () => {
    expect(moved(0, -1, 5)).toBe(0);
    expect(moved(4, 1, 5)).toBe(4);
    expect(moved(2, 20, 5)).toBe(4);
    expect(moved(0, 1, 0)).toBe(-1);
  });

  it('decides 60 different rows with 60 keys', () => {
    const ids = Array.from({ length: 60 }, (_, i) => `u${i}`);
    const decided = new Set<string>();
    let at = 0;
    for (let key = 0; key < 60; key++) {
      decided.add(ids[at] ?? '');
      at = nextUndecided(
        at,
        ids.length,
        (i) => ids[i],
        (id) => decided.has(id),
      );
    }
    expect(decided.size).toBe(60);
  });

  it('skips decided rows below, then looks above, then stays', () => {
    const ids = ['a', 'b', 'c', 'd'];
    const next = (at: number, decided: string[]) =>
      nextUndecided(
        at,
        4,
        (i) => ids[i],
        (id) => decided.includes(id),
      );
    expect(next(0, ['a', 'b'])).toBe(2);
    expect(next(3, ['d', 'c'])).toBe(1);
    expect(next(3, ids)).toBe(3);
    expect(
      nextUndecided(
        0,
        3,
        () => undefined,
        () => true,
      ),
    ).toBe(1);
  });

  it('lands on its row, or where that was', () => {
    expect(landing(7, 3, 10)).toBe(7);
    expect(landing(-1, 3, 10)).toBe(3);
    expect(landing(-1, 30, 10)).toBe(9);
    expect(landing(-1, 0, 0)).toBe(-1);
    expect(rangeOf(5, 2)).toEqual({ from: 2, to: 6 });
  });
});
