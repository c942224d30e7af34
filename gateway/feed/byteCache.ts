/** Bytes that never change under their key, kept while there is room; what nobody asked for lately goes first. */

export interface ByteCache<Key> {
  get(key: Key): Buffer | undefined;
  set(key: Key, bytes: Buffer): void;
}

/** What the map and the buffer take besides the bytes themselves, about. */
const OVERHEAD_BYTES = 150;

/**
 * Holds at most `maxBytes`. There are two generations: what is set or asked for belongs to the young one; when
 * that is half of the room, it becomes the old one, and what was old until then is forgotten. So an entry costs
 * nothing while it stays young, and thousands are asked for with every page.
 */
export function createByteCache<Key>(maxBytes: number): ByteCache<Key> {
  const half = maxBytes / 2;
  let young = new Map<Key, Buffer>();
  let old = new Map<Key, Buffer>();
  let youngBytes = 0;
  const keep = (key: Key, bytes: Buffer): void => {
    const cost = bytes.length + OVERHEAD_BYTES;
    if (cost > half) return;
    if (youngBytes + cost > half) {
      old = young;
      young = new Map();
      youngBytes = 0;
    }
    if (!young.has(key)) youngBytes += cost;
    young.set(key, bytes);
  };
  return {
    get(key) {
      const known = young.get(key);
      if (known) return known;
      const older = old.get(key);
      if (older) keep(key, older);
      return older;
    },
    set: keep,
  };
}
