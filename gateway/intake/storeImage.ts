/** Images from the registration side: hash verified, real type looked at, thumbnail made. */
import { type ImageFacts, inspectImage } from '../../shared/checks/image.ts';
import { sha256Hex } from '../../shared/domain/canonical.ts';
import { transact } from '../database/transact.ts';
import { makeThumbnail } from '../images/thumbnail.ts';
import type { Ports } from '../ports.ts';
import { lockFamilies } from '../submissions/states.ts';
import { createWorkset } from '../submissions/workset.ts';

export type StoredImage =
  | { ok: true; sha256: string; sizeBytes: number; facts: ImageFacts }
  | { ok: false; why: 'image-invalid' | 'image-hash-mismatch'; detail: string };

export interface StoreImageOptions {
  /** the name the sender gave; the content must have it */
  sha256?: string;
  /** a thumbnail made elsewhere (longest side about 240 px, jpg or png), so that none is made here */
  thumb?: Uint8Array<ArrayBuffer>;
}

/** Larger than the form allows (2 MB), so that a reviewer sees what was uploaded and can say so. */
export const IMAGE_BYTES_MAX = 8 * 1024 * 1024;
/** Decoding more than this would fill the memory; such a file is kept, but gets no thumbnail. */
const PIXELS_MAX = 50_000_000;
const MEDIA_TYPES = { jpg: 'image/jpeg', png: 'image/png' } as const;

/** Stores an image under its hash. Submissions that named it before it came get a new seq. */
export async function storeImage(
  ports: Ports,
  edition: string,
  bytes: Uint8Array<ArrayBuffer>,
  options: StoreImageOptions = {},
): Promise<StoredImage> {
  const sha256 = await sha256Hex(bytes);
  if (options.sha256 !== undefined && options.sha256 !== sha256) {
    return {
      ok: false,
      why: 'image-hash-mismatch',
      detail: 'The content has another SHA-256 than the name says.',
    };
  }
  const inspected = inspectImage(bytes);
  if (inspected.type === 'other') {
    return { ok: false, why: 'image-invalid', detail: 'The content is neither JPEG nor PNG.' };
  }
  const { facts, thumb } = await thumbnailOf(bytes, inspected, options.thumb);
  await ports.images.put(sha256, bytes);
  if (thumb) await ports.images.put(`${sha256}.thumb`, thumb);
  await ports.db
    .insertInto('image')
    .values({
      edition,
      sha256,
      media_type: MEDIA_TYPES[inspected.type],
      size_bytes: bytes.length,
      facts: JSON.stringify(facts),
      has_thumb: thumb !== null,
      stored_at: new Date(ports.now()),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await touchReferring(ports, edition, sha256);
  return { ok: true, sha256, sizeBytes: bytes.length, facts };
}

/** A size that could be read but not be decoded is not believed: without it, the checks flag the image. */
async function thumbnailOf(
  bytes: Uint8Array<ArrayBuffer>,
  inspected: ImageFacts,
  given: Uint8Array<ArrayBuffer> | undefined,
): Promise<{ facts: ImageFacts; thumb: Uint8Array<ArrayBuffer> | null }> {
  if (given) return { facts: inspected, thumb: given };
  const { width, height, ...sizeless } = inspected;
  if (width === undefined || height === undefined) return { facts: sizeless, thumb: null };
  if (width * height > PIXELS_MAX) return { facts: inspected, thumb: null };
  const made = await makeThumbnail(bytes);
  return made ? { facts: inspected, thumb: made.bytes } : { facts: sizeless, thumb: null };
}

/**
 * The image came after a submission that names it: its facts are new to the feed. A submission that is being
 * written right now gets its seq after the image was committed, so its readers see the facts anyway.
 */
async function touchReferring(ports: Ports, edition: string, sha256: string): Promise<void> {
  const refs = await ports.db
    .selectFrom('image_ref')
    .innerJoin('submission', (join) =>
      join
        .onRef('submission.edition', '=', 'image_ref.edition')
        .onRef('submission.kind', '=', 'image_ref.kind')
        .onRef('submission.id', '=', 'image_ref.id'),
    )
    .select(['submission.kind', 'submission.id', 'submission.unit_id', 'submission.images'])
    .where('image_ref.edition', '=', edition)
    .where('image_ref.sha256', '=', sha256)
    .execute();
  const current = refs.filter(({ images }) => Object.values(images).includes(sha256));
  if (current.length === 0) return;
  const keys = new Set(current.map(({ kind, id }) => `${kind}/${id}`));
  const head = await transact(ports.db, async (trx) => {
    const families = await lockFamilies(trx, edition, [...new Set(current.map((ref) => ref.unit_id))]);
    const workset = createWorkset();
    for (const { unit, attendees } of families.values()) {
      for (const submission of [unit, ...attendees]) {
        if (keys.has(`${submission.kind}/${submission.id}`) && !submission.isDeleted)
          workset.touch(submission);
      }
    }
    return await workset.stamp(trx, edition);
  });
  ports.bus.publish(edition, head);
}
