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
export interface SyncLogEntry {
  at: number;
  what: 'pull' | 'push' | 'fault' | 'signIn' | 'recover';
  items: number;
  detail?: string;
}
