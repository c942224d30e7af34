/** How much a batch asks, by what it does and its size. */
import { describe, expect, it } from 'vitest';
import { batchAsk, confirmsNumber } from './batchPolicy.ts';

describe('batch policy', () => {
  it('asks by size', () => {
    expect([0, 1, 2, 20, 21, 200, 201].map((size) => batchAsk('approve', size))).toEqual([
      'none',
      'single',
      'straight',
      'straight',
      'dialog',
      'dialog',
      'dialogWithNumber',
    ]);
    expect([0, 1, 2, 200, 201].map((size) => batchAsk('reject', size))).toEqual([
      'none',
      'strip',
      'dialog',
      'dialog',
      'dialogWithNumber',
    ]);
  });

  it('looks at a withdrawal first, however few it is of', () => {
    expect([0, 1, 20, 200, 201].map((size) => batchAsk('withdraw', size))).toEqual([
      'none',
      'dialog',
      'dialog',
      'dialog',
      'dialogWithNumber',
    ]);
  });

  it('takes the typed number in any width', () => {
    expect(confirmsNumber('２８７', 287)).toBe(true);
    expect(confirmsNumber(' 1,234 ', 1234)).toBe(true);
    expect(confirmsNumber('28', 287)).toBe(false);
    expect(confirmsNumber('', 0)).toBe(false);
  });
});
