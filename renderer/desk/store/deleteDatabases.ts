/** Deletes all databases of a workstation, whole: never row by row. */
import type { StorageHost } from '../ports.ts';

/** Deletes `work` and every cache of a workstation; resolves when they are gone. */
export async function deleteDatabases(localId: string, host: StorageHost): Promise<void> {
  const isOurs = (name: string) => name === `work-${localId}` || name.startsWith(`cache-${localId}-`);
  for (const { name = '' } of await host.indexedDB.databases()) {
    if (isOurs(name)) await deleteDatabase(name, host);
  }
}

function deleteDatabase(name: string, host: StorageHost): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = host.indexedDB.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error ?? new DOMException(name, 'UnknownError'));
  });
}
