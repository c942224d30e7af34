/** The guard's limits: a ratio beyond its limit is told, a work that was not done stops it. */
import { expect, test } from 'vitest';
import { judge } from './guard.ts';
import type { Table } from './report.ts';

const cell = (low: number) => ({ median: 2 * low, low, high: 3 * low, runs: 2 });
const small: Table = { pull: { floor: cell(100), desk: cell(300) } };
const large: Table = { pull: { floor: cell(400), desk: cell(1600) } };

test('the best runs are compared: with the floor, and with the smaller size', () => {
  const [over, growth] = judge(small, large, [
    { work: 'pull', overFloor: 3.9 },
    { work: 'pull', growth: 6 },
  ]);
  expect(over).toMatchObject({ ratio: 4, limit: 3.9 });
  expect(growth?.ratio).toBeCloseTo(1600 / 300);
  expect(growth?.text).toContain('first pull');
});

test('a work without a figure is not passed over', () => {
  expect(() => judge(small, {}, [{ work: 'pull', growth: 2 }])).toThrow('not measured: first pull');
});
