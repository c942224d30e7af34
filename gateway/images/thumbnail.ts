/** Thumbnails: the longest side at most 240 px, as JPEG. */
import { createCanvas, loadImage } from '@napi-rs/canvas';

const LONGEST_SIDE = 240;
const QUALITY = 78;

/** The thumbnail of an image, or null if its content cannot be decoded after all. */
export async function makeThumbnail(
  bytes: Uint8Array,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; width: number; height: number } | null> {
  try {
    const image = await loadImage(bytes);
    const scale = Math.min(1, LONGEST_SIDE / Math.max(image.width, image.height));
    const width = Math.max(1, Math.round(image.width * scale));
    const height = Math.max(1, Math.round(image.height * scale));
    const canvas = createCanvas(width, height);
    const context = canvas.getContext('2d');
    // JPEG knows no transparency: what is clear becomes paper, not black.
    context.fillStyle = '#ffffff';
    context.fillRect(0, 0, width, height);
    context.drawImage(image, 0, 0, width, height);
    return {
      bytes: new Uint8Array(await canvas.encode('jpeg', QUALITY)),
      width: image.width,
      height: image.height,
    };
  } catch {
    return null; // not decodable: expected of broken uploads, and shown as such by the checks
  }
}
