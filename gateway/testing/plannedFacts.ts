/** What the gateway will measure of an image, told from its order without drawing it; sizes are estimates. */
import type { ImageFacts } from '../../shared/checks/image.ts';
import {
  type ImageOrder,
  LICENCE_SIZE,
  PORTRAIT_SIZE,
  SCENERY_SIZE,
  type StrayFileOrder,
  TINY_LICENCE_SIZE,
  TINY_PORTRAIT_SIZE,
} from '../demo/images/imageOrder.ts';

/** Facts of the image to come; pixel size and type are exact, `sizeBytes` is on the right side of 2 MB. */
export function plannedFacts(order: ImageOrder): ImageFacts {
  const jpg = (sizeBytes: number, size: { width: number; height: number }): ImageFacts => ({
    type: 'jpg',
    sizeBytes,
    width: size.width,
    height: size.height,
  });
  switch (order.kind) {
    case 'licence': {
      if (order.flaw === 'tiny') return jpg(9_000, TINY_LICENCE_SIZE);
      const { width, height } = LICENCE_SIZE;
      return jpg(66_000, order.flaw === 'rotated' ? { width: height, height: width } : LICENCE_SIZE);
    }
    case 'portrait':
      return jpg(9_500, order.flaw === 'tiny' ? TINY_PORTRAIT_SIZE : PORTRAIT_SIZE);
    case 'scenery':
      return jpg(30_000, SCENERY_SIZE);
    case 'strayFile':
      return strayFacts(order.format);
  }
}

function strayFacts(format: StrayFileOrder['format']): ImageFacts {
  return format === 'oversizedPng'
    ? { type: 'png', sizeBytes: 2_800_000, width: 900, height: 900 }
    : { type: 'jpg', sizeBytes: 160 };
}
