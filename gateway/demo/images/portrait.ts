/** Draws an ID photo: head and shoulders before a plain background, 295 × 413. */
import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { drawClothes } from './clothes.ts';
import { type Face, faceOf } from './face.ts';
import { drawBackHair, drawFrontHair } from './hair.ts';
import { PORTRAIT_SIZE, type PortraitOrder } from './imageOrder.ts';

const { width, height } = PORTRAIT_SIZE;

/** Outline of the head around the origin: a round skull that narrows to the chin. */
function headPath(ctx: SKRSContext2D, face: Face): void {
  const { halfWidth: w, halfHeight: h, jaw } = face.head;
  ctx.beginPath();
  ctx.moveTo(0, -h);
  ctx.bezierCurveTo(w * 0.75, -h, w, -h * 0.55, w, -h * 0.05);
  ctx.bezierCurveTo(w, h * 0.5, w * jaw, h * 0.96, 0, h);
  ctx.bezierCurveTo(-w * jaw, h * 0.96, -w, h * 0.5, -w, -h * 0.05);
  ctx.bezierCurveTo(-w, -h * 0.55, -w * 0.75, -h, 0, -h);
  ctx.closePath();
}

function neckAndEars(ctx: SKRSContext2D, face: Face): void {
  const { halfWidth: w, halfHeight: h } = face.head;
  ctx.fillStyle = face.skin.shade;
  ctx.beginPath();
  ctx.moveTo(-w * 0.5, h * 0.4);
  ctx.lineTo(w * 0.5, h * 0.4);
  ctx.quadraticCurveTo(w * 0.5, h * 1.22, w * 0.78, h * 1.42);
  ctx.lineTo(0, h * 1.95);
  ctx.lineTo(-w * 0.78, h * 1.42);
  ctx.quadraticCurveTo(-w * 0.5, h * 1.22, -w * 0.5, h * 0.4);
  ctx.fill();
  for (const side of [-1, 1]) {
    ctx.fillStyle = face.skin.base;
    ctx.beginPath();
    ctx.ellipse(side * w, 4, 8, 15, side * 0.12, 0, 2 * Math.PI);
    ctx.fill();
    ctx.strokeStyle = face.skin.shade;
    ctx.lineWidth = 1.6;
    ctx.beginPath();
    ctx.ellipse(side * (w + 1), 4, 3.6, 9, side * 0.12, 0, 2 * Math.PI);
    ctx.stroke();
  }
}

function skull(ctx: SKRSContext2D, face: Face): void {
  headPath(ctx, face);
  const light = ctx.createRadialGradient(-12, -18, 10, 0, 10, face.head.halfHeight * 1.25);
  light.addColorStop(0, face.skin.base);
  light.addColorStop(0.72, face.skin.base);
  light.addColorStop(1, face.skin.shade);
  ctx.fillStyle = light;
  ctx.fill();
}

function eye(ctx: SKRSContext2D, face: Face, side: number): void {
  const { apart, width: w, open, y } = face.eyes;
  const x = side * apart;
  ctx.fillStyle = '#fdfcfa';
  ctx.beginPath();
  ctx.ellipse(x, y, w, open, 0, 0, 2 * Math.PI);
  ctx.fill();
  ctx.fillStyle = '#2a1b12';
  ctx.beginPath();
  ctx.arc(x, y, open * 0.98, 0, 2 * Math.PI);
  ctx.fill();
  ctx.fillStyle = 'rgba(255,255,255,0.85)';
  ctx.beginPath();
  ctx.arc(x - 1.3, y - 1.5, 1.2, 0, 2 * Math.PI);
  ctx.fill();
  ctx.strokeStyle = '#33231a';
  ctx.lineWidth = 2;
  ctx.beginPath();
  ctx.moveTo(x - w, y + 0.5);
  ctx.quadraticCurveTo(x, y - open * 2, x + w, y - 0.5);
  ctx.stroke();
  ctx.strokeStyle = face.hair;
  ctx.lineWidth = face.brow.thickness;
  ctx.lineCap = 'round';
  const top = y - face.brow.lift;
  ctx.beginPath();
  ctx.moveTo(x - side * w, top + face.brow.slant * 0.6);
  ctx.quadraticCurveTo(x, top - 4, x + side * (w + 3), top + 2);
  ctx.stroke();
}

