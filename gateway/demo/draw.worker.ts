/** The drawing worker: takes image orders, answers with the images' bytes and thumbnails. */
import { parentPort } from 'node:worker_threads';
import { drawImage } from './images/drawImage.ts';
import type { ImageOrder } from './images/imageOrder.ts';

/** A batch of orders to draw. */
export interface DrawRequest {
  id: number;
  orders: ImageOrder[];
}
export interface DrawnImage {
  bytes: Uint8Array<ArrayBuffer>;
  /** JPEG of at most 240 pixels; null where the image cannot be decoded */
  thumb: Uint8Array<ArrayBuffer> | null;
}
export type DrawReply = { id: number; images: DrawnImage[] } | { id: number; failure: string };

parentPort?.on('message', ({ id, orders }: DrawRequest) => {
  let reply: DrawReply;
  const transfer: ArrayBuffer[] = [];
  try {
    const images = orders.map((order) => drawImage(order));
    for (const { bytes, thumb } of images) {
      transfer.push(bytes.buffer);
      if (thumb) transfer.push(thumb.buffer);
    }
    reply = { id, images };
  } catch (error) {
    reply = { id, failure: error instanceof Error ? error.message : String(error) };
  }
  parentPort?.postMessage(reply, transfer);
});
