/** The feed's blocks: up to a thousand submissions with their index rows, sealed on the disk, a few unpacked in memory. */
import type { PutItem } from '../../../shared/protocol/feed.ts';
import type { IndexRow } from '../index/indexRow.ts';
import type { BlockRow, IndexRowsRow } from '../store/cacheDatabase.ts';
import type { CacheStore } from '../store/cacheStore.ts';
import { type SealingKey, unsealJson } from '../vault/sealing.ts';
import { BlockText, blockText } from './blockText.ts';
import type { ReadyPart } from './preparePart.ts';

/** Unpacked blocks kept in memory; a thousand submissions each. */
const UNPACKED_MAX = 12;

const encoder = new TextEncoder();

/** What goes into a block, not sealed yet. */
export type BlockContent = Pick<ReadyPart, 'count' | 'items' | 'rows'>;

/** A block's content; null where a submission has left. */
export function blockContent(
  items: readonly (PutItem | null)[],
  rows: readonly (IndexRow | null)[],
): BlockContent {
  return { count: rows.length, items: blockText(items), rows: encoder.encode(JSON.stringify(rows)) };
}

export class SealedBlocks {
  readonly #unpacked = new Map<string, BlockText>();

  constructor(
    private readonly cache: CacheStore,
    private readonly key: () => SealingKey,
  ) {}

  #context(id: string, what: 'items' | 'rows'): string {
    return `cache|${this.cache.name}|blocks|${id}|${what}`;
  }

  async seal(id: string, order: number, content: BlockContent): Promise<BlockRow> {
    const [items, rows] = await Promise.all([
      this.key().seal(this.#context(id, 'items'), content.items),
      this.key().seal(this.#context(id, 'rows'), content.rows),
    ]);
    return { id, order, count: content.count, items, rows };
  }

  /** A block's index rows; null where a submission has left. */
  rows({ id, rows }: IndexRowsRow): Promise<(IndexRow | null)[]> {
    return unsealJson(this.key(), this.#context(id, 'rows'), rows);
  }

  /** A block that others are likely to be asked of: it stays unpacked for a while. */
  async unpack(id: string): Promise<BlockText | null> {
    const known = this.#unpacked.get(id);
    if (known) {
      this.#unpacked.delete(id);
      this.#unpacked.set(id, known);
      return known;
    }
    const block = await this.read(id);
    if (!block) return null;
    this.#unpacked.set(id, block);
    for (const oldest of this.#unpacked.keys()) {
      if (this.#unpacked.size <= UNPACKED_MAX) break;
      this.#unpacked.delete(oldest);
    }
    return block;
  }

  /** A block for once: what is unpacked already is taken, nothing is kept. */
  async read(id: string): Promise<BlockText | null> {
    const known = this.#unpacked.get(id);
    if (known) return known;
    const sealed = await this.cache.items(id);
    return sealed && new BlockText(await this.key().unseal(this.#context(id, 'items'), sealed));
  }

  /**
   * A block made anew without the submissions at these positions, and the hashes of their images; the others
   * stay where they are. Null if there is no such block.
   */
  async without(
    id: string,
    positions: readonly number[],
  ): Promise<{ row: BlockRow; images: string[] } | null> {
    const block = await this.cache.block(id);
    if (!block) return null;
    const items = [...((await this.unpack(id))?.items() ?? [])];
    const rows = await this.rows(block);
    const images: string[] = [];
    for (const position of positions) {
      images.push(...Object.values(items[position]?.images ?? {}));
      items[position] = null;
      rows[position] = null;
    }
    this.#unpacked.delete(id);
    return { row: await this.seal(id, block.order, blockContent(items, rows)), images };
  }

  /** Nothing readable is left in memory. */
  forget(): void {
    this.#unpacked.clear();
  }
}
