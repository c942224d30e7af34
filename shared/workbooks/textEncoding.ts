/** Which encoding a text file has: a mark says so, else valid UTF-8, else GB 18030 as Chinese offices save it. */

export type TextEncodingName = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';
export interface DecodedText {
  text: string;
  encoding: TextEncodingName;
}

function decode(bytes: Uint8Array, encoding: TextEncodingName): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    // Not that encoding: that is the answer.
    return null;
  }
}

const startsWith = (bytes: Uint8Array, mark: readonly number[]) =>
  mark.every((byte, at) => bytes[at] === byte);

/** The text, or null if the bytes are text in none of them (another program's file, or damaged). */
export function decodeText(bytes: Uint8Array): DecodedText | null {
  const candidates: TextEncodingName[] = startsWith(bytes, [0xff, 0xfe])
    ? ['utf-16le']
    : startsWith(bytes, [0xfe, 0xff])
      ? ['utf-16be']
      : ['utf-8', 'gb18030'];
  for (const encoding of candidates) {
    const text = decode(bytes, encoding);
    // A zero byte is in no text that a spreadsheet writes.
    if (text !== null && !text.includes('\u0000')) return { text, encoding };
  }
  return null;
}
