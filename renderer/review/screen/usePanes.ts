/** Which panes are open: focus mode, the licence viewer in it, and on narrow windows the drawer. */
import { useMemo, useState } from 'react';

export interface Panes {
  isFocusMode: boolean;
  isViewerFocused: boolean;
  isDrawerOpen: boolean;
  setFocusMode(isOn: boolean): void;
  enterFocusMode(): void;
  leaveFocusMode(): void;
  /** focus mode with the keys in the picture */
  openViewer(): void;
  openDrawer(): void;
  /** closes the innermost; false if nothing was open */
  close(): boolean;
}

type Open = { focusMode: boolean; viewer: boolean; drawer: boolean };

export function usePanes(): Panes {
  const [open, setOpen] = useState<Open>({ focusMode: false, viewer: false, drawer: false });
  // Stable, so that what only opens a pane is not drawn again when one opens.
  const acts = useMemo(() => {
    const setFocusMode = (isOn: boolean) => setOpen((now) => ({ ...now, focusMode: isOn, viewer: false }));
    return {
      setFocusMode,
      enterFocusMode: () => setFocusMode(true),
      leaveFocusMode: () => setFocusMode(false),
      openViewer: () => setOpen((now) => ({ ...now, focusMode: true, viewer: true })),
      openDrawer: () => setOpen((now) => (now.drawer ? now : { ...now, drawer: true })),
    };
  }, []);
  return useMemo(
    () => ({
      ...acts,
      isFocusMode: open.focusMode,
      isViewerFocused: open.viewer,
      isDrawerOpen: open.drawer,
      close: () => {
        if (open.focusMode) acts.setFocusMode(false);
        else if (open.drawer) setOpen((now) => ({ ...now, drawer: false }));
        // An open drawer is only seen on narrow windows; wide ones let Esc go on to the selection.
        return open.focusMode || (open.drawer && window.matchMedia('(max-width: 1100px)').matches);
      },
    }),
    [acts, open],
  );
}
