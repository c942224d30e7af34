/** What must hold of an edition's tables whatever happened: sentences about what does not, none if all is well. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../database/tables.ts';

type Database = Kysely<Tables>;

/** Asks the database of one edition at rest. */
export async function findStoredViolations(db: Database, edition: string): Promise<string[]> {
  return [
    ...(await checkEffects(db, edition)),
    ...(await checkChains(db, edition)),
    ...(await checkReceipts(db, edition)),
    ...(await checkNumbers(db, edition)),
    ...(await checkFamilies(db, edition)),
  ];
}

/**
 * I2 and I3: one effect per subject, revision and predecessor, on a hash that the revision really had. What was
 * deleted has no revisions any more to compare with.
 */
async function checkEffects(db: Database, edition: string): Promise<string[]> {
  const doubles = await sql<{ id: string }>`
    select subject_id as id from decision where edition = ${edition} and result = 'applied'
    group by kind, subject_id, base_revision, coalesce(previous_decision_id, '') having count(*) > 1`.execute(
    db,
  );
  const unseen = await sql<{ id: string }>`
    select d.id from decision d
    join submission s on s.edition = d.edition and s.kind = d.kind and s.id = d.subject_id and not s.is_deleted
    left join revision r on r.edition = d.edition and r.kind = d.kind and r.id = d.subject_id
      and r.revision = d.base_revision and r.hash = d.seen_hash
    where d.edition = ${edition} and d.result = 'applied' and r.id is null`.execute(db);
  return [
    ...doubles.rows.map(({ id }) => `I2: two decisions took effect on ${id} after the same one`),
    ...unseen.rows.map(({ id }) => `I3: ${id} took effect on what was never there`),
  ];
}

/** I2 as a whole: on each revision the applied decisions form one chain; the present one's end is what holds. */
async function checkChains(db: Database, edition: string): Promise<string[]> {
  const rows = await db
    .selectFrom('decision')
    .select(['id', 'kind', 'subject_id', 'base_revision', 'previous_decision_id'])
    .where('edition', '=', edition)
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
  const stored = await db
    .selectFrom('submission')
    .select(['kind', 'id', 'revision', 'decision_id'])
    .where('edition', '=', edition)
    .where('is_deleted', '=', false)
    .execute();
  for (const { kind, id, revision, decision_id } of stored) {
    if ((ends.get(`${kind}/${id} ${revision}`) ?? null) !== decision_id)
      found.push(`I2: what holds on ${kind}/${id} is not the last decision that took effect`);
  }
  return found;
}

/** I1: whatever was taken in has its receipt, and the receipt is of that decision. */
async function checkReceipts(db: Database, edition: string): Promise<string[]> {
  const bare = await sql<{ id: string }>`
    select id from decision where edition = ${edition}
      and (receipt is null or result is null or receipt->>'id' <> id or receipt->>'result' <> result)`.execute(
    db,
  );
  return bare.rows.map(({ id }) => `I1: ${id} has no receipt of its own`);
}

/** I9: what a workstation is told to be contiguous is: every number up to it is there, and the next is not. */
async function checkNumbers(db: Database, edition: string): Promise<string[]> {
  const wrong = await sql<{ id: string }>`
    select w.id from workstation w
    where exists (select 1 from decision d where d.ws = w.id and d.edition = ${edition}) and (
      (select count(*) from attempt a where a.ws = w.id and a.n <= w.contiguous) <> w.contiguous
      or exists (select 1 from attempt a where a.ws = w.id and a.n = w.contiguous + 1)
      or (select max(a.n) from attempt a where a.ws = w.id) <> w.highest)`.execute(db);
  return wrong.rows.map(({ id }) => `I9: the numbers of ${id} are not what it is told`);
}

async function checkFamilies(db: Database, edition: string): Promise<string[]> {
  const torn = await sql<{ id: string }>`
    select unit_id as id from submission where edition = ${edition} and not is_deleted
    group by unit_id having count(distinct sub_group_id) > 1`.execute(db);
  return torn.rows.map(({ id }) => `I7: ${id} lies in two sub-groups`);
}
