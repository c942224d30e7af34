/** Draws a holiday picture, hills and a sun over water: what some upload instead of an ID photo. */
import { type Canvas, createCanvas } from '@napi-rs/canvas';
import { createRandom } from '../random.ts';
import { SCENERY_SIZE, type SceneryOrder } from './imageOrder.ts';

/** The picture of an order, 640 × 420. */
export function drawScenery(order: SceneryOrder): Canvas {
  const { width, height } = SCENERY_SIZE;
  const random = createRandom('scenery', order.seed);
  const canvas = createCanvas(width, height);
  const ctx = canvas.getContext('2d');
  const sky = ctx.createLinearGradient(0, 0, 0, height);
  sky.addColorStop(0, random.pick(['#5aa9e6', '#f29e6d', '#8fb8de']));
  sky.addColorStop(1, '#fdf2e0');
  ctx.fillStyle = sky;
  ctx.fillRect(0, 0, width, height);
  ctx.fillStyle = '#fff4cf';
  ctx.beginPath();
  ctx.arc(random.int(80, width - 80), random.int(60, 130), 34, 0, 2 * Math.PI);
  ctx.fill();
  for (const [colour, base] of [
    ['#7f9f8f', 210],
    ['#5b8573', 260],
    ['#3d6b58', 300],
  ] as const) {
    ctx.fillStyle = colour;
    ctx.beginPath();
    ctx.moveTo(0, height);
    let y = base;
    for (let x = 0; x <= width; x += 40) {
      y = base + random.int(-42, 30);
      ctx.lineTo(x, y);
    }
    ctx.lineTo(width, height);
    ctx.fill();
  }
  ctx.fillStyle = '#6aa7c4';
  ctx.fillRect(0, 330, width, height - 330);
  ctx.strokeStyle = 'rgba(255,255,255,0.5)';
  ctx.lineWidth = 2;
  for (let i = 0; i < 26; i++) {
    const x = random.int(0, width);
    const y = random.int(338, height - 6);
    ctx.beginPath();
    ctx.moveTo(x, y);
    ctx.lineTo(x + random.int(14, 50), y);
    ctx.stroke();
  }
  return canvas;
}
