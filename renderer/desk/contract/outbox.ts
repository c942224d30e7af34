/** What became of decisions: on their way, in the tray, in the log. */
import type { GivenReason } from '../../../shared/domain/decision.ts';
import type { SubmissionKind, Tag, Verdict } from '../../../shared/domain/vocabulary.ts';
import type { CurrentDecision } from '../../../shared/protocol/feed.ts';
import type { ReceiptResult } from '../../../shared/protocol/push.ts';

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
  state: 'window' | 'queued' | 'inFlight' | 'awaitingFeed' | 'settled' | 'undone';
}
/** A decision that did not take effect: it stays here, with its text, until its author resolves it. */
export interface TrayRow extends Omit<OutboxRow, 'state' | 'uploadAt'> {
  result: Exclude<ReceiptResult, 'applied'> | 'fingerprint-mismatch' | 'refused';
  note: string;
  detail?: string;
  why?: string;
  theirs: CurrentDecision | null;
  /** fields and image slots that differ between what was seen and what is now */
  changed: string[];
  receivedAt: number;
  /** false when the subject is no longer in scope */
  canDecideAgain: boolean;
}

export interface SyncLogEntry {
  at: number;
  what: 'pull' | 'push' | 'fault' | 'signIn' | 'recover';
  items: number;
  detail?: string;
}
