/** Parts: a sub-group's submissions packed as NDJSON, a thousand to a part, kept in a table. */
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { sql, type Transaction } from 'kysely';
import { sha256Hex } from '../../shared/domain/canonical.ts';
import { PART_ITEMS } from '../../shared/protocol/feed.ts';
import { isInScope, scopeOf } from '../access/grants.ts';
import type { Tables } from '../database/tables.ts';
import type { Caller, Ports } from '../ports.ts';
import { type ByteCache, createByteCache } from './byteCache.ts';
import { FEED_COLUMNS, feedItem, readBeside } from './items.ts';

const compress = promisify(gzip);
const inflate = promisify(gunzip);
const GZIP_LEVEL = 4;

export interface PartSet {
  id: number;
  seq: number;
  itemCount: number;
  builtAtMs: number;
}
export interface PartEntry {
  sha256: string;
  sizeBytes: number;
  itemCount: number;
}

/** A set that is there, and how many submissions of its sub-group have changed since. */
export interface KnownSet extends PartSet {
  changed: number;
}

/** The newest set of each of these sub-groups in this epoch; those without one are left out. */
export async function findPartSets(
  ports: Ports,
  edition: { id: string; epoch: string },
  subGroupIds: readonly string[],
): Promise<Map<string, KnownSet>> {
  const { rows } = await sql<{
    sub_group_id: string;
    id: number;
    seq: number;
    item_count: number;
    built_at: Date;
    changed: number;
  }>`
    select p.sub_group_id, p.id, p.seq, p.item_count, p.built_at, later.changed
    from unnest(${[...subGroupIds]}::text[]) as wanted(sub_group_id)
    cross join lateral (
      select * from part_set
      where edition = ${edition.id} and epoch = ${edition.epoch} and sub_group_id = wanted.sub_group_id
      order by seq desc, id desc limit 1) p
    cross join lateral (
      select count(*) as changed from submission s
      where s.edition = ${edition.id} and s.sub_group_id = p.sub_group_id and s.seq > p.seq) later`.execute(
    ports.db,
  );
  return new Map(
    rows.map((row) => [
      row.sub_group_id,
      {
        id: row.id,
        seq: row.seq,
        itemCount: row.item_count,
        builtAtMs: row.built_at.getTime(),
        changed: row.changed,
      },
    ]),
  );
}

/**
 * Builds a set from one repeatable read, a part at a time: no sub-group is held in memory as a whole. Null if
 * another instance is building it: it will be there soon.
 */
