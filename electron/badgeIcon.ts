/** The dot on Windows' taskbar button: drawn as pixels, since a bundled file would be one more thing to ship. */

const SIZE = 16;
/** Blue, green, red, opacity: the desk's error colour. */
const DOT = [0x1f, 0x07, 0xa8, 0xff];

/** A filled circle as BGRA rows, and its size. */
export function badgeBitmap(): { bitmap: Buffer; width: number; height: number } {
  const bitmap = Buffer.alloc(SIZE * SIZE * 4);
  const middle = (SIZE - 1) / 2;
  for (let y = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++) {
      if (Math.hypot(x - middle, y - middle) > SIZE / 2 - 1) continue;
      bitmap.set(DOT, (y * SIZE + x) * 4);
    }
  }
  return { bitmap, width: SIZE, height: SIZE };
}
