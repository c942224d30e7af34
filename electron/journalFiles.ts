/**
 * The journal's files: a folder per local id, in it `header`, `a` and `b`; a flush is an fsync. Names come
 * from the contract's closed set and pattern, so no path of the page's making is ever opened.
 */
import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { type JOURNAL_FILES, type JournalReply, JournalRequest } from '../shared/protocol/bridge.ts';

type JournalFile = (typeof JOURNAL_FILES)[number];
type JournalValue = Extract<JournalReply, { ok: true }>['value'];

/** Far above what a journal grows to, far below what would fill a disk by a wrong position. */
const MAX_FILE_BYTES = 1024 * 1024 * 1024;
/** This run of the main process: a page that reloads finds the same, a restarted program another. */
const PROCESS_ID = randomUUID();
const FOLDER = /^[0-9a-z-]{1,64}$/;

/** An expected refusal, with the code that goes to the page. */
class JournalError extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

/** Makes an entry of a folder durable: without it a power cut may forget that the file was created. */
async function syncFolder(path: string): Promise<void> {
  // Windows cannot open a folder; NTFS journals the entry itself.
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Journal files below one root folder; answers one request after the other, in the order they came. */
export class JournalFiles {
  #handles = new Map<string, FileHandle>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(readonly root: string) {}

  /** The reply to a raw request; never rejects. Null if it does not even carry an id to reply to. */
  handle(rawRequest: unknown): Promise<JournalReply | null> {
    // One queue: a flush must not overtake the write before it.
    const reply = this.#last.then(() => this.#reply(rawRequest));
    this.#last = reply;
    return reply;
  }

  /** Closes all files, after what was asked before. */
  async closeAll(): Promise<void> {
    const closed = this.#last.then(() => this.#close(''));
    this.#last = closed;
    await closed;
  }

  async #reply(rawRequest: unknown): Promise<JournalReply | null> {
    const request = JournalRequest.safeParse(rawRequest);
    if (!request.success) {
      const id = JournalRequest.options[0].shape.id.safeParse(
        typeof rawRequest === 'object' && rawRequest !== null && 'id' in rawRequest ? rawRequest.id : null,
      );
      return id.success ? { id: id.data, ok: false, code: 'EINVAL' } : null;
    }
    const { id } = request.data;
    try {
      return { id, ok: true, value: await this.#act(request.data) };
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'EIO';
      return { id, ok: false, code: code.slice(0, 64) };
    }
  }

  async #act(request: JournalRequest): Promise<JournalValue> {
    switch (request.op) {
      case 'list':
        return this.#list();
      case 'remove':
        return this.#remove(request.folder);
      case 'close':
        await this.#close(`${request.folder}/`);
        return null;
      case 'open':
        return this.#open(request.folder, request.file);
      case 'read':
        return this.#read(this.#opened(request.folder, request.file), request.at, request.length);
      case 'write':
        return this.#write(this.#opened(request.folder, request.file), request.at, request.bytes);
      case 'flush':
        await this.#opened(request.folder, request.file).sync();
        return null;
      case 'truncate':
        return this.#truncate(this.#opened(request.folder, request.file), request.size);
      case 'process':
        return PROCESS_ID;
      case 'space':
        return this.#freeBytes();
    }
  }

  async #list(): Promise<string[]> {
    await mkdir(this.root, { recursive: true, mode: 0o700 });
    const entries = await readdir(this.root, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() && FOLDER.test(entry.name))
      .map((entry) => entry.name);
  }

  async #truncate(handle: FileHandle, size: number): Promise<null> {
    // Never longer: what is filled without being written may have no space behind it.
    if (size > (await handle.stat()).size) throw new JournalError('EINVAL');
    await handle.truncate(size);
    await handle.sync();
    return null;
  }

  /** What an ordinary user may still write on the disk of the journals; the databases lie beside them. */
  async #freeBytes(): Promise<number> {
    await mkdir(this.root, { recursive: true, mode: 0o700 });
    const { bavail, bsize } = await statfs(this.root);
    return bavail * bsize;
  }

  async #remove(folder: string): Promise<null> {
    await this.#close(`${folder}/`);
    await rm(join(this.root, folder), { recursive: true, force: true });
    await mkdir(this.root, { recursive: true, mode: 0o700 });
    await syncFolder(this.root);
    return null;
  }

  /** Opens a file, creating it if absent; its size in bytes. */
  async #open(folder: string, file: JournalFile): Promise<number> {
    const key = `${folder}/${file}`;
    let handle = this.#handles.get(key);
    if (!handle) {
      const path = join(this.root, folder);
      await mkdir(path, { recursive: true, mode: 0o700 });
      await syncFolder(this.root);
      handle = await openOrCreate(join(path, file));
      this.#handles.set(key, handle);
      await syncFolder(path);
    }
    return (await handle.stat()).size;
  }

  #opened(folder: string, file: JournalFile): FileHandle {
    const handle = this.#handles.get(`${folder}/${file}`);
    if (!handle) throw new JournalError('EBADF');
    return handle;
  }

  /** Up to `length` bytes from `at`; fewer at the file's end. */
  async #read(handle: FileHandle, at: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    const { size } = await handle.stat();
    const wanted = Math.max(0, Math.min(length, size - at));
    const bytes = new Uint8Array(wanted);
    let done = 0;
    while (done < wanted) {
      const { bytesRead } = await handle.read(bytes, done, wanted - done, at + done);
      if (bytesRead === 0) break;
      done += bytesRead;
    }
    return bytes.subarray(0, done);
  }

  async #write(handle: FileHandle, at: number, bytes: Uint8Array): Promise<number> {
    if (at + bytes.length > MAX_FILE_BYTES) throw new JournalError('EFBIG');
    let done = 0;
    // A nearly full disk takes a part without an error; only the next write says ENOSPC.
    while (done < bytes.length) {
      const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, at + done);
      done += bytesWritten;
    }
    return done;
  }

  async #close(prefix: string): Promise<void> {
    for (const [key, handle] of [...this.#handles]) {
      if (!key.startsWith(prefix)) continue;
      this.#handles.delete(key);
      await handle.close();
    }
  }
}

async function openOrCreate(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r+');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    // Exclusive: a link that somebody placed there meanwhile is not followed.
    return open(path, 'wx+', 0o600);
  }
}
