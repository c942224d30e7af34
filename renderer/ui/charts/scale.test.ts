/** Scales: round, never below what they have to hold, from 0. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { niceMax, share, ticks } from './scale.ts';

test.each([
  [0, 1],
  [1, 1],
  [3, 5],
  [11, 20],
  [21, 25],
  [101, 200],
  [3500, 5000],
])('%d fits under %d', (value, max) => expect(niceMax(value)).toBe(max));

test('a scale holds its value, and its ticks rise from 0 without crowding', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000 }), (value) => {
      const max = niceMax(value);
      expect(max).toBeGreaterThanOrEqual(value);
      const found = ticks(max);
      expect(found[0]).toBe(0);
      expect(found.every(Number.isInteger)).toBe(true);
      expect(found.length).toBeGreaterThan(1);
      expect(found.length).toBeLessThan(7);
      expect([...found].sort((a, b) => a - b)).toEqual(found);
    }),
  );
});

test('a share stays in its bar', () => {
  expect(share(5, 0)).toBe(0);
  expect(share(12, 10)).toBe(1);
  expect(share(-1, 10)).toBe(0);
});
