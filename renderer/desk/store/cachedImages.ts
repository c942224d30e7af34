/** Images in the cache: sealed, within a budget, the least recently used first to go. */
import type { CacheAccess, CacheDatabase, ImageRow } from './cacheDatabase.ts';

export interface CachedImages {
  image(key: string, usedAt: number): Promise<Uint8Array<ArrayBuffer> | null>;
  /** stores an image and drops the least recently used beyond the budget */
  putImage(row: ImageRow, budgetBytes: number): Promise<void>;
  /** how many bytes of images are kept */
  imageBytes(): Promise<number>;
  dropImages(): Promise<void>;
}

/** How many bytes of images are kept; inside a transaction or by itself. */
async function bytesKept(db: CacheDatabase): Promise<number> {
  return ((await db.meta.get('imageBytes'))?.value as number | undefined) ?? 0;
}

/** The images of an open cache. */
export function cachedImages({ db, gate, guarded }: CacheAccess): CachedImages {
  return {
    async image(key, usedAt) {
      const row = await gate.read(db.images.get(key));
      if (!row) return null;
      // When it was used last is a convenience: nobody waits for it, and a shut gate leaves it as it is.
      if (!gate.isShut) void guarded(() => db.images.update(key, { usedAt })).catch(() => undefined);
      return row.sealed;
    },
    async putImage(row, budgetBytes) {
      await guarded(() =>
        db.transaction('rw', db.images, db.meta, async () => {
          const former = await db.images.get(row.key);
          let total = (await bytesKept(db)) - (former?.sizeBytes ?? 0) + row.sizeBytes;
          await db.images.put(row);
          while (total > budgetBytes) {
            const oldest = await db.images.orderBy('usedAt').first();
            if (!oldest) break;
            await db.images.delete(oldest.key);
            total -= oldest.sizeBytes;
          }
          await db.meta.put({ key: 'imageBytes', value: total });
        }),
      );
    },
    imageBytes: () => gate.read(bytesKept(db)),
    async dropImages() {
      await guarded(() =>
        db.transaction('rw', db.images, db.meta, async () => {
          await db.images.clear();
          await db.meta.put({ key: 'imageBytes', value: 0 });
        }),
      );
    },
  };
}

/** Takes out every variant of these images; called inside a transaction. */
export async function removeImagesOf(db: CacheDatabase, hashes: readonly string[]): Promise<void> {
  let total = await bytesKept(db);
  for (const row of await db.images
    .where('key')
    .startsWithAnyOf(hashes.map((hash) => `${hash}/`))
    .toArray()) {
    await db.images.delete(row.key);
    total -= row.sizeBytes;
  }
  await db.meta.put({ key: 'imageBytes', value: Math.max(0, total) });
}
