/** After a run: what the database holds against what each workstation believes. Returns sentences, none if all is well. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../../gateway/database/tables.ts';
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
    ...(await checkEffects(db)),
    ...(await checkChains(db, stored)),
    ...(await checkOutcomes(db, outcomesHeard)),
    ...(await checkFamilies(db)),
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

/** I2 and I3: one effect per subject, revision and predecessor, on a hash that the revision really had. */
async function checkEffects(db: Database): Promise<string[]> {
  const doubles = await sql<{ id: string }>`
    select subject_id as id from decision where edition = ${EDITION} and result = 'applied'
    group by kind, subject_id, base_revision, coalesce(previous_decision_id, '') having count(*) > 1`.execute(
    db,
  );
  const unseen = await sql<{ id: string }>`
    select d.id from decision d
    left join revision r on r.edition = d.edition and r.kind = d.kind and r.id = d.subject_id
      and r.revision = d.base_revision and r.hash = d.seen_hash
    where d.edition = ${EDITION} and d.result = 'applied' and r.id is null`.execute(db);
  return [
    ...doubles.rows.map(({ id }) => `I2: two decisions took effect on ${id} after the same one`),
    ...unseen.rows.map(({ id }) => `I3: ${id} took effect on what was never there`),
  ];
}

/** I2 as a whole: on each revision the applied decisions form one chain; the present one's end is what holds. */
async function checkChains(db: Database, stored: readonly Seen[]): Promise<string[]> {
  const rows = await db
    .selectFrom('decision')
    .select(['id', 'kind', 'subject_id', 'base_revision', 'previous_decision_id'])
    .where('edition', '=', EDITION)
    .where('result', '=', 'applied')
    .execute();
  const chains = new Map<string, Map<string | null, string>>();
  for (const row of rows) {
    const key = `${row.kind}/${row.subject_id} ${row.base_revision}`;
    const chain = chains.get(key) ?? new Map<string | null, string>();
    chains.set(key, chain.set(row.previous_decision_id, row.id));
  }
  const found: string[] = [];
  const ends = new Map<string, string>();
  for (const [key, chain] of chains) {
    let [last, length]: [string | null, number] = [null, 0];
    for (let next = chain.get(null); next !== undefined; next = chain.get(next)) {
      last = next;
      length += 1;
    }
    if (length !== chain.size || last === null) found.push(`I2: the decisions on ${key} form no chain`);
    else ends.set(key, last);
  }
  for (const { kind, id, revision, decisionId } of stored) {
    if ((ends.get(`${kind}/${id} ${revision}`) ?? null) !== decisionId)
      found.push(`I2: what holds on ${kind}/${id} is not the last decision that took effect`);
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

async function checkFamilies(db: Database): Promise<string[]> {
  const torn = await sql<{ id: string }>`
    select unit_id as id from submission where edition = ${EDITION} and not is_deleted
    group by unit_id having count(distinct sub_group_id) > 1`.execute(db);
  return torn.rows.map(({ id }) => `I7: ${id} lies in two sub-groups`);
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

/** I4, I5 and I7: what the workstation pulled is what the gateway holds for its scope, no more and no less. */
function checkView({ ws, scope, view }: Testimony, stored: readonly Seen[]): string[] {
  const wanted = stored.filter(({ subGroupId }) => scope === 'delegation' || scope.includes(subGroupId));
  const wrong = wanted.filter((row) => {
    const seen = view.get(`${row.kind}/${row.id}`);
    return !seen || canonicalJson(seen) !== canonicalJson(row);
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
