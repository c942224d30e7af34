/** Sums of intended deals: by sub-group in the given order, without drifting. */
import { expect, test } from 'vitest';
import { sumDeals } from './sumDeals.ts';

const deal = (subGroupId: string, amount: string) => ({ subGroupId, amount });

test('deals are summed by sub-group, with a total where there are several', () => {
  const deals = [deal('b', '0.1'), deal('a', '12.5'), deal('b', '0.2'), deal('b', '0.000001')];
  expect(sumDeals(deals, ['a', 'b', 'c'])).toEqual([
    { subGroupId: 'a', count: 1, amount: 12.5 },
    { subGroupId: 'b', count: 3, amount: 0.300001 },
    { subGroupId: '', count: 4, amount: 12.800001 },
  ]);
  expect(sumDeals(deals.slice(0, 1), ['b'])).toEqual([{ subGroupId: 'b', count: 1, amount: 0.1 }]);
  expect(sumDeals([], ['a'])).toEqual([]);
});
