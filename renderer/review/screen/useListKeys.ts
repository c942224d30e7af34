/** The keys both lists share: moving, selecting, searching, focus mode, leaving. */
import { useMemo } from 'react';
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import { useText } from '../../i18n/i18n.ts';
import { useKeyLayer } from '../../ui/keys/KeyProvider.tsx';
import type { Copying } from '../copy/useCopy.tsx';
import { keyLayer, LIST_KEYS } from '../keyCatalog.ts';
import type { ReviewList } from '../list/listTypes.ts';
import { NOTHING, selectedCount } from '../selection.ts';

export interface ListActions {
  focusSearch: () => void;
  /** whether the search box has something in it, or the focus */
  leaveSearch: () => boolean;
  toggleFocusMode: () => void;
  /** closes the innermost thing that is open (strip, focus mode, drawer); false if nothing was */
  close: () => boolean;
  setAside: () => void;
  rowsPerPage: () => number;
  copying: Copying;
  /** opens the comparison with what was on screen, seen or decided before; null where there is none */
  compare: (() => void) | null;
  /** puts a duplicate beside the submission; null where there is none */
  twins: (() => void) | null;
  history: () => void;
}

export function useListKeys<K extends SubmissionKind>(list: ReviewList<K>, actions: ListActions): void {
  const { t } = useText();
  const layer = useMemo(
    () =>
      keyLayer(
        LIST_KEYS,
        {
          next: () => list.moveBy(1),
          previous: () => list.moveBy(-1),
          focusNext: () => list.moveBy(1),
          focusPrevious: () => list.moveBy(-1),
          pageDown: () => list.moveBy(actions.rowsPerPage()),
          pageUp: () => list.moveBy(-actions.rowsPerPage()),
          first: () => list.moveTo(0),
          last: () => list.moveTo(list.total() - 1),
          search: actions.focusSearch,
          select: () => {
            const { row } = list.getState();
            if (row) list.toggle(row.id);
          },
          extendDown: () => list.extendTo(list.cursor() + 1),
          extendUp: () => list.extendTo(list.cursor() - 1),
          selectAll: () => list.selectAll(),
          focus: actions.toggleFocusMode,
          setAside: actions.setAside,
          compare: actions.compare,
          copy: actions.copying.copy,
          copyFull: actions.copying.copyFull,
          twins: actions.twins,
          history: actions.history,
          escape: () => {
            if (actions.leaveSearch() || actions.close()) return;
            const { selection } = list.getState();
            if (selectedCount(selection, list.total()) > 0) list.select(NOTHING);
          },
        },
        { id: 'list', level: 1, title: 'keys.section.list' },
        t,
      ),
    [list, actions, t],
  );
  useKeyLayer(layer);
}
