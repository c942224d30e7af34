/** The hair of a drawn person: what hangs behind the head and what falls over the forehead. */
import type { SKRSContext2D } from '@napi-rs/canvas';
import type { Face } from './face.ts';

/** Hair behind neck and shoulders; nothing for short hair. */
export function drawBackHair(ctx: SKRSContext2D, face: Face): void {
  const { halfWidth: w, halfHeight: h } = face.head;
  ctx.fillStyle = face.hair;
  if (face.hairStyle === 'long' || face.hairStyle === 'bob') {
    const bottom = face.hairStyle === 'long' ? h * 1.85 : h * 1.0;
    ctx.beginPath();
    ctx.moveTo(0, -h - 13);
    ctx.bezierCurveTo(w * 1.35, -h - 10, w * 1.34, 0, w * 1.24, bottom);
    ctx.quadraticCurveTo(0, bottom + 14, -w * 1.24, bottom);
    ctx.bezierCurveTo(-w * 1.34, 0, -w * 1.35, -h - 10, 0, -h - 13);
    ctx.fill();
  }
  if (face.hairStyle === 'bun') {
    ctx.beginPath();
    ctx.arc(0, -h - 16, 24, 0, 2 * Math.PI);
    ctx.fill();
  }
  if (face.hairStyle === 'ponytail') {
    ctx.beginPath();
    ctx.ellipse(w * 0.95, h * 0.75, 17, 62, -0.16, 0, 2 * Math.PI);
    ctx.fill();
  }
}

/** A cap of hair from temple to temple whose lower edge is `fringe`. */
function cap(ctx: SKRSContext2D, face: Face, rise: number, temple: number, fringe: () => void): void {
  const { halfWidth: w, halfHeight: h } = face.head;
  ctx.beginPath();
  ctx.moveTo(-w - 2, temple);
  ctx.bezierCurveTo(-w - 9, -h * 0.75, -w * 0.68, -h - rise, 0, -h - rise);
  ctx.bezierCurveTo(w * 0.68, -h - rise, w + 9, -h * 0.75, w + 2, temple);
  fringe();
  ctx.closePath();
  ctx.fill();
}

/** Hair on the forehead and the temples. */
export function drawFrontHair(ctx: SKRSContext2D, face: Face): void {
  const { halfWidth: w, halfHeight: h } = face.head;
  ctx.fillStyle = face.hair;
  switch (face.hairStyle) {
    case 'crew':
      cap(ctx, face, 7, -h * 0.22, () => {
        ctx.quadraticCurveTo(w * 0.9, -h * 0.62, w * 0.55, -h * 0.66);
        ctx.quadraticCurveTo(0, -h * 0.78, -w * 0.55, -h * 0.66);
        ctx.quadraticCurveTo(-w * 0.9, -h * 0.62, -w - 2, -h * 0.22);
      });
      break;
    case 'receding':
      cap(ctx, face, 3, -h * 0.1, () => {
        ctx.quadraticCurveTo(w * 0.92, -h * 0.6, w * 0.45, -h * 0.88);
        ctx.quadraticCurveTo(0, -h * 0.82, -w * 0.45, -h * 0.88);
        ctx.quadraticCurveTo(-w * 0.92, -h * 0.6, -w - 2, -h * 0.1);
      });
      break;
    case 'sidePart':
      cap(ctx, face, 13, -h * 0.12, () => {
        ctx.quadraticCurveTo(w * 0.95, -h * 0.48, w * 0.6, -h * 0.56);
        ctx.quadraticCurveTo(0, -h * 0.5, -w * 0.42, -h * 0.86);
        ctx.quadraticCurveTo(-w * 0.85, -h * 0.5, -w - 2, -h * 0.12);
      });
      break;
    case 'short':
      cap(ctx, face, 11, -h * 0.12, () => {
        ctx.quadraticCurveTo(w * 0.95, -h * 0.5, w * 0.66, -h * 0.56);
        ctx.quadraticCurveTo(w * 0.2, -h * 0.7, -w * 0.1, -h * 0.54);
        ctx.quadraticCurveTo(-w * 0.5, -h * 0.66, -w * 0.7, -h * 0.52);
        ctx.quadraticCurveTo(-w * 0.95, -h * 0.48, -w - 2, -h * 0.12);
      });
      break;
    case 'bob':
      cap(ctx, face, 13, h * 0.3, () => {
        ctx.quadraticCurveTo(w * 0.86, -h * 0.2, w * 0.72, -h * 0.44);
        ctx.quadraticCurveTo(0, -h * 0.36, -w * 0.72, -h * 0.44);
        ctx.quadraticCurveTo(-w * 0.86, -h * 0.2, -w - 2, h * 0.3);
      });
      break;
    case 'long':
    case 'ponytail':
    case 'bun':
      cap(ctx, face, 12, h * (face.hairStyle === 'long' ? 0.32 : -0.05), () => {
        ctx.quadraticCurveTo(w * 0.84, -h * 0.35, w * 0.1, -h * 0.84);
        ctx.quadraticCurveTo(-w * 0.84, -h * 0.4, -w - 2, h * (face.hairStyle === 'long' ? 0.32 : -0.05));
      });
      break;
  }
}
