/** The tables behind the push: decisions by id, attempts by number, receipts. All statements take whole batches. */
import { sql, type Transaction } from 'kysely';
import type { PushItem, Receipt } from '../../shared/protocol/push.ts';
import type { Tables } from '../database/tables.ts';
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
  if (numbers.length === 0) return new Map();
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