export async function buildPartSet(
  ports: Ports,
  edition: { id: string; epoch: string },
  subGroupId: string,
): Promise<PartSet | null> {
  const builtAtMs = ports.now();
  return await ports.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (trx) => {
      if (!(await isFirstToBuild(trx, `${edition.id}/${edition.epoch}/${subGroupId}`))) return null;
      const { head } = await trx
        .selectFrom('edition')
        .select('head')
        .where('id', '=', edition.id)
        .executeTakeFirstOrThrow();
      const { id } = await trx
        .insertInto('part_set')
        .values({
          edition: edition.id,
          sub_group_id: subGroupId,
          epoch: edition.epoch,
          seq: head,
          item_count: 0,
          built_at: new Date(builtAtMs),
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      let itemCount = 0;
      let place: Place = { unitId: '', rank: -1, id: '' };
      for (let ordinal = 0; ; ordinal += 1) {
        const rows = await readRows(trx, edition.id, subGroupId, place);
        const last = rows.at(-1);
        if (!last) break;
        place = { unitId: last.unit_id, rank: last.kind === 'unit' ? 0 : 1, id: last.id };
        itemCount += rows.length;
        await writePart(trx, edition.id, subGroupId, { set_id: id, ordinal }, rows);
        if (rows.length < PART_ITEMS) break;
      }
      await trx.updateTable('part_set').set({ item_count: itemCount }).where('id', '=', id).execute();
      return { id, seq: head, itemCount, builtAtMs };
    });
}

/** Held until the transaction ends, however it ends; never waited for, so that no connection stands idle. */
async function isFirstToBuild(trx: Transaction<Tables>, key: string): Promise<boolean> {
  const { rows } = await sql<{ is_first: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${`part_set ${key}`}, 0)) as is_first`.execute(trx);
  return rows[0]?.is_first === true;
}

interface Place {
  unitId: string;
  rank: number;
  id: string;
}

/** A unit and its people lie together, so that a workstation unpacks one part to show them. */
function readRows(trx: Transaction<Tables>, edition: string, subGroupId: string, place: Place) {
  return trx
    .selectFrom('submission')
    .select(FEED_COLUMNS)
    .where('edition', '=', edition)
    .where('sub_group_id', '=', subGroupId)
    .where('is_deleted', '=', false)
    .where(sql<boolean>`(unit_id, rank, id) > (${place.unitId}, ${place.rank}::smallint, ${place.id})`)
    .orderBy('unit_id')
    .orderBy('rank')
    .orderBy('id')
    .limit(PART_ITEMS)
    .execute();
}

async function writePart(
  trx: Transaction<Tables>,
  edition: string,
  subGroupId: string,
  key: { set_id: number; ordinal: number },
  rows: Awaited<ReturnType<typeof readRows>>,
): Promise<void> {
  const beside = await readBeside(trx, edition, rows);
  const text = rows.map((row) => `${JSON.stringify(feedItem(row, beside))}\n`).join('');
  const bytes = new TextEncoder().encode(text);
  await trx
    .insertInto('part')
    .values({
      ...key,
      edition,
      sub_group_id: subGroupId,
      sha256: await sha256Hex(bytes),
      size_bytes: bytes.length,
      item_count: rows.length,
      body: await compress(bytes, { level: GZIP_LEVEL }),
    })
    .execute();
}

/** The parts of these sets, set by set, in their order. */
export async function listParts(ports: Ports, setIds: readonly number[]): Promise<PartEntry[]> {
  const rows = await ports.db
    .selectFrom('part')
    .select(['sha256', 'size_bytes', 'item_count'])
    .where(sql<boolean>`set_id = any(${[...setIds]}::bigint[])`)
    .orderBy('set_id')
    .orderBy('ordinal')
    .execute();
  return rows.map((row) => ({ sha256: row.sha256, sizeBytes: row.size_bytes, itemCount: row.item_count }));
}

/** Parts as they go out: what the colleagues of a few sub-groups fetch when they begin their day. */
const KEPT_BYTES_MAX = 32 * 1024 * 1024;
const bodiesOf = new WeakMap<Ports['db'], ByteCache<string>>();

/** The gzip bytes of a part the caller may see, or null. A part is what its name says, so it is read once. */
export async function readPart(
  ports: Ports,
  caller: Caller,
  edition: string,
  sha256: string,
): Promise<Buffer | null> {
  const scope = scopeOf(caller, edition, 'view');
  // SECURITY: asked each time, whatever is kept.
  const found = await ports.db
    .selectFrom('part')
    .select(['set_id', 'ordinal', 'sub_group_id'])
    .where('edition', '=', edition)
    .where('sha256', '=', sha256)
    .execute();
  const readable = found.find((row) => isInScope(scope, row.sub_group_id));
  if (!readable) return null;
  const kept = bodiesOf.get(ports.db) ?? createByteCache<string>(KEPT_BYTES_MAX);
  bodiesOf.set(ports.db, kept);
  const known = kept.get(sha256);
  if (known) return known;
  const row = await ports.db
    .selectFrom('part')
    .select('body')
    .where('set_id', '=', readable.set_id)
    .where('ordinal', '=', readable.ordinal)
    .executeTakeFirst();
  if (row) kept.set(sha256, row.body);
  return row?.body ?? null;
}

/** The uncompressed form of a part's bytes. */
export async function inflatePart(body: Buffer): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await inflate(body));
}

/** Clears sets that a newer one replaced more than a day ago; clients may still be fetching younger ones. */
export async function sweepParts(ports: Ports): Promise<void> {
  const before = new Date(ports.now() - 24 * 3_600_000).toISOString();
  await sql`
    delete from part_set old where exists (
      select 1 from part_set newer
      where newer.edition = old.edition and newer.sub_group_id = old.sub_group_id
        and newer.id > old.id and newer.built_at < ${before}::timestamptz)`.execute(ports.db);
}
