/**
 * The feed as kept on this workstation: sealed blocks of submissions, the cursor they go with, and the
 * index over them. Items and cursor are one transaction; what leaves the scope leaves its block with it.
 */
import { shanghaiDate } from '../../../shared/domain/calendar.ts';
import type { EditionProfile } from '../../../shared/domain/editionProfile.ts';
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import type { ChangesPage, GoneItem, PutItem } from '../../../shared/protocol/feed.ts';
import { type IndexRow, indexRow } from '../index/indexRow.ts';
import type { Location, ReviewIndex } from '../index/reviewIndex.ts';
import type { Clock } from '../ports.ts';
import type { BlockRow, IndexRowsRow } from '../store/cacheDatabase.ts';
import type { CacheMeta, CacheStore } from '../store/cacheStore.ts';
import { LOCKED_KEY, type SealingKey, sealJson, unsealJson } from '../vault/sealing.ts';
import { contentHash } from './contentHash.ts';
import { PackedCover } from './packedCover.ts';
import type { PackResult } from './packedIndex.ts';
import type { PartPreparer } from './partPreparer.ts';
import { type ReadyPart, readRows } from './preparePart.ts';
import { blockContent, SealedBlocks } from './sealedBlocks.ts';

/** A submission's content does not have the hash it claims: nothing is taken from that reply. */
export class HashMismatchError extends Error {
  override name = 'HashMismatchError';
}

const profileContext = (cache: string) => `cache|${cache}|profile`;

export interface AppliedChange {
  changed: { kind: SubmissionKind; id: string }[];
  /** others whose findings changed with them, `kind:id` */
  touched: Set<string>;
  /** units that were not here before this page */
  arrived: string[];
  /** what left the scope, with what is told of it */
  left: readonly GoneItem[];
  /** there was no complete pull before */
  isFirst: boolean;
}

export class FeedStore {
  readonly #blocks: SealedBlocks;
  readonly #cover: PackedCover;
  #nextOrder = 0;
  meta: CacheMeta = {};

  constructor(
    readonly cache: CacheStore,
    private key: SealingKey,
    readonly index: ReviewIndex,
    private readonly clock: Clock,
    readonly preparer: PartPreparer,
  ) {
    this.#blocks = new SealedBlocks(cache, () => this.key);
    this.#cover = new PackedCover(cache, () => this.key, index);
  }

  /**
   * Loads cursor and index, from the packed index and the blocks it does not cover; `onProgress` is told rows
   * loaded and their total, as far as the blocks read so far let it be known: counting them beforehand would be
   * reading everything twice.
   */
  async load(onProgress: (done: number, total: number) => void): Promise<void> {
    this.meta = await this.cache.meta();
    const cover = await this.#cover.load();
    const covered = new Set(cover?.blocks);
    this.#nextOrder = cover?.nextOrder ?? 0;
    const blocks = (await this.cache.blockCount()) - covered.size;
    let [read, done] = [0, 0];
    // Beside a packed index, whose duplicates are settled, each of the few that came since is settled by itself.
    if (!cover) this.index.beginBulk();
    await this.cache.eachIndexRows(async (block) => {
      this.#nextOrder = Math.max(this.#nextOrder, block.order + 1);
      const rows = await this.#storedRows(block);
      rows.forEach((row, position) => {
        if (row) this.index.upsert(row, { blockId: block.id, position });
      });
      this.#cover.noteIndexed(block.id, block.count);
      read++;
      done += block.count;
      onProgress(done, Math.round((done / read) * Math.max(blocks, read)));
    }, covered);
    if (!cover) this.index.endBulk();
  }

  /** True if enough of an index of this size at least has come since it was packed. */
  isPackingDue(rowsMin: number): boolean {
    return this.meta.cursor !== undefined && this.#cover.isPackingDue(rowsMin);
  }

  /** Packs the index beside the blocks it was made of; what changes meanwhile ends it. */
  pack(): Promise<PackResult> {
    return this.#cover.pack(this.#nextOrder);
  }

  /** Something was taken out of the index that the blocks still have: it is packed no more. */
  noteTrimmed(): void {
    this.#cover.noteTrimmed();
  }

  /** A block's index rows; those that an earlier version made lack columns, and are made anew from their items. */
  async #storedRows(block: IndexRowsRow): Promise<(IndexRow | null)[]> {
    const stored = await this.#blocks.rows(block);
    const isCurrent = stored.every((row) => row === null || row.lastReasons !== undefined);
    const profile = isCurrent ? null : await this.profile();
    if (!profile) return stored;
    const { today } = this;
    const own = (await this.#blocks.read(block.id))?.items();
    return own?.map((item) => item && indexRow(item, profile, today)) ?? stored;
  }

  /** Forgets what is unpacked and the key: nothing readable is left of it. */
  forget(): void {
    this.#blocks.forget();
    this.key = LOCKED_KEY;
    this.cache.close();
  }

  async profile(): Promise<EditionProfile | null> {
    const sealed = this.meta.profile;
    return sealed ? unsealJson<EditionProfile>(this.key, profileContext(this.cache.name), sealed) : null;
  }

  async setProfile(profile: EditionProfile): Promise<void> {
    const sealed = await sealJson(this.key, profileContext(this.cache.name), profile);
    await this.setMeta({ profile: sealed });
  }

  async setMeta(meta: CacheMeta): Promise<void> {
    await this.cache.write({ meta });
    this.meta = { ...this.meta, ...meta };
  }

  hasBlock(id: string): Promise<boolean> {
    return this.cache.hasBlock(id);
  }