function noseAndMouth(ctx: SKRSContext2D, face: Face): void {
  const { length, width: w } = face.nose;
  const tip = face.eyes.y + length;
  ctx.strokeStyle = face.skin.shade;
  ctx.lineWidth = 2.4;
  ctx.beginPath();
  ctx.moveTo(-3, face.eyes.y + 6);
  ctx.quadraticCurveTo(-6, tip - 8, -w * 0.8, tip - 1);
  ctx.quadraticCurveTo(0, tip + 6, w * 0.8, tip - 1);
  ctx.stroke();
  const y = tip + 20;
  ctx.fillStyle = face.skin.lip;
  ctx.beginPath();
  ctx.moveTo(-face.mouth.width, y - face.mouth.smile * 0.5);
  ctx.quadraticCurveTo(0, y - 4, face.mouth.width, y - face.mouth.smile * 0.5);
  ctx.quadraticCurveTo(0, y + 5 + face.mouth.smile, -face.mouth.width, y - face.mouth.smile * 0.5);
  ctx.fill();
  ctx.strokeStyle = 'rgba(90,30,25,0.55)';
  ctx.lineWidth = 1.3;
  ctx.beginPath();
  ctx.moveTo(-face.mouth.width, y - face.mouth.smile * 0.5);
  ctx.quadraticCurveTo(0, y + face.mouth.smile, face.mouth.width, y - face.mouth.smile * 0.5);
  ctx.stroke();
  if (!face.hasLines) return;
  ctx.strokeStyle = face.skin.shade;
  ctx.lineWidth = 1.4;
  for (const side of [-1, 1]) {
    ctx.beginPath();
    ctx.moveTo(side * (w + 3), tip);
    ctx.quadraticCurveTo(side * (w + 13), tip + 9, side * (w + 13), y - 1);
    ctx.stroke();
  }
}

function glasses(ctx: SKRSContext2D, face: Face): void {
  if (face.glasses === 'none') return;
  ctx.strokeStyle = face.glasses === 'thick' ? '#1d1b1b' : '#6b6660';
  ctx.lineWidth = face.glasses === 'thick' ? 3.4 : 1.8;
  const { apart, y } = face.eyes;
  for (const side of [-1, 1]) {
    ctx.beginPath();
    ctx.roundRect(side * apart - 18, y - 12, 36, 26, 9);
    ctx.stroke();
    ctx.beginPath();
    ctx.moveTo(side * (apart + 18), y - 5);
    ctx.lineTo(side * face.head.halfWidth, y - 7);
    ctx.stroke();
  }
  ctx.beginPath();
  ctx.moveTo(-apart + 18, y - 3);
  ctx.quadraticCurveTo(0, y - 8, apart - 18, y - 3);
  ctx.stroke();
}

/** The whole, undamaged portrait. */
export function drawPortrait(order: PortraitOrder): Canvas {
  const face = faceOf(order);
  const canvas = createCanvas(width, height);
  const ctx = canvas.getContext('2d');
  const wall = ctx.createLinearGradient(0, 0, 0, height);
  wall.addColorStop(0, face.background[0]);
  wall.addColorStop(1, face.background[1]);
  ctx.fillStyle = wall;
  ctx.fillRect(0, 0, width, height);
  ctx.translate(width / 2, 186);
  ctx.rotate(face.tilt);
  drawBackHair(ctx, face);
  neckAndEars(ctx, face);
  drawClothes(ctx, face);
  skull(ctx, face);
  eye(ctx, face, -1);
  eye(ctx, face, 1);
  noseAndMouth(ctx, face);
  drawFrontHair(ctx, face);
  glasses(ctx, face);
  return canvas;
}
