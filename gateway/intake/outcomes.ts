/** Outcomes: what was decided, for the registration side, each subject once per transaction that moved it. */
import { sql } from 'kysely';
import { CHANGES_LIMIT_MAX } from '../../shared/protocol/feed.ts';
import type { Outcome, OutcomesPage } from '../../shared/protocol/intake.ts';
import { readMoment } from '../database/transact.ts';
import { requireFeed } from '../editions.ts';
import { readCursor, writeCursor } from '../feed/cursor.ts';
import type { Caller, Ports } from '../ports.ts';

/** One page after the cursor, or from the beginning without one. */
export async function readOutcomes(
  ports: Ports,
  caller: Caller,
  editionId: string,
  query: { cursor?: string | undefined; limit?: number | undefined },
): Promise<OutcomesPage> {
  const limit = query.limit ?? CHANGES_LIMIT_MAX;
  return await readMoment(ports.db, async (trx) => {
    const edition = await requireFeed(trx, editionId);
    const place = { feed: 'outcomes' as const, caller, edition };
    const after = query.cursor === undefined ? 0 : readCursor(ports, place, query.cursor);
    const rows = await trx
      .selectFrom('outcome')
      .leftJoin('submission', (join) =>
        join
          .onRef('submission.edition', '=', 'outcome.edition')
          .onRef('submission.kind', '=', 'outcome.kind')
          .onRef('submission.id', '=', 'outcome.id')
          .onRef('submission.decision_id', '=', 'outcome.decision_id'),
      )
      .selectAll('outcome')
      .select(sql<string | null>`submission.decision->>'invitationCode'`.as('invitation'))
      .where('outcome.edition', '=', editionId)
      .where('outcome.seq', '>', after)
      .orderBy('outcome.seq')
      .limit(limit + 1)
      .execute();
    const page = rows.slice(0, limit);
    const more = rows.length > limit;
    const seq = more ? (page.at(-1)?.seq ?? after) : Math.max(after, edition.head);
    const items = page.map(
      (row): Outcome => ({
        seq: row.seq,
        kind: row.kind,
        id: row.id,
        revision: row.revision,
        decisionId: row.decision_id,
        verdict: row.verdict,
        ...(row.tag ? { tag: row.tag } : {}),
        // Written from receipts whose reasons the schema had passed.
        reasons: row.reasons as Outcome['reasons'],
        ...(row.invitation ? { invitationCode: row.invitation } : {}),
        status: row.status,
        decidedAt: row.decided_at.toISOString(),
      }),
    );
    return { items, cursor: writeCursor(ports, place, seq), more };
  });
}
