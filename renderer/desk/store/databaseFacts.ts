/** What there is in IndexedDB, found out without making or upgrading anything. */
import type { StorageHost } from '../ports.ts';

/** Dexie's versions as the browser counts them. */
export const DEXIE_FACTOR = 10;

/** The version of a database as the browser knows it; null if there is none of that name. */
export async function databaseVersion(name: string, host: StorageHost): Promise<number | null> {
  const found = (await host.indexedDB.databases()).find((database) => database.name === name);
  return found ? (found.version ?? 1) : null;
}
