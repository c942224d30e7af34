/** Changing a query: filters that say nothing are left out; sorting by a column and back. Pure. */
import type { AttendeeQuery, UnitQuery } from '../../desk/contract/queries.ts';

/** Some members of a query, where `undefined` takes one away. */
export type Part<Q> = { [M in keyof Q]?: Q[M] | undefined };
type Sort = { column: string; direction: 'asc' | 'desc' };

/** The query without members that filter nothing, so that the same view is the same query. */
export function cleanQuery<Q extends UnitQuery | AttendeeQuery>(query: Part<Q>): Q {
  return Object.fromEntries(sayingEntries(query)) as unknown as Q;
}

function sayingEntries(query: object): [string, unknown][] {
  return Object.entries(query).filter(
    ([name, value]) =>
      value !== undefined && value !== '' && value !== 'any' && !(name === 'sort' && value === 'default'),
  );
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

/** The order of a query as one choice: `name`, `findings`, `findings:desc`. */
export function sortChoice(query: Part<UnitQuery | AttendeeQuery>, choices: readonly string[]): string {
  const { sort = 'default', direction = 'asc' } = query;
  const exact = direction === 'desc' ? `${sort}:desc` : sort;
  // A header's descending order has no choice of its own: the column is what is shown.
  return choices.includes(exact) ? exact : sort;
}

/** The order that a choice stands for. */
export function sortFromChoice(choice: string): { sort: string; direction: 'asc' | 'desc' | undefined } {
  const [sort = 'default', direction] = choice.split(':');
  return { sort, direction: direction === 'desc' ? 'desc' : undefined };
}

/** Whether two queries show the same list, however their members are ordered. */
export function isSameQuery(a: UnitQuery | AttendeeQuery, b: UnitQuery | AttendeeQuery): boolean {
  const plain = (query: UnitQuery | AttendeeQuery) =>
    JSON.stringify(sayingEntries(query).sort(([left], [right]) => (left < right ? -1 : 1)));
  return plain(a) === plain(b);
}
