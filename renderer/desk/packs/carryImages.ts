/** The images a travel pack takes along, up to a limit: first what is still to be reviewed, small before large. */
import type { PutItem } from '../../../shared/protocol/feed.ts';
import type { PackImages } from '../contract/packs.ts';
import type { OpenDesk } from '../openDesk.ts';
import { type ImageVariant, imageName, PackRefusedError } from './packContents.ts';
import type { PackWriter } from './packFile.ts';
import { recordOf } from './packRecords.ts';
import type { PackMaking } from './travelOut.ts';

const OPEN_STATUSES: readonly string[] = ['pendingReview', 'awaitingTag', 'tagged'];
/** Fetched at the same time. */
const LANES = 4;

type ImageOrder = { sha256: string; variant: ImageVariant }[];

/** Which images in which order; an image that several submissions show goes once. */
export function imageOrder(
  items: Iterable<PutItem>,
  { isOpenOnly = false, subGroupIds }: PackImages = {},
): ImageOrder {
  const open = new Set<string>();
  const rest = new Set<string>();
  for (const { status, images, subGroupId } of items) {
    const isOpen = OPEN_STATUSES.includes(status);
    if ((isOpenOnly && !isOpen) || subGroupIds?.includes(subGroupId) === false) continue;
    for (const sha256 of Object.values(images)) (isOpen ? open : rest).add(sha256);
  }
  const others = [...rest].filter((sha256) => !open.has(sha256));
  const as = (variant: ImageVariant) => (sha256: string) => ({ sha256, variant });
  return [
    ...[...open].map(as('thumb')),
    ...[...open].map(as('full')),
    ...others.map(as('thumb')),
    ...others.map(as('full')),
  ];
}

/** Adds images while there is room; one that cannot be had is left out, as it would be without a network. */
export async function carryImages(
  { images }: OpenDesk,
  order: ImageOrder,
  limitBytes: number,
  writer: PackWriter,
  making: PackMaking,
): Promise<{ images: number; imagesLeftOut: number }> {
  let carried = 0;
  let room = limitBytes;
  for (let at = 0; at < order.length && room > 0; at += LANES) {
    if (making.isCancelled()) throw new PackRefusedError('cancelled');
    making.progress({ stage: 'images', done: limitBytes - room, total: limitBytes });
    const lane = order.slice(at, at + LANES);
    const got = await Promise.all(lane.map(({ sha256, variant }) => images?.get(sha256, variant)));
    for (const [index, image] of got.entries()) {
      const asked = lane[index];
      if (!asked || !image?.ok || image.bytes.byteLength > room) continue;
      const bytes = new Uint8Array(image.bytes);
      for (const part of recordOf(imageName(asked.sha256, asked.variant), bytes)) await writer.add(part);
      room -= bytes.length;
      carried++;
    }
  }
  return { images: carried, imagesLeftOut: order.length - carried };
}
