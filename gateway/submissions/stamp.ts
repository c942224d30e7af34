/** The SQL of stamping: one statement takes the head and writes all that needs a seq. */
import { sql, type Transaction } from 'kysely';
import type { NumbersNote } from '../access/workstations.ts';
import { AND_COMMIT, KEEP_PREPARED } from '../database/sendTogether.ts';
import type { Tables } from '../database/tables.ts';
import { jsonb } from '../database/transact.ts';
import { type DecidedRow, insertDecisions, insertNumbers, writeDecided } from './decidedRows.ts';
import type { Content, Submission } from './states.ts';

/** Whose decisions a push brings, and when. */
export interface DecidedBy {
  ws: string;
  account: string;
  nowMs: number;
  isByDelegation: boolean;
  /** written together with the decisions; null: they are noted already */
  numbers: NumbersNote | null;
}

/** Rows that get their seq from their place; decisions without one carry `seq` or the head. */
export interface StampedRows {
  states: readonly object[];
  exits: readonly object[];
  outcomes: readonly object[];
  /** `decided` have neither states nor outcomes among the others: they are made of them */
  decisions: { by: DecidedBy; decided: readonly DecidedRow[]; rows: readonly object[] } | null;
}

/**
 * The last lock of every writing transaction: commits follow each other in the order of their seqs. All that
 * needs a seq is written by the same statement, for nobody else can commit until this transaction has.
 * Decisions are written here, once and with their receipts: an id that is there already fails the statement.
 * With `isLast` the transaction ends with it, so that nobody waits for the head longer than the statement takes.
 */
export async function advanceHead(
  trx: Transaction<Tables>,
  edition: string,
  by: number,
  rows: StampedRows,
  isLast: boolean,
): Promise<number> {
  const done = await sql<{ head: number }>`${isLast ? sql.raw(AND_COMMIT) : sql``}${KEEP_PREPARED}
    with ${
      by === 0
        ? sql`h as (select head from edition where id = ${edition})`
        : sql`h as (
      update edition set head = head + ${by}::int where id = ${edition} returning head)`
    }
    ${sql.join(partsOf(edition, by, rows), sql``)}
    select head from h`.execute(trx);
  return done.rows[0]?.head ?? 0;
}

/** Only what there is to write: a part with no rows costs the server its start and end all the same. */
function partsOf(edition: string, by: number, { states, exits, outcomes, decisions }: StampedRows) {
  return [
    states.length > 0 && moveStates(edition, by, states),
    exits.length > 0 && insertExits(edition, by, exits),
    outcomes.length > 0 && insertOutcomes(edition, by, outcomes),
    decisions && decisions.decided.length > 0 && writeDecided(edition, by, decisions.by, decisions.decided),
    decisions && decisions.rows.length > 0 && insertDecisions(edition, by, decisions.by, decisions.rows),
    decisions?.by.numbers && insertNumbers(decisions.by.ws, decisions.by.numbers),
    sql``,
  ].filter((part) => part !== false && part !== null && part !== undefined);
}

function moveStates(edition: string, by: number, rows: readonly object[]) {
  return sql`,
    states as (
      update submission s set
        sub_group_id = r.sub_group_id, status = r.status, tag = r.tag, arrangement = r.arrangement,
        order_info = nullif(r.order_info, 'null'), decision_id = r.decision_id,
        decision = nullif(r.decision, 'null'), decided_at = r.decided_at,
        last_review = case when r.reviewed_revision is null then nullif(r.last_review, 'null')
          else r.decision || jsonb_build_object('baseRevision', r.reviewed_revision) end,
        seq = h.head - ${by}::int + r.place
      from h, jsonb_to_recordset(${jsonb(rows)}) as r(
        place int, kind text, id text, sub_group_id text, status text, tag text, arrangement jsonb,
        order_info jsonb, decision_id text, decision jsonb, decided_at timestamptz, last_review jsonb,
        reviewed_revision bigint)
      where s.edition = ${edition} and s.kind = r.kind and s.id = r.id)`;
}

function insertExits(edition: string, by: number, rows: readonly object[]) {
  return sql`,
    exits as (
      insert into scope_exit (edition, seq, kind, id, from_sub_group_id)
      select ${edition}, h.head - ${by}::int + r.place, r.kind, r.id, r.from_sub_group_id
      from h, jsonb_to_recordset(${jsonb(rows)}) as r(
        place int, kind text, id text, from_sub_group_id text))`;
}

function insertOutcomes(edition: string, by: number, rows: readonly object[]) {
  return sql`,
    outcomes as (
      insert into outcome (
        edition, seq, kind, id, revision, decision_id, verdict, tag, reasons, status, decided_at)
      select ${edition}, h.head - ${by}::int + r.place, r.kind, r.id, r.revision, r.decision_id, r.verdict,
        r.tag, r.reasons, r.status, r.decided_at
      from h, jsonb_to_recordset(${jsonb(rows)}) as r(
        place int, kind text, id text, revision int, decision_id text, verdict text, tag text,
        reasons jsonb, status text, decided_at timestamptz))`;
}

/** What a change of state may write; without what stays, the statement has half as much to read. */
export function movedRow(submission: Submission) {
  const {
    sub_group_id,
    status,
    tag,
    arrangement,
    order_info,
    decision_id,
    decision,
    decided_at,
    last_review,
  } = stateRow(submission);
  return {
    sub_group_id,
    status,
    tag,
    arrangement,
    order_info,
    decision_id,
    decision,
    decided_at,
    ...reviewOf(submission, last_review),
  };
}

