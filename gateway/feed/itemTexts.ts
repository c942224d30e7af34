/** Items of the feed as they go out, kept by seq: what stands under a seq never changes as long as the epoch lasts. */
import { sql, type Transaction } from 'kysely';
import type { Tables } from '../database/tables.ts';
import type { Ports } from '../ports.ts';
import { type ByteCache, createByteCache } from './byteCache.ts';
import { FEED_COLUMNS, feedItem, readBeside } from './items.ts';

/** About seventy thousand items: what the colleagues of a sub-group fetch after each other. */
const KEPT_BYTES_MAX = 64 * 1024 * 1024;

/** The items of one edition as long as its epoch lasts, by seq. */
interface Kept {
  epoch: string;
  cache: ByteCache<number>;
}
const keptOf = new WeakMap<Ports['db'], Map<string, Kept>>();

/** What is kept of an edition; nothing of an epoch that has ended. */
function cacheFor(ports: Pick<Ports, 'db'>, { id, epoch }: { id: string; epoch: string }): Kept['cache'] {
  const editions = keptOf.get(ports.db) ?? new Map<string, Kept>();
  keptOf.set(ports.db, editions);
  const known = editions.get(id);
  if (known?.epoch === epoch) return known.cache;
  const cache = createByteCache<number>(KEPT_BYTES_MAX);
  editions.set(id, { epoch, cache });
  return cache;
}

/**
 * The items that stand under these seqs now, as JSON in UTF-8 with a comma before it, by seq. Every reader of a sub-group fetches the
 * same items: only those that none has fetched before are read. Each change of a submission moves it to a new
 * seq, late images and transfers included, and a restore or the end of an edition to a new epoch.
 */
export async function readItemTexts(
  ports: Pick<Ports, 'db'>,
  trx: Transaction<Tables>,
  edition: { id: string; epoch: string },
  seqs: readonly number[],
): Promise<Map<number, Buffer>> {
  const cache = cacheFor(ports, edition);
  const found = new Map<number, Buffer>();
  const missing: number[] = [];
  for (const seq of seqs) {
    const text = cache.get(seq);
    if (text) found.set(seq, text);
    else missing.push(seq);
  }
  for (const [seq, text] of await writeItems(trx, edition.id, missing)) {
    cache.set(seq, text);
    found.set(seq, text);
  }
  return found;
}

async function writeItems(
  trx: Transaction<Tables>,
  edition: string,
  seqs: readonly number[],
): Promise<Map<number, Buffer>> {
  if (seqs.length === 0) return new Map();
  const rows = await trx
    .selectFrom('submission')
    .select(FEED_COLUMNS)
    .where('edition', '=', edition)
    .where(sql<boolean>`seq = any(${[...seqs]}::bigint[])`)
    .execute();
  const beside = await readBeside(trx, edition, rows);
  return new Map(rows.map((row) => [row.seq, Buffer.from(`,${JSON.stringify(feedItem(row, beside))}`)]));
}
