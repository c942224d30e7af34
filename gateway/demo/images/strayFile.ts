/** Files that are no usable picture though the gateway takes them: a broken-off JPEG, a PNG above the limit. */
import { type Canvas, createCanvas } from '@napi-rs/canvas';
import { createRandom } from '../random.ts';

/** Noise does not compress: as PNG nearly 3 MB, above the edition's limit of 2 MB. */
export function drawNoise(seed: string): Canvas {
  const size = 900;
  const random = createRandom('noise', seed);
  const canvas = createCanvas(size, size);
  const ctx = canvas.getContext('2d');
  const noise = ctx.createImageData(size, size);
  const words = new Uint32Array(noise.data.buffer);
  for (let i = 0; i < words.length; i++) words[i] = (random.next() * 0x1000000) | 0xff000000;
  ctx.putImageData(noise, 0, 0);
  return canvas;
}

/** A JPEG that breaks off within its tables: its head says jpg, its pixel size cannot be read. */
export function brokenJpegBytes(seed: string): Uint8Array {
  const canvas = createCanvas(640, 440);
  const ctx = canvas.getContext('2d');
  ctx.fillStyle = '#d8d2c4';
  ctx.fillRect(0, 0, 640, 440);
  const whole = canvas.encodeSync('jpeg', 70);
  // The start-of-frame segment comes after about 150 bytes; a comment keeps the files apart.
  const remark = new TextEncoder().encode(seed).slice(0, 100);
  const comment = [0xff, 0xfe, 0, remark.length + 2, ...remark];
  return Uint8Array.from([...whole.subarray(0, 2), ...comment, ...whole.subarray(2, 60)]);
}
