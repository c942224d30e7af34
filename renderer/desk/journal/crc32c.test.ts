/** The journal's checksum against its definition, whatever the length and wherever it is cut. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { crc32c } from './crc32c.ts';

/** Bit by bit, as the polynomial says. */
function byDefinition(bytes: Uint8Array, seed: number): number {
  let crc = ~seed;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
  }
  return ~crc >>> 0;
}

it('is that of the definition for any bytes and any seed, and goes on where it was cut', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 70 }), fc.integer(), fc.nat(70), (bytes, seed, cut) => {
      const whole = crc32c(bytes, seed);
      expect(whole).toBe(byDefinition(bytes, seed));
      expect(crc32c(bytes.subarray(cut), crc32c(bytes.subarray(0, cut), seed))).toBe(whole);
    }),
  );
});
