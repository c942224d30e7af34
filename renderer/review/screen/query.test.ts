/** Queries as the toolbar changes them: what filters nothing is left out, orders are choices, views are compared. */
import { expect, it } from 'vitest';
import type { UnitQuery } from '../../desk/contract/queries.ts';
import { cleanQuery, isSameQuery, sortChoice, sortedQuery, sortFromChoice } from './query.ts';

const query: UnitQuery = { kind: 'unit', queue: 'pending' };

it('leaves out what filters nothing', () => {
  expect(cleanQuery<UnitQuery>({ ...query, search: '', findings: 'any', sort: 'default' })).toEqual(query);
});

it('knows the two orders by findings apart, and a column sorted downwards by its name', () => {
  const choices = ['default', 'name', 'findings:desc', 'findings'];
  expect(sortChoice(query, choices)).toBe('default');
  expect(sortChoice({ ...query, sort: 'findings', direction: 'desc' }, choices)).toBe('findings:desc');
  expect(sortChoice({ ...query, sort: 'findings' }, choices)).toBe('findings');
  expect(sortChoice({ ...query, sort: 'name', direction: 'desc' }, choices)).toBe('name');
  expect(sortFromChoice('findings:desc')).toEqual({ sort: 'findings', direction: 'desc' });
  expect(sortFromChoice('name')).toEqual({ sort: 'name', direction: undefined });
  expect(sortedQuery(query, { column: 'name', direction: 'asc' })).toEqual({
    ...query,
    sort: 'name',
    direction: 'asc',
  });
});

it('takes two queries for the same view whatever the order of their members', () => {
  const view: UnitQuery = { kind: 'unit', queue: 'pending', findings: 'clean', search: '李' };
  expect(
    isSameQuery(view, { search: '李', findings: 'clean', queue: 'pending', kind: 'unit', sort: 'default' }),
  ).toBe(true);
  expect(isSameQuery(view, { ...view, queue: 'all' })).toBe(false);
});
