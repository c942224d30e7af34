/** The delta: what changed in the caller's scope after a seq, each submission once, and what left it. */
import { sql, type Transaction } from 'kysely';
import { CHANGES_LIMIT_MAX, type ChangesPage, type FeedItem } from '../../shared/protocol/feed.ts';
import { type Scope, scopeOf } from '../access/grants.ts';
import type { Tables } from '../database/tables.ts';
import { readMoment } from '../database/transact.ts';
import { requireFeed } from '../editions.ts';
import { ProblemError } from '../http/problem.ts';
import type { Caller, Ports } from '../ports.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { inScope, transferNote } from './items.ts';
import { readItemTexts } from './itemTexts.ts';

const PAGE_BYTES_MAX = 4 * 1024 * 1024;

/**
 * One page after the cursor, as the JSON of a `ChangesPage`. `more: false` is the end; then the cursor stands at
 * the head itself.
 */
export async function readChanges(
  ports: Ports,
  caller: Caller,
  editionId: string,
  query: { cursor: string; limit?: number | undefined },
): Promise<Buffer<ArrayBuffer>> {
  const limit = query.limit ?? CHANGES_LIMIT_MAX;
  const scope = scopeOf(caller, editionId, 'view');
  return await readMoment(ports.db, async (trx) => {
    const edition = await requireFeed(trx, editionId);
    const place = { feed: 'changes' as const, caller, edition };
    const after = readCursor(ports, place, query.cursor);
    // A cursor ahead of the head belongs to a time that a restore has undone.
    if (after > edition.head) throw new ProblemError('cursor-invalid');
    const { items, isCut } = await readPage(ports, trx, edition, { scope, after, limit });
    const last = items.at(-1);
    const seq = isCut && last ? last.seq : edition.head;
    const rest = {
      epoch: edition.epoch,
      cursor: writeCursor(ports, place, seq),
      more: isCut,
      head: edition.head,
    };
    return pageBytes(rest, items);
  });
}

/** The items are JSON already, each with its comma: only what stands around them is written here. */
function pageBytes(rest: Omit<ChangesPage, 'items'>, items: readonly Entry[]): Buffer<ArrayBuffer> {
  const opening = Buffer.from(`${JSON.stringify(rest).slice(0, -'}'.length)},"items":[`);
  const list = items.map(({ text }, index) => (index === 0 ? text.subarray(','.length) : text));
  return Buffer.concat([opening, ...list, Buffer.from(']}')]);
}

interface Entry {
  seq: number;
  /** JSON with a comma before it */
  text: Buffer;
}
interface Wanted {
  scope: Scope;
  after: number;
  limit: number;
}

/** Items in seq order, at most `limit` and 4 MiB; `isCut` if there are more of them. */
async function readPage(
  ports: Ports,
  trx: Transaction<Tables>,
  edition: { id: string; epoch: string },
  { scope, after, limit }: Wanted,
): Promise<{ items: Entry[]; isCut: boolean }> {
  const puts = await trx
    .selectFrom('submission')
    .select('seq')
    .where('edition', '=', edition.id)
    .where('seq', '>', after)
    .where(inScope('sub_group_id', scope))
    .orderBy('seq')
    .limit(limit + 1)
    .execute();
  const exits = scope === 'delegation' ? [] : await readExits(trx, edition.id, scope, after, limit + 1);
  const exitOf = new Map<number, FeedItem>(exits.map((exit) => [exit.seq, exit]));
  const seqs = [...puts.map(({ seq }) => seq), ...exitOf.keys()].sort((a, b) => a - b);
  const first = seqs.slice(0, limit);
  const texts = await readItemTexts(
    ports,
    trx,
    edition,
    first.filter((seq) => !exitOf.has(seq)),
  );
  const entries = first.map((seq): Entry => {
    const exit = exitOf.get(seq);
    const text = exit ? Buffer.from(`,${JSON.stringify(exit)}`) : texts.get(seq);
    // Seqs and items were read at one moment: a page with a hole would never be made good.
    if (!text) throw new Error(`no item stands under seq ${seq}`);
    return { seq, text };
  });
  const items = cutAtBytes(entries);
  return { items, isCut: items.length < seqs.length };
}

/** What left the scope. Nothing is said of a submission whose present sub-group the caller holds. */
async function readExits(
  trx: Transaction<Tables>,
  edition: string,
  scope: Scope,
  after: number,
  limit: number,
): Promise<FeedItem[]> {
  const rows = await trx
    .selectFrom('scope_exit as x')
    .innerJoin('submission as s', (join) =>
      join.onRef('s.edition', '=', 'x.edition').onRef('s.kind', '=', 'x.kind').onRef('s.id', '=', 'x.id'),
    )
    .leftJoin('transfer as t', (join) =>
      join
        .onRef('t.edition', '=', 'x.edition')
        .onRef('t.unit_id', '=', 'x.id')
        .onRef('t.seq', '=', 'x.seq')
        .on('x.kind', '=', 'unit'),
    )
    .leftJoin('account as a', 'a.name', 't.account')
    .select(['x.kind', 'x.id', 'x.seq'])
    .select(['t.to_sub_group_id', 't.account', 't.at', 't.reason', 'a.display_name'])
    .where('x.edition', '=', edition)
    .where('x.seq', '>', after)
    .where(inScope('x.from_sub_group_id', scope))
    .where(sql<boolean>`not (${inScope('s.sub_group_id', scope)})`)
    .orderBy('x.seq')
    .limit(limit)
    .execute();
  return rows.map(({ kind, id, seq, to_sub_group_id: to, account, at, reason, display_name }) => {
    const exit = { op: 'exit' as const, kind, id, seq };
    if (to === null || account === null || at === null || reason === null) return exit;
    return { ...exit, transfer: transferNote({ account, at, reason, display_name }, to) };
  });
}

/** As many leading items as fit; always one, so that a page moves forward. */
function cutAtBytes(entries: readonly Entry[]): Entry[] {
  let bytes = 0;
  const end = entries.findIndex(({ text }, index) => {
    bytes += text.length;
    return bytes > PAGE_BYTES_MAX && index > 0;
  });
  return end < 0 ? [...entries] : entries.slice(0, end);
}
