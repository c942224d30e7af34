/** Small real images for the tests. */
import { createCanvas } from '@napi-rs/canvas';

/** A PNG of 40 × 50 pixels; another number gives another content. */
export function samplePng(number: number): Uint8Array<ArrayBuffer> {
  const canvas = createCanvas(40, 50);
  const context = canvas.getContext('2d');
  context.fillStyle = `rgb(${number % 256}, ${Math.floor(number / 256) % 256}, 120)`;
  context.fillRect(0, 0, 40, 50);
  return new Uint8Array(canvas.toBuffer('image/png'));
}
