/** Ports of the practice's desk: everything in memory, nothing on this machine, no other window hears of it. */
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { DeskPorts, JournalFile, JournalHost } from '../ports.ts';

const KDF_ITERATIONS = 1_000;
const JOURNAL_BYTES = 256 * 1024;

function memoryFile(): JournalFile {
  let bytes = new Uint8Array(0);
  return {
    size: async () => bytes.length,
    read: async (at, length) => bytes.slice(at, at + length),
    async write(at, given) {
      if (at + given.length > bytes.length) {
        const grown = new Uint8Array(at + given.length);
        grown.set(bytes);
        bytes = grown;
      }
      bytes.set(given, at);
    },
    flush: async () => undefined,
    async truncate(sizeBytes) {
      bytes = bytes.slice(0, sizeBytes);
    },
  };
}

function memoryJournals(): JournalHost {
  const files = new Map<string, Map<string, JournalFile>>();
  const folder = (localId: string) => {
    const known = files.get(localId) ?? new Map<string, JournalFile>();
    files.set(localId, known);
    return known;
  };
  return {
    list: async () => [...files.keys()],
    async open(localId, name) {
      const file = folder(localId).get(name) ?? memoryFile();
      folder(localId).set(name, file);
      return file;
    },
    async readHeader(localId) {
      const header = folder(localId).get('header');
      return header ? header.read(0, await header.size()) : new Uint8Array(0);
    },
    close: async () => undefined,
    async remove(localId) {
      files.delete(localId);
    },
    processId: async () => 'practice',
    freeBytes: async () => null,
  };
}

/** `fetch` answers in the practice's own worker: no request ever leaves it. */
export function practicePorts(fetch: DeskPorts['fetch']): DeskPorts {
  return {
    clock: { now: () => Date.now() },
    schedule: {
      after(delayMs, task) {
        const timer = setTimeout(task, delayMs);
        return () => clearTimeout(timer);
      },
    },
    random: { bytes: (length) => crypto.getRandomValues(new Uint8Array(length)) },
    fetch,
    locks: { acquire: async () => () => undefined },
    windows: { post: () => undefined, listen: () => () => undefined },
    storage: {
      indexedDB: new IDBFactory(),
      IDBKeyRange,
      persist: async () => null,
      estimate: async () => ({ usageBytes: null, quotaBytes: null }),
    },
    journal: memoryJournals(),
    keyStore: null,
    helpers: null,
    gateway: 'http://practice.invalid',
    config: { kdfIterations: KDF_ITERATIONS, journalBytes: JOURNAL_BYTES },
  };
}