  /** The day in Shanghai on which what arrives now is checked: YYYY-MM-DD. */
  get today(): string {
    return shanghaiDate(this.clock.now());
  }

  /** Stores a part of a snapshot under its own hash, without a cursor: an interrupted pull goes on from here. */
  async storePart(sha256: string, part: ReadyPart): Promise<void> {
    const id = `p-${sha256}`;
    const row = await this.#blocks.seal(id, this.#nextOrder++, part);
    const store = () => this.cache.write({ put: [row] });
    await this.#cover.changing(store, () => this.#index(readRows(part), id));
  }

  /** Stores a page of changes with its cursor, then takes it into the index. */
  async applyPage(page: ChangesPage, profile: EditionProfile, meta: CacheMeta): Promise<AppliedChange> {
    const isFirst = this.meta.lastSyncAt === undefined;
    const puts = page.items.filter((item): item is PutItem => item.op === 'put');
    const arrived = puts
      .filter(({ kind, id }) => kind === 'unit' && this.index.units.find(id) === undefined)
      .map(({ id }) => id);
    const gone = page.items.filter((item): item is GoneItem => item.op !== 'put');
    const { rewritten, removeImages } = await this.#withoutGone(gone);
    const blocks = puts.length
      ? [await this.#makeBlock(`d-${page.cursor.slice(-16)}-${this.#nextOrder}`, puts, profile)]
      : [];
    const put = [...rewritten, ...blocks.map((block) => block.row)];
    // What left the scope leaves the disk with this transaction: what is packed has it still.
    const dropPacked = gone.length > 0;
    const left = gone.filter(({ op }) => op === 'exit');
    const change: AppliedChange = { changed: [], touched: new Set(), arrived, left, isFirst };
    const store = () => this.cache.write({ put, removeImages, meta, dropPacked });
    await this.#cover.changing(store, () => {
      this.meta = { ...this.meta, ...meta };
      if (dropPacked) this.#cover.noteDropped();
      for (const item of gone) {
        this.index.remove(item.kind, item.id, item.seq);
        change.changed.push({ kind: item.kind, id: item.id });
      }
      for (const block of blocks)
        change.changed.push(...this.#index(block.rows, block.row.id, change.touched));
    });
    return change;
  }

  /** The full submission as last stored, or null if it is not in scope. */
  async item(kind: SubmissionKind, id: string): Promise<PutItem | null> {
    const table = this.index.table(kind);
    const row = table.find(id);
    if (row === undefined) return null;
    const { blockId, position } = table.location(row);
    return (await this.#blocks.unpack(blockId))?.item(position) ?? null;
  }

  /**
   * Visits the submissions of this list as they are stored, unparsed: each the JSON of an object, to be copied
   * by whoever keeps it. Block by block, not in the list's order; those that have left are passed over.
   */
  async eachText<T extends { kind: SubmissionKind; id: string }>(
    subjects: readonly T[],
    visit: (subject: T, text: Uint8Array) => void,
  ): Promise<void> {
    const byBlock = new Map<string, { subject: T; position: number }[]>();
    for (const subject of subjects) {
      const table = this.index.table(subject.kind);
      const row = table.find(subject.id);
      if (row === undefined) continue;
      const { blockId, position } = table.location(row);
      gather(byBlock, blockId, { subject, position });
    }
    for (const [blockId, placed] of byBlock) {
      // A large batch looks into every block once: none of them is kept for that.
      const block = await this.#blocks.read(blockId);
      for (const { subject, position } of placed) {
        const text = block?.textOf(position);
        if (text) visit(subject, text);
      }
    }
  }

  async #makeBlock(
    id: string,
    items: readonly PutItem[],
    profile: EditionProfile,
  ): Promise<{ row: BlockRow; rows: IndexRow[] }> {
    const { today } = this;
    for (const item of items) if (contentHash(item) !== item.hash) throw new HashMismatchError(item.id);
    const rows = items.map((item) => indexRow(item, profile, today));
    return { row: await this.#blocks.seal(id, this.#nextOrder++, blockContent(items, rows)), rows };
  }

  /**
   * The blocks that hold any state of what has gone, made anew without it, and the images that go with it:
   * one that another submission shows as well is fetched again. Positions stay as they are.
   */
  async #withoutGone(gone: readonly GoneItem[]): Promise<{ rewritten: BlockRow[]; removeImages: string[] }> {
    const byBlock = new Map<string, number[]>();
    for (const { kind, id, seq } of gone) {
      for (const { blockId, position } of this.index.placesOf(kind, id, seq))
        gather(byBlock, blockId, position);
    }
    const rewritten: BlockRow[] = [];
    const images = new Set<string>();
    for (const [blockId, positions] of byBlock) {
      const block = await this.#blocks.without(blockId, positions);
      if (!block) continue;
      rewritten.push(block.row);
      for (const hash of block.images) images.add(hash);
    }
    return { rewritten, removeImages: [...images] };
  }

  #index(
    rows: readonly IndexRow[],
    blockId: string,
    touched?: Set<string>,
  ): { kind: SubmissionKind; id: string }[] {
    const changed: { kind: SubmissionKind; id: string }[] = [];
    this.#cover.noteIndexed(blockId, rows.length);
    rows.forEach((row, position) => {
      const location: Location = { blockId, position };
      if (this.index.upsert(row, location, touched)) changed.push({ kind: row.kind, id: row.id });
    });
    return changed;
  }
}

function gather<T>(groups: Map<string, T[]>, key: string, value: T): void {
  const group = groups.get(key);
  if (group) group.push(value);
  else groups.set(key, [value]);
}
