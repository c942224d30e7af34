/** The history of a submission: all revisions, all decisions that took effect, a unit's moves between sub-groups. */

import type { z } from 'zod';
import type { SubmissionKind } from '../../shared/domain/vocabulary.ts';
import type { History } from '../../shared/protocol/feed.ts';
import { may } from '../access/grants.ts';
import type { Caller, Ports } from '../ports.ts';

/** The history, or null if the caller may not view the submission or there is none. */
export async function readHistory(
  ports: Ports,
  caller: Caller,
  edition: string,
  kind: SubmissionKind,
  id: string,
): Promise<z.infer<typeof History> | null> {
  const submission = await ports.db
    .selectFrom('submission')
    .select(['sub_group_id', 'is_deleted'])
    .where('edition', '=', edition)
    .where('kind', '=', kind)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!submission || submission.is_deleted) return null;
  if (!may(caller, edition, 'view', submission.sub_group_id)) return null;
  const revisions = await ports.db
    .selectFrom('revision')
    .select(['revision', 'submitted_at', 'material', 'images'])
    .where('edition', '=', edition)
    .where('kind', '=', kind)
    .where('id', '=', id)
    .orderBy('revision')
    .execute();
  const decisions = await ports.db
    .selectFrom('decision')
    .leftJoin('account', 'account.name', 'decision.account')
    .select(['decision.id', 'decision.account', 'account.display_name', 'received_at', 'payload'])
    .where('edition', '=', edition)
    .where('kind', '=', kind)
    .where('subject_id', '=', id)
    .where('result', '=', 'applied')
    .orderBy('seq')
    .orderBy('n')
    .execute();
  return {
    ...(kind === 'unit' ? { transfers: await readTransfers(ports, edition, id) } : {}),
    revisions: revisions.map(({ submitted_at, ...row }) => ({
      ...row,
      submittedAt: submitted_at.toISOString(),
    })),
    decisions: decisions.flatMap(({ id: decisionId, account, display_name, received_at, payload }) => {
      if (!payload) return [];
      const tag = payload.kind === 'attendee' ? payload.tag : undefined;
      return [
        {
          id: decisionId,
          verdict: payload.verdict,
          ...(tag ? { tag } : {}),
          ...(payload.reasons?.length ? { reasons: payload.reasons } : {}),
          ...(payload.note ? { note: payload.note } : {}),
          by: account,
          ...(display_name ? { byName: display_name } : {}),
          at: received_at.toISOString(),
          baseRevision: payload.baseRevision,
        },
      ];
    }),
  };
}

async function readTransfers(
  ports: Ports,
  edition: string,
  unitId: string,
): Promise<NonNullable<History['transfers']>> {
  const rows = await ports.db
    .selectFrom('transfer')
    .select(['at', 'account', 'from_sub_group_id', 'to_sub_group_id', 'reason'])
    .where('edition', '=', edition)
    .where('unit_id', '=', unitId)
    .orderBy('seq')
    .execute();
  return rows.map((row) => ({
    at: row.at.toISOString(),
    by: row.account,
    fromSubGroupId: row.from_sub_group_id,
    toSubGroupId: row.to_sub_group_id,
    reason: row.reason,
  }));
}
