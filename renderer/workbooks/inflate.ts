/** Unpacks an entry of a zip piece by piece, never further than it may. */
import { packedBytes, type ZipEntry } from '../../shared/workbooks/container.ts';

/** How many bytes an entry really unpacks to, handed on in pieces; stops at `bytesMax`. */
export async function inflatedSize(
  bytes: Uint8Array,
  entry: ZipEntry,
  bytesMax: number,
  onChunk: (chunk: Uint8Array) => void,
): Promise<number | 'tooFar' | 'damaged'> {
  const packed = packedBytes(bytes, entry);
  if (packed === null) return 'damaged';
  if (entry.method === 0) {
    if (packed.length > bytesMax) return 'tooFar';
    onChunk(packed);
    return packed.length;
  }
  if (entry.method !== 8) return 'damaged';
  const inflater = new DecompressionStream('deflate-raw');
  const reader = inflater.readable.getReader();
  const writer = inflater.writable.getWriter();
  // Its failure shows at the reader; both would be told otherwise.
  const writing = writer
    .write(packed.slice())
    .then(() => writer.close())
    .catch(() => undefined);
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.length;
      if (size > bytesMax) {
        await reader.cancel();
        return 'tooFar';
      }
      onChunk(value);
    }
    await writing;
    return size;
  } catch {
    // Bytes that are no deflate stream, or end too early.
    return 'damaged';
  }
}

/** An entry's content, or why there is none within the limit. */
export async function inflated(
  bytes: Uint8Array,
  entry: ZipEntry,
  bytesMax: number,
): Promise<Uint8Array<ArrayBuffer> | 'tooLarge' | 'damaged'> {
  const pieces: Uint8Array[] = [];
  const size = await inflatedSize(bytes, entry, bytesMax, (chunk) => pieces.push(chunk));
  if (size === 'tooFar') return 'tooLarge';
  if (size === 'damaged') return 'damaged';
  const whole = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
