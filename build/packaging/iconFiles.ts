/** Icon containers: .ico of Windows and .icns of macOS, from images drawn at several sizes. */

/** One drawn size: its PNG, and its pixels as RGBA rows from the top. */
export interface IconImage {
  size: number;
  png: Buffer;
  rgba: Uint8Array;
}

/** From this size on Windows reads PNG inside .ico; NSIS wants the smaller ones as bitmaps. */
const PNG_FROM_SIZE = 256;
/** The four-letter types of .icns by pixel size; a doubled size is the "@2x" of the half. */
const ICNS_TYPES: readonly (readonly [size: number, types: readonly string[]])[] = [
  [16, ['icp4']],
  [32, ['icp5', 'ic11']],
  [64, ['ic12']],
  [128, ['ic07']],
  [256, ['ic08', 'ic13']],
  [512, ['ic09', 'ic14']],
  [1024, ['ic10']],
];

/** A 32-bit bitmap as .ico holds it: header of double height, rows from the bottom as BGRA, an empty mask. */
function encodeBitmap({ size, rgba }: IconImage): Buffer {
  const maskRowBytes = Math.ceil(size / 32) * 4;
  const header = Buffer.alloc(40);
  header.writeUInt32LE(40, 0);
  header.writeInt32LE(size, 4);
  header.writeInt32LE(size * 2, 8);
  header.writeUInt16LE(1, 12);
  header.writeUInt16LE(32, 14);
  const pixels = Buffer.alloc(size * size * 4);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const from = ((size - 1 - y) * size + x) * 4;
      const to = (y * size + x) * 4;
      for (const [channel, source] of [2, 1, 0, 3].entries()) pixels[to + channel] = rgba[from + source] ?? 0;
    }
  }
  return Buffer.concat([header, pixels, Buffer.alloc(maskRowBytes * size)]);
}

/** An .ico with all images, at most 256 pixels each. */
export function encodeIco(images: readonly IconImage[]): Buffer {
  const bodies = images.map((image) => (image.size >= PNG_FROM_SIZE ? image.png : encodeBitmap(image)));
  const directory = Buffer.alloc(6 + 16 * images.length);
  directory.writeUInt16LE(1, 2);
  directory.writeUInt16LE(images.length, 4);
  let offset = directory.length;
  for (const [index, { size }] of images.entries()) {
    const at = 6 + 16 * index;
    // A byte holds up to 255; 0 stands for 256.
    directory.writeUInt8(size % 256, at);
    directory.writeUInt8(size % 256, at + 1);
    directory.writeUInt16LE(1, at + 4);
    directory.writeUInt16LE(32, at + 6);
    const length = bodies[index]?.length ?? 0;
    directory.writeUInt32LE(length, at + 8);
    directory.writeUInt32LE(offset, at + 12);
    offset += length;
  }
  return Buffer.concat([directory, ...bodies]);
}

function chunk(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32BE(body.length + 8, 4);
  return Buffer.concat([head, body]);
}

/** An .icns with every type whose size was drawn. */
export function encodeIcns(images: readonly IconImage[]): Buffer {
  const chunks = ICNS_TYPES.flatMap(([size, types]) => {
    const image = images.find((drawn) => drawn.size === size);
    return image ? types.map((type) => chunk(type, image.png)) : [];
  });
  return chunk('icns', Buffer.concat(chunks));
}
