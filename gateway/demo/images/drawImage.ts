/** From an image order to the bytes a registrant would have uploaded. Runs in the drawing worker. */

import { spoilLicence, spoilPortrait } from './flaws.ts';
import { registerFonts } from './fonts.ts';
import type { ImageOrder } from './imageOrder.ts';
import { drawLicence } from './licence.ts';
import { drawPortrait } from './portrait.ts';
import { drawScenery } from './scenery.ts';
import { strayFileBytes } from './strayFile.ts';

const LICENCE_QUALITY = 58;
const PORTRAIT_QUALITY = 82;

/** The bytes of the image; the same for the same order on one machine. */
export function drawImage(order: ImageOrder): Uint8Array {
  switch (order.kind) {
    case 'licence': {
      registerFonts();
      const licence = drawLicence(order);
      const picture = order.flaw === undefined ? licence : spoilLicence(licence, order.flaw);
      return picture.encodeSync('jpeg', LICENCE_QUALITY);
    }
    case 'portrait': {
      const portrait = drawPortrait(order);
      const picture = order.flaw === undefined ? portrait : spoilPortrait(portrait, order.flaw);
      return picture.encodeSync('jpeg', PORTRAIT_QUALITY);
    }
    case 'scenery':
      return drawScenery(order).encodeSync('jpeg', PORTRAIT_QUALITY);
    case 'strayFile':
      return strayFileBytes(order);
  }
}
