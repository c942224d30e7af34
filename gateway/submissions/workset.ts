/** What one transaction has changed so far, and the stamping of it: the head row is its last lock. */
import type { Transaction } from 'kysely';
import type { GivenReason } from '../../shared/domain/decision.ts';
import type { Tag, Verdict } from '../../shared/domain/vocabulary.ts';
import type { LastReview } from '../../shared/protocol/feed.ts';
import type { PushItem, Receipt } from '../../shared/protocol/push.ts';
import type { Tables } from '../database/tables.ts';
import type { DecidedRow } from './decidedRows.ts';
import { advanceHead, type DecidedBy, movedRow, writeContents } from './stamp.ts';
import type { Content, Submission } from './states.ts';

/** A decision's effect as the registration side hears of it. */
export interface OutcomeNote {
  decisionId: string;
  verdict: Verdict;
  tag?: Tag | undefined;
  reasons: readonly GivenReason[];
  decidedAt: string;
}

/** A decision with its receipt, stored in the same statement that gives its subject its seq. */
export interface ReceiptNote {
  decision: { id: string; n: number; fingerprint: string; payload: PushItem | null };
  result: Receipt['result'];
  receipt: Omit<Receipt, 'seq'>;
  /** whose seq the receipt carries; null: the head's */
  subject: Submission | null;
  reviewBefore: LastReview | null;
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
  noteReceipt(note: ReceiptNote): void;
  /**
   * Allots dense seqs to all that was touched, sets them on the submissions, writes; returns the new head.
   * `by` where receipts were noted: then the transaction ends with it, and nothing may be written after it.
   */
  stamp(trx: Transaction<Tables>, edition: string, by?: DecidedBy): Promise<number>;
}

export function createWorkset(): Workset {
  const touched = new Set<Submission>();
  const contents = new Map<Submission, Content>();
  const exits = new Map<Submission, string>();
  const outcomes = new Map<Submission, OutcomeNote>();
  const receipts: ReceiptNote[] = [];
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
    noteReceipt: (note) => receipts.push(note),
    async stamp(trx, edition, by) {
      const submissions = [...touched];
      if (submissions.length === 0 && receipts.length === 0) return await readHead(trx, edition);
      const placeOf = new Map(submissions.map((submission, index) => [submission, index + 1]));
      const { decided, others } = by ? sortReceipts(receipts, placeOf) : { decided: [], others: [] };
      const isDecided = new Set(decided.map(({ subject }) => subject));
      const rows = {
        states: submissions
          .filter((submission) => !contents.has(submission) && !isDecided.has(submission))
          .map((submission) => placed(placeOf, submission, movedRow(submission))),
        exits: [...exits]
          .filter(([submission, from]) => submission.subGroupId !== from)
          .map(([submission, from]) => placed(placeOf, submission, { from_sub_group_id: from })),
        outcomes: [...outcomes]
          .filter(([submission]) => !isDecided.has(submission))
          .map(([submission, note]) => placed(placeOf, submission, outcomeRow(submission, note))),
        decisions: by
          ? { by, decided, rows: others.map((note) => decisionRow(note, placeOf)).sort(byId) }
          : null,
      };
      const isLast = by !== undefined && contents.size === 0;
      const head = await advanceHead(trx, edition, submissions.length, rows, isLast);
      for (const [submission, place] of placeOf) submission.seq = head - submissions.length + place;
      const fresh = submissions.filter((submission) => contents.has(submission));
      await writeContents(trx, edition, fresh, contents);
      return head;
    },
  };
}

/**
 * Most of a push: decisions that took effect, were not followed by another on the same subject, and are its last
 * review. Their subjects' states and outcomes follow from them.
 */
function sortReceipts(
  receipts: readonly ReceiptNote[],
  placeOf: ReadonlyMap<Submission, number>,
): { decided: DecidedRow[]; others: ReceiptNote[] } {
  const decided: DecidedRow[] = [];
  const others: ReceiptNote[] = [];
  for (const note of receipts) {
    const { decision, result, subject, reviewBefore } = note;
    const { n, fingerprint, payload } = decision;
    const place = subject ? placeOf.get(subject) : undefined;
    const isLast =
      payload !== null && subject?.decision?.id === payload.id && subject.lastReview?.id === payload.id;
    if (result === 'applied' && subject && payload && place !== undefined && isLast)
      decided.push({ place, subject, n, fingerprint, payload, reviewBefore });
    else others.push(note);
  }
  return { decided: decided.sort((a, b) => (a.payload.id < b.payload.id ? -1 : 1)), others };
}

/** A row that will get the seq of its place: the head before this transaction plus it. */
function placed(placeOf: ReadonlyMap<Submission, number>, submission: Submission, row: object): object {
  return { ...row, place: placeOf.get(submission), kind: submission.kind, id: submission.id };
}

function outcomeRow(submission: Submission, note: OutcomeNote): object {
  return {
    revision: submission.revision,
    decision_id: note.decisionId,
    verdict: note.verdict,
    tag: note.tag ?? null,
    reasons: note.reasons,
    status: submission.status,
    decided_at: note.decidedAt,
  };
}

interface DecisionRow {
  id: string;
  [column: string]: unknown;
}

/** Members that are undefined are left out, and null in the row. */
function decisionRow(note: ReceiptNote, placeOf: ReadonlyMap<Submission, number>): DecisionRow {
  const { decision, result, receipt, subject, reviewBefore } = note;
  const place = subject ? placeOf.get(subject) : undefined;
  return {
    ...decision,
    payload: decision.payload ?? undefined,
    result,
    receipt,
    place,
    seq: place === undefined ? subject?.seq : undefined,
    review_before: reviewBefore ?? undefined,
  };
}

/** So that two transactions that bring the same ids cannot wait for each other. */
function byId(a: DecisionRow, b: DecisionRow): number {
  return a.id < b.id ? -1 : 1;
}

/** The head as committed; taken without a lock. */
export async function readHead(trx: Transaction<Tables>, edition: string): Promise<number> {
  const row = await trx.selectFrom('edition').select('head').where('id', '=', edition).executeTakeFirst();
  return row?.head ?? 0;
}
