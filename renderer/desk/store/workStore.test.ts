/** The work database: writes of a leader that was robbed are refused whole. */
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { expect, it } from 'vitest';
import type { StorageHost } from '../ports.ts';
import { VirtualTime } from '../testing/virtualTime.ts';
import { FencedError } from './fencedError.ts';
import { StorageGate } from './storageGate.ts';
import { openWorkStore } from './workStore.ts';

const host = (): StorageHost => ({
  indexedDB: new IDBFactory(),
  IDBKeyRange,
  persist: async () => true,
  estimate: async () => ({ usageBytes: null, quotaBytes: null }),
});

it('refuses what a former leader still writes, and stores nothing of it', async () => {
  const storage = host();
  const former = openWorkStore('local', storage, new StorageGate(new VirtualTime()));
  const next = openWorkStore('local', storage, new StorageGate(new VirtualTime()));
  expect(await former.claim()).toBe(1);
  await former.write({ meta: { before: true } });
  expect(await next.claim()).toBe(2);
  await expect(former.write({ meta: { after: true }, appliedFrame: 9 })).rejects.toThrow(FencedError);
  await next.write({ meta: { mine: true } });
  expect(await next.meta('before')).toBe(true);
  expect(await next.meta('after')).toBeUndefined();
  expect(await next.meta('appliedFrame')).toBeUndefined();
  expect(await next.meta('mine')).toBe(true);
});
