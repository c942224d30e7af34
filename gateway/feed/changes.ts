/** The delta: what changed in the caller's scope after a seq, each submission once, and what left it. */
import { sql, type Transaction } from 'kysely';
import { CHANGES_LIMIT_MAX, type ChangesPage, type FeedItem } from '../../shared/protocol/feed.ts';
import { type Scope, scopeOf } from '../access/grants.ts';
import type { Tables } from '../database/tables.ts';
import { readMoment } from '../database/transact.ts';
import { ProblemError } from '../http/problem.ts';
import type { Caller, Ports } from '../ports.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { FEED_COLUMNS, feedItem, inScope, readBeside, transferNote } from './items.ts';

const PAGE_BYTES_MAX = 4 * 1024 * 1024;

/** One page after the cursor. `more: false` is the end; then the cursor stands at the head itself. */
export async function readChanges(
  ports: Ports,
  caller: Caller,
  editionId: string,
  query: { cursor: string; limit?: number | undefined },
): Promise<ChangesPage> {
  const limit = query.limit ?? CHANGES_LIMIT_MAX;
  const scope = scopeOf(caller, editionId, 'view');
  return await readMoment(ports.db, async (trx) => {
    const edition = await trx
      .selectFrom('edition')
      .select(['id', 'epoch', 'head'])
      .where('id', '=', editionId)
      .executeTakeFirst();
    if (!edition) throw new ProblemError('not-found');
    const place = { feed: 'changes' as const, caller, edition };
    const after = readCursor(ports, place, query.cursor);
    // A cursor ahead of the head belongs to a time that a restore has undone.
    if (after > edition.head) throw new ProblemError('cursor-invalid');
    const { items, isCut } = await readPage(trx, editionId, scope, after, limit);
    const last = items.at(-1);
    const seq = isCut && last ? last.seq : edition.head;
    return {
      epoch: edition.epoch,
      items,
      cursor: writeCursor(ports, place, seq),
      more: isCut,
      head: edition.head,
    };
  });
}

/** Items in seq order, at most `limit` and 4 MiB; `isCut` if there are more of them. */
async function readPage(
  trx: Transaction<Tables>,
  edition: string,
  scope: Scope,
  after: number,
  limit: number,
): Promise<{ items: FeedItem[]; isCut: boolean }> {
  const rows = await trx
    .selectFrom('submission')
    .select(FEED_COLUMNS)
    .where('edition', '=', edition)
    .where('seq', '>', after)
    .where(inScope('sub_group_id', scope))
    .orderBy('seq')
    .limit(limit + 1)
    .execute();
  const exits = scope === 'delegation' ? [] : await readExits(trx, edition, scope, after, limit + 1);
  const beside = await readBeside(trx, edition, rows);
  const puts = rows.map((row) => feedItem(row, beside));
  const merged: FeedItem[] = [...puts, ...exits].sort((a, b) => a.seq - b.seq);
  const page = cutAtBytes(merged.slice(0, limit));
  return { items: page, isCut: page.length < merged.length };
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
function cutAtBytes(items: readonly FeedItem[]): FeedItem[] {
  let bytes = 0;
  const end = items.findIndex((item, index) => {
    bytes += Buffer.byteLength(JSON.stringify(item)) + 1;
    return bytes > PAGE_BYTES_MAX && index > 0;
  });
  return end < 0 ? [...items] : items.slice(0, end);
}
