/** Images ahead of being asked for: fetched with a connection and room, else only what lies here. */
import { describe, expect, it } from 'vitest';
import { sha256Hex } from '../../../shared/domain/canonical.ts';
import type { ImageRow } from '../store/cacheDatabase.ts';
import type { CacheStore } from '../store/cacheStore.ts';
import { absentCacheStore } from '../store/cacheStore.ts';
import type { SealingKey } from '../vault/sealing.ts';
import type { GatewayClient } from './gatewayClient.ts';
import { ImageStore } from './imageStore.ts';

const PICTURE = new Uint8Array([0xff, 0xd8, 1, 2, 3]);
const SHA = await sha256Hex(PICTURE);

function world(now: { mayPrefetch: boolean; budgetBytes: number }) {
  const kept = new Map<string, ImageRow>();
  const asked: string[] = [];
  const cache: CacheStore = {
    ...absentCacheStore(),
    image: async (key) => kept.get(key)?.sealed ?? null,
    putImage: async (row) => void kept.set(row.key, row),
  };
  const plain: Pick<SealingKey, 'seal' | 'unseal'> = {
    seal: async (_context, bytes) => new Uint8Array(bytes),
    unseal: async (_context, bytes) => new Uint8Array(bytes),
  };
  const client = {
    bytes: async (_route: string, { params }: { params: { sha256: string } }) => {
      asked.push(params.sha256);
      return { ok: true, value: { bytes: new Uint8Array(PICTURE) } };
    },
  };
  const store = new ImageStore({
    cache: () => cache,
    key: plain as SealingKey,
    client: client as unknown as GatewayClient,
    edition: 'e',
    clock: { now: () => 1 },
    budgetBytes: async () => now.budgetBytes,
    mayPrefetch: () => now.mayPrefetch,
  });
  return { store, asked, now };
}

describe('an image ahead', () => {
  it('is fetched and kept while there is room', async () => {
    const { store, asked } = world({ mayPrefetch: true, budgetBytes: 1000 });
    expect(await store.ahead(SHA, 'full')).toMatchObject({ ok: true, mediaType: 'image/jpeg' });
    expect(await store.get(SHA, 'full')).toMatchObject({ ok: true });
    expect(asked).toEqual([SHA]);
  });

  it.each([
    ['without a connection or with little room on the disk', { mayPrefetch: false, budgetBytes: 1000 }],
    ['with nothing of the budget left', { mayPrefetch: true, budgetBytes: 0 }],
  ])('is not fetched %s', async (_, now) => {
    const { store, asked } = world(now);
    expect(await store.ahead(SHA, 'full')).toEqual({ ok: false, why: 'notNow' });
    expect(asked).toEqual([]);
    // Asked for, it is fetched all the same.
    expect(await store.get(SHA, 'full')).toMatchObject({ ok: true });
  });

  it('is given from this machine at any time', async () => {
    const { store, now, asked } = world({ mayPrefetch: true, budgetBytes: 1000 });
    await store.ahead(SHA, 'full');
    now.mayPrefetch = false;
    expect(await store.ahead(SHA, 'full')).toMatchObject({ ok: true });
    expect(asked).toHaveLength(1);
  });
});
