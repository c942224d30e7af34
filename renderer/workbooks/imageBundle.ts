/** Images that came with a workbook, from a zip or chosen singly: each is unpacked when it is asked for, never all. */
import { inspectImage } from '../../shared/checks/image.ts';
import { sha256Hex } from '../../shared/domain/canonical.ts';
import { type ZipEntry, zipEntries } from '../../shared/workbooks/container.ts';
import { IMAGE_LIMITS, isImageName, isLeadingOut } from '../../shared/workbooks/imageNames.ts';
import { inflated } from './inflate.ts';

export type BundleRefusal =
  | { why: 'damaged' | 'encrypted' | 'unreadable' }
  /** a name that leads out of the folder */
  | { why: 'leadsOut'; name: string }
  | { why: 'tooManyImages'; count: number; max: number }
  | { why: 'tooLarge'; bytes: number; bytesMax: number }
  | { why: 'bomb'; name: string };
export type BundleReply =
  | { ok: true; images: number; others: number }
  | { ok: false; refusal: BundleRefusal };

export type ImageReading =
  | { ok: true; bytes: Uint8Array<ArrayBuffer>; sha256: string }
  | { ok: false; why: 'noImage' | 'badImage' | 'imageTooLarge' };

type Read = () => Promise<Uint8Array<ArrayBuffer> | 'tooLarge' | 'damaged'>;

export interface ChosenFile {
  /** with its folder, where one was chosen */
  path: string;
  file: Blob;
}

export class ImageBundle {
  readonly #images = new Map<string, Read>();
  /** files that are no images */
  #others = 0;

  get paths(): Iterable<string> {
    return this.#images.keys();
  }

  /** Takes files in: zips by what they hold, images as they are. A refusal leaves nothing of it. */
  async take(files: readonly ChosenFile[]): Promise<BundleReply> {
    for (const chosen of files) {
      const refusal = /\.zip$/i.test(chosen.path) ? await this.#takeZip(chosen) : this.#takeFile(chosen);
      if (refusal) {
        this.#images.clear();
        return { ok: false, refusal };
      }
    }
    return { ok: true, images: this.#images.size, others: this.#others };
  }

  #takeFile({ path, file }: ChosenFile): BundleRefusal | null {
    if (!isImageName(path)) {
      this.#others++;
      return null;
    }
    return this.#add(path, async () => {
      if (file.size > IMAGE_LIMITS.imageBytes) return 'tooLarge';
      return new Uint8Array(await file.arrayBuffer());
    });
  }

  async #takeZip({ file }: ChosenFile): Promise<BundleRefusal | null> {
    if (file.size > IMAGE_LIMITS.fileBytes)
      return { why: 'tooLarge', bytes: file.size, bytesMax: IMAGE_LIMITS.fileBytes };
    let bytes: Uint8Array;
    try {
      bytes = new Uint8Array(await file.arrayBuffer());
    } catch {
      // Open in another program, or gone since it was chosen.
      return { why: 'unreadable' };
    }
    // Folders and other files count a little: a zip of ten thousand pictures is told by its number.
    const entries = zipEntries(bytes, 65_535);
    if (entries === null || entries === 'tooMany') return { why: 'damaged' };
    return this.#takeEntries(bytes, entries);
  }

  #takeEntries(bytes: Uint8Array, entries: readonly ZipEntry[]): BundleRefusal | null {
    const stray = entries.find(({ name }) => isLeadingOut(name));
    if (stray) return { why: 'leadsOut', name: stray.name.slice(0, 80) };
    const images = entries.filter(({ name }) => isImageName(name));
    if (images.some(({ isEncrypted }) => isEncrypted)) return { why: 'encrypted' };
    if (images.length > IMAGE_LIMITS.images)
      return { why: 'tooManyImages', count: images.length, max: IMAGE_LIMITS.images };
    const bomb = images.find(
      ({ inflatedBytes, compressedBytes }) =>
        inflatedBytes > IMAGE_LIMITS.imageBytes && inflatedBytes > compressedBytes * IMAGE_LIMITS.ratio,
    );
    if (bomb) return { why: 'bomb', name: bomb.name.slice(0, 80) };
    const total = images.reduce((sum, { inflatedBytes }) => sum + inflatedBytes, 0);
    if (total > IMAGE_LIMITS.inflatedBytes)
      return { why: 'tooLarge', bytes: total, bytesMax: IMAGE_LIMITS.inflatedBytes };
    this.#others += entries.filter(({ name }) => !name.endsWith('/') && !isImageName(name)).length;
    for (const entry of images) {
      // What an entry declares is not believed: it is unpacked no further than the limit.
      const refusal = this.#add(entry.name, () => inflated(bytes, entry, IMAGE_LIMITS.imageBytes));
      if (refusal) return refusal;
    }
    return null;
  }

  #add(path: string, read: Read): BundleRefusal | null {
    this.#images.set(path, read);
    const count = this.#images.size;
    return count > IMAGE_LIMITS.images ? { why: 'tooManyImages', count, max: IMAGE_LIMITS.images } : null;
  }

  /** An image by its path: looked at by its content, whatever its name says. */
  async image(path: string): Promise<ImageReading> {
    const read = this.#images.get(path);
    if (!read) return { ok: false, why: 'noImage' };
    const bytes = await read().catch(() => 'damaged' as const);
    if (bytes === 'tooLarge') return { ok: false, why: 'imageTooLarge' };
    if (bytes === 'damaged' || inspectImage(bytes).type === 'other') return { ok: false, why: 'badImage' };
    return { ok: true, bytes, sha256: await sha256Hex(bytes) };
  }
}
