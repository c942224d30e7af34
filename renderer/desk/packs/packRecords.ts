/** What a pack carries, as named records in a stream: lengths, name, bytes. */
import { joined, PackError } from './packFile.ts';

export interface PackRecord {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

const NAME_BYTES_MAX = 2048;
const RECORD_BYTES_MAX = 64 * 1024 * 1024;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

export function recordOf(name: string, bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>[] {
  const encoded = encoder.encode(name);
  const lengths = new Uint8Array(8);
  const view = new DataView(lengths.buffer);
  view.setUint32(0, encoded.length);
  view.setUint32(4, bytes.length);
  return [lengths, encoded, bytes];
}

export function jsonRecord(name: string, value: unknown): Uint8Array<ArrayBuffer>[] {
  return recordOf(name, encoder.encode(JSON.stringify(value)));
}

/** The JSON value of a record; what it is has to be parsed by a schema. */
export function jsonOf(record: PackRecord | Uint8Array<ArrayBuffer>): unknown {
  return JSON.parse(decoder.decode('name' in record ? record.bytes : record));
}

/** The records of a pack's content, one in memory at a time. Throws a PackError at a broken one. */
export async function* readRecords(
  chunks: AsyncIterable<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<PackRecord> {
  let buffer = new Uint8Array(0);
  let parts: Uint8Array<ArrayBuffer>[] = [];
  let gathered = 0;
  let needed = 8;
  for await (const chunk of chunks) {
    parts.push(chunk);
    gathered += chunk.length;
    if (gathered < needed) continue;
    buffer = joined(parts);
    let at = 0;
    for (;;) {
      needed = 8;
      if (buffer.length - at < 8) break;
      const view = new DataView(buffer.buffer, at, 8);
      const [nameLength, length] = [view.getUint32(0), view.getUint32(4)];
      if (nameLength > NAME_BYTES_MAX || length > RECORD_BYTES_MAX) throw new PackError('damaged');
      needed = 8 + nameLength + length;
      if (buffer.length - at < needed) break;
      const name = decoder.decode(buffer.subarray(at + 8, at + 8 + nameLength));
      yield { name, bytes: buffer.slice(at + 8 + nameLength, at + needed) };
      at += needed;
    }
    parts = [buffer.slice(at)];
    gathered = buffer.length - at;
  }
  if (gathered > 0) throw new PackError('damaged');
}
