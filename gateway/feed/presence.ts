/** Presence: which submission each workstation has open, so that two reviewers see each other. */
import type { SubmissionKind } from '../../shared/domain/vocabulary.ts';
import type { Ports } from '../ports.ts';

/** Sent every 30 s; forgotten after 90 s. */
const PRESENCE_LIFE_MS = 90_000;

export interface PresenceEntry {
  kind: SubmissionKind;
  id: string;
  by: string;
  byName?: string;
  ws: string;
  subGroupId: string;
}

/** Notes what the workstation has open, or that it has nothing open. */
export async function notePresence(
  ports: Ports,
  edition: string,
  who: { ws: string; account: string },
  open: { kind: SubmissionKind; id: string } | null,
): Promise<void> {
  if (!open) {
    await ports.db.deleteFrom('presence').where('edition', '=', edition).where('ws', '=', who.ws).execute();
    return;
  }
  const row = { account: who.account, kind: open.kind, id: open.id, at: new Date(ports.now()) };
  await ports.db
    .insertInto('presence')
    .values({ edition, ws: who.ws, ...row })
    .onConflict((conflict) => conflict.columns(['edition', 'ws']).doUpdateSet(row))
    .execute();
}

/** Who has what open now, with the sub-group it is in, so that each listener hears of its own scope only. */
export async function readPresence(ports: Ports, edition: string): Promise<PresenceEntry[]> {
  const rows = await ports.db
    .selectFrom('presence as p')
    .innerJoin('submission as s', (join) =>
      join.onRef('s.edition', '=', 'p.edition').onRef('s.kind', '=', 'p.kind').onRef('s.id', '=', 'p.id'),
    )
    .leftJoin('account as a', 'a.name', 'p.account')
    .select(['p.kind', 'p.id', 'p.account', 'a.display_name', 'p.ws', 's.sub_group_id'])
    .where('p.edition', '=', edition)
    .where('p.at', '>', new Date(ports.now() - PRESENCE_LIFE_MS))
    .orderBy('p.ws')
    .limit(2000)
    .execute();
  return rows.map((row) => ({
    kind: row.kind,
    id: row.id,
    by: row.account,
    ...(row.display_name ? { byName: row.display_name } : {}),
    ws: row.ws,
    subGroupId: row.sub_group_id,
  }));
}
