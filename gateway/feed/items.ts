/** Rows of the feed as its items: the one place where a submission takes its wire form. */

import type { Selectable } from 'kysely';
import { sql, type Transaction } from 'kysely';
import type { ImageFacts } from '../../shared/checks/image.ts';
import type { ImageRefs } from '../../shared/domain/material.ts';
import type { GoneItem, PutItem, TransferNote } from '../../shared/protocol/feed.ts';
import type { Scope } from '../access/grants.ts';
import type { SubmissionTable, Tables } from '../database/tables.ts';

type Row = Omit<Selectable<SubmissionTable>, 'edition' | 'rank' | 'decision_id' | 'decided_at'>;
export type ImageFactsByHash = ReadonlyMap<string, ImageFacts>;
/** What the items need beside their rows, read at the same moment. */
export interface BesideRows {
  factsOf: ImageFactsByHash;
  /** the last transfer of a unit, by its id */
  transferOf: ReadonlyMap<string, Moved>;
}
interface Moved {
  toSubGroupId: string;
  note: TransferNote;
}

export const FEED_COLUMNS = [
  'kind',
  'id',
  'unit_id',
  'sub_group_id',
  'revision',
  'status',
  'tag',
  'arrangement',
  'order_info',
  'is_later_addition',
  'material',
  'images',
  'hash',
  'first_submitted_at',
  'submitted_at',
  'decision',
  'last_review',
  'is_deleted',
  'seq',
] as const satisfies readonly (keyof Row)[];

/** A row as a `put`, or as a `del` if only its tombstone is left. Absent fields are left out, never null. */
export function feedItem(row: Row, { factsOf, transferOf }: BesideRows): PutItem | GoneItem {
  const { kind, id, seq } = row;
  if (row.is_deleted) return { op: 'del', kind, id, seq };
  const imageFacts = factsFor(row.images, factsOf);
  const common = {
    op: 'put' as const,
    id,
    revision: row.revision,
    seq,
    subGroupId: row.sub_group_id,
    hash: row.hash,
    images: row.images,
    ...(imageFacts ? { imageFacts } : {}),
    submittedAt: row.submitted_at.toISOString(),
    ...(row.revision > 1 ? { firstSubmittedAt: row.first_submitted_at.toISOString() } : {}),
    decision: row.decision,
    ...(row.last_review ? { lastReview: row.last_review } : {}),
  };
  // Status and material fit the kind: the writers only ever store what its life cycle and schema gave.
  if (kind === 'unit') {
    const moved = transferOf.get(id);
    const transfer = moved?.toSubGroupId === row.sub_group_id ? { transfer: moved.note } : {};
    return { ...common, kind, status: row.status, material: row.material, ...transfer } as PutItem;
  }
  return {
    ...common,
    kind,
    unitId: row.unit_id,
    status: row.status,
    ...(row.tag ? { tag: row.tag } : {}),
    material: row.material,
    ...row.arrangement,
    ...(row.order_info ? { order: row.order_info } : {}),
    ...(row.is_later_addition ? { isLaterAddition: true } : {}),
  } as PutItem;
}

function factsFor(images: ImageRefs, factsOf: ImageFactsByHash): Record<string, ImageFacts> | null {
  const entries = Object.entries(images).flatMap(([slot, sha256]) => {
    const facts = factsOf.get(sha256);
    return facts ? [[slot, facts] as const] : [];
  });
  return entries.length > 0 ? Object.fromEntries(entries) : null;
}

/** All that the rows' items need beside them. */
export async function readBeside(
  trx: Transaction<Tables>,
  edition: string,
  rows: readonly Pick<Row, 'images' | 'kind' | 'id'>[],
): Promise<BesideRows> {
  const unitIds = rows.filter(({ kind }) => kind === 'unit').map(({ id }) => id);
  return {
    factsOf: await findImageFacts(trx, edition, rows),
    transferOf: await findTransfers(trx, edition, unitIds),
  };
}

async function findTransfers(
  trx: Transaction<Tables>,
  edition: string,
  unitIds: readonly string[],
): Promise<Map<string, Moved>> {
  if (unitIds.length === 0) return new Map();
  const found = await trx
    .selectFrom('transfer as t')
    .leftJoin('account as a', 'a.name', 't.account')
    .select(['unit_id', 'from_sub_group_id', 'to_sub_group_id', 'reason', 'account', 'at', 'display_name'])
    .distinctOn('unit_id')
    .where('edition', '=', edition)
    .where(sql<boolean>`unit_id = any(${[...unitIds]}::text[])`)
    .orderBy('unit_id')
    .orderBy('seq', 'desc')
    .execute();
  return new Map(
    found.map((row) => [
      row.unit_id,
      { toSubGroupId: row.to_sub_group_id, note: transferNote(row, row.from_sub_group_id) },
    ]),
  );
}

/** A transfer as one side of it is told: `otherSide` is where the unit came from, or went. */
export function transferNote(
  row: { account: string; display_name: string | null; at: Date; reason: string },
  otherSide: string,
): TransferNote {
  return {
    subGroupId: otherSide,
    by: row.account,
    ...(row.display_name ? { byName: row.display_name } : {}),
    at: row.at.toISOString(),
    reason: row.reason,
  };
}

/** What was measured of all images the rows name, read at the same moment as the rows. */
async function findImageFacts(
  trx: Transaction<Tables>,
  edition: string,
  rows: readonly Pick<Row, 'images'>[],
): Promise<ImageFactsByHash> {
  const hashes = [...new Set(rows.flatMap((row) => Object.values(row.images)))];
  if (hashes.length === 0) return new Map();
  const found = await trx
    .selectFrom('image')
    .select(['sha256', 'facts'])
    .where('edition', '=', edition)
    .where(sql<boolean>`sha256 = any(${hashes}::text[])`)
    .execute();
  return new Map(found.map((row) => [row.sha256, row.facts]));
}

/** The condition «in scope» for a sub-group column. */
export function inScope(column: string, scope: Scope) {
  return scope === 'delegation'
    ? sql<boolean>`true`
    : sql<boolean>`${sql.ref(column)} = any(${[...scope]}::text[])`;
}
