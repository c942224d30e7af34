/** The fairs that come with the product as profiles: to start from, to try, to be tested on. */
import type { EditionProfile } from '../editionProfile.ts';
import { CANTON_IMPORT } from './cantonImport.ts';
import { CIIE3 } from './ciie3.ts';
import { KUNSHAN_CIE } from './kunshanCie.ts';

export const FAIRS: readonly EditionProfile[] = [CIIE3, KUNSHAN_CIE, CANTON_IMPORT];

/** The profile of a fair by its edition's id. */
export function findFair(id: string): EditionProfile | undefined {
  return FAIRS.find((profile) => profile.id === id);
}
