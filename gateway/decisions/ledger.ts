/** The tables behind the push: decisions by id, attempts by number, receipts. All statements take whole batches. */
import { sql, type Transaction } from 'kysely';
import type { PushItem, Receipt } from '../../shared/protocol/push.ts';
import type { Tables } from '../database/tables.ts';
import { jsonb } from '../database/transact.ts';
import type { Family } from '../submissions/states.ts';
import type { AppliedDecision } from './judge.ts';

/** An item as it came: parsed, or the fault that kept it from being parsed. */
export interface PushedItem {
  id: string;
  n: number;
  fingerprint: string;
  item: PushItem | null;
  fault: 'schema' | 'text' | null;
}

export interface StoredDecision {
  edition: string;
  fingerprint: string;
  receipt: Receipt | null;
}

/** Which id each number of the workstation was pushed under. */
export async function findAttempts(
  trx: Transaction<Tables>,
  ws: string,
  numbers: readonly number[],
): Promise<Map<number, string>> {
  const rows = await trx
    .selectFrom('attempt')
    .select(['n', 'decision_id'])
    .where('ws', '=', ws)
    .where(sql<boolean>`n = any(${[...numbers]}::bigint[])`)
    .execute();
  return new Map(rows.map((row) => [row.n, row.decision_id]));
}

export async function findDecisions(
  trx: Transaction<Tables>,
  ids: readonly string[],
): Promise<Map<string, StoredDecision>> {
  if (ids.length === 0) return new Map();
  const rows = await trx
    .selectFrom('decision')
    .select(['id', 'edition', 'fingerprint', 'receipt'])
    .where(sql<boolean>`id = any(${[...ids]}::text[])`)
    .execute();
  return new Map(rows.map(({ id, ...decision }) => [id, decision]));
}

/** Inserts what is new and returns the ids that were; sorted by id, so that two batches cannot cross. */
export async function insertDecisions(
  trx: Transaction<Tables>,
  edition: string,
  ws: string,
  account: string,
  items: readonly PushedItem[],
  nowMs: number,
): Promise<Set<string>> {
  if (items.length === 0) return new Set();
  const rows = items
    .map(({ id, n, fingerprint, item }) => ({
      id,
      n,
      fingerprint,
      payload: item,
      kind: item?.kind,
      subject_id: item?.subjectId,
      base_revision: item?.baseRevision,
      seen_hash: item?.seenHash,
      previous_decision_id: item?.previousDecisionId,
      verdict: item?.verdict,
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const inserted = await sql<{ id: string }>`
    insert into decision (edition, ws, account, received_at, is_by_delegation, id, n, fingerprint, payload,
      kind, subject_id, base_revision, seen_hash, previous_decision_id, verdict)
    select ${edition}, ${ws}, ${account}, ${new Date(nowMs).toISOString()}::timestamptz, false, r.*
    from jsonb_to_recordset(${jsonb(rows)}) as r(id text, n bigint, fingerprint text, payload jsonb, kind text,
      subject_id text, base_revision bigint, seen_hash text, previous_decision_id text, verdict text)
    on conflict (id) do nothing
    returning id`.execute(trx);
  return new Set(inserted.rows.map((row) => row.id));
}

/** Notes the numbers; the workstation's row is locked, so nobody else is adding to them. */
export async function insertAttempts(
  trx: Transaction<Tables>,
  ws: string,
  attempts: readonly { n: number; id: string }[],
): Promise<void> {
  if (attempts.length === 0) return;
  await sql`
    insert into attempt (ws, n, decision_id)
    select ${ws}, r.n, r.id from jsonb_to_recordset(${jsonb(attempts)}) as r(n bigint, id text)
    on conflict do nothing`.execute(trx);
}

/** What is remembered of the decisions that this batch's withdrawals may take back. */
export async function findWithdrawable(
  trx: Transaction<Tables>,
  items: readonly PushItem[],
  families: ReadonlyMap<string, Family>,
): Promise<Map<string, AppliedDecision>> {
  const subjects = new Set(
    items.filter((item) => item.verdict === 'withdraw').map((item) => `${item.kind}/${item.subjectId}`),
  );
  const ids = [...families.values()]
    .flatMap(({ unit, attendees }) => [unit, ...attendees])
    .filter(({ kind, id }) => subjects.has(`${kind}/${id}`))
    .flatMap(({ decision }) => (decision ? [decision.id] : []));
  if (ids.length === 0) return new Map();
  const rows = await trx
    .selectFrom('decision')
    .select(['id', 'received_at', 'is_by_delegation', 'review_before'])
    .where(sql<boolean>`id = any(${ids}::text[])`)
    .execute();
  return new Map(
    rows.map((row) => [
      row.id,
      {
        receivedAtMs: row.received_at.getTime(),
        isByDelegation: row.is_by_delegation,
        reviewBefore: row.review_before,
      },
    ]),
  );
}
