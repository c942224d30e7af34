/**
 * The packed index on the disk: the columns as they lie in memory, sealed, so that an unlock takes them as they
 * are instead of making them of every submission again. It may be missing or dropped at any time; the blocks
 * say the same.
 */
import { type PackedColumn, PackedIndexError } from '../index/columns.ts';
import type { PackedLengths, ReviewIndex } from '../index/reviewIndex.ts';
import type { CacheStore } from '../store/cacheStore.ts';
import { FencedError } from '../store/fencedError.ts';
import { isStorageError } from '../store/storageErrors.ts';
import { StorageStoppedError, StoreClosedError } from '../store/storageGate.ts';
import { type SealingKey, sealJson, TamperedError, unsealJson } from '../vault/sealing.ts';

/** Rises with every change of a column, of what goes into an index row, or of a hash the columns depend on. */
const FORMAT = 1;
/** Columns are put together to records of about so many bytes; between two of them others have their turn. */
const RECORD_BYTES = 2 * 1024 * 1024;
/** Typed arrays begin at multiples of their numbers' size. */
const ALIGNED = 8;
/** roughly, of a submission with its unit's share: for judging whether there is room */
const ROW_BYTES = 300;
/** Records on their way at once. */
const AHEAD = 3;

/** What a packed index covers: blocks whose rows are in it, and where the next block goes. */
export interface Cover {
  blocks: string[];
  nextOrder: number;
}

interface Header extends Cover {
  format: number;
  lengths: PackedLengths;
  records: number;
  columns: { name: string; record: number; at: number; size: number; facts?: unknown }[];
}

/** Why nothing was packed: something changed meanwhile and it is tried again, or it is of no use to try. */
export type PackResult = 'packed' | 'changed' | 'noRoom' | 'closed';

export class PackedIndex {
  constructor(
    private readonly cache: CacheStore,
    private readonly key: () => SealingKey,
  ) {}

  #context(generation: number, what: string): string {
    return `cache|${this.cache.name}|packed|${generation}|${what}`;
  }

  /**
   * Takes what is stored into an index that is empty; answers what it covers. Null if there is none that fits:
   * what does not is dropped, and the index is empty still.
   */
  async load(index: ReviewIndex): Promise<Cover | null> {
    try {
      const head = await this.cache.packed.head();
      if (!head) return null;
      const { generation } = head;
      const header = await unsealJson<Header>(this.key(), this.#context(generation, 'head'), head.sealed);
      if (header.format !== FORMAT) throw new PackedIndexError(`format ${header.format}`);
      const stored = new Set(await this.cache.blockIds());
      if (!header.blocks.every((id) => stored.has(id))) throw new PackedIndexError('a block is missing');
      index.restore(header.lengths, await this.#columns(generation, header));
      return header;
    } catch (error) {
      const isUnfit = error instanceof TamperedError || error instanceof PackedIndexError;
      // What cannot be read stays; if nothing else can be either, the blocks say so.
      if (!isUnfit && !isStorageError(error)) throw error;
      if (isUnfit) await this.#drop();
      return null;
    }
  }

  async #columns(generation: number, header: Header): Promise<Map<string, PackedColumn>> {
    const columns = new Map<string, PackedColumn>();
    const unsealed = async (record: number) => {
      const sealed = await this.cache.packed.record(generation, record);
      if (!sealed) throw new PackedIndexError('a record is missing');
      return this.key().unseal(this.#context(generation, String(record)), sealed);
    };
    const coming: Promise<Uint8Array<ArrayBuffer>>[] = [];
    for (let record = 0; record < header.records; record++) {
      for (let next = coming.length; next < Math.min(record + AHEAD, header.records); next++) {
        const reading = unsealed(next);
        // Its failure is met when its turn comes, or not at all if one before it has failed.
        reading.catch(() => undefined);
        coming.push(reading);
      }
      const bytes = await (coming[record] as Promise<Uint8Array<ArrayBuffer>>);
      for (const { name, at, size, facts, record: of } of header.columns)
        if (of === record) columns.set(name, { bytes: bytes.subarray(at, at + size), facts });
    }
    return columns;
  }

  /** Where nothing can be written it stays, and is refused again next time: the blocks open without it. */
  async #drop(): Promise<void> {
    try {
      await this.cache.packed.drop();
    } catch (error) {
      if (!isToldElsewhere(error) && !isStorageError(error)) throw error;
    }
  }

  /**
   * Stores what the index holds, in records one after another. `isSame`: false once the index, or what is
   * stored of it, is another than at the beginning; then nothing of it counts.
   */
  async store(index: ReviewIndex, cover: Cover, isSame: () => boolean): Promise<PackResult> {
    try {
      return await this.#store(index, cover, isSame);
    } catch (error) {
      // Locked meanwhile it finds no key.
      if (isToldElsewhere(error) || error instanceof TamperedError) return 'closed';
      throw error;
    }
  }

  async #store(index: ReviewIndex, cover: Cover, isSame: () => boolean): Promise<PackResult> {
    const { lengths } = index;
    const generation = await this.cache.packed.begin((lengths.units + lengths.attendees) * ROW_BYTES);
    if (generation === null) return 'noRoom';
    const header: Header = { ...cover, format: FORMAT, lengths, records: 0, columns: [] };
    let gathered: Uint8Array<ArrayBuffer>[] = [];
    let size = 0;
    const put = async (): Promise<boolean> => {
      const record = header.records++;
      const plain = joined(gathered, size);
      [gathered, size] = [[], 0];
      const sealed = await this.key().seal(this.#context(generation, String(record)), plain);
      return isSame() && (await this.cache.packed.put(generation, record, sealed));
    };
    for (const { name, bytes, facts } of index.pack()) {
      header.columns.push({ name, record: header.records, at: size, size: bytes.byteLength, facts });
      gathered.push(bytes);
      size += Math.ceil(bytes.byteLength / ALIGNED) * ALIGNED;
      if (size >= RECORD_BYTES && !(await put())) return isSame() ? 'noRoom' : 'changed';
      if (!isSame()) return 'changed';
    }
    if (!(await put())) return isSame() ? 'noRoom' : 'changed';
    const sealed = await sealJson(this.key(), this.#context(generation, 'head'), header);
    if (!isSame()) return 'changed';
    return (await this.cache.packed.finish(generation, sealed)) ? 'packed' : 'noRoom';
  }
}

/** Closed, stopped, or led by another window meanwhile: those who have to know hear it elsewhere. */
const isToldElsewhere = (error: unknown): boolean =>
  error instanceof StoreClosedError || error instanceof StorageStoppedError || error instanceof FencedError;

function joined(parts: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += Math.ceil(part.byteLength / ALIGNED) * ALIGNED;
  }
  return all;
}
