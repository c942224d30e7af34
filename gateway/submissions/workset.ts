/** What one transaction has changed so far, and the stamping of it: the head row is its last lock. */
import { sql, type Transaction } from 'kysely';
import type { GivenReason } from '../../shared/domain/decision.ts';
import type { Tag, Verdict } from '../../shared/domain/vocabulary.ts';
import type { Tables } from '../database/tables.ts';
import { jsonb } from '../database/transact.ts';
import type { Content, Submission } from './states.ts';

/** A decision's effect as the registration side hears of it. */
export interface OutcomeNote {
  decisionId: string;
  verdict: Verdict;
  tag?: Tag | undefined;
  reasons: readonly GivenReason[];
  decidedAt: string;
}

/** Collects touched submissions; each is stamped once, however often it was touched. */
export interface Workset {
  /** the submission's state or content changed */
  touch(submission: Submission): void;
  /** its content changed as well: a new revision, or none at all after deletion */
  touchContent(submission: Submission, content: Content): void;
  /** it left a sub-group */
  noteExit(submission: Submission, fromSubGroupId: string): void;
  noteOutcome(submission: Submission, note: OutcomeNote): void;
  /** allots dense seqs to all that was touched, sets them on the submissions, writes; returns the new head */
  stamp(trx: Transaction<Tables>, edition: string): Promise<number>;
}

export function createWorkset(): Workset {
  const touched = new Set<Submission>();
  const contents = new Map<Submission, Content>();
  const exits = new Map<Submission, string>();
  const outcomes = new Map<Submission, OutcomeNote>();
  return {
    touch: (submission) => touched.add(submission),
    touchContent(submission, content) {
      touched.add(submission);
      contents.set(submission, content);
    },
    noteExit(submission, fromSubGroupId) {
      touched.add(submission);
      // Moved twice in one transaction: only the first place was ever seen by others.
      if (!exits.has(submission)) exits.set(submission, fromSubGroupId);
    },
    noteOutcome(submission, note) {
      touched.add(submission);
      outcomes.set(submission, note);
    },
    async stamp(trx, edition) {
      const submissions = [...touched];
      if (submissions.length === 0) return await readHead(trx, edition);
      const head = await advanceHead(trx, edition, submissions.length);
      let seq = head - submissions.length;
      for (const submission of submissions) {
        seq += 1;
        submission.seq = seq;
      }
      const fresh = submissions.filter((submission) => contents.has(submission));
      await writeStates(
        trx,
        edition,
        submissions.filter((submission) => !contents.has(submission)),
      );
      await writeContents(trx, edition, fresh, contents);
      await writeExits(trx, edition, exits);
      await writeOutcomes(trx, edition, outcomes);
      return head;
    },
  };
}

/** The head as committed; taken without a lock. */
export async function readHead(trx: Transaction<Tables>, edition: string): Promise<number> {
  const row = await trx.selectFrom('edition').select('head').where('id', '=', edition).executeTakeFirst();
  return row?.head ?? 0;
}

/** The last lock of every writing transaction: commits follow each other in the order of their seqs. */
async function advanceHead(trx: Transaction<Tables>, edition: string, by: number): Promise<number> {
  const row = await trx
    .updateTable('edition')
    .set((eb) => ({ head: eb('head', '+', by) }))
    .where('id', '=', edition)
    .returning('head')
    .executeTakeFirstOrThrow();
  return row.head;
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

async function writeStates(
  trx: Transaction<Tables>,
  edition: string,
  submissions: readonly Submission[],
): Promise<void> {
  if (submissions.length === 0) return;
  await sql`
    update submission s set
      sub_group_id = r.sub_group_id, status = r.status, tag = r.tag, arrangement = r.arrangement,
      order_info = nullif(r.order_info, 'null'), decision_id = r.decision_id,
      decision = nullif(r.decision, 'null'), decided_at = r.decided_at,
      last_review = nullif(r.last_review, 'null'), seq = r.seq
    from jsonb_to_recordset(${jsonb(submissions.map(stateRow))}) as r(
      kind text, id text, sub_group_id text, status text, tag text, arrangement jsonb, order_info jsonb,
      decision_id text, decision jsonb, decided_at timestamptz, last_review jsonb, seq bigint)
    where s.edition = ${edition} and s.kind = r.kind and s.id = r.id`.execute(trx);
}

async function writeContents(
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

async function writeExits(
  trx: Transaction<Tables>,
  edition: string,
  exits: ReadonlyMap<Submission, string>,
): Promise<void> {
  const rows = [...exits]
    .filter(([submission, from]) => submission.subGroupId !== from)
    .map(([submission, from]) => ({
      edition,
      seq: submission.seq,
      kind: submission.kind,
      id: submission.id,
      from_sub_group_id: from,
    }));
  if (rows.length > 0) await trx.insertInto('scope_exit').values(rows).execute();
}

async function writeOutcomes(
  trx: Transaction<Tables>,
  edition: string,
  outcomes: ReadonlyMap<Submission, OutcomeNote>,
): Promise<void> {
  if (outcomes.size === 0) return;
  const rows = [...outcomes].map(([submission, note]) => ({
    seq: submission.seq,
    kind: submission.kind,
    id: submission.id,
    revision: submission.revision,
    decision_id: note.decisionId,
    verdict: note.verdict,
    tag: note.tag ?? null,
    reasons: note.reasons,
    status: submission.status,
    decided_at: note.decidedAt,
  }));
  await sql`
    insert into outcome (edition, seq, kind, id, revision, decision_id, verdict, tag, reasons, status, decided_at)
    select ${edition}, r.* from jsonb_to_recordset(${jsonb(rows)}) as r(
      seq bigint, kind text, id text, revision int, decision_id text, verdict text, tag text,
      reasons jsonb, status text, decided_at timestamptz)`.execute(trx);
}
