/** How far the packed index covers what is in the index: when it is worth packing anew, and what ends a packing. */
import type { ReviewIndex } from '../index/reviewIndex.ts';
import type { CacheStore } from '../store/cacheStore.ts';
import type { SealingKey } from '../vault/sealing.ts';
import { type Cover, PackedIndex, type PackResult } from './packedIndex.ts';

/** Packed anew when this part of the rows has come since: until then an unlock adds them to what is packed. */
const UNPACKED_SHARE = 0.1;

export class PackedCover {
  readonly #packed: PackedIndex;
  /** blocks whose rows are in the index */
  readonly #indexed = new Set<string>();
  /** rows in the index that the packed index does not cover */
  #uncovered = 0;
  /** rises when the index or what is stored of it changes, and once more when both have */
  #version = 0;
  /** the index holds less than the blocks do */
  #isTrimmed = false;

  constructor(
    cache: CacheStore,
    key: () => SealingKey,
    private readonly index: ReviewIndex,
  ) {
    this.#packed = new PackedIndex(cache, key);
  }

  /** Takes the packed index into the index, which is empty; answers what it covers, null if there is none. */
  async load(): Promise<Cover | null> {
    const cover = await this.#packed.load(this.index);
    for (const id of cover?.blocks ?? []) this.#indexed.add(id);
    return cover;
  }

  /** A block's rows are in the index now. */
  noteIndexed(blockId: string, rows: number): void {
    this.#indexed.add(blockId);
    this.#uncovered += rows;
  }

  /** The packed index is gone from the disk: it covers nothing any more. */
  noteDropped(): void {
    this.#uncovered = this.#rows;
  }

  /** Something was taken out of the index that the blocks still have: it is packed no more. */
  noteTrimmed(): void {
    this.#isTrimmed = true;
  }

  get #rows(): number {
    return this.index.units.length + this.index.attendees.length;
  }

  /** Stores a change, then takes it into the index: nothing is packed from before the one to after the other. */
  async changing<T>(store: () => Promise<void>, take: () => T): Promise<T> {
    this.#version++;
    try {
      await store();
      return take();
    } finally {
      this.#version++;
    }
  }

  /** True if enough of an index of this size at least has come since it was packed. */
  isPackingDue(rowsMin: number): boolean {
    const rows = this.#rows;
    return !this.#isTrimmed && rows >= rowsMin && this.#uncovered > rows * UNPACKED_SHARE;
  }

  /** Packs the index beside the blocks it was made of; what changes meanwhile ends it. */
  async pack(nextOrder: number): Promise<PackResult> {
    const version = this.#version;
    // Odd: a change is stored and not yet in the index.
    const isSame = () =>
      version === this.#version && version % 2 === 0 && !this.#isTrimmed && !this.index.isBulk;
    if (!isSame()) return 'changed';
    const cover = { blocks: [...this.#indexed], nextOrder };
    const result = await this.#packed.store(this.index, cover, isSame);
    if (result === 'packed' && isSame()) this.#uncovered = 0;
    return result;
  }
}
