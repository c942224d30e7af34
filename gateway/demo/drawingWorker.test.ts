/** The drawing worker as a real thread: the same bytes as drawn here, errors told, a clean end. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ImageDrawer, startDrawingWorker } from './drawingWorker.ts';
import type { ImageOrder } from './images/imageOrder.ts';

const portrait: ImageOrder = { kind: 'portrait', face: 'worker', gender: 'female', age: 31 };

describe('startDrawingWorker', () => {
  let drawer: ImageDrawer;
  beforeAll(() => {
    drawer = startDrawingWorker();
  });
  afterAll(() => drawer.close());

  it('answers in the order of the orders, also for several batches at once', async () => {
    const { drawImage } = await import('./images/drawImage.ts');
    const scenery: ImageOrder = { kind: 'scenery', seed: 'worker' };
    const [first, second] = await Promise.all([drawer.draw([portrait, scenery]), drawer.draw([scenery])]);
    expect(first.map(({ bytes }) => bytes)).toEqual([drawImage(portrait).bytes, drawImage(scenery).bytes]);
    expect(second[0]?.bytes).toEqual(first[1]?.bytes);
  });

  it('tells an order it cannot draw and goes on', async () => {
    const broken = { kind: 'licence', form: 'businessLicence' } as unknown as ImageOrder;
    await expect(drawer.draw([broken])).rejects.toThrow('drawing worker failed');
    expect(await drawer.draw([portrait])).toHaveLength(1);
  });

  it('rejects what is asked of it after its end', async () => {
    const ended = startDrawingWorker();
    await ended.close();
    await expect(ended.draw([portrait])).rejects.toThrow();
  });
});
