/** The red round seal of an issuing office, and a block of squares that looks like a QR code and says nothing. */
import type { SKRSContext2D } from '@napi-rs/canvas';
import { createRandom } from '../random.ts';
import { BOLD } from './fonts.ts';
import { star } from './paper.ts';

const RED = '#c8161d';

/** Stamps a seal with the office's name along its upper arc; `turn` in radians, as a hand would set it. */
export function stampSeal(
  ctx: SKRSContext2D,
  at: { x: number; y: number; turn: number },
  office: string,
  colour = RED,
): void {
  const radius = 62;
  ctx.save();
  ctx.translate(at.x, at.y);
  ctx.rotate(at.turn);
  ctx.globalAlpha = 0.78;
  ctx.strokeStyle = colour;
  ctx.fillStyle = colour;
  ctx.lineWidth = 4;
  ctx.beginPath();
  ctx.arc(0, 0, radius, 0, 2 * Math.PI);
  ctx.stroke();
  star(ctx, 0, 0, 19);
  const letters = [...office].slice(0, 18);
  const size = letters.length > 12 ? 13 : 15;
  ctx.font = `${size}px "${BOLD}"`;
  ctx.textAlign = 'center';
  const step = Math.min(0.36, 4.4 / Math.max(1, letters.length - 1));
  letters.forEach((letter, i) => {
    ctx.save();
    ctx.rotate((i - (letters.length - 1) / 2) * step);
    ctx.fillText(letter, 0, -radius + size + 5);
    ctx.restore();
  });
  ctx.restore();
}

/** Three finder squares and random modules, `size` pixels wide; no reader can decode it. */
export function drawSquares(ctx: SKRSContext2D, x: number, y: number, size: number, seed: string): void {
  const random = createRandom('squares', seed);
  const modules = 25;
  const unit = size / modules;
  ctx.fillStyle = '#ffffff';
  ctx.fillRect(x - 3, y - 3, size + 6, size + 6);
  ctx.fillStyle = '#1d1d1f';
  ctx.beginPath();
  for (let row = 0; row < modules; row++) {
    for (let column = 0; column < modules; column++) {
      const isFinder = (row < 8 && (column < 8 || column > 16)) || (row > 16 && column < 8);
      if (!isFinder && random.next() < 0.5) ctx.rect(x + column * unit, y + row * unit, unit, unit);
    }
  }
  ctx.fill();
  for (const [column, row] of [
    [0, 0],
    [18, 0],
    [0, 18],
  ] as const) {
    const left = x + column * unit;
    const top = y + row * unit;
    ctx.fillStyle = '#1d1d1f';
    ctx.fillRect(left, top, 7 * unit, 7 * unit);
    ctx.fillStyle = '#ffffff';
    ctx.fillRect(left + unit, top + unit, 5 * unit, 5 * unit);
    ctx.fillStyle = '#1d1d1f';
    ctx.fillRect(left + 2 * unit, top + 2 * unit, 3 * unit, 3 * unit);
  }
}
