/** Zoom at the pointer, turning, panning within bounds. */
import { describe, expect, it } from 'vitest';
import { FITTED, fitScale, panned, turned, ZOOM_MAX, zoomed } from './imageView.ts';

describe('imageView', () => {
  it('fits the turned image', () => {
    expect(fitScale({ width: 1000, height: 500 }, { width: 500, height: 500 }, 0)).toBe(0.5);
    expect(fitScale({ width: 1000, height: 500 }, { width: 250, height: 1000 }, 90)).toBe(0.5);
    expect(fitScale({ width: 10, height: 10 }, { width: 500, height: 500 }, 0)).toBe(2);
  });

  it('keeps the point under the pointer while zooming', () => {
    const at = { x: 100, y: -40 };
    const view = zoomed(zoomed(FITTED, 2, at), 1.5, at);
    // The image point under the pointer is (at - shift) / zoom.
    expect((at.x - view.shift.x) / view.zoom).toBeCloseTo(100);
    expect((at.y - view.shift.y) / view.zoom).toBeCloseTo(-40);
    expect(zoomed(view, 1000).zoom).toBe(ZOOM_MAX);
    expect(zoomed(view, 0.001)).toEqual(FITTED);
  });

  it('turns by quarters and comes back', () => {
    expect([1, 2, 3, 4].reduce((view) => turned(view), FITTED)).toEqual(FITTED);
  });

  it('does not pan a fitted image, nor a zoomed one out of sight', () => {
    const image = { width: 1000, height: 1000 };
    const frame = { width: 500, height: 500 };
    expect(panned(FITTED, { x: 50, y: 50 }, image, frame).shift).toEqual({ x: 0, y: 0 });
    expect(panned({ ...FITTED, zoom: 2 }, { x: 9999, y: -9999 }, image, frame).shift).toEqual({
      x: 290,
      y: -290,
    });
  });
});
