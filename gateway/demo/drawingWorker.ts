/** The main thread's side of the drawing worker: batches in, bytes out, one thread. */
import { Worker } from 'node:worker_threads';
import type { DrawnImage, DrawReply, DrawRequest } from './draw.worker.ts';
import { drawingWorkerUrl } from './drawingWorkerUrl.ts';
import type { ImageOrder } from './images/imageOrder.ts';

/** Draws images; the seeding and live play ask this, tests may pass their own. */
export interface ImageDrawer {
  /** the images in the order of the orders; rejects if one cannot be drawn or the worker has ended */
  draw(orders: readonly ImageOrder[]): Promise<DrawnImage[]>;
  close(): Promise<void>;
}

interface Waiting {
  resolve: (images: DrawnImage[]) => void;
  reject: (error: Error) => void;
}

/** Starts the worker thread. It does not keep the process alive while nothing is being drawn. */
export function startDrawingWorker(): ImageDrawer {
  const worker = new Worker(drawingWorkerUrl());
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let end: Error | null = null;

  const settle = (id: number): Waiting | undefined => {
    const entry = waiting.get(id);
    waiting.delete(id);
    if (waiting.size === 0) worker.unref();
    return entry;
  };
  const fail = (error: Error): void => {
    end = error;
    for (const id of [...waiting.keys()]) settle(id)?.reject(error);
  };
  worker.unref();
  worker.on('message', (reply: DrawReply) => {
    const entry = settle(reply.id);
    if ('images' in reply) entry?.resolve(reply.images);
    else entry?.reject(new Error(`The drawing worker failed: ${reply.failure}`));
  });
  worker.on('error', fail);
  worker.on('exit', () => fail(new Error('The drawing worker has ended.')));

  return {
    draw(orders) {
      if (end) return Promise.reject(end);
      const id = ++lastId;
      worker.ref();
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, orders: [...orders] } satisfies DrawRequest);
      });
    },
    async close() {
      await worker.terminate();
    },
  };
}
