/** What the shared keys do on a screen: search box, focus mode, closing what is open. */
import type { InputRef } from 'antd';
import { type RefObject, useEffect, useMemo, useRef } from 'react';
import type { GridHandle } from '../../ui/grid/ViewportGrid.tsx';
import type { Seeing } from '../compare/useSeeing.ts';
import type { Copying } from '../copy/useCopy.tsx';
import type { ListActions } from './useListKeys.ts';
import type { Panes } from './usePanes.ts';

export function useListActions(screen: {
  panes: Panes;
  searchRef: RefObject<InputRef | null>;
  gridRef: RefObject<GridHandle | null>;
  setAside: () => void;
  compare: (() => void) | null;
  seeing: Pick<Seeing, 'openTwins' | 'openHistory'>;
  copying: Copying;
}): ListActions {
  const { panes, searchRef, gridRef, setAside, compare, seeing, copying } = screen;
  const { openTwins, openHistory } = seeing;
  const wasFocusMode = useRef(false);
  useEffect(() => {
    // The picture or a button that had the focus has gone: the keys go back to the list.
    if (wasFocusMode.current && !panes.isFocusMode) gridRef.current?.focus();
    wasFocusMode.current = panes.isFocusMode;
  }, [panes.isFocusMode, gridRef]);
  return useMemo(
    () => ({
      focusSearch: () => searchRef.current?.focus({ cursor: 'all' }),
      leaveSearch: () => {
        const search = searchRef.current;
        if (!search || document.activeElement !== search.input) return false;
        gridRef.current?.focus();
        return true;
      },
      toggleFocusMode: () => panes.setFocusMode(!panes.isFocusMode),
      close: panes.close,
      setAside,
      rowsPerPage: () => gridRef.current?.rowsPerPage() ?? 10,
      compare,
      twins: openTwins,
      history: openHistory,
      copying,
    }),
    [panes, searchRef, gridRef, setAside, compare, openTwins, openHistory, copying],
  );
}
