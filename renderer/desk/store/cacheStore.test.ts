/** The cache: blocks are counted unread, the least recently used images go first, and the budget holds. */
import { Dexie } from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { beforeEach, expect, it } from 'vitest';
import { turn, VirtualTime } from '../testing/virtualTime.ts';
import { isCacheReadable } from './cacheDatabase.ts';
import { absentCacheStore, type CacheStore, openCacheStore } from './cacheStore.ts';
import { FencedError } from './fencedError.ts';
import { StorageGate, StorageStoppedError } from './storageGate.ts';

const host = () => ({
  indexedDB: new IDBFactory(),
  IDBKeyRange,
  persist: async () => true,
  estimate: async () => ({ usageBytes: null, quotaBytes: null }),
});
let gate: StorageGate;
let cache: CacheStore;
beforeEach(() => {
  gate = new StorageGate(new VirtualTime());
  cache = openCacheStore('test', host(), gate);
});
const image = (key: string, usedAt: number, sizeBytes = 10) => ({
  key,
  usedAt,
  sizeBytes,
  sealed: new Uint8Array(sizeBytes),
});
const kept = async (...keys: string[]) => {
  const found: string[] = [];
  for (const key of keys) if (await cache.image(key, 1_000)) found.push(key);
  return found;
};

it('counts and finds blocks, those that were written over once', async () => {
  const bytes = new Uint8Array(4);
  const block = (id: string, order: number) => ({ id, order, count: 3, items: bytes, rows: bytes });
  await cache.write({ put: [block('one', 0), block('two', 1)] });
  await cache.write({ put: [block('two', 1)], remove: ['none'] });
  expect(await cache.blockCount()).toBe(2);
  expect([await cache.hasBlock('two'), await cache.hasBlock('three')]).toEqual([true, false]);
  await cache.write({ remove: ['one'] });
  expect([await cache.blockCount(), await cache.hasBlock('one')]).toEqual([1, false]);
});

it('drops the least recently used beyond the budget', async () => {
  for (const [key, usedAt] of [
    ['a', 1],
    ['b', 2],
    ['c', 3],
  ] as const)
    await cache.putImage(image(key, usedAt), 30);
  await cache.image('a', 4);
  for (let count = 0; count < 10; count++) await turn();
  await cache.putImage(image('d', 5), 30);
  expect(await kept('a', 'b', 'c', 'd')).toEqual(['a', 'c', 'd']);
  expect(await cache.imageBytes()).toBe(30);
});

it('counts an image that is put again once', async () => {
  for (let count = 0; count < 5; count++) await cache.putImage(image('a', count), 30);
  expect(await cache.imageBytes()).toBe(10);
  await cache.dropImages();
  expect([await cache.imageBytes(), await kept('a')]).toEqual([0, []]);
});

it('reads on behind a shut gate, and writes nothing', async () => {
  await cache.write({ meta: { cursor: 'one' } });
  await cache.putImage(image('a', 1), 30);
  gate.isPaused = true;
  await expect(cache.write({ meta: { cursor: 'two' } })).rejects.toThrow(StorageStoppedError);
  expect(await kept('a')).toEqual(['a']);
  expect((await cache.meta()).cursor).toBe('one');
});

it('a write on its way when the cache is closed says nothing about the disk', async () => {
  const written = cache.write({ meta: { cursor: 'one' } });
  cache.close();
  await written.catch(() => undefined);
  await cache.write({ meta: { cursor: 'two' } }).catch(() => undefined);
  expect(gate.hasFailed).toBe(false);
});

it('looking for a cache makes none', async () => {
  const empty = host();
  expect(await isCacheReadable('absent', empty)).toBe(false);
  expect(await empty.indexedDB.databases()).toEqual([]);
  expect(await absentCacheStore().meta()).toEqual({});
});

const bytes = (...values: number[]) => new Uint8Array(values);

/** Blocks as the first version kept them: index rows within. */
async function firstVersion(storage: ReturnType<typeof host>): Promise<void> {
  const db = new Dexie('cache-old', { indexedDB: storage.indexedDB, IDBKeyRange });
  db.version(1).stores({ blocks: 'id, order', images: 'key, usedAt', meta: 'key' });
  await db.table('blocks').put({ id: 'a', order: 0, count: 2, items: bytes(1), rows: bytes(2) });
  db.close();
}

