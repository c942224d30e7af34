/** Bytes that never change under their key, kept while there is room; what was not asked for longest goes first. */

export interface ByteCache<Key> {
  get(key: Key): Buffer | undefined;
  set(key: Key, bytes: Buffer): void;
}

/** What the map and the buffer take besides the bytes themselves, about. */
const OVERHEAD_BYTES = 150;

/** Holds at most `maxBytes`; a single entry larger than that is not kept. */
export function createByteCache<Key>(maxBytes: number): ByteCache<Key> {
  const kept = new Map<Key, Buffer>();
  let size = 0;
  const costOf = (bytes: Buffer): number => bytes.length + OVERHEAD_BYTES;
  const drop = (key: Key, bytes: Buffer): void => {
    kept.delete(key);
    size -= costOf(bytes);
  };
  return {
    get(key) {
      const bytes = kept.get(key);
      if (bytes === undefined) return undefined;
      // A map keeps the order of insertion: put back at its end, it is the youngest.
      kept.delete(key);
      kept.set(key, bytes);
      return bytes;
    },
    set(key, bytes) {
      const before = kept.get(key);
      if (before) drop(key, before);
      if (costOf(bytes) > maxBytes) return;
      kept.set(key, bytes);
      size += costOf(bytes);
      for (const [oldest, held] of kept) {
        if (size <= maxBytes) return;
        drop(oldest, held);
      }
    },
  };
}
