/** Images by their content: real type and pixel size from the first bytes, and whether they suit a slot. */
import { z } from 'zod';
import type { EditionProfile } from '../domain/editionProfile.ts';
import type { Finding } from '../domain/finding.ts';
import { UNIT_IMAGE_SLOT } from '../domain/material.ts';
import { finding } from './findingCodes.ts';

/** What the bytes of an image tell; width and height are absent where they cannot be read. */
export const ImageFacts = z.object({
  type: z.enum(['jpg', 'png', 'other']),
  sizeBytes: z.number().int().nonnegative(),
  width: z.number().int().positive().optional(),
  height: z.number().int().positive().optional(),
});
export type ImageFacts = z.infer<typeof ImageFacts>;

interface PixelSize {
  width: number;
  height: number;
}

/**
 * Reads type and pixel size from the content, never from a name or a header someone else wrote. Takes any
 * bytes, truncated or hostile, in time linear in their number and without decoding; never throws.
 */
export function inspectImage(bytes: Uint8Array): ImageFacts {
  const sizeBytes = bytes.length;
  if (startsWith(bytes, PNG_SIGNATURE)) return { type: 'png', sizeBytes, ...readPngSize(bytes) };
  if (startsWith(bytes, JPEG_START)) return { type: 'jpg', sizeBytes, ...readJpegSize(bytes) };
  return { type: 'other', sizeBytes };
}

const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Length 13 and the name IHDR: the first chunk of every PNG (ISO/IEC 15948, 11.2.2). */
const PNG_HEADER_CHUNK = [0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52];
const JPEG_START = [0xff, 0xd8, 0xff];

function startsWith(bytes: Uint8Array, signature: readonly number[], from = 0): boolean {
  return signature.every((value, i) => bytes[from + i] === value);
}

/** Unsigned big-endian number of 2 bytes; 0 beyond the end, which no valid field is. */
function readUint16(bytes: Uint8Array, at: number): number {
  return at + 1 < bytes.length ? (bytes[at] ?? 0) * 0x100 + (bytes[at + 1] ?? 0) : 0;
}

function readPngSize(bytes: Uint8Array): PixelSize | undefined {
  if (!startsWith(bytes, PNG_HEADER_CHUNK, 8)) return undefined;
  const width = readUint16(bytes, 16) * 0x10000 + readUint16(bytes, 18);
  const height = readUint16(bytes, 20) * 0x10000 + readUint16(bytes, 22);
  const isLegal = width > 0 && height > 0 && bytes.length >= 24 && Math.max(width, height) < 0x80000000;
  return isLegal ? { width, height } : undefined;
}

/** Walks the segments up to the start-of-frame one (ITU-T T.81, B.2.2); each step moves forward. */
function readJpegSize(bytes: Uint8Array): PixelSize | undefined {
  let at = 2;
  while (at + 3 < bytes.length) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1; // fill byte
    } else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += 2; // stands alone, without a length
    } else if (isStartOfFrame(marker)) {
      const height = readUint16(bytes, at + 5);
      const width = readUint16(bytes, at + 7);
      return width > 0 && height > 0 ? { width, height } : undefined;
    } else {
      const length = readUint16(bytes, at + 2);
      const isDataOrEnd = marker === 0xda || marker === 0xd9;
      if (length < 2 || isDataOrEnd) return undefined;
      at += 2 + length;
    }
  }
  return undefined;
}

function isStartOfFrame(marker: number): boolean {
  const isTableOrExtension = marker === 0xc4 || marker === 0xc8 || marker === 0xcc;
  return marker >= 0xc0 && marker <= 0xcf && !isTableOrExtension;
}

/** More pixels than any scan or camera of the form makes: a small file that would fill the memory. */
const PIXELS_MAX = 100_000_000;

/**
 * Checks an image against the profile's rules: type jpg or png by content, size in bytes, a readable and
 * sane pixel size (error), enough pixels for its slot (warning). `slot` is the finding's field.
 */
export function checkImage(facts: ImageFacts, rules: EditionProfile['image'], slot: string): Finding[] {
  const isDocument = slot === UNIT_IMAGE_SLOT;
  const formatCode = isDocument ? 'U-DOC-FORMAT' : 'C-PHOTO-FORMAT';
  if (facts.type === 'other') return [finding(formatCode, slot, { seen: 'other', expected: 'jpg, png' })];
  if (facts.sizeBytes > rules.maxBytes) {
    return [finding(formatCode, slot, { seen: String(facts.sizeBytes), expected: String(rules.maxBytes) })];
  }
  const { width, height } = facts;
  if (width === undefined || height === undefined) return [finding(formatCode, slot, { seen: facts.type })];
  const seen = `${width}×${height}`;
  if (width * height > PIXELS_MAX) return [finding(formatCode, slot, { seen })];
  const { minWidth, minHeight } = isDocument ? rules.document : rules.photo;
  if (width >= minWidth && height >= minHeight) return [];
  const smallCode = isDocument ? 'U-DOC-UNCLEAR' : 'A-PHOTO-QUALITY';
  return [finding(smallCode, slot, { seen, expected: `${minWidth}×${minHeight}` })];
}
