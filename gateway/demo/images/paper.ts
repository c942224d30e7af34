/** The empty sheet of a licence: tinted paper, fine lines, border and a simple ornament, drawn once per colour. */
import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { LICENCE_SIZE } from './imageOrder.ts';

export interface PaperColours {
  paper: string;
  tint: string;
  border: string;
  gold: string;
}

const { width, height } = LICENCE_SIZE;
const sheets = new Map<string, Canvas>();

/** A five-pointed star around (x, y), one point up. Fills with the current style. */
export function star(ctx: SKRSContext2D, x: number, y: number, radius: number, turn = 0): void {
  ctx.beginPath();
  for (let i = 0; i < 10; i++) {
    const angle = turn - Math.PI / 2 + (i * Math.PI) / 5;
    const r = i % 2 === 0 ? radius : radius * 0.382;
    ctx.lineTo(x + r * Math.cos(angle), y + r * Math.sin(angle));
  }
  ctx.closePath();
  ctx.fill();
}

/** A wreath around a star: reads as official, imitates no state's emblem. */
function ornament(ctx: SKRSContext2D, x: number, y: number, colours: PaperColours): void {
  ctx.fillStyle = colours.border;
  ctx.beginPath();
  ctx.arc(x, y, 25, 0, 2 * Math.PI);
  ctx.fill();
  ctx.strokeStyle = colours.gold;
  ctx.lineWidth = 3;
  ctx.beginPath();
  ctx.arc(x, y, 25, 0, 2 * Math.PI);
  ctx.stroke();
  ctx.fillStyle = '#f7d774';
  star(ctx, x, y + 1, 15);
  ctx.fillStyle = colours.gold;
  for (const side of [-1, 1]) {
    for (let i = 0; i < 9; i++) {
      const angle = Math.PI / 2 + side * (0.35 + i * 0.27);
      ctx.save();
      ctx.translate(x + 36 * Math.cos(angle), y + 36 * Math.sin(angle));
      ctx.rotate(angle + side * 0.9);
      ctx.beginPath();
      ctx.ellipse(0, 0, 3.4, 8, 0, 0, 2 * Math.PI);
      ctx.fill();
      ctx.restore();
    }
  }
  ctx.fillStyle = colours.border;
  ctx.fillRect(x - 13, y + 32, 26, 8);
}

/** Rosette lines as on security paper. */
function rosette(ctx: SKRSContext2D, colours: PaperColours): void {
  ctx.strokeStyle = colours.tint;
  ctx.lineWidth = 0.7;
  for (let ring = 0; ring < 9; ring++) {
    ctx.beginPath();
    for (let i = 0; i <= 240; i++) {
      const angle = (i / 240) * 2 * Math.PI;
      const r = 120 + ring * 9 + 26 * Math.sin(angle * 12 + ring * 0.5);
      ctx.lineTo(width / 2 + r * 1.25 * Math.cos(angle), height / 2 + 30 + r * 0.9 * Math.sin(angle));
    }
    ctx.stroke();
  }
}

function border(ctx: SKRSContext2D, colours: PaperColours): void {
  ctx.strokeStyle = colours.border;
  ctx.lineWidth = 9;
  ctx.strokeRect(18, 18, width - 36, height - 36);
  ctx.strokeStyle = colours.gold;
  ctx.lineWidth = 3;
  ctx.strokeRect(28, 28, width - 56, height - 56);
  ctx.lineWidth = 1;
  ctx.strokeRect(46, 46, width - 92, height - 92);
  ctx.fillStyle = colours.gold;
  const bead = (x: number, y: number): void => {
    ctx.beginPath();
    ctx.arc(x, y, 4.2, 0, 2 * Math.PI);
    ctx.fill();
  };
  for (let x = 60; x < width - 50; x += 20) {
    bead(x, 37);
    bead(x, height - 37);
  }
  for (let y = 60; y < height - 50; y += 20) {
    bead(37, y);
    bead(width - 37, y);
  }
  for (const x of [40, width - 40]) {
    for (const y of [40, height - 40]) {
      ctx.fillStyle = colours.paper;
      ctx.fillRect(x - 16, y - 16, 32, 32);
      ctx.fillStyle = colours.border;
      star(ctx, x, y, 13);
      ctx.strokeStyle = colours.gold;
      ctx.lineWidth = 2;
      ctx.strokeRect(x - 16, y - 16, 32, 32);
    }
  }
}

/** The sheet for these colours, 900 × 640; the same canvas each time, to be copied, not drawn on. */
export function paperSheet(colours: PaperColours): Canvas {
  const key = Object.values(colours).join();
  const known = sheets.get(key);
  if (known) return known;
  const sheet = createCanvas(width, height);
  const ctx = sheet.getContext('2d');
  const glow = ctx.createRadialGradient(width / 2, height / 2, 60, width / 2, height / 2, 560);
  glow.addColorStop(0, '#fffefa');
  glow.addColorStop(1, colours.paper);
  ctx.fillStyle = glow;
  ctx.fillRect(0, 0, width, height);
  rosette(ctx, colours);
  border(ctx, colours);
  ornament(ctx, width / 2, 96, colours);
  sheets.set(key, sheet);
  return sheet;
}
