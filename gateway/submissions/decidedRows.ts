/** How the stamping statement writes decisions: those that took effect as one lean row each, all else in full. */
import { type RawBuilder, sql } from 'kysely';
import type { LastReview } from '../../shared/protocol/feed.ts';
import type { PushItem } from '../../shared/protocol/push.ts';
import type { NumbersNote } from '../access/workstations.ts';
import { jsonb } from '../database/transact.ts';
import type { DecidedBy } from './stamp.ts';
import type { Submission } from './states.ts';

/** An applied decision that holds on its subject, and is the subject's last review, when the push has ended. */
export interface DecidedRow {
  place: number;
  subject: Submission;
  n: number;
  fingerprint: string;
  payload: PushItem;
  reviewBefore: LastReview | null;
}

/**
 * A list of texts without spaces, which ids, hashes, numbers and closed sets are: as one text it is cheaper to
 * write and to read than as an array.
 */
function words(values: readonly (string | number)[]): RawBuilder<unknown> {
  return sql`string_to_array(${values.join(' ')}::text, ' ')`;
}

const NO_TAG = 'none';

/** Each decision, its subject's state, its outcome and its receipt, made by the server of one row. `h` is the head. */
export function writeDecided(
  edition: string,
  by: number,
  who: DecidedBy,
  rows: readonly DecidedRow[],
): RawBuilder<unknown> {
  const now = sql`${new Date(who.nowMs).toISOString()}::timestamptz`;
  return sql`,
    decided as (
      select h.head - ${by}::int + r.place as seq, r.*
      from h, rows from (
        unnest(
          ${words(rows.map(({ place }) => place))}::int[],
          ${words(rows.map(({ subject }) => subject.status))},
          ${words(rows.map(({ subject }) => (subject.kind === 'attendee' && subject.tag) || NO_TAG))},
          ${words(rows.map(({ n }) => n))}::bigint[],
          ${words(rows.map(({ payload }) => payload.id))},
          ${words(rows.map(({ subject }) => subject.kind))},
          ${words(rows.map(({ subject }) => subject.id))},
          ${words(rows.map(({ fingerprint }) => fingerprint))}),
        jsonb_array_elements(${jsonb(rows.map(({ payload }) => payload))}),
        jsonb_array_elements(${jsonb(rows.map(({ subject }) => subject.decision))}),
        jsonb_array_elements(${jsonb(rows.map(({ reviewBefore }) => reviewBefore))})
      ) as r(place, status, tag, n, id, kind, subject_id, fingerprint, payload, decision, review_before)),
    decided_states as (
      update submission s set
        status = r.status, tag = nullif(r.tag, ${sql.lit(NO_TAG)}), decision_id = r.id,
        decision = r.decision, decided_at = ${now},
        last_review = r.decision || jsonb_build_object('baseRevision', r.payload->'baseRevision'), seq = r.seq
      from decided r
      where s.edition = ${edition} and s.kind = r.kind and s.id = r.subject_id),
    decided_outcomes as (
      insert into outcome (
        edition, seq, kind, id, revision, decision_id, verdict, tag, reasons, status, decided_at)
      select ${edition}, r.seq, r.kind, r.subject_id, (r.payload->>'baseRevision')::int, r.id,
        r.payload->>'verdict', r.payload->>'tag', coalesce(r.payload->'reasons', '[]'), r.status, ${now}
      from decided r),
    decided_decisions as (
      insert into decision (id, edition, ws, n, account, fingerprint, received_at, payload, kind, subject_id,
        base_revision, seen_hash, previous_decision_id, verdict, result, receipt, seq, is_by_delegation,
        review_before)
      select r.id, ${edition}, ${who.ws}, r.n, ${who.account}, r.fingerprint, ${now}, r.payload, r.kind,
        r.subject_id, (r.payload->>'baseRevision')::bigint, r.payload->>'seenHash',
        r.payload->>'previousDecisionId', r.payload->>'verdict', 'applied',
        jsonb_build_object('id', r.id, 'result', 'applied', 'seq', r.seq), r.seq,
        ${who.isByDelegation}::boolean, nullif(r.review_before, 'null')
      from decided r)`;
}

/** Decisions of any result, each with its receipt; their subjects' states are written apart. */
export function insertDecisions(edition: string, by: number, who: DecidedBy, rows: readonly object[]) {
  const seq = sql`coalesce(h.head - ${by}::int + r.place, r.seq, h.head)`;
  return sql`,
    decisions as (
      insert into decision (id, edition, ws, n, account, fingerprint, received_at, payload, kind, subject_id,
        base_revision, seen_hash, previous_decision_id, verdict, result, receipt, seq, is_by_delegation,
        review_before)
      select r.id, ${edition}, ${who.ws}, r.n, ${who.account}, r.fingerprint,
        ${new Date(who.nowMs).toISOString()}::timestamptz, r.payload, r.payload->>'kind',
        r.payload->>'subjectId', (r.payload->>'baseRevision')::bigint, r.payload->>'seenHash',
        r.payload->>'previousDecisionId', r.payload->>'verdict', r.result,
        jsonb_set(r.receipt, '{seq}', to_jsonb(${seq})), ${seq}, ${who.isByDelegation}::boolean, r.review_before
      from h, jsonb_to_recordset(${jsonb(rows)}) as r(
        id text, n bigint, fingerprint text, payload jsonb, result text, receipt jsonb, place int, seq bigint,
        review_before jsonb))`;
}

/**
 * The numbers of the decisions, and how far those of their workstation go; its row is locked, and all of them
 * are above what it has.
 */
export function insertNumbers(ws: string, { added, contiguous, highest }: NumbersNote) {
  return sql`,
    attempts as (
      insert into attempt (ws, n, decision_id)
      select ${ws}, r.n, r.id
      from unnest(${words(added.map(({ n }) => n))}::bigint[], ${words(added.map(({ id }) => id))}) as r(n, id)),
    counted as (
      update workstation set contiguous = ${contiguous}, highest = ${highest} where id = ${ws})`;
}
