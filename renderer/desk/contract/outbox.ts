/** What became of decisions: on their way, delivered, taken back; and the log. */
import type { GivenReason } from '../../../shared/domain/decision.ts';
import type { SubmissionKind, Tag, Verdict } from '../../../shared/domain/vocabulary.ts';

export interface OutboxRow {
  decisionId: string;
  batchId: string;
  kind: SubmissionKind;
  subjectId: string;
  name: string;
  verdict: Verdict;
  tag?: Tag;
  reasons: GivenReason[];
  confirmedAt: number;
  /** ms since epoch; only while in the undo window */
  uploadAt?: number;
  state: 'window' | 'queued' | 'inFlight' | 'awaitingFeed' | 'settled' | 'parked' | 'resolved' | 'undone';
}
/** One act as its author took it, be it a single decision or a batch. */
export interface ActRow {
  batchId: string;
  /** of its first subject, the unit where its people were tagged along */
  kind: SubmissionKind;
  subjectId: string;
  name: string;
  verdict: Verdict;
  tag?: Tag;
  /** decisions in it */
  count: number;
  confirmedAt: number;
  /** of the one that has come least far */
  state: OutboxRow['state'];
  /** something of it may still be taken back */
  isTakeable: boolean;
}
export interface SyncLogEntry {
  at: number;
  what: 'pull' | 'push' | 'fault' | 'signIn' | 'recover';
  items: number;
  detail?: string;
}
