/** CRC-32C (Castagnoli), the checksum of journal frames: it tells a torn write from a whole one. */

/** Eight tables of 256: the first is the usual one, each of the others is one byte further on. */
const TABLES = new Int32Array(8 * 256);
for (let byte = 0; byte < 256; byte++) {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
  TABLES[byte] = value;
}
for (let at = 256; at < TABLES.length; at++) {
  const before = TABLES[at - 256] as number;
  TABLES[at] = (before >>> 8) ^ (TABLES[before & 0xff] as number);
}
const table = (which: number, byte: number) => TABLES[(which << 8) | (byte & 0xff)] as number;

/** The checksum of `bytes` as an unsigned 32-bit number; `seed` continues an earlier one. */
export function crc32c(bytes: Uint8Array, seed = 0): number {
  let crc = ~seed;
  const byte = (at: number) => bytes[at] as number;
  let at = 0;
  // Eight at a time: a large act's frames are megabytes.
  for (const end = bytes.length - 7; at < end; at += 8) {
    const low = crc ^ (byte(at) | (byte(at + 1) << 8) | (byte(at + 2) << 16) | (byte(at + 3) << 24));
    crc =
      table(7, low) ^
      table(6, low >>> 8) ^
      table(5, low >>> 16) ^
      table(4, low >>> 24) ^
      table(3, byte(at + 4)) ^
      table(2, byte(at + 5)) ^
      table(1, byte(at + 6)) ^
      table(0, byte(at + 7));
  }
  for (; at < bytes.length; at++) crc = (crc >>> 8) ^ table(0, crc ^ byte(at));
  return ~crc >>> 0;
}
