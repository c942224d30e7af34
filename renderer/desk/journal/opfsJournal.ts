/** The journal's files in the browser: the origin's private file system, flushed by the worker. */
import type { JournalFile, JournalFileName, JournalHost } from '../ports.ts';

const FOLDER = 'journal';
/** A reload starts before the former worker has let go of its files. */
const HANDLE_TRIES = 50;
const HANDLE_WAIT_MS = 100;

class OpfsFile implements JournalFile {
  #handle: FileSystemSyncAccessHandle | null = null;
  #isClosed = false;

  constructor(private readonly file: FileSystemFileHandle) {}

  async #writable(): Promise<FileSystemSyncAccessHandle> {
    // A closed file that opened itself again would hold a handle that nobody knows of.
    if (this.#isClosed) throw new DOMException('the file is closed', 'InvalidStateError');
    for (let tries = 1; !this.#handle; tries++) {
      try {
        this.#handle = await this.file.createSyncAccessHandle();
      } catch (error) {
        const isHeld = error instanceof DOMException && error.name === 'NoModificationAllowedError';
        if (!isHeld || tries >= HANDLE_TRIES) throw error;
        await new Promise((resolve) => setTimeout(resolve, HANDLE_WAIT_MS));
      }
    }
    return this.#handle;
  }

  async size(): Promise<number> {
    return this.#handle ? this.#handle.getSize() : (await this.file.getFile()).size;
  }

  async read(at: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    if (!this.#handle) {
      const blob = (await this.file.getFile()).slice(at, at + length);
      return new Uint8Array(await blob.arrayBuffer());
    }
    const bytes = new Uint8Array(length);
    const count = this.#handle.read(bytes, { at });
    return bytes.subarray(0, count);
  }

  async write(at: number, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const handle = await this.#writable();
    const written = handle.write(bytes, { at });
    // A full disk shortens the write instead of refusing it.
    if (written !== bytes.length) throw new DOMException('short write', 'QuotaExceededError');
  }

  async flush(): Promise<void> {
    (await this.#writable()).flush();
    // A browser that has not promised to keep the data clears the whole origin when space runs short, under an
    // open handle, too. That one goes on «writing» into nothing without an error; only a new look fails.
    await this.file.getFile();
  }

  async truncate(sizeBytes: number): Promise<void> {
    const handle = await this.#writable();
    handle.truncate(sizeBytes);
    handle.flush();
  }

  close(): void {
    this.#isClosed = true;
    this.#handle?.close();
    this.#handle = null;
  }
}

/** The journal host of a browser; needs a worker, for only there files can be flushed. */
export function opfsJournalHost(): JournalHost {
  const opened = new Map<string, Map<JournalFileName, OpfsFile>>();
  const root = async () =>
    (await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER, { create: true });
  return {
    async list() {
      const names: string[] = [];
      for await (const name of (await root()).keys()) names.push(name);
      return names.sort();
    },
    async open(localId, file) {
      const files = opened.get(localId) ?? new Map<JournalFileName, OpfsFile>();
      opened.set(localId, files);
      const known = files.get(file);
      if (known) return known;
      const folder = await (await root()).getDirectoryHandle(localId, { create: true });
      const handle = new OpfsFile(await folder.getFileHandle(file, { create: true }));
      files.set(file, handle);
      return handle;
    },
    async readHeader(localId) {
      const folder = await (await root()).getDirectoryHandle(localId);
      const handle = await folder.getFileHandle('header', { create: true });
      return new Uint8Array(await (await handle.getFile()).arrayBuffer());
    },
    async close(localId) {
      for (const file of opened.get(localId)?.values() ?? []) file.close();
      opened.delete(localId);
    },
    async remove(localId) {
      for (const file of opened.get(localId)?.values() ?? []) file.close();
      opened.delete(localId);
      await (await root()).removeEntry(localId, { recursive: true });
    },
    // A page cannot tell a reload from a new browser, nor look at the disk.
    processId: async () => null,
    freeBytes: async () => null,
  };
}
