/** What a drawn person wears, from the shoulders down. */
import type { SKRSContext2D } from '@napi-rs/canvas';
import type { Face } from './face.ts';

function polygon(ctx: SKRSContext2D, colour: string, points: readonly (readonly [number, number])[]): void {
  ctx.fillStyle = colour;
  ctx.beginPath();
  for (const [x, y] of points) ctx.lineTo(x, y);
  ctx.closePath();
  ctx.fill();
}

function torso(ctx: SKRSContext2D, face: Face, colour: string): void {
  const top = face.head.halfHeight * 1.38;
  const { shoulders } = face;
  ctx.fillStyle = colour;
  ctx.beginPath();
  ctx.moveTo(-34, top - 4);
  ctx.bezierCurveTo(-70, top + 22, -shoulders, top + 20, -shoulders - 4, 260);
  ctx.lineTo(shoulders + 4, 260);
  ctx.bezierCurveTo(shoulders, top + 20, 70, top + 22, 34, top - 4);
  ctx.quadraticCurveTo(0, top + 58, -34, top - 4);
  ctx.fill();
}

/** Both collar wings of a shirt. */
function collar(ctx: SKRSContext2D, top: number, colour: string): void {
  for (const side of [-1, 1]) {
    polygon(ctx, colour, [
      [side * 36, top - 12],
      [side * 2, top + 32],
      [side * 24, top + 50],
      [side * 44, top + 8],
    ]);
  }
}

function lapels(ctx: SKRSContext2D, top: number, colour: string): void {
  ctx.strokeStyle = 'rgba(255,255,255,0.16)';
  ctx.lineWidth = 2;
  for (const side of [-1, 1]) {
    polygon(ctx, colour, [
      [side * 38, top - 2],
      [side * 3, top + 150],
      [side * 40, top + 150],
      [side * 66, top + 52],
      [side * 52, top + 44],
      [side * 60, top + 26],
    ]);
    ctx.beginPath();
    ctx.moveTo(side * 60, top + 26);
    ctx.lineTo(side * 52, top + 44);
    ctx.lineTo(side * 66, top + 52);
    ctx.lineTo(side * 34, top + 150);
    ctx.stroke();
  }
}

function tie(ctx: SKRSContext2D, top: number, colour: string): void {
  polygon(ctx, colour, [
    [-9, top + 30],
    [9, top + 30],
    [6, top + 46],
    [-6, top + 46],
  ]);
  polygon(ctx, colour, [
    [-6, top + 46],
    [6, top + 46],
    [15, top + 150],
    [-15, top + 150],
  ]);
}

/** Draws the clothes around the neck; the origin is the middle of the head. */
export function drawClothes(ctx: SKRSContext2D, face: Face): void {
  const top = face.head.halfHeight * 1.38;
  const { clothes, cloth, accent } = face;
  torso(ctx, face, clothes === 'polo' || clothes === 'blouse' ? accent : cloth);
  if (clothes === 'suitTie' || clothes === 'suitOpen' || clothes === 'blazer') {
    polygon(ctx, clothes === 'blazer' ? '#f3eee9' : '#fbfbfb', [
      [-40, top - 6],
      [-20, top + 14],
      [0, top + 22],
      [20, top + 14],
      [40, top - 6],
      [34, top + 150],
      [-34, top + 150],
    ]);
    lapels(ctx, top, cloth);
  }
  if (clothes === 'suitTie') tie(ctx, top, accent);
  if (clothes === 'suitTie' || clothes === 'suitOpen') collar(ctx, top, '#ffffff');
  if (clothes === 'polo') collar(ctx, top, '#f4f4f2');
  if (clothes === 'blouse') collar(ctx, top, '#fffaf6');
}
