/** Draws and stores images a batch at a time and remembers their hashes. */
import { sha256Hex } from '../../shared/domain/canonical.ts';
import { storeImage } from '../intake/storeImage.ts';
import type { Ports } from '../ports.ts';
import type { DrawnImage } from './draw.worker.ts';
import type { ImageDrawer } from './drawingWorker.ts';
import type { ImageOrder } from './images/imageOrder.ts';

/** The images that are stored, by what they show. */
export interface ImageShelf {
  /** draws and stores what is not on the shelf yet */
  fill(orders: readonly ImageOrder[]): Promise<void>;
  /** the SHA-256 of an image on the shelf; throws `RangeError` if it is not there */
  hashOf(order: ImageOrder): string;
}

/** Files written at the same time: enough to hide the disk's flushes, few enough to leave it to others. */
const STORED_AT_ONCE = 6;
/** Images to a message of the worker. */
const DRAWN_AT_ONCE = 20;

/** An empty shelf of an edition. */
export function createImageShelf(ports: Ports, edition: string, drawer: ImageDrawer): ImageShelf {
  const hashes = new Map<string, string>();
  const keyOf = (order: ImageOrder): string => JSON.stringify(order);

  const store = async (orders: readonly ImageOrder[], drawn: readonly DrawnImage[]): Promise<void> => {
    let next = 0;
    const storeNext = async (): Promise<void> => {
      for (let i = next++; i < orders.length; i = next++) {
        const order = orders[i];
        const image = drawn[i];
        if (!order || !image) continue;
        const sha256 = await sha256Hex(image.bytes);
        const options = { sha256, ...(image.thumb ? { thumb: image.thumb } : {}) };
        const stored = await storeImage(ports, edition, image.bytes, options);
        if (!stored.ok) throw new Error(`The gateway refused a demo image (${order.kind}): ${stored.detail}`);
        hashes.set(keyOf(order), sha256);
      }
    };
    await Promise.all(Array.from({ length: STORED_AT_ONCE }, storeNext));
  };

  /** The worker draws a chunk while the one before is being stored. */
  const drawAndStore = async (orders: readonly ImageOrder[]): Promise<void> => {
    let storing: Promise<void> = Promise.resolve();
    for (let at = 0; at < orders.length; at += DRAWN_AT_ONCE) {
      const chunk = orders.slice(at, at + DRAWN_AT_ONCE);
      const [drawn] = await Promise.all([drawer.draw(chunk), storing]);
      storing = store(chunk, drawn);
      // Awaited with the next chunk; a failure before that must not count as unhandled.
      storing.catch(() => undefined);
    }
    await storing;
  };

  return {
    async fill(orders) {
      const missing = new Map(orders.map((order) => [keyOf(order), order]));
      for (const key of missing.keys()) if (hashes.has(key)) missing.delete(key);
      await drawAndStore([...missing.values()]);
    },
    hashOf(order) {
      const hash = hashes.get(keyOf(order));
      if (hash === undefined) throw new RangeError(`no such image on the shelf: ${order.kind}`);
      return hash;
    },
  };
}
