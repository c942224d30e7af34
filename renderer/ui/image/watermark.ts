/** Who looks at a picture and when, drawn into the picture itself in a pattern that no crop escapes. */
import type { Point, Size } from './imageView.ts';

/** How a mark lies on a picture, in CSS pixels. */
export interface MarkLayout {
  fontSize: number;
  /** from one mark to the next along a line, and from line to line */
  stepX: number;
  stepY: number;
}

export const MARK_TURN = -Math.PI / 9;
const FONT_MAX = 14;
const FONT_MIN = 8;
/** Of the frame's shorter side: thumbnails get a small mark, large pictures no larger one than can be read. */
const FONT_SHARE = 1 / 26;
/** Width of a letter as a share of the font's size: digits and Latin letters, a little wide to be safe. */
const LETTER = 0.62;

/** The pattern for a frame: the larger the frame, the larger the letters, within bounds. */
export function markLayout(frame: Size, letters: number): MarkLayout {
  const shorter = Math.min(frame.width, frame.height);
  const fontSize = Math.min(FONT_MAX, Math.max(FONT_MIN, shorter * FONT_SHARE));
  return { fontSize, stepX: letters * fontSize * LETTER + fontSize * 3, stepY: fontSize * 6 };
}

/**
 * Where the marks begin, in the turned system whose origin is the frame's centre: lines offset by half a step,
 * enough of them to fill the frame at the mark's angle.
 */
export function markPlaces(frame: Size, { stepX, stepY }: MarkLayout): Point[] {
  const reach = Math.hypot(frame.width, frame.height) / 2;
  const lines = Math.ceil(reach / stepY);
  const columns = Math.ceil(reach / stepX) + 1;
  const places: Point[] = [];
  for (let line = -lines; line <= lines; line++) {
    for (let column = -columns; column <= columns; column++) {
      places.push({ x: (column + (line % 2 === 0 ? 0 : 0.5)) * stepX - stepX / 2, y: line * stepY });
    }
  }
  return places;
}

/**
 * Draws the mark over what the canvas holds already, and only there. Light letters with a dark edge at low
 * strength: seen on white paper as on a dark suit, with the document readable through it.
 */
export function drawMark(context: CanvasRenderingContext2D, frame: Size, text: string): void {
  if (text === '' || frame.width <= 0 || frame.height <= 0) return;
  const layout = markLayout(frame, text.length);
  context.save();
  context.globalCompositeOperation = 'source-atop';
  context.translate(frame.width / 2, frame.height / 2);
  context.rotate(MARK_TURN);
  context.font = `600 ${layout.fontSize}px sans-serif`;
  context.textBaseline = 'middle';
  context.lineWidth = Math.max(1, layout.fontSize / 8);
  context.strokeStyle = 'rgb(255 255 255 / 0.3)';
  context.fillStyle = 'rgb(40 48 60 / 0.26)';
  for (const { x, y } of markPlaces(frame, layout)) {
    context.strokeText(text, x, y);
    context.fillText(text, x, y);
  }
  context.restore();
}
