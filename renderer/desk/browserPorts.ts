/** The desk's ports in a real worker: system clock, WebCrypto randomness, fetch, IndexedDB, Web Locks, BroadcastChannel. */
import { browserHelpers } from './browserHelpers.ts';
import { opfsJournalHost } from './journal/opfsJournal.ts';
import { portJournalHost } from './journal/portJournal.ts';
import type { DeskPorts, Locks, Windows } from './ports.ts';
import { portKeyStore } from './vault/portKeyStore.ts';

const webLocks: Locks = {
  acquire(name, { steal = false, onLost } = {}) {
    return new Promise((resolve, reject) => {
      let isHeld = false;
      navigator.locks
        .request(name, steal ? { steal } : { ifAvailable: true }, (lock) => {
          if (!lock) {
            resolve(null);
            return undefined;
          }
          isHeld = true;
          // Held until released: the lock lives as long as this promise.
          return new Promise<void>((release) => resolve(() => release()));
        })
        // A lock that was stolen rejects the request of its former holder.
        .catch((error: unknown) => (isHeld ? onLost?.() : reject(error)));
    });
  },
};

const CHANNEL = 'expo-review-desk';

function browserWindows(): Windows {
  const channel = new BroadcastChannel(CHANNEL);
  return {
    post: (message) => channel.postMessage(message),
    listen(listener) {
      const onMessage = ({ data }: MessageEvent<unknown>) => listener(data);
      channel.addEventListener('message', onMessage);
      return () => channel.removeEventListener('message', onMessage);
    },
  };
}

/** What a desktop host gives the worker besides. */
export interface HostPorts {
  journalPort?: MessagePort;
  keyStorePort?: MessagePort;
}

/** Ports of a worker; `gateway` is the origin people know. */
export function browserPorts(gateway: string, { journalPort, keyStorePort }: HostPorts = {}): DeskPorts {
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
    windows: browserWindows(),
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
    keyStore: keyStorePort ? portKeyStore(keyStorePort) : null,
    helpers: browserHelpers(),
    gateway,
  };
}
