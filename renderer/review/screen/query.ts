/** Changing a query: filters that say nothing are left out; sorting by a column and back. Pure. */
import type { AttendeeQuery, UnitQuery } from '../../desk/contract/queries.ts';

/** Some members of a query, where `undefined` takes one away. */
export type Part<Q> = { [M in keyof Q]?: Q[M] | undefined };
type Sort = { column: string; direction: 'asc' | 'desc' };

/** The query without members that filter nothing, so that the same view is the same query. */
export function cleanQuery<Q extends UnitQuery | AttendeeQuery>(query: Part<Q>): Q {
  const entries = Object.entries(query).filter(
    ([name, value]) =>
      value !== undefined && value !== '' && value !== 'any' && !(name === 'sort' && value === 'default'),
  );
  return Object.fromEntries(entries) as unknown as Q;
}

/** The column the query is sorted by, as the grid's header shows it. */
export function sortOf(query: UnitQuery | AttendeeQuery): Sort | null {
  const { sort = 'default', direction = 'asc' } = query;
  return sort === 'default' ? null : { column: sort, direction };
}

/** The query sorted as a header asks, or null if it is already. */
export function sortedQuery<Q extends UnitQuery | AttendeeQuery>(query: Q, sort: Sort | null): Q | null {
  const now = sortOf(query);
  if (now?.column === sort?.column && now?.direction === sort?.direction) return null;
  return cleanQuery<Q>({ ...query, sort: sort?.column, direction: sort?.direction } as Part<Q>);
}
