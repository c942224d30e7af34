/** The cache forgets what was not asked for longest, and never holds more than it may. */
import { describe, expect, it } from 'vitest';
import { createByteCache } from './byteCache.ts';

describe('byte cache', () => {
  const bytes = (length: number): Buffer => Buffer.alloc(length);

  it('gives back what was kept, and nothing else', () => {
    const cache = createByteCache<string>(10_000);
    cache.set('a', Buffer.from('A'));
    expect(cache.get('a')?.toString()).toBe('A');
    expect(cache.get('b')).toBeUndefined();
  });

  it('drops the one that was not asked for longest', () => {
    const cache = createByteCache<number>(3 * 1150);
    for (const key of [1, 2, 3]) cache.set(key, bytes(1000));
    cache.get(1);
    cache.set(4, bytes(1000));
    expect([1, 2, 3, 4].filter((key) => cache.get(key))).toEqual([1, 3, 4]);
  });

  it('replaces without counting twice, and leaves out what is too large', () => {
    const cache = createByteCache<number>(2 * 1150);
    for (let round = 0; round < 5; round += 1) cache.set(1, bytes(1000));
    cache.set(2, bytes(1000));
    cache.set(3, bytes(5000));
    expect([1, 2, 3].filter((key) => cache.get(key))).toEqual([1, 2]);
  });
});