/** A review that is the decision itself, as most are, is not sent twice: its revision says all. */
function reviewOf({ decision }: Submission, review: Submission['lastReview']) {
  return review !== null && review.id === decision?.id
    ? { reviewed_revision: review.baseRevision }
    : { last_review: review };
}

function stateRow(submission: Submission) {
  const isAttendee = submission.kind === 'attendee';
  return {
    kind: submission.kind,
    id: submission.id,
    unit_id: submission.unitId,
    rank: isAttendee ? 1 : 0,
    sub_group_id: submission.subGroupId,
    revision: submission.revision,
    status: submission.status,
    tag: isAttendee ? submission.tag : null,
    arrangement: isAttendee ? submission.arrangement : {},
    order_info: isAttendee ? submission.order : null,
    is_later_addition: isAttendee && submission.isLaterAddition,
    hash: submission.hash,
    decision_id: submission.decision?.id ?? null,
    decision: submission.decision,
    decided_at: submission.decidedAt,
    last_review: submission.lastReview,
    is_deleted: submission.isDeleted,
    seq: submission.seq,
  };
}

export async function writeContents(
  trx: Transaction<Tables>,
  edition: string,
  submissions: readonly Submission[],
  contents: ReadonlyMap<Submission, Content>,
): Promise<void> {
  if (submissions.length === 0) return;
  const rows = submissions.map((submission) => {
    const content = contents.get(submission);
    return {
      ...stateRow(submission),
      material: content?.material ?? {},
      images: content?.images ?? {},
      submitted_at: content?.submittedAt,
    };
  });
  const record = sql`jsonb_to_recordset(${jsonb(rows)}) as r(
    kind text, id text, unit_id text, rank smallint, sub_group_id text, revision int, status text, tag text,
    arrangement jsonb, order_info jsonb, is_later_addition boolean, material jsonb, images jsonb, hash text,
    submitted_at timestamptz, decision_id text, decision jsonb, decided_at timestamptz, last_review jsonb,
    is_deleted boolean, seq bigint)`;
  await sql`
    insert into submission as s (
      edition, kind, id, unit_id, rank, sub_group_id, revision, status, tag, arrangement, order_info,
      is_later_addition, material, images, hash, first_submitted_at, submitted_at,
      decision_id, decision, decided_at, last_review, is_deleted, seq)
    select ${edition}, r.kind, r.id, r.unit_id, r.rank, r.sub_group_id, r.revision, r.status, r.tag,
      r.arrangement, nullif(r.order_info, 'null'), r.is_later_addition, r.material, r.images, r.hash,
      r.submitted_at, r.submitted_at, r.decision_id, nullif(r.decision, 'null'), r.decided_at,
      nullif(r.last_review, 'null'), r.is_deleted, r.seq
    from ${record}
    on conflict (edition, kind, id) do update set
      sub_group_id = excluded.sub_group_id, revision = excluded.revision, status = excluded.status,
      tag = excluded.tag, arrangement = excluded.arrangement, order_info = excluded.order_info,
      is_later_addition = excluded.is_later_addition, material = excluded.material,
      images = excluded.images, hash = excluded.hash, submitted_at = excluded.submitted_at,
      decision_id = excluded.decision_id, decision = excluded.decision, decided_at = excluded.decided_at,
      last_review = excluded.last_review, is_deleted = excluded.is_deleted, seq = excluded.seq
    -- Another transaction made the same submission first: run again and judge it as what it then is.
    where s.revision < excluded.revision or excluded.is_deleted`.execute(trx);
  const kept = rows.filter((row) => !row.is_deleted);
  await eraseContents(
    trx,
    edition,
    rows.filter((row) => row.is_deleted),
  );
  await sql`
    insert into revision (edition, kind, id, revision, hash, submitted_at, material, images)
    select ${edition}, r.kind, r.id, r.revision, r.hash, r.submitted_at, r.material, r.images
    from jsonb_to_recordset(${jsonb(kept)}) as r(
      kind text, id text, revision int, hash text, submitted_at timestamptz, material jsonb, images jsonb)
  `.execute(trx);
  const refs = kept.flatMap((row) =>
    Object.values(row.images).map((sha256) => ({ sha256, kind: row.kind, id: row.id })),
  );
  await sql`
    insert into image_ref (edition, sha256, kind, id)
    select ${edition}, r.sha256, r.kind, r.id
    from jsonb_to_recordset(${jsonb(refs)}) as r(sha256 text, kind text, id text)
    on conflict do nothing`.execute(trx);
}

/** What a deleted submission had filled in goes for good; only its tombstone stays. */
async function eraseContents(
  trx: Transaction<Tables>,
  edition: string,
  rows: readonly { kind: string; id: string }[],
): Promise<void> {
  for (const table of ['revision', 'image_ref']) {
    if (rows.length === 0) return;
    await sql`
      delete from ${sql.table(table)} t
      using jsonb_to_recordset(${jsonb(rows.map(({ kind, id }) => ({ kind, id })))}) as r(kind text, id text)
      where t.edition = ${edition} and t.kind = r.kind and t.id = r.id`.execute(trx);
  }
}
