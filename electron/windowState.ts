/** Where the window was, and where it may be now: displays come and go with docks and meeting rooms. */
import { z } from 'zod';

export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

const whole = z.number().int().min(-100_000).max(100_000);
const SavedWindow = z.object({
  x: whole,
  y: whole,
  width: whole.min(1),
  height: whole.min(1),
  isMaximized: z.boolean(),
});
export type SavedWindow = z.infer<typeof SavedWindow>;

export interface WindowPlace {
  /** null: the system centres it */
  position: { x: number; y: number } | null;
  width: number;
  height: number;
  minWidth: number;
  minHeight: number;
  isMaximized: boolean;
}

const DEFAULT_SIZE = { width: 1440, height: 900 };
/** The size below which two panes no longer fit. */
const MIN_SIZE = { width: 1280, height: 720 };
/** So much of the title bar must be on a display that a hand can grasp it. */
const GRIP = { width: 160, height: 32 };

function overlap(a: Rectangle, b: Rectangle): { width: number; height: number } {
  return {
    width: Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x),
    height: Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y),
  };
}

function canGrasp(titleBar: Rectangle, display: Rectangle): boolean {
  const { width, height } = overlap(titleBar, display);
  return width >= GRIP.width && height >= GRIP.height;
}

/**
 * The window's place from what was saved (anything; checked here) and the displays' work areas, the primary
 * first. A window whose title bar is on no display is centred; none is larger than its display.
 */
export function placeWindow(rawSaved: unknown, displays: readonly Rectangle[]): WindowPlace {
  const saved = SavedWindow.safeParse(rawSaved).data ?? null;
  const titleBar = saved && { x: saved.x, y: saved.y, width: saved.width, height: GRIP.height };
  const home = titleBar ? displays.find((display) => canGrasp(titleBar, display)) : undefined;
  const display = home ?? displays[0] ?? { x: 0, y: 0, ...DEFAULT_SIZE };
  const minWidth = Math.min(MIN_SIZE.width, display.width);
  const minHeight = Math.min(MIN_SIZE.height, display.height);
  const within = (size: number, min: number, max: number): number => Math.max(min, Math.min(size, max));
  return {
    position: saved && home ? { x: saved.x, y: saved.y } : null,
    width: within(saved?.width ?? DEFAULT_SIZE.width, minWidth, display.width),
    height: within(saved?.height ?? DEFAULT_SIZE.height, minHeight, display.height),
    minWidth,
    minHeight,
    isMaximized: saved?.isMaximized ?? false,
  };
}
