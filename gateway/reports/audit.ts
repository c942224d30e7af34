/** The audit log: what was revealed, exported and unlocked on a workstation. Ids and names of fields only. */
import { sql } from 'kysely';
import type { z } from 'zod';
import type { AuditReply, AuditRequest } from '../../shared/protocol/reports.ts';
import { jsonb } from '../database/transact.ts';
import type { Ports } from '../ports.ts';

/** Keeps entries once, by workstation and id; delivering them again changes nothing. */
export async function keepAudit(
  ports: Ports,
  edition: string,
  who: { account: string; ws: string },
  request: z.infer<typeof AuditRequest>,
): Promise<z.infer<typeof AuditReply>> {
  const rows = request.items.map((entry) => ({ id: entry.id, action: entry.action, entry }));
  await sql`
    insert into audit (edition, account, ws, received_at, id, action, entry)
    select ${edition}, ${who.account}, ${who.ws}, ${new Date(ports.now()).toISOString()}::timestamptz, r.*
    from jsonb_to_recordset(${jsonb(rows)}) as r(id text, action text, entry jsonb)
    on conflict do nothing`.execute(ports.db);
  return { accepted: request.items.length };
}
