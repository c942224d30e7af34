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
import type { BlockRow, CacheMeta, CacheStore, CacheWrite, IndexRowsRow } from '../store/cacheStore.ts';
import { LOCKED_KEY, type SealingKey, sealJson, unsealJson } from '../vault/sealing.ts';
import { BlockText, blockText } from './blockText.ts';
import { contentHash } from './contentHash.ts';
import { PackedIndex, type PackResult } from './packedIndex.ts';
import type { PartPreparer } from './partPreparer.ts';
import { type ReadyPart, readRows } from './preparePart.ts';

/** A submission's content does not have the hash it claims: nothing is taken from that reply. */
export class HashMismatchError extends Error {
  override name = 'HashMismatchError';
}

/** Packed anew when this part of the rows has come since: until then an unlock adds them to what is packed. */
const UNPACKED_SHARE = 0.1;
/** Unpacked blocks kept in memory; a thousand submissions each. */
const UNPACKED_MAX = 12;

const itemsContext = (cache: string, id: string) => `cache|${cache}|blocks|${id}|items`;
const rowsContext = (cache: string, id: string) => `cache|${cache}|blocks|${id}|rows`;
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
  readonly #unpacked = new Map<string, BlockText>();
  #nextOrder = 0;
  readonly #packed: PackedIndex;
  /** blocks whose rows are in the index */
  readonly #indexed = new Set<string>();
  /** rows in the index that the packed index does not cover */
  #uncovered = 0;
  /** rises when the index or what is stored of it changes, and once more when both have */
  #version = 0;
  /** the index holds less than the blocks do */
  #isTrimmed = false;
  meta: CacheMeta = {};

  constructor(
    readonly cache: CacheStore,
    private key: SealingKey,
    readonly index: ReviewIndex,
    private readonly clock: Clock,
    readonly preparer: PartPreparer,
  ) {
    this.#packed = new PackedIndex(cache, () => this.key);
  }

  /**
   * Loads cursor and index, from the packed index and the blocks it does not cover; `onProgress` is told rows
   * loaded and their total, as far as the blocks read so far let it be known: counting them beforehand would be
   * reading everything twice.
   */
  async load(onProgress: (done: number, total: number) => void): Promise<void> {
    this.meta = await this.cache.meta();
    const cover = await this.#packed.load(this.index);
    const covered = new Set(cover?.blocks);
    for (const id of covered) this.#indexed.add(id);
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
      this.#indexed.add(block.id);
      read++;
      done += block.count;
      onProgress(done, Math.round((done / read) * Math.max(blocks, read)));
    }, covered);
    if (!cover) this.index.endBulk();
    this.#uncovered = done;
  }

  /** True if enough of an index of this size at least has come since it was packed. */
  isPackingDue(rowsMin: number): boolean {
    const rows = this.index.units.length + this.index.attendees.length;
    const isWhole = this.meta.cursor !== undefined && !this.#isTrimmed;
    return isWhole && rows >= rowsMin && this.#uncovered > rows * UNPACKED_SHARE;
  }

  /** Packs the index beside the blocks it was made of; what changes meanwhile ends it. */
  async pack(): Promise<PackResult> {
    const version = this.#version;
    // Odd: a change is stored and not yet in the index.
    const isSame = () =>
      version === this.#version && version % 2 === 0 && !this.#isTrimmed && !this.index.isBulk;
    if (!isSame()) return 'changed';
    const cover = { blocks: [...this.#indexed], nextOrder: this.#nextOrder };
    const result = await this.#packed.store(this.index, cover, isSame);
    if (result === 'packed' && isSame()) this.#uncovered = 0;
    return result;
  }

  /** Something was taken out of the index that the blocks still have: it is packed no more. */
  noteTrimmed(): void {
    this.#isTrimmed = true;
  }

  /** A block's index rows; those that an earlier version made lack columns, and are made anew from their items. */
  async #storedRows({ id, rows }: IndexRowsRow): Promise<(IndexRow | null)[]> {
    const { name } = this.cache;
    const stored = await unsealJson<(IndexRow | null)[]>(this.key, rowsContext(name, id), rows);
    const isCurrent = stored.every((row) => row === null || row.lastReasons !== undefined);
    const profile = isCurrent ? null : await this.profile();
    if (!profile) return stored;
    const items = await this.cache.items(id);
    if (!items) return stored;
    const { today } = this;
    const own = await unsealJson<(PutItem | null)[]>(this.key, itemsContext(name, id), items);
    return own.map((item) => item && indexRow(item, profile, today));
  }

  /** Forgets what is unpacked and the key: nothing readable is left of it. */
  forget(): void {
    this.#unpacked.clear();
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
    const { name } = this.cache;
    const id = `p-${sha256}`;
    const [items, rows] = await Promise.all([
      this.key.seal(itemsContext(name, id), part.items),
      this.key.seal(rowsContext(name, id), part.rows),
    ]);
    const row = { id, order: this.#nextOrder++, count: part.count, items, rows };
    await this.#changing({ put: [row] }, () => this.#index(readRows(part), id));
  }

  /** Stores a change, then takes it into the index: nothing is packed from before the one to after the other. */
  async #changing<T>(write: CacheWrite, take: () => T): Promise<T> {
    this.#version++;
    try {
      await this.cache.write(write);
      return take();
    } finally {
      this.#version++;
    }
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
    await this.#changing({ put, removeImages, meta, dropPacked }, () => {
      this.meta = { ...this.meta, ...meta };
      if (dropPacked) this.#uncovered = this.index.units.length + this.index.attendees.length;
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
    return (await this.#unpack(blockId))?.item(position) ?? null;
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
      const placed = byBlock.get(blockId);
      if (placed) placed.push({ subject, position });
      else byBlock.set(blockId, [{ subject, position }]);
    }
    for (const [blockId, placed] of byBlock) {
      // A large batch looks into every block once: none of them is kept for that.
      const block = this.#unpacked.get(blockId) ?? (await this.#read(blockId));
      for (const { subject, position } of placed) {
        const text = block?.textOf(position);
        if (text) visit(subject, text);
      }
    }
  }

  async #unpack(blockId: string): Promise<BlockText | null> {
    const known = this.#unpacked.get(blockId);
    if (known) {
      this.#unpacked.delete(blockId);
      this.#unpacked.set(blockId, known);
      return known;
    }
    const block = await this.#read(blockId);
    if (!block) return null;
    this.#unpacked.set(blockId, block);
    for (const oldest of this.#unpacked.keys()) {
      if (this.#unpacked.size <= UNPACKED_MAX) break;
      this.#unpacked.delete(oldest);
    }
    return block;
  }

  async #read(blockId: string): Promise<BlockText | null> {
    const sealed = await this.cache.items(blockId);
    return sealed && new BlockText(await this.key.unseal(itemsContext(this.cache.name, blockId), sealed));
  }

  async #makeBlock(
    id: string,
    items: readonly PutItem[],
    profile: EditionProfile,
  ): Promise<{ row: BlockRow; rows: IndexRow[] }> {
    const { today } = this;
    for (const item of items) if (contentHash(item) !== item.hash) throw new HashMismatchError(item.id);
    const rows = items.map((item) => indexRow(item, profile, today));
    return { row: await this.#sealBlock(id, this.#nextOrder++, items, rows), rows };
  }

  async #sealBlock(
    id: string,
    order: number,
    items: readonly (PutItem | null)[],
    rows: readonly (IndexRow | null)[],
  ): Promise<BlockRow> {
    return {
      id,
      order,
      count: rows.length,
      items: await this.key.seal(itemsContext(this.cache.name, id), blockText(items)),
      rows: await sealJson(this.key, rowsContext(this.cache.name, id), rows),
    };
  }

  /**
   * The blocks that hold any state of what has gone, made anew without it, and the images that go with it:
   * one that another submission shows as well is fetched again. Positions stay as they are.
   */
  async #withoutGone(gone: readonly GoneItem[]): Promise<{ rewritten: BlockRow[]; removeImages: string[] }> {
    const byBlock = new Map<string, number[]>();
    for (const { kind, id, seq } of gone) {
      for (const { blockId, position } of this.index.placesOf(kind, id, seq)) {
        const positions = byBlock.get(blockId);
        if (positions) positions.push(position);
        else byBlock.set(blockId, [position]);
      }
    }
    const rewritten: BlockRow[] = [];
    const images = new Set<string>();
    for (const [blockId, positions] of byBlock) {
      const block = await this.cache.block(blockId);
      if (!block) continue;
      const items = [...((await this.#unpack(blockId))?.items() ?? [])];
      const rows = await unsealJson<(IndexRow | null)[]>(
        this.key,
        rowsContext(this.cache.name, blockId),
        block.rows,
      );
      for (const position of positions) {
        for (const hash of Object.values(items[position]?.images ?? {})) images.add(hash);
        items[position] = null;
        rows[position] = null;
      }
      this.#unpacked.delete(blockId);
      rewritten.push(await this.#sealBlock(blockId, block.order, items, rows));
    }
    return { rewritten, removeImages: [...images] };
  }

  #index(
    rows: readonly IndexRow[],
    blockId: string,
    touched?: Set<string>,
  ): { kind: SubmissionKind; id: string }[] {
    const changed: { kind: SubmissionKind; id: string }[] = [];
    this.#indexed.add(blockId);
    this.#uncovered += rows.length;
    rows.forEach((row, position) => {
      const location: Location = { blockId, position };
      if (this.index.upsert(row, location, touched)) changed.push({ kind: row.kind, id: row.id });
    });
    return changed;
  }
}
