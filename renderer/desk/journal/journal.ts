/**
 * The journal: sealed frames in two pre-written files outside IndexedDB, which lost acknowledged rows
 * after a full disk where a pre-written file did not. A frame is safe once `append` has resolved.
 *
 * File: head {magic, format, generation, isComplete, crc}, then frames {length, crc32c, sealed}. The
 * checksum is seeded with generation and position, so left-overs of an earlier use never pass for frames.
 */
import type { JournalFile } from '../ports.ts';
import type { SealingKey } from '../vault/sealing.ts';
import { crc32c } from './crc32c.ts';

const MAGIC = 0x45524431;
const FORMAT = 1;
const HEAD_BYTES = 20;
const FRAME_HEAD_BYTES = 8;
/** Not zero: some file systems keep runs of zeros as holes, which need space when they are filled. */
const FILL = 0xa5;
const FILL_STEP_BYTES = 1024 * 1024;
/** Kept free by acts, so that undos, numbers and marks still find room in a journal that is full. */
const RESERVE_BYTES = 64 * 1024;
/** No more than this part of a file is reserve. */
const RESERVE_SHARE = 1 / 8;

export class JournalFullError extends Error {
  override name = 'JournalFullError';
}

export interface JournalFiles {
  a: JournalFile;
  b: JournalFile;
}

interface OpenedFile {
  file: JournalFile;
  generation: number;
}

async function readHead(file: JournalFile): Promise<{ generation: number } | null> {
  const bytes = await file.read(0, HEAD_BYTES);
  if (bytes.length < HEAD_BYTES) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (view.getUint32(0) !== MAGIC || view.getUint32(4) !== FORMAT || view.getUint32(12) !== 1) return null;
  if (view.getUint32(16) !== crc32c(bytes.subarray(0, 16))) return null;
  return { generation: view.getUint32(8) };
}

async function writeHead(file: JournalFile, generation: number, isComplete: boolean): Promise<void> {
  const bytes = new Uint8Array(HEAD_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC);
  view.setUint32(4, FORMAT);
  view.setUint32(8, generation);
  view.setUint32(12, isComplete ? 1 : 0);
  view.setUint32(16, crc32c(bytes.subarray(0, 16)));
  await file.write(0, bytes);
}

/** Fills a new file with real bytes up to `sizeBytes`, so that appending needs no space later. */
async function preWrite(file: JournalFile, sizeBytes: number): Promise<void> {
  let size = await file.size();
  while (size < sizeBytes) {
    const step = Math.min(FILL_STEP_BYTES, sizeBytes - size);
    await file.write(size, new Uint8Array(step).fill(FILL));
    size += step;
  }
  await file.flush();
}

const lengthOf = (blocks: readonly Uint8Array[]) => blocks.reduce((sum, block) => sum + block.length, 0);

async function writeBlocks(
  file: JournalFile,
  from: number,
  blocks: readonly Uint8Array<ArrayBuffer>[],
): Promise<void> {
  let at = from;
  for (const block of blocks) {
    await file.write(at, block);
    at += block.length;
  }
}

export class Journal {
  /** where the next frame goes */
  #end = HEAD_BYTES;
  #tail: Promise<unknown> = Promise.resolve();
  /** the size that both files are pre-written to, and come back to once less is needed */
  readonly #baseBytes: number;

  private constructor(
    private readonly files: JournalFiles,
    private current: OpenedFile,
    private readonly key: SealingKey,
    private readonly localId: string,
    baseBytes: number,
  ) {
    this.#baseBytes = baseBytes;
  }

  /** Makes both files ready for a new workstation. */
  static async create(
    files: JournalFiles,
    key: SealingKey,
    localId: string,
    sizeBytes: number,
  ): Promise<Journal> {
    await preWrite(files.a, sizeBytes);
    await preWrite(files.b, sizeBytes);
    await writeHead(files.a, 1, true);
    await files.a.flush();
    return new Journal(files, { file: files.a, generation: 1 }, key, localId, sizeBytes);
  }

