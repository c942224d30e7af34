/** Zips as a hand might write them, lies included. */
import { deflateRawSync } from 'node:zlib';

const encode = (text: string) => new TextEncoder().encode(text);

export interface Part {
  name: string;
  content: Uint8Array;
  /** what the directory says it unpacks to; the truth if absent */
  declaredBytes?: number;
  isEncrypted?: boolean;
}

/** A zip as a hand might write it, lies included. */
export function zipOf(parts: readonly Part[]): Uint8Array {
  const locals: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const { name, content, declaredBytes = content.length, isEncrypted = false } of parts) {
    const packed = deflateRawSync(content);
    const header = (signature: number, start: number, length: number) => {
      const bytes = new Uint8Array(length);
      const view = new DataView(bytes.buffer);
      view.setUint32(0, signature, true);
      view.setUint16(start + 2, isEncrypted ? 1 : 0, true);
      view.setUint16(start + 4, 8, true);
      view.setUint32(start + 14, packed.length, true);
      view.setUint32(start + 18, declaredBytes, true);
      view.setUint16(start + 22, encode(name).length, true);
      if (length === 46) view.setUint32(42, offset, true);
      return bytes;
    };
    const local = header(0x04034b50, 4, 30);
    directory.push(header(0x02014b50, 6, 46), encode(name));
    locals.push(local, encode(name), packed);
    offset += local.length + encode(name).length + packed.length;
  }
  const end = new Uint8Array(22);
  const view = new DataView(end.buffer);
  view.setUint32(0, 0x06054b50, true);
  view.setUint16(10, parts.length, true);
  view.setUint32(
    12,
    directory.reduce((sum, part) => sum + part.length, 0),
    true,
  );
  view.setUint32(16, offset, true);
  return new Uint8Array(Buffer.concat([...locals, ...directory, end]));
}
