/** Where image bytes live in a test: in memory. */
import type { ImageStore } from '../ports.ts';

export function createMemoryStore(): ImageStore {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  return {
    put: async (name, bytes) => {
      files.set(name, new Uint8Array(bytes));
    },
    get: async (name) => files.get(name) ?? null,
    open: async (name) => {
      const body = files.get(name);
      return body ? { body, sizeBytes: body.length } : null;
    },
    has: async (name) => files.has(name),
    remove: async (name) => {
      files.delete(name);
    },
  };
}
