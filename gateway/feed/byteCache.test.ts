/** The cache forgets what nobody asked for lately, and never holds more than it may. */
import { describe, expect, it } from 'vitest';
import { createByteCache } from './byteCache.ts';

/** Three entries of a thousand bytes fit into each half. */
const ROOM = 2 * 3 * 1150;
const bytes = (length = 1000): Buffer => Buffer.alloc(length);

describe('byte cache', () => {
  it('gives back what was kept, and nothing else', () => {
    const cache = createByteCache<string>(10_000);
    cache.set('a', Buffer.from('A'));
    expect(cache.get('a')?.toString()).toBe('A');
    expect(cache.get('b')).toBeUndefined();
  });

  it('keeps what is asked for, and forgets the rest', () => {
    const cache = createByteCache<number>(ROOM);
    cache.set(1, bytes());
    for (let key = 2; key < 20; key += 1) {
      expect(cache.get(1)).toBeDefined();
      cache.set(key, bytes());
    }
    const kept = Array.from({ length: 20 }, (_, key) => key).filter((key) => cache.get(key));
    expect(kept).toContain(1);
    expect(kept).toContain(19);
    expect(kept).not.toContain(2);
  });

  it('never holds more than its room', () => {
    const cache = createByteCache<number>(ROOM);
    for (let key = 0; key < 100; key += 1) cache.set(key, bytes());
    let held = 0;
    // From the youngest on, so that asking does not push out what has not been asked for yet.
    for (let key = 99; key >= 0; key -= 1) if (cache.get(key)) held += 1;
    expect(held).toBeGreaterThanOrEqual(3);
    expect(held).toBeLessThanOrEqual(6);
  });

  it('counts what is set again once, and leaves out what is too large', () => {
    const cache = createByteCache<number>(ROOM);
    cache.set(0, bytes());
    for (let round = 0; round < 50; round += 1) cache.set(1, bytes());
    cache.set(2, bytes(5000));
    expect([0, 1, 2].filter((key) => cache.get(key))).toEqual([0, 1]);
  });
});
