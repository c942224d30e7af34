/** Deciding: single acts, batches with their preview, undo; every refusal is a value. */
import type { CascadeCount, CascadeEnd } from '../../../shared/domain/cascade.ts';
import type { GivenReason, Override } from '../../../shared/domain/decision.ts';
import type { Severity } from '../../../shared/domain/finding.ts';
import type {
  AttendeeStatus,
  AttendeeVerdict,
  SubmissionKind,
  Tag,
  UnitVerdict,
} from '../../../shared/domain/vocabulary.ts';
import type { Seen } from './rows.ts';

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
  /** the gravest of its findings; what they are is asked for where it is read (`findingsOf`) */
  severity: Severity | null;
  /** of those that may be included: what becomes of people if they are */
  cascade?: CascadeCount;
  /** and how many of them are tagged along */
  taggedAlong?: number;
}
/** What the reviewer adds when a batch is confirmed. */
export interface BatchConfirmation {
  /** ids among those left out as flagged or set aside that shall go all the same */
  include?: string[];
  reasons?: GivenReason[];
  note?: string;
  /** recorded with each error finding of those included */
  overrideNote?: string;
}
/** One of the people a batch moves or leaves where they are. */
export interface CascadePerson {
  id: string;
  /** the row of the batch they go with: their unit, or themselves */
  subjectId: string;
  name: string;
  unitName: string;
  /** the tag they will have */
  tag: Tag | null;
  end: CascadeEnd;
}
/** What taking many decisions back does. */
export interface BatchWithdrawal {
  /** decisions that somebody else made: taking those back wants a reason, which they will read */
  ofOthers: number;
  /** who made them */
  authors: string[];
  /** how many people change, and how */
  changes: { from: AttendeeStatus; to: AttendeeStatus; count: number }[];
  /** who they are; the first of them where there are very many */
  people: { id: string; name: string; unitName: string; from: AttendeeStatus; to: AttendeeStatus }[];
}
/** A batch is a frozen list: what `confirmBatch` decides is what was seen here. */
export interface BatchPreview {
  previewId: string;
  go: number;
  leftOut: LeftOut[];
  /** what becomes of people, of all that go: how many pay, go on free, stay untagged or wait */
  cascade: CascadeCount;
  /** who they are, of all that go or may be included; the first of them where there are very many */
  people: CascadePerson[];
  /** how many are tagged along with their units' approval */
  taggedAlong: number;
  /** whose badge of an earlier edition carries another tag than the one now given, so that it cannot be reused */
  badgeReuse: { id: string; name: string; previousTag: Tag }[];
  /** of taking back: whose decisions, and who changes; null for other acts */
  withdrawal: BatchWithdrawal | null;
  /** of a rejection or a return, whose text people will read: those nobody looked at in this session */
  neverOpened: { id: string; name: string }[];
  /** five of those that go, at random */
  spotCheck: { id: string; name: string }[];
}

/** What taking an act back would do now. */
export interface TakeBackPreview {
  batchId: string;
  /** of it never left this machine: undone as if it had not been */
  here: number;
  /** of it is at the gateway: withdrawn, or the former tag given back */
  uploaded: number;
  /** of it stays, each with why */
  refused: Refused[];
}

export type UndoReply =
  | {
      ok: true;
      how: 'undone' | 'withdrawn' | 'retagged' | 'waitsForReceipt' | 'transferredBack';
      count: number;
      refused: Refused[];
    }
  | {
      ok: false;
      why: 'nothing' | 'notWithdrawable' | 'alreadyUndone' | 'storageFault' | 'needsGateway' | 'changedSince';
    };