  /**
   * Opens the highest complete generation and yields its frames, oldest first. A torn last frame ends the
   * list; it was never acknowledged. Throws `TamperedError` if a whole frame does not unseal.
   */
  static async open(
    files: JournalFiles,
    key: SealingKey,
    localId: string,
    sizeBytes: number,
  ): Promise<{ journal: Journal; frames: Uint8Array<ArrayBuffer>[] }> {
    const [headA, headB] = [await readHead(files.a), await readHead(files.b)];
    const opened: OpenedFile[] = [];
    if (headA) opened.push({ file: files.a, generation: headA.generation });
    if (headB) opened.push({ file: files.b, generation: headB.generation });
    const newest = opened.sort((x, y) => y.generation - x.generation)[0];
    if (!newest) throw new Error('journal has no complete generation');
    // What is read counts as saved from now on; a flush may have failed after it was written.
    await newest.file.flush();
    const journal = new Journal(files, newest, key, localId, sizeBytes);
    return { journal, frames: await journal.#readFrames() };
  }

  async #readFrames(): Promise<Uint8Array<ArrayBuffer>[]> {
    const { file, generation } = this.current;
    const size = await file.size();
    const bytes = await file.read(0, size);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const frames: Uint8Array<ArrayBuffer>[] = [];
    let at = HEAD_BYTES;
    while (at + FRAME_HEAD_BYTES <= size) {
      const length = view.getUint32(at);
      if (length === 0 || at + FRAME_HEAD_BYTES + length > size) break;
      const sealed = bytes.slice(at + FRAME_HEAD_BYTES, at + FRAME_HEAD_BYTES + length);
      if (crc32c(sealed, this.#seed(generation, at)) !== view.getUint32(at + 4)) break;
      frames.push(await this.key.unseal(this.#context(generation, at), sealed));
      at += FRAME_HEAD_BYTES + length;
    }
    this.#end = at;
    return frames;
  }

  /** Bytes in use, of how many. */
  async usage(): Promise<{ usedBytes: number; sizeBytes: number }> {
    return { usedBytes: this.#end, sizeBytes: await this.current.file.size() };
  }

  /**
   * Seals frames, appends them and flushes once; calls are carried out in order. All of them are on the disk
   * when it resolves. When it throws none of them counts. `JournalFullError`: they fit neither into what was
   * pre-written nor into what can be had besides. `keepsReserve`: leaves the last room to others.
   */
  append(plain: readonly Uint8Array<ArrayBuffer>[], { keepsReserve = false } = {}): Promise<void> {
    return this.#inTurn(async () => {
      const { file, generation } = this.current;
      const blocks = await this.#sealAll(plain, generation, this.#end);
      const end = this.#end + lengthOf(blocks);
      await this.#makeRoom(file, end + (keepsReserve ? await this.#reserveBytes() : 0));
      try {
        await writeBlocks(file, this.#end, blocks);
        await file.flush();
      } catch (error) {
        await this.#strikeOut(file, this.#end);
        throw error;
      }
      this.#end = end;
    });
  }

  /** What was refused may be on the disk all the same: without its head it is not found there again. */
  async #strikeOut(file: JournalFile, at: number): Promise<void> {
    try {
      await file.write(at, new Uint8Array(FRAME_HEAD_BYTES));
      await file.flush();
    } catch {
      // The file takes nothing at all; whoever appends hears of the first failure.
    }
  }

  async #reserveBytes(): Promise<number> {
    return Math.min(RESERVE_BYTES, Math.floor((await this.current.file.size()) * RESERVE_SHARE));
  }

  /** Writes `frames` as the whole content of the other file and goes on there. Until its head is complete, the present file counts. */
  compact(frames: readonly Uint8Array<ArrayBuffer>[]): Promise<void> {
    return this.#inTurn(async () => {
      const former = this.current.file;
      const target = former === this.files.a ? this.files.b : this.files.a;
      const generation = this.current.generation + 1;
      const blocks = await this.#sealAll(frames, generation, HEAD_BYTES);
      const end = HEAD_BYTES + lengthOf(blocks);
      await this.#makeRoom(target, end + (await this.#reserveBytes()));
      await writeHead(target, generation, false);
      await target.flush();
      await writeBlocks(target, HEAD_BYTES, blocks);
      // A frame of an earlier use that happens to follow is of another generation: its checksum tells.
      await target.flush();
      await writeHead(target, generation, true);
      await target.flush();
      this.current = { file: target, generation };
      this.#end = end;
      await this.#giveBack(former, HEAD_BYTES);
      await this.#giveBack(target, end);
    });
  }

  /** A file that grew on a busy day gives the space back once its content fits well into the usual size. */
  async #giveBack(file: JournalFile, usedBytes: number): Promise<void> {
    const isGrown = (await file.size()) > this.#baseBytes;
    if (isGrown && usedBytes * 2 <= this.#baseBytes) await file.truncate(this.#baseBytes);
  }

  /** The frames as they lie in a file from `at`, head and ciphertext. */
  async #sealAll(plain: readonly Uint8Array<ArrayBuffer>[], generation: number, from: number) {
    const blocks: Uint8Array<ArrayBuffer>[] = [];
    let at = from;
    for (const frame of plain) {
      const sealed = await this.key.seal(this.#context(generation, at), frame);
      const bytes = new Uint8Array(FRAME_HEAD_BYTES + sealed.length);
      const view = new DataView(bytes.buffer);
      view.setUint32(0, sealed.length);
      view.setUint32(4, crc32c(sealed, this.#seed(generation, at)));
      bytes.set(sealed, FRAME_HEAD_BYTES);
      blocks.push(bytes);
      at += bytes.length;
    }
    return blocks;
  }

  /** Grows a file with real bytes where `end` lies beyond it; throws `JournalFullError` if it does not grow. */
  async #makeRoom(file: JournalFile, end: number): Promise<void> {
    if (end <= (await file.size())) return;
    try {
      await preWrite(file, end + FILL_STEP_BYTES);
    } catch (error) {
      throw new JournalFullError('the journal is full and cannot grow', { cause: error });
    }
  }

  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#tail.then(task);
    this.#tail = result.catch(() => undefined);
    return result;
  }

  #seed(generation: number, at: number): number {
    return (Math.imul(generation, 0x9e3779b1) ^ at) >>> 0;
  }

  #context(generation: number, at: number): string {
    return `journal|${this.localId}|${generation}|${at}`;
  }
}
