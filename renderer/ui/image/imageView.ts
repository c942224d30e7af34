/** How an image lies in its frame: zoom, turn and shift. Pure arithmetic; the frame's centre is the origin. */

export interface Size {
  width: number;
  height: number;
}
export interface Point {
  x: number;
  y: number;
}
export interface ImageView {
  /** 1 fits the frame */
  zoom: number;
  turn: 0 | 90 | 180 | 270;
  shift: Point;
}

export const FITTED: ImageView = { zoom: 1, turn: 0, shift: { x: 0, y: 0 } };
const ZOOM_MIN = 1;
export const ZOOM_MAX = 12;
export const ZOOM_STEP = 1.25;

/** The scale at which the turned image just fits its frame; small images are not blown up beyond 2. */
export function fitScale(image: Size, frame: Size, turn: ImageView['turn']): number {
  const [width, height] = turn % 180 === 0 ? [image.width, image.height] : [image.height, image.width];
  if (width <= 0 || height <= 0) return 1;
  return Math.min(frame.width / width, frame.height / height, 2);
}

/** Zooms by a factor so that the point of the image under `at` (from the frame's centre) stays there. */
export function zoomed(view: ImageView, factor: number, at: Point = { x: 0, y: 0 }): ImageView {
  const zoom = Math.min(ZOOM_MAX, Math.max(ZOOM_MIN, view.zoom * factor));
  if (zoom === ZOOM_MIN) return { ...view, zoom, shift: { x: 0, y: 0 } };
  const ratio = zoom / view.zoom;
  return {
    ...view,
    zoom,
    shift: { x: at.x - (at.x - view.shift.x) * ratio, y: at.y - (at.y - view.shift.y) * ratio },
  };
}

/** Turns by a quarter clockwise, fitted again. */
export function turned(view: ImageView): ImageView {
  const turn = ((view.turn + 90) % 360) as ImageView['turn'];
  return { ...FITTED, turn };
}

/** Shifts, but keeps a good part of the image in the frame. */
export function panned(view: ImageView, by: Point, image: Size, frame: Size): ImageView {
  const scale = fitScale(image, frame, view.turn) * view.zoom;
  const [width, height] = view.turn % 180 === 0 ? [image.width, image.height] : [image.height, image.width];
  const limit = (length: number, room: number) =>
    Math.max(0, (length * scale - room) / 2 + (length * scale > room ? 40 : 0));
  const [x, y] = [limit(width, frame.width), limit(height, frame.height)];
  const clamp = (value: number, max: number) => Math.min(max, Math.max(-max, value));
  return { ...view, shift: { x: clamp(view.shift.x + by.x, x), y: clamp(view.shift.y + by.y, y) } };
}
