/** Whether there is something to compare for the submission on screen, and whether the comparison is open. */
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import type { DetailOf } from '../list/kinds.ts';
import type { ReviewList } from '../list/listTypes.ts';
import { useDetail, useListPart, useReview } from '../ReviewProvider.tsx';
import { type CompareTarget, compareTarget } from './compareTarget.ts';

export interface Compare {
  target: CompareTarget | null;
  isOpen: boolean;
  /** null where there is nothing to compare */
  open: (() => void) | null;
  close: () => void;
}

/** For the row under the cursor; opens by itself where the tray asked for it. */
export function useCompare<K extends SubmissionKind>(list: ReviewList<K>): Compare {
  const { compareNext } = useReview();
  const id = useListPart(list, ({ row }) => row?.id);
  const changedFrom = useListPart(list, (state) => state.changedFrom);
  const detail: DetailOf<K> | null | undefined = useDetail(list, id);
  const [openFor, setOpenFor] = useState<string | null>(null);
  const parked = detail?.parked ?? null;
  const lastReview = detail?.lastReview ?? null;
  const revision = detail?.row.seen.revision ?? 0;
  const target = useMemo(
    () =>
      id === undefined
        ? null
        : compareTarget({ parked, lastReview, row: { seen: { revision } } }, changedFrom),
    [id, parked, lastReview, revision, changedFrom],
  );
  const has = target !== null;
  useEffect(() => {
    if (!has || id === undefined || compareNext.current !== `${list.kind}:${id}`) return;
    compareNext.current = null;
    setOpenFor(id);
  }, [has, id, list.kind, compareNext]);
  const close = useCallback(() => setOpenFor(null), []);
  const open = useMemo(() => (has && id !== undefined ? () => setOpenFor(id) : null), [has, id]);
  return useMemo(
    () => ({ target, isOpen: has && openFor === id && openFor !== null, open, close }),
    [target, has, openFor, id, open, close],
  );
}
