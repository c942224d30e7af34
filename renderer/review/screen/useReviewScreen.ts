/** What both review screens hold beside their own keys: panes, comparing, copying, the batch, the row a link asks for. */
import type { InputRef } from 'antd';
import { type ReactNode, type RefObject, useRef } from 'react';
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import { useHash } from '../../app/route.ts';
import type { GridHandle } from '../../ui/grid/ViewportGrid.tsx';
import { type ScreenBatch, useScreenBatch } from '../batch/useScreenBatch.ts';
import { type Compare, useCompare } from '../compare/useCompare.ts';
import { type Seeing, useSeeing } from '../compare/useSeeing.ts';
import { useCopy } from '../copy/useCopy.tsx';
import type { QueryOf } from '../list/kinds.ts';
import type { ReviewList } from '../list/listTypes.ts';
import { useFaultMessage } from '../useFaultMessage.ts';
import { useListActions } from './useListActions.ts';
import { useListKeys } from './useListKeys.ts';
import { useOpenList, type Wanted } from './useOpenList.ts';
import { type Panes, usePanes } from './usePanes.ts';

export interface ReviewScreen {
  searchRef: RefObject<InputRef | null>;
  gridRef: RefObject<GridHandle | null>;
  panes: Panes;
  compare: Compare;
  seeing: Seeing;
  copyDialog: ReactNode;
  screenBatch: ScreenBatch;
}

export function useReviewScreen<K extends SubmissionKind>(
  list: ReviewList<K>,
  own: {
    queryFor: (wanted: Wanted) => QueryOf<K>;
    setAside: () => void;
    /** opens the strip in which the row under the cursor is refused */
    openStrip: () => void;
  },
): ReviewScreen {
  const searchRef = useRef<InputRef>(null);
  const gridRef = useRef<GridHandle>(null);
  const panes = usePanes();
  const onFault = useFaultMessage();
  const compare = useCompare(list);
  const { copying, dialog: copyDialog } = useCopy(list);
  const seeing = useSeeing(list);
  const openRow = useOpenList(list, useHash(), own.queryFor);
  const screenBatch = useScreenBatch(list, openRow, (id) => void openRow(id).then(own.openStrip, onFault));
  const { setAside } = own;
  useListKeys(
    list,
    useListActions({ panes, searchRef, gridRef, setAside, compare: compare.open, seeing, copying }),
  );
  return { searchRef, gridRef, panes, compare, seeing, copyDialog, screenBatch };
}
