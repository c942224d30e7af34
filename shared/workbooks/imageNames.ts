/** Names of images that came with a workbook: which are refused, and which one a row means. */

export const IMAGE_LIMITS = {
  /** of a zip */
  fileBytes: 200 * 1024 * 1024,
  /** images together, in a zip or chosen singly */
  images: 5_000,
  /** one image, as the gateway takes it */
  imageBytes: 8 * 1024 * 1024,
  /** of all together, as really unpacked */
  inflatedBytes: 1024 * 1024 * 1024,
  /** a picture hardly gets smaller by packing: what unpacks to so many times its size is none */
  ratio: 200,
};

const IMAGE_ENDING = /\.(?:jpe?g|png)$/i;
/** What systems put beside files: never a picture of anybody. */
const LITTER = /(?:^|\/)(?:__MACOSX\/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i;

/**
 * SECURITY: a name that leads out of its folder is no accident. Nothing is ever written under such a name
 * here, but a zip that has one is not taken.
 */
export function isLeadingOut(path: string): boolean {
  const parts = path.split(/[\\/]/);
  const isDrive = /^[A-Za-z]:/.test(path);
  return isDrive || /^[\\/]/.test(path) || path.includes('\0') || parts.includes('..');
}

export const isImageName = (path: string): boolean => IMAGE_ENDING.test(path) && !LITTER.test(path);

const baseOf = (path: string): string => path.split(/[\\/]/).at(-1) ?? '';
const folded = (name: string): string => name.normalize('NFKC').trim().toLowerCase();
const withoutEnding = (name: string): string => name.replace(IMAGE_ENDING, '');

/** Finds the image of a row among all that were chosen. */
export class ImageFinder {
  readonly #byName = new Map<string, string[]>();

  constructor(paths: Iterable<string>) {
    for (const path of paths) {
      const base = folded(baseOf(path));
      // Named in full, with its folder, without its ending: offices write any of these.
      const names = new Set([folded(path.replaceAll('\\', '/')), base, withoutEnding(base)]);
      for (const name of names) {
        const known = this.#byName.get(name);
        if (known) known.push(path);
        else this.#byName.set(name, [path]);
      }
    }
  }

  /** The path of the image that is named, or `none`, or `many` where several bear that name. */
  named(name: string): { path: string } | 'none' | 'many' {
    const found = this.#byName.get(folded(name.replaceAll('\\', '/'))) ?? [];
    const [first] = found;
    if (first === undefined) return 'none';
    return found.length > 1 ? 'many' : { path: first };
  }

  /** The image that bears a row's code or number as its name, if there is exactly one. */
  ofKey(key: string): { path: string } | null {
    const bare = key.slice(key.indexOf(':') + 1);
    const found = bare === '' ? 'none' : this.named(bare);
    return typeof found === 'string' ? null : found;
  }
}
