/** After a run: what the database holds against what each workstation believes. Returns sentences, none if all is well. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../../gateway/database/tables.ts';
import { findStoredViolations } from '../../gateway/testing/storedInvariants.ts';
import { canonicalJson } from '../../shared/domain/canonical.ts';
import type { Receipt } from '../../shared/protocol/push.ts';
import type { Seen } from './choose.ts';
import { EDITION } from './field.ts';
import type { Testimony } from './workstation.ts';

type Database = Kysely<Tables>;

/** All invariants that a quiet system shows. The questions are large: they get the time they need. */
export function checkInvariants(
  db: Database,
  testimonies: readonly Testimony[],
  outcomesHeard: readonly number[],
): Promise<string[]> {
  return db.transaction().execute(async (trx) => {
    await sql`set local statement_timeout = 0`.execute(trx);
    await sql`set local idle_in_transaction_session_timeout = 0`.execute(trx);
    return await findViolations(trx, testimonies, outcomesHeard);
  });
}

async function findViolations(
  db: Database,
  testimonies: readonly Testimony[],
  outcomesHeard: readonly number[],
): Promise<string[]> {
  const stored = await readSubmissions(db);
  const found = [
    ...testimonies.flatMap(({ ws, violations }) => violations.map((violation) => `${ws}: ${violation}`)),
    ...(await findStoredViolations(db, EDITION)),
    ...(await checkOutcomes(db, outcomesHeard)),
  ];
  const receipts = await readReceipts(db);
  const workstations = await readWorkstations(db);
  for (const testimony of testimonies) {
    found.push(...checkView(testimony, stored));
    found.push(...checkReceipts(testimony, receipts.get(testimony.ws) ?? new Map()));
    found.push(...checkNumbers(testimony, workstations.get(testimony.ws)));
  }
  return found;
}

/** I5 on the feed that is a log: the registration side heard every outcome, in order. */
async function checkOutcomes(db: Database, heard: readonly number[]): Promise<string[]> {
  const rows = await db
    .selectFrom('outcome')
    .select('seq')
    .where('edition', '=', EDITION)
    .orderBy('seq')
    .execute();
  const missed = rows.filter(({ seq }, index) => heard[index] !== seq);
  const isSame = rows.length === heard.length && missed.length === 0;
  return isSame
    ? []
    : [`I5: ${rows.length} outcomes, ${heard.length} heard; the first difference at ${missed[0]?.seq}`];
}

async function readSubmissions(db: Database): Promise<Seen[]> {
  const rows = await db
    .selectFrom('submission')
    .select(['kind', 'id', 'unit_id', 'sub_group_id', 'revision', 'hash', 'seq', 'status', 'decision_id'])
    .where('edition', '=', EDITION)
    .where('is_deleted', '=', false)
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
    decisionId: row.decision_id,
  }));
}

const FIELDS = ['seq', 'revision', 'hash', 'status', 'decisionId', 'subGroupId', 'unitId'] as const;

/** I4, I5 and I7: what the workstation pulled is what the gateway holds for its scope, no more and no less. */
function checkView({ ws, scope, view }: Testimony, stored: readonly Seen[]): string[] {
  const wanted = stored.filter(({ subGroupId }) => scope === 'delegation' || scope.includes(subGroupId));
  const wrong = wanted.filter((row) => {
    const seen = view.get(`${row.kind}/${row.id}`);
    return !seen || FIELDS.some((field) => seen[field] !== row[field]);
  });
  const first = wrong[0];
  return [
    ...(first
      ? [`I4: ${ws} sees ${wrong.length} submissions otherwise than they are, first ${first.id}`]
      : []),
    ...(view.size > wanted.length ? [`I7: ${ws} keeps ${view.size - wanted.length} too many`] : []),
  ];
}

async function readReceipts(db: Database): Promise<Map<string, Map<string, Receipt | null>>> {
  const rows = await db
    .selectFrom('decision')
    .select(['ws', 'id', 'receipt'])
    .where('edition', '=', EDITION)
    .execute();
  const byWs = new Map<string, Map<string, Receipt | null>>();
  for (const { ws, id, receipt } of rows) {
    const own = byWs.get(ws) ?? new Map<string, Receipt | null>();
    byWs.set(ws, own.set(id, receipt));
  }
  return byWs;
}

/** I1 and I6: the outbox is empty, and each decision has the one receipt that the gateway stored. */
function checkReceipts(testimony: Testimony, stored: ReadonlyMap<string, Receipt | null>): string[] {
  const { ws, receipts, outbox, numbers } = testimony;
  const found: string[] = [];
  if (outbox > 0) found.push(`I1: ${ws} still has ${outbox} decisions without a receipt`);
  if (stored.size !== numbers) found.push(`I1: ${ws} attempted ${numbers}, the gateway knows ${stored.size}`);
  const different = [...receipts].filter(([id, receipt]) => {
    const kept = stored.get(id);
    return !kept || canonicalJson(kept) !== canonicalJson(receipt);
  });
  if (different.length > 0) found.push(`I6: ${different.length} receipts of ${ws} are not those stored`);
  return found;
}

async function readWorkstations(db: Database) {
  const rows = await db.selectFrom('workstation').select(['id', 'contiguous', 'highest']).execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** I9: the gateway knows every number up to the last. */
function checkNumbers(
  { ws, numbers }: Testimony,
  known: { contiguous: number; highest: number } | undefined,
): string[] {
  if (numbers === 0 || (known?.contiguous === numbers && known.highest === numbers)) return [];
  return [`I9: ${ws} sent ${numbers}, contiguous is ${known?.contiguous}, highest ${known?.highest}`];
}
