/** A journal file in memory for unit tests; `tear` cuts what was written last, `refuse` makes writes fail. */
import type { JournalFile } from '../ports.ts';

export interface MemoryJournalFile extends JournalFile {
  bytes: Uint8Array<ArrayBuffer>;
  refuse: boolean;
  /** no room beyond this size */
  limitBytes: number;
  flushes: number;
}

export function memoryFile(): MemoryJournalFile {
  return {
    bytes: new Uint8Array(0),
    refuse: false,
    limitBytes: Number.POSITIVE_INFINITY,
    flushes: 0,
    async size() {
      return this.bytes.length;
    },
    async read(at, length) {
      return this.bytes.slice(at, at + length);
    },
    async write(at, bytes) {
      const end = at + bytes.length;
      if (this.refuse || end > this.limitBytes) throw new DOMException('no room', 'QuotaExceededError');
      if (end > this.bytes.length) {
        const grown = new Uint8Array(end);
        grown.set(this.bytes);
        this.bytes = grown;
      }
      this.bytes.set(bytes, at);
    },
    async flush() {
      this.flushes++;
    },
    async truncate(sizeBytes) {
      this.bytes = this.bytes.slice(0, sizeBytes);
    },
  };
}
