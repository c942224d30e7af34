/** How many of what is selected in sight the checks flag; a batch approval leaves those out. */
import { useEffect, useState } from 'react';
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import { useDesk } from '../../app/DeskContext.tsx';
import type { Scope } from '../../desk/contract/decisions.ts';
import type { ReviewList } from '../list/listTypes.ts';
import { useListPart } from '../ReviewProvider.tsx';

export function useFlaggedCount<K extends SubmissionKind>(list: ReviewList<K>): number {
  const desk = useDesk();
  const selection = useListPart(list, (state) => state.selection);
  const queryId = useListPart(list, (state) => state.opened?.queryId);
  const [flagged, setFlagged] = useState(0);
  useEffect(() => {
    let isWanted = true;
    async function ask(): Promise<number> {
      if (selection.type === 'ids' && selection.ids.size === 0) return 0;
      const scope: Scope =
        selection.type === 'allBut' && selection.queryId === queryId
          ? { type: 'query', queryId, except: [...selection.except] }
          : { type: 'ids', kind: list.kind, ids: await list.visibleIds() };
      return desk.flaggedOf(scope);
    }
    ask().then(
      (count) => isWanted && setFlagged(count),
      // The bar is complete without it; the batch itself says whom it leaves out.
      () => isWanted && setFlagged(0),
    );
    return () => {
      isWanted = false;
    };
  }, [desk, list, selection, queryId]);
  return flagged;
}