it('finds index rows where either version has put them, and the items beside', async () => {
  const storage = host();
  await firstVersion(storage);
  const opened = openCacheStore('old', storage, gate);
  await opened.write({ put: [{ id: 'b', order: 1, count: 3, items: bytes(3), rows: bytes(4) }] });
  const visited: [string, number, number | undefined][] = [];
  await opened.eachIndexRows(async ({ id, count, rows }) => {
    visited.push([id, count, rows[0]]);
  });
  expect(visited).toEqual([
    ['a', 2, 2],
    ['b', 3, 4],
  ]);
  expect([await opened.items('a'), await opened.items('b')]).toEqual([bytes(1), bytes(3)]);
  expect(await opened.block('b')).toMatchObject({ items: bytes(3), rows: bytes(4) });
  expect([await opened.hasBlock('b'), await opened.hasBlock('c')]).toEqual([true, false]);
});

it('a block that is written again or taken out is not found in its former place', async () => {
  const storage = host();
  await firstVersion(storage);
  const opened = openCacheStore('old', storage, gate);
  await opened.write({ put: [{ id: 'a', order: 0, count: 2, items: bytes(5), rows: bytes(6) }] });
  expect(await opened.block('a')).toMatchObject({ items: bytes(5), rows: bytes(6) });
  await opened.write({ remove: ['a'] });
  const visited: string[] = [];
  await opened.eachIndexRows(async ({ id }) => {
    visited.push(id);
  });
  expect([visited, await opened.block('a')]).toEqual([[], null]);
});

it('a packed index counts once it is whole, and takes the place of the one before', async () => {
  const { packed } = cache;
  const first = (await packed.begin(10)) ?? 0;
  expect(await packed.put(first, 0, bytes(1))).toBe(true);
  expect(await packed.head()).toBeNull();
  expect(await packed.finish(first, bytes(9))).toBe(true);
  const second = (await packed.begin(10)) ?? 0;
  expect(await packed.put(second, 0, bytes(2))).toBe(true);
  expect(await packed.head()).toEqual({ generation: first, sealed: bytes(9) });
  expect(await packed.record(first, 0)).toEqual(bytes(1));
  expect(await packed.finish(second, bytes(8))).toBe(true);
  expect([await packed.record(first, 0), await packed.record(second, 0)]).toEqual([null, bytes(2)]);
  expect(await packed.finish(first, bytes(9))).toBe(false);
});

it('what leaves takes the packed index with it, and what was being written of it', async () => {
  const { packed } = cache;
  const first = (await packed.begin(10)) ?? 0;
  await packed.put(first, 0, bytes(1));
  await packed.finish(first, bytes(9));
  const second = (await packed.begin(10)) ?? 0;
  await packed.put(second, 0, bytes(2));
  await cache.write({ remove: ['one'], dropPacked: true });
  expect([await packed.head(), await packed.record(first, 0), await packed.record(second, 0)]).toEqual([
    null,
    null,
    null,
  ]);
  expect([await packed.put(second, 1, bytes(3)), await packed.finish(second, bytes(8))]).toEqual([
    false,
    false,
  ]);
  expect(await packed.record(second, 1)).toBeNull();
});

it('is not packed where room is short', async () => {
  const short = { ...host(), estimate: async () => ({ usageBytes: 70, quotaBytes: 100 }) };
  const { packed } = openCacheStore('short', short, gate);
  expect([await packed.begin(10), await packed.begin(5)]).toEqual([null, 1]);
});

it('the leader before may pack no more', async () => {
  const storage = host();
  const former = openCacheStore('led', storage, gate);
  await former.claim(1);
  const generation = (await former.packed.begin(10)) ?? 0;
  const present = openCacheStore('led', storage, gate);
  await present.claim(2);
  await expect(former.packed.put(generation, 0, bytes(1))).rejects.toThrow(FencedError);
  expect(gate.hasFailed).toBe(false);
});
