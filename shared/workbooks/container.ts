/** What a file really is, by its first bytes, and what a zip declares about itself; nothing is unpacked here. */

export const FILE_KINDS = ['zip', 'compound', 'text', 'html', 'pdf', 'image', 'rtf', 'other'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

const SIGNATURES: readonly (readonly [FileKind, readonly number[]])[] = [
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['zip', [0x50, 0x4b, 0x05, 0x06]],
  ['compound', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
  ['pdf', [0x25, 0x50, 0x44, 0x46]],
  ['rtf', [0x7b, 0x5c, 0x72, 0x74, 0x66]],
  ['image', [0x89, 0x50, 0x4e, 0x47]],
  ['image', [0xff, 0xd8, 0xff]],
  ['image', [0x47, 0x49, 0x46, 0x38]],
  // Archives that are no zip.
  ['other', [0x52, 0x61, 0x72, 0x21]],
  ['other', [0x37, 0x7a, 0xbc, 0xaf]],
  ['other', [0x1f, 0x8b]],
];

/** What the bytes are, whatever the name says. */
export function fileKindOf(bytes: Uint8Array): FileKind {
  for (const [kind, signature] of SIGNATURES) {
    if (signature.every((byte, at) => bytes[at] === byte)) return kind;
  }
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1024)).replace(/^ï»¿/, '').trimStart();
  // Old systems save a web page, or XML of 2003, under the name .xls.
  if (/^<(?:!doctype html|html|head|body|table|meta|\?xml|style)/i.test(head)) return 'html';
  return 'text';
}

/** File name endings that fit what a file is. */
const ENDINGS: Partial<Record<FileKind, readonly string[]>> = {
  zip: ['xlsx', 'xlsm', 'ods', 'et'],
  compound: ['xls', 'et'],
  text: ['csv', 'txt', 'tsv'],
};

/** Whether the name promises something else than the bytes are. */
export function isMisnamed(name: string, kind: FileKind): boolean {
  const ending = /\.([^.]+)$/.exec(name.toLowerCase())?.[1];
  return ending !== undefined && !(ENDINGS[kind] ?? []).includes(ending);
}

export interface ZipEntry {
  name: string;
  /** 0 stored, 8 deflated */
  method: number;
  compressedBytes: number;
  /** as declared; a bomb lies */
  inflatedBytes: number;
  /** of the local header */
  offset: number;
  isEncrypted: boolean;
}

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
const END_BYTES = 22;
const COMMENT_MAX = 65_535;

/** The entries a zip declares, or null when its directory is missing or damaged (a file cut short, say). */
export function zipEntries(bytes: Uint8Array, entriesMax: number): ZipEntry[] | 'tooMany' | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOfDirectory(view);
  if (end === null) return null;
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count > entriesMax) return 'tooMany';
  const entries: ZipEntry[] = [];
  const names = new TextDecoder();
  for (let index = 0; index < count; index++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== DIRECTORY_ENTRY) return null;
    const nameLength = view.getUint16(at + 28, true);
    entries.push({
      name: names.decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      method: view.getUint16(at + 10, true),
      compressedBytes: view.getUint32(at + 20, true),
      inflatedBytes: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
      isEncrypted: (view.getUint16(at + 8, true) & 1) === 1,
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

function endOfDirectory(view: DataView): number | null {
  const lowest = Math.max(0, view.byteLength - END_BYTES - COMMENT_MAX);
  for (let at = view.byteLength - END_BYTES; at >= lowest; at--) {
    if (view.getUint32(at, true) === END_OF_DIRECTORY) return at;
  }
  return null;
}

/** The packed bytes of an entry, or null if it points outside the file. */
export function packedBytes(bytes: Uint8Array, entry: ZipEntry): Uint8Array | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { offset } = entry;
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== LOCAL_HEADER) return null;
  const from = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  const to = from + entry.compressedBytes;
  return to > bytes.length ? null : bytes.subarray(from, to);
}
