/** Digests: count and sum of seq per sub-group, for a workstation to compare itself with. */
import { sql } from 'kysely';
import type { z } from 'zod';
import type { Digests } from '../../shared/protocol/feed.ts';
import { scopeOf } from '../access/grants.ts';
import { readMoment } from '../database/transact.ts';
import type { Caller, Ports } from '../ports.ts';
import { readHead } from '../submissions/workset.ts';
import { inScope } from './items.ts';

/** What the caller's scope holds at one moment, tombstones left out; the sum is text, for it may be large. */
export async function readDigests(
  ports: Ports,
  caller: Caller,
  edition: string,
): Promise<z.infer<typeof Digests>> {
  const scope = scopeOf(caller, edition, 'view');
  return await readMoment(ports.db, async (trx) => {
    const rows = await trx
      .selectFrom('submission')
      .select(['sub_group_id', sql<number>`count(*)`.as('count'), sql<string>`sum(seq)::text`.as('sum')])
      .where('edition', '=', edition)
      .where('is_deleted', '=', false)
      .where(inScope('sub_group_id', scope))
      .groupBy('sub_group_id')
      .orderBy('sub_group_id')
      .execute();
    return {
      seq: await readHead(trx, edition),
      subGroups: rows.map((row) => ({ subGroupId: row.sub_group_id, count: row.count, sumOfSeq: row.sum })),
    };
  });
}
