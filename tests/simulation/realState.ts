/** What the real gateway holds, read from its tables: submissions, receipts, numbers of an edition. */
import { sql } from 'kysely';
import type { OpenDatabase } from '../../gateway/database/open.ts';
import type { Receipt } from '../../shared/protocol/push.ts';
import type { Held } from './side.ts';

type Db = OpenDatabase['db'];

export async function heldIn(db: Db, edition: string): Promise<Held[]> {
  const rows = await db
    .selectFrom('submission')
    .select([
      'kind',
      'id',
      'unit_id',
      'sub_group_id',
      'revision',
      'hash',
      'seq',
      'status',
      'tag',
      'decision_id',
      'order_info',
    ])
    .where('edition', '=', edition)
    .where('is_deleted', '=', false)
    .orderBy('unit_id')
    .orderBy('rank')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    kind: row.kind,
    id: row.id,
    unitId: row.unit_id,
    subGroupId: row.sub_group_id,
    revision: row.revision,
    hash: row.hash,
    seq: row.seq,
    status: row.status,
    tag: row.tag,
    decisionId: row.decision_id,
    hasOrder: row.order_info !== null && row.order_info.payStatus !== 'cancelled',
    image: null,
  }));
}

export async function receiptsIn(db: Db, edition: string): Promise<Map<string, Receipt>> {
  const rows = await db
    .selectFrom('decision')
    .select(['id', 'receipt'])
    .where('edition', '=', edition)
    .execute();
  return new Map(rows.flatMap(({ id, receipt }) => (receipt ? [[id, receipt] as const] : [])));
}

/** The numbers of attempted decisions, by workstation. */
export async function numbersIn(db: Db, edition: string): Promise<Map<string, number[]>> {
  const rows = await sql<{ ws: string; numbers: number[] }>`
    select ws, array_agg(n::int order by n) as numbers from attempt
    where ws in (select ws from decision where edition = ${edition}) group by ws`.execute(db);
  return new Map(rows.rows.map(({ ws, numbers }) => [ws, numbers]));
}
