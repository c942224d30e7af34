/** Which panes are open: focus mode, the licence viewer in it, and on narrow windows the drawer. */
import { useMemo, useState } from 'react';

export interface Panes {
  isFocusMode: boolean;
  isViewerFocused: boolean;
  isDrawerOpen: boolean;
  setFocusMode(isOn: boolean): void;
  /** focus mode with the keys in the picture */
  openViewer(): void;
  openDrawer(): void;
  /** closes the innermost; false if nothing was open */
  close(): boolean;
}

type Open = { focusMode: boolean; viewer: boolean; drawer: boolean };

export function usePanes(): Panes {
  const [open, setOpen] = useState<Open>({ focusMode: false, viewer: false, drawer: false });
  return useMemo(
    () => ({
      isFocusMode: open.focusMode,
      isViewerFocused: open.viewer,
      isDrawerOpen: open.drawer,
      setFocusMode: (isOn) => setOpen((now) => ({ ...now, focusMode: isOn, viewer: false })),
      openViewer: () => setOpen((now) => ({ ...now, focusMode: true, viewer: true })),
      openDrawer: () => setOpen((now) => (now.drawer ? now : { ...now, drawer: true })),
      close: () => {
        if (open.focusMode) setOpen((now) => ({ ...now, focusMode: false, viewer: false }));
        else if (open.drawer) setOpen((now) => ({ ...now, drawer: false }));
        // An open drawer is only seen on narrow windows; wide ones let Esc go on to the selection.
        return open.focusMode || (open.drawer && window.matchMedia('(max-width: 1100px)').matches);
      },
    }),
    [open],
  );
}
