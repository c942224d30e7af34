/** What a toolbar does with its list: read the query, change a part of it, show another, go back to the rows. */
import { type RefObject, useCallback } from 'react';
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import type { OpenedQuery } from '../../desk/contract/queries.ts';
import type { GridHandle } from '../../ui/grid/ViewportGrid.tsx';
import type { QueryOf } from '../list/kinds.ts';
import type { ReviewList } from '../list/listTypes.ts';
import { useListPart } from '../ReviewProvider.tsx';
import { cleanQuery, type Part } from './query.ts';

export interface ListQuery<K extends SubmissionKind> {
  query: QueryOf<K>;
  facets: OpenedQuery['facets'] | null;
  change: (part: Part<QueryOf<K>>) => void;
  /** opens it and goes back to the rows */
  show: (query: QueryOf<K>) => void;
  /** back to the rows */
  leave: () => void;
}

export function useListQuery<K extends SubmissionKind>(
  list: ReviewList<K>,
  gridRef: RefObject<GridHandle | null>,
): ListQuery<K> {
  const query = useListPart(list, (state) => state.query);
  const opened = useListPart(list, (state) => state.opened);
  const change = useCallback(
    (part: Part<QueryOf<K>>) => void list.open(cleanQuery<QueryOf<K>>({ ...list.getState().query, ...part })),
    [list],
  );
  const leave = useCallback(() => gridRef.current?.focus(), [gridRef]);
  const show = useCallback(
    (next: QueryOf<K>) => {
      void list.open(next);
      leave();
    },
    [list, leave],
  );
  return { query, facets: opened?.facets ?? null, change, show, leave };
}
