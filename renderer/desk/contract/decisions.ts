/** Deciding: single acts, batches with their preview, undo; every refusal is a value. */
import type { GivenReason, Override } from '../../../shared/domain/decision.ts';
import type { AttendeeVerdict, SubmissionKind, Tag, UnitVerdict } from '../../../shared/domain/vocabulary.ts';
import type { FindingView, Seen } from './rows.ts';

export interface DecisionInput {
  kind: SubmissionKind;
  id: string;
  seen: Seen;
  verdict: UnitVerdict | AttendeeVerdict;
  tag?: Tag;
  reasons?: GivenReason[];
  note?: string;
  overrides?: Override[];
}

export type DecideRefusal =
  | 'changedSinceSeen'
  | 'notInScope'
  | 'lifeCycle'
  | 'reasonMissing'
  | 'textMissing'
  | 'tagMissing'
  | 'textTooLong'
  | 'tooManyReasons'
  | 'inFlight'
  | 'journalFull'
  | 'storageFault'
  | 'notOpen'
  | 'afterDeadline';
export interface Refused {
  kind: SubmissionKind;
  id: string;
  why: DecideRefusal;
  /** the life cycle's reason, for the sentence */
  detail?: string;
}
/** One act: what of it was taken (undone as one step) and what was refused, each with its reason. */
export interface DecideReply {
  /** null when nothing was taken */
  batchId: string | null;
  decided: number;
  refused: Refused[];
}

export type Scope = (
  | { type: 'ids'; kind: SubmissionKind; ids: string[] }
  | { type: 'query'; queryId: string; except: string[] }
) & {
  /** amended while they were on screen, and the change not looked at yet: left out, and said so */
  unseen?: string[];
};

export interface BatchAction {
  verdict: UnitVerdict | AttendeeVerdict;
  tag?: Tag;
  /** approve: also tag the units' untagged, unflagged people */
  alsoTag?: Tag;
}
export interface LeftOut {
  kind: SubmissionKind;
  id: string;
  name: string;
  why: 'flagged' | 'setAside' | DecideRefusal;
  detail?: string;
  findings: FindingView[];
}
/** A batch is a frozen list: what `confirmBatch` decides is what was seen here. */
export interface BatchPreview {
  previewId: string;
  go: number;
  leftOut: LeftOut[];
  /** what becomes of people: how many by tag, who pays, who goes on free, who stays untagged */
  cascade: { byTag: Record<Tag, number>; awaitingPayment: number; inPersonReview: number; untagged: number };
  neverOpened: { id: string; name: string }[];
  /** five of those that go, at random */
  spotCheck: { id: string; name: string }[];
}

export type UndoReply =
  | {
      ok: true;
      how: 'undone' | 'withdrawn' | 'retagged' | 'waitsForReceipt';
      count: number;
      refused: Refused[];
    }
  | { ok: false; why: 'nothing' | 'notWithdrawable' | 'alreadyUndone' | 'storageFault' };
