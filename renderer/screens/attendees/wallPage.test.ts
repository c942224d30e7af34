import { expect, it } from 'vitest';
import { pageOf } from './wallPage.ts';

it('turns the page with the nineteenth person', () => {
  expect([-1, 0, 17, 18, 35, 36].map(pageOf)).toEqual([0, 0, 0, 18, 18, 36]);
});
