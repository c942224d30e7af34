/** Opens the list a route asks for, and goes to single rows. */
import { useCallback, useEffect, useRef } from 'react';
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import { useDesk } from '../../app/DeskContext.tsx';
import { parseRoute } from '../../app/route.ts';
import type { QueryOf } from '../list/kinds.ts';
import type { ReviewList } from '../list/listTypes.ts';

/** What the route wants shown: a row, the people of a unit, or nothing in particular. */
export interface Wanted {
  id?: string;
  unitId?: string;
}

/** Reads the hash on arrival and on each change; returns a way to go to a row by id. */
export function useOpenList<K extends SubmissionKind>(
  list: ReviewList<K>,
  hash: string,
  queryFor: (wanted: Wanted) => QueryOf<K>,
): (id: string) => Promise<void> {
  const desk = useDesk();
  const latest = useRef(queryFor);
  latest.current = queryFor;

  const showRow = useCallback(
    async (id: string) => {
      const { opened } = list.getState();
      const position = opened ? await desk.positionOf(opened.queryId, id) : -1;
      if (position >= 0) list.moveTo(position);
      else await list.open(latest.current({ id }), id);
    },
    [desk, list],
  );
  useEffect(() => {
    const route = parseRoute(hash);
    const id = 'id' in route ? route.id : undefined;
    const unitId = 'unitId' in route ? route.unitId : undefined;
    const { opened, query } = list.getState();
    const shownUnit = 'unitId' in query ? query.unitId : undefined;
    if (unitId !== undefined && unitId !== shownUnit) void list.open(latest.current({ unitId }));
    else if (id !== undefined) void showRow(id);
    else if (opened === null || (unitId === undefined && shownUnit !== undefined))
      void list.open(latest.current({}));
    else void list.reopen();
  }, [hash, list, showRow]);
  return showRow;
}
