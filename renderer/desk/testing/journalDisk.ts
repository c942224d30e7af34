/** The journals on the disk of a machine in memory: what was flushed survives a crash, what was not may be torn. */
import type { JournalFile, JournalHost } from '../ports.ts';

/** Carries out what a process asks of its machine; never settles once that process is gone. */
export type Alive = <T>(task: () => T | Promise<T>) => Promise<T>;

/** A file whose unflushed writes a crash may take. */
class MemoryFile {
  flushed = new Uint8Array(0);
  current = new Uint8Array(0);
  /** where and how long the last write was, while it is not flushed */
  unflushed: { at: number; length: number } | null = null;

  write(at: number, bytes: Uint8Array): void {
    const end = at + bytes.length;
    if (end > this.current.length) {
      const grown = new Uint8Array(end);
      grown.set(this.current);
      this.current = grown;
    }
    // Copied on write, so that `flushed` may share the buffer between flushes.
    if (this.current.buffer === this.flushed.buffer) this.current = this.current.slice();
    this.current.set(bytes, at);
    this.unflushed = { at, length: bytes.length };
  }

  flush(): void {
    this.flushed = this.current;
    this.unflushed = null;
  }

  truncate(size: number): void {
    this.current = this.current.slice(0, size);
    this.flush();
  }

  /** A power cut: of what was not flushed, the first `kept` (0 to 1) of the last write is on the disk. */
  crash(kept: number): void {
    const torn = this.unflushed;
    const written = torn ? this.current.slice(torn.at, torn.at + Math.floor(torn.length * kept)) : null;
    this.current = this.flushed.slice();
    if (torn && written?.length) this.write(torn.at, written);
    this.flush();
  }
}

/** How a machine's journal files fail; each write or flush asks anew. */
export interface JournalFault {
  how: /** writes are refused */
    | 'refuse'
    /** a write takes half of its bytes and then fails */
    | 'short'
    /** bytes are taken, but making them durable fails */
    | 'flushFails'
    /** files do not grow; what was written before can be overwritten */
    | 'noGrowth';
  /** the name of the error */
  name: string;
}

export class JournalDisk {
  readonly #files = new Map<string, Map<string, MemoryFile>>();
  /** how often each folder's files were closed */
  readonly #closings = new Map<string, number>();
  /** how the files fail; a name alone means that writes are refused with it */
  fault: JournalFault | string | null = null;
  /** how much of the last unflushed write a crash leaves on the disk, 0 (nothing) to 1 */
  tornTail = 0;

  /** The process dies: unflushed bytes go. */
  crash(): void {
    for (const files of this.#files.values()) for (const file of files.values()) file.crash(this.tornTail);
  }

  /** Every byte the journals hold, for looking what is readable. */
  bytes(): Uint8Array[] {
    return [...this.#files.values()].flatMap((files) => [...files.values()].map((file) => file.current));
  }

  /** What is flushed of each journal file, by local id and name; for finding it on another machine. */
  copies(): Record<string, Record<string, Uint8Array<ArrayBuffer>>> {
    const copies = [...this.#files].map(([localId, files]) => [
      localId,
      Object.fromEntries([...files].map(([name, file]) => [name, file.flushed.slice()])),
    ]);
    return Object.fromEntries(copies);
  }

  /** Puts journal files of another machine on this one's disk. */
  put(journals: Record<string, Record<string, Uint8Array<ArrayBuffer>>>): void {
    for (const [localId, files] of Object.entries(journals)) {
      const placed = new Map<string, MemoryFile>();
      for (const [name, bytes] of Object.entries(files)) {
        const file = new MemoryFile();
        file.write(0, bytes);
        file.flush();
        placed.set(name, file);
      }
      this.#files.set(localId, placed);
    }
  }

  /** Changes one byte of a journal file, as a hand on the disk would. */
  tamper(at: number): void {
    for (const files of this.#files.values()) {
      const file = files.get('a');
      if (!file) continue;
      file.current = file.current.slice();
      file.current[at] = (file.current[at] ?? 0) ^ 0xff;
      file.flushed = file.current;
    }
  }

  /** The host of a process that runs until `alive` says otherwise. */
  host(alive: Alive, process: { id(): string | null; freeBytes(): number | null }): JournalHost {
    return {
      list: () => alive(() => [...this.#files.keys()]),
      open: (localId, name) =>
        alive((): JournalFile => {
          const files = this.#files.get(localId) ?? new Map<string, MemoryFile>();
          this.#files.set(localId, files);
          const file = files.get(name) ?? new MemoryFile();
          files.set(name, file);
          const closings = this.#closings.get(localId) ?? 0;
          const requireOpen = () => {
            if ((this.#closings.get(localId) ?? 0) !== closings)
              throw new DOMException('closed', 'InvalidStateError');
          };
          return {
            size: () => alive(() => file.current.length),
            read: (at, length) => alive(() => file.current.slice(at, at + length)),
            write: (at, bytes) =>
              alive(() => {
                requireOpen();
                this.#write(file, at, bytes);
              }),
            flush: () =>
              alive(() => {
                const { fault } = this;
                if (typeof fault === 'object' && fault?.how === 'flushFails')
                  throw new DOMException('not flushed', fault.name);
                file.flush();
              }),
            truncate: (sizeBytes) =>
              alive(() => {
                requireOpen();
                file.truncate(sizeBytes);
              }),
          };
        }),
      readHeader: (localId) =>
        alive(() => (this.#files.get(localId)?.get('header') ?? new MemoryFile()).current.slice()),
      close: (localId) =>
        alive(() => {
          // What was opened before is shut; a write through it fails as a browser's does.
          this.#closings.set(localId, (this.#closings.get(localId) ?? 0) + 1);
        }),
      remove: (localId) => alive(() => void this.#files.delete(localId)),
      processId: () => alive(process.id),
      freeBytes: () => alive(process.freeBytes),
    };
  }

  #write(file: MemoryFile, at: number, bytes: Uint8Array): void {
    const fault = typeof this.fault === 'string' ? { how: 'refuse' as const, name: this.fault } : this.fault;
    const isGrowing = at + bytes.length > file.current.length;
    if (fault?.how === 'short') file.write(at, bytes.subarray(0, bytes.length >> 1));
    const isRefused =
      fault?.how === 'refuse' || fault?.how === 'short' || (fault?.how === 'noGrowth' && isGrowing);
    if (fault && isRefused) throw new DOMException('refused', fault.name);
    file.write(at, bytes);
  }
}
