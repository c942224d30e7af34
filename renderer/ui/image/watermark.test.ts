/** The mark of a picture: every part of it carries one. */
import { describe, expect, it } from 'vitest';
import { MARK_TURN, markLayout, markPlaces } from './watermark.ts';

const LETTERS = 'reviewer.guangzhou 2026-09-18 10:42'.length;

describe('watermark', () => {
  it('leaves no part of a picture without a mark', () => {
    for (const frame of [
      { width: 132, height: 96 },
      { width: 84, height: 112 },
      { width: 900, height: 620 },
      { width: 320, height: 1400 },
    ]) {
      const layout = markLayout(frame, LETTERS);
      const places = markPlaces(frame, layout);
      // In the turned system, any point of the frame has a mark's beginning within one step each way.
      for (let x = -frame.width / 2; x <= frame.width / 2; x += 7) {
        for (let y = -frame.height / 2; y <= frame.height / 2; y += 7) {
          const u = x * Math.cos(MARK_TURN) + y * Math.sin(MARK_TURN);
          const v = -x * Math.sin(MARK_TURN) + y * Math.cos(MARK_TURN);
          const isCovered = places.some(
            (place) =>
              Math.abs(place.y - v) <= layout.stepY / 2 && place.x <= u && u - place.x <= layout.stepX,
          );
          expect(isCovered, `${frame.width}×${frame.height} at ${x}, ${y}`).toBe(true);
        }
      }
    }
  });

  it('is small on a thumbnail and never large', () => {
    expect(markLayout({ width: 132, height: 96 }, LETTERS).fontSize).toBe(8);
    expect(markLayout({ width: 2000, height: 2000 }, LETTERS).fontSize).toBe(14);
  });
});
