/** From an image order to the bytes a registrant would have uploaded, and its thumbnail. Runs in the worker. */
import { type Canvas, createCanvas } from '@napi-rs/canvas';
import { spoilLicence, spoilPortrait } from './flaws.ts';
import { registerFonts } from './fonts.ts';
import type { ImageOrder } from './imageOrder.ts';
import { drawLicence } from './licence.ts';
import { drawPortrait } from './portrait.ts';
import { drawScenery } from './scenery.ts';
import { brokenJpegBytes, drawNoise } from './strayFile.ts';

const LICENCE_QUALITY = 58;
const PORTRAIT_QUALITY = 82;
const THUMB_QUALITY = 70;
/** longest side, as the gateway's own thumbnails */
const THUMB_PIXELS = 240;

type Bytes = Uint8Array<ArrayBuffer>;

/** Bytes in a buffer of their own, which may be transferred to another thread. */
function owned(bytes: Uint8Array): Bytes {
  return new Uint8Array(bytes);
}

function thumbnailOf(canvas: Canvas): Bytes {
  const scale = Math.min(1, THUMB_PIXELS / Math.max(canvas.width, canvas.height));
  const width = Math.max(1, Math.round(canvas.width * scale));
  const height = Math.max(1, Math.round(canvas.height * scale));
  const small = createCanvas(width, height);
  const ctx = small.getContext('2d');
  ctx.imageSmoothingQuality = 'medium';
  ctx.drawImage(canvas, 0, 0, width, height);
  return owned(small.encodeSync('jpeg', THUMB_QUALITY));
}

const asJpeg = (canvas: Canvas, quality: number) => ({
  bytes: owned(canvas.encodeSync('jpeg', quality)),
  thumb: thumbnailOf(canvas),
});

/** The image and its thumbnail (null where it cannot be decoded); the same for the same order on one machine. */
export function drawImage(order: ImageOrder): { bytes: Bytes; thumb: Bytes | null } {
  switch (order.kind) {
    case 'licence': {
      registerFonts();
      const licence = drawLicence(order);
      return asJpeg(order.flaw === undefined ? licence : spoilLicence(licence, order.flaw), LICENCE_QUALITY);
    }
    case 'portrait': {
      const portrait = drawPortrait(order);
      return asJpeg(
        order.flaw === undefined ? portrait : spoilPortrait(portrait, order.flaw),
        PORTRAIT_QUALITY,
      );
    }
    case 'scenery':
      return asJpeg(drawScenery(order), PORTRAIT_QUALITY);
    case 'strayFile': {
      if (order.format === 'truncatedJpeg') return { bytes: owned(brokenJpegBytes(order.seed)), thumb: null };
      const noise = drawNoise(order.seed);
      return { bytes: owned(noise.encodeSync('png')), thumb: thumbnailOf(noise) };
    }
  }
}
