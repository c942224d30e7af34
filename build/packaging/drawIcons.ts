/** Draws the program's icon once and writes it in the three forms the packages want: `npm run icons`. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createCanvas, Path2D } from '@napi-rs/canvas';
import { encodeIcns, encodeIco, type IconImage } from './iconFiles.ts';

/** The drawing's own grid; the same shapes as the page's icon.svg. */
const GRID = 32;
const PLATE = '#0958d9';
const LINES = 'M8 9h16v3H8zm0 6h10v3H8zm0 6h7v3H8z';
const TICK = 'M17.5 21.5l3 3 6-7';
const SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
const WINDOWS_SIZES = [16, 24, 32, 48, 64, 128, 256];
/** Desktop icons on macOS and Linux have air around their plate; small ones need every pixel. */
const MARGIN_FROM_SIZE = 128;

/** Draws the icon at a size, as PNG and as plain RGBA pixels. */
export function drawIcon(size: number): IconImage {
  const canvas = createCanvas(size, size);
  const context = canvas.getContext('2d');
  const margin = size >= MARGIN_FROM_SIZE ? size * 0.06 : 0;
  const scale = (size - 2 * margin) / GRID;
  context.translate(margin, margin);
  context.scale(scale, scale);
  context.fillStyle = PLATE;
  context.beginPath();
  context.roundRect(0, 0, GRID, GRID, 6);
  context.fill();
  context.fillStyle = '#fff';
  context.fill(new Path2D(LINES));
  context.strokeStyle = '#fff';
  context.lineWidth = 2.6;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.stroke(new Path2D(TICK));
  const { data } = context.getImageData(0, 0, size, size);
  return { size, png: canvas.toBuffer('image/png'), rgba: new Uint8Array(data.buffer) };
}

/** Writes icon.png, icon.ico, icon.icns and the sizes of a Linux desktop into `folder`. */
export async function writeIcons(folder: string): Promise<void> {
  const images = SIZES.map(drawIcon);
  await mkdir(join(folder, 'linux'), { recursive: true });
  const windows = images.filter(({ size }) => WINDOWS_SIZES.includes(size));
  await writeFile(join(folder, 'icon.ico'), encodeIco(windows));
  await writeFile(join(folder, 'icon.icns'), encodeIcns(images));
  for (const { size, png } of images) {
    if (size === 1024) await writeFile(join(folder, 'icon.png'), png);
    else await writeFile(join(folder, 'linux', `${size}x${size}.png`), png);
  }
}

if (import.meta.filename === process.argv[1]) await writeIcons(join(import.meta.dirname, '../icons'));
