/** The desk's ports in a real worker: system clock, WebCrypto randomness, fetch, IndexedDB, Web Locks. */
import { opfsJournalHost } from './journal/opfsJournal.ts';
import { portJournalHost } from './journal/portJournal.ts';
import type { DeskPorts, Locks } from './ports.ts';

const webLocks: Locks = {
  acquire(name) {
    return new Promise((resolve, reject) => {
      navigator.locks
        .request(name, { ifAvailable: true }, (lock) => {
          if (!lock) {
            resolve(null);
            return undefined;
          }
          // Held until released: the lock lives as long as this promise.
          return new Promise<void>((release) => resolve(() => release()));
        })
        .catch(reject);
    });
  },
};

/** Ports of a worker; `journalPort` is given under Electron, `gateway` is the origin people know. */
export function browserPorts(gateway: string, journalPort?: MessagePort): DeskPorts {
  return {
    clock: { now: () => Date.now() },
    schedule: {
      after(delayMs, task) {
        const timer = setTimeout(task, delayMs);
        return () => clearTimeout(timer);
      },
    },
    random: { bytes: (length) => crypto.getRandomValues(new Uint8Array(length)) },
    fetch: (url, init) => fetch(url, init),
    locks: webLocks,
    storage: {
      indexedDB,
      IDBKeyRange,
      persist: async () =>
        (await navigator.storage.persisted()) || (await navigator.storage.persist?.()) || false,
      async estimate() {
        const { usage, quota } = await navigator.storage.estimate();
        return { usageBytes: usage ?? null, quotaBytes: quota ?? null };
      },
    },
    journal: journalPort ? portJournalHost(journalPort) : opfsJournalHost(),
    gateway,
  };
}
