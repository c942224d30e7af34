/** Looks at a machine's databases from outside, as somebody with the disk in hand would. */

function asked<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** What fake-indexeddb keeps of a database; read past its queue, as a write that hangs holds up every reader. */
interface Kept {
  _databases: ReadonlyMap<
    string,
    { rawObjectStores: ReadonlyMap<string, { records: { values(): Iterable<{ value: unknown }> } }> }
  >;
}

/** The text of everything stored, bytes as they are, so that a search finds what is readable. */
export function dumpDatabases(factory: IDBFactory): string {
  const texts: string[] = [];
  for (const { rawObjectStores } of (factory as unknown as Kept)._databases.values()) {
    for (const { records } of rawObjectStores.values()) {
      for (const { value } of records.values()) texts.push(JSON.stringify(value, asText));
    }
  }
  return texts.join('\n');
}

function asText(_: string, value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : value;
}

/** The cursor of the cache that the work database names, or null where there is none. */
export async function cachedCursor(factory: IDBFactory): Promise<string | null> {
  const names = (await factory.databases()).map(({ name }) => name ?? '');
  const work = names.find((name) => name.startsWith('work-'));
  if (work === undefined) return null;
  const cacheName = await metaOf(factory, work, 'cacheName');
  const cache = `cache-${String(cacheName)}`;
  if (!names.includes(cache)) return null;
  const cursor = await metaOf(factory, cache, 'cursor');
  return typeof cursor === 'string' ? cursor : null;
}

async function metaOf(factory: IDBFactory, name: string, key: string): Promise<unknown> {
  const db = await asked(factory.open(name));
  const row: unknown = db.objectStoreNames.contains('meta')
    ? await asked(db.transaction('meta').objectStore('meta').get(key))
    : undefined;
  db.close();
  return (row as { value?: unknown } | undefined)?.value;
}
