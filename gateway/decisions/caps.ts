/** Caps: how many approvals a sub-group has left in an edition whose quotas are caps. */
import { sql, type Transaction } from 'kysely';
import type { EditionProfile } from '../../shared/domain/editionProfile.ts';
import type { PushItem } from '../../shared/protocol/push.ts';
import type { Tables } from '../database/tables.ts';

/** Approvals left by sub-group; null where nothing is capped. The judge counts it down and up. */
export type Room = Map<string, number> | null;

/** Any two of the same edition would count the same free places: one at a time, until it has committed. */
const LOCK_SPACE = 0x63617073;

/**
 * Counts what is left, if any of these decisions could take a place. Taken before the families' locks, so
 * that no writer holds a unit while it waits here.
 */
export async function lockRoom(
  trx: Transaction<Tables>,
  edition: string,
  profile: EditionProfile,
  items: readonly PushItem[],
): Promise<Room> {
  if (profile.targetKind !== 'cap' || !items.some(({ verdict }) => verdict === 'approve')) return null;
  await sql`select pg_advisory_xact_lock(${sql.lit(LOCK_SPACE)}, hashtext(${edition}))`.execute(trx);
  const counted = await trx
    .selectFrom('submission')
    .select(['sub_group_id', sql<number>`count(*)::int`.as('approved')])
    .where('edition', '=', edition)
    .where('kind', '=', 'unit')
    .where('status', '=', 'approved')
    .where('is_deleted', '=', false)
    .groupBy('sub_group_id')
    .execute();
  const approvedOf = new Map(counted.map((row) => [row.sub_group_id, row.approved]));
  return new Map(
    profile.subGroups.map(({ id, targetUnits }) => [id, targetUnits - (approvedOf.get(id) ?? 0)]),
  );
}
