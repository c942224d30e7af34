/** Images from the registration side: hash verified, real type looked at, thumbnail made. */
import type { ImageFacts } from '../../shared/checks/image.ts';
import type { Ports } from '../ports.ts';

export type StoredImage =
  | { ok: true; sha256: string; sizeBytes: number; facts: ImageFacts }
  | { ok: false; why: 'image-invalid' | 'image-hash-mismatch'; detail: string };

export interface StoreImageOptions {
  /** the name the sender gave; the content must have it */
  sha256?: string;
  /** a thumbnail made elsewhere (longest side about 240 px, jpg or png), so that none is made here */
  thumb?: Uint8Array<ArrayBuffer>;
}

/** Stores an image under its hash. Submissions that named it before it came get a new seq. */
export async function storeImage(
  ports: Ports,
  edition: string,
  bytes: Uint8Array<ArrayBuffer>,
  options: StoreImageOptions = {},
): Promise<StoredImage> {
  throw new Error(`not yet: ${edition} ${bytes.length} ${options.sha256} ${ports.version}`);
}
