/** Images: type and size by content, on good, cut and hostile bytes. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ATTENDEE_IMAGE_SLOT, UNIT_IMAGE_SLOT } from '../domain/material.ts';
import { CIIE3 } from '../domain/profiles/ciie3.ts';
import { checkImage, ImageFacts, inspectImage } from './image.ts';

const uint16 = (value: number) => [value >> 8, value & 0xff];
const uint32 = (value: number) => [...uint16(value >>> 16), ...uint16(value & 0xffff)];

function pngBytes(width: number, height: number): number[] {
  const signature = [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10];
  return [
    ...signature,
    ...uint32(13),
    0x49,
    0x48,
    0x44,
    0x52,
    ...uint32(width),
    ...uint32(height),
    8,
    2,
    0,
    0,
    0,
  ];
}

/** Start, JFIF header, a quantisation table, fill bytes, the frame, a scan. */
function jpegBytes(width: number, height: number, frameMarker = 0xc0): number[] {
  const jfif = [0xff, 0xe0, ...uint16(16), 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0];
  const table = [0xff, 0xdb, ...uint16(67), ...Array<number>(65).fill(1)];
  const huffman = [0xff, 0xc4, ...uint16(4), 0, 0];
  const frame = [
    0xff,
    0xff,
    frameMarker,
    ...uint16(11),
    8,
    ...uint16(height),
    ...uint16(width),
    1,
    1,
    0x11,
    0,
  ];
  return [
    0xff,
    0xd8,
    ...jfif,
    ...table,
    ...huffman,
    ...frame,
    0xff,
    0xda,
    ...uint16(8),
    1,
    1,
    0,
    0,
    63,
    0,
    0xff,
    0xd9,
  ];
}

const inspect = (bytes: number[]) => inspectImage(Uint8Array.from(bytes));

describe('inspectImage', () => {
  test('reads a PNG', () => {
    expect(inspect(pngBytes(640, 480))).toEqual({ type: 'png', sizeBytes: 29, width: 640, height: 480 });
  });

  test.each([0xc0, 0xc1, 0xc2, 0xcf])('reads a JPEG with frame marker %i', (marker) => {
    expect(inspect(jpegBytes(413, 531, marker))).toMatchObject({ type: 'jpg', width: 413, height: 531 });
  });

  test.each([
    ['GIF', 'GIF89a'],
    ['WebP', 'RIFF\0\0\0\0WEBPVP8 '],
    ['PDF', '%PDF-1.7'],
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['nothing', ''],
  ])('%s is another type', (_, text) => {
    const bytes = new TextEncoder().encode(text);
    expect(inspectImage(bytes)).toEqual({ type: 'other', sizeBytes: bytes.length });
  });

  test('an image inside a larger buffer is read at its own offset', () => {
    const buffer = Uint8Array.from([1, 2, 3, ...pngBytes(10, 20)]);
    expect(inspectImage(buffer.subarray(3))).toMatchObject({ type: 'png', width: 10, height: 20 });
  });

  test.each([
    ['sizes of 0', pngBytes(0, 10)],
    ['a size beyond the standard', pngBytes(0x80000000, 10)],
    ['another first chunk', pngBytes(10, 10).map((byte, i) => (i === 12 ? 0x58 : byte))],
    ['a JPEG segment shorter than its own length', [0xff, 0xd8, 0xff, 0xe0, 0, 1, 0xff, 0xc0]],
    ['a JPEG of fill bytes', [0xff, 0xd8, ...Array<number>(1000).fill(0xff)]],
    ['a JPEG without a frame', [0xff, 0xd8, 0xff, 0xd9, 0, 0, 0]],
    ['a JPEG with noise between segments', [0xff, 0xd8, 0xff, 0xe0, 0, 2, 7, 7, 7, 7]],
  ])('no pixel size from %s', (_, bytes) => {
    expect(inspect(bytes).width).toBeUndefined();
  });

  test('cut off anywhere it answers with the type and, at most, the true size', () => {
    for (const whole of [pngBytes(640, 480), jpegBytes(640, 480)]) {
      for (let length = 0; length < whole.length; length++) {
        const facts = inspect(whole.slice(0, length));
        expect(ImageFacts.safeParse(facts).success).toBe(true);
        expect([undefined, 640]).toContain(facts.width);
        expect(facts.width === undefined).toBe(facts.height === undefined);
      }
    }
  });

  test('any bytes after a good start get a legal answer', () => {
    const start = fc.constantFrom<number[]>(
      [],
      [0xff, 0xd8, 0xff],
      pngBytes(1, 1).slice(0, 8),
      pngBytes(1, 1).slice(0, 16),
    );
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 300 }), (head, tail) => {
        expect(ImageFacts.safeParse(inspect([...head, ...tail])).success).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('checkImage', () => {
  const good: ImageFacts = { type: 'jpg', sizeBytes: 100_000, width: 1000, height: 1000 };
  const codes = (facts: ImageFacts, slot: string) =>
    checkImage(facts, CIIE3.image, slot).map((finding) => finding.code);

  test('a good image has no finding in either slot', () => {
    expect(codes(good, UNIT_IMAGE_SLOT)).toEqual([]);
    expect(codes(good, ATTENDEE_IMAGE_SLOT)).toEqual([]);
  });

  test.each<[string, ImageFacts]>([
    ['another type', { type: 'other', sizeBytes: 10 }],
    ['a byte too many', { ...good, sizeBytes: 2 * 1024 * 1024 + 1 }],
    ['no pixel size', { type: 'png', sizeBytes: 10 }],
    ['a small file with gigapixels', { ...good, width: 60_000, height: 60_000 }],
  ])('%s is a wrong format', (_, facts) => {
    expect(codes(facts, UNIT_IMAGE_SLOT)).toEqual(['U-DOC-FORMAT']);
    expect(codes(facts, ATTENDEE_IMAGE_SLOT)).toEqual(['C-PHOTO-FORMAT']);
  });

  test('the limit itself is allowed', () => {
    expect(codes({ ...good, sizeBytes: 2 * 1024 * 1024 }, UNIT_IMAGE_SLOT)).toEqual([]);
  });

  test('too few pixels are a warning', () => {
    const small: ImageFacts = { ...good, width: 100, height: 130 };
    expect(codes(small, UNIT_IMAGE_SLOT)).toEqual(['U-DOC-UNCLEAR']);
    expect(codes(small, ATTENDEE_IMAGE_SLOT)).toEqual(['A-PHOTO-QUALITY']);
  });
});
