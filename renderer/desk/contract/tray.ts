/** Parked decisions as work for their author: details, comparisons, resolving one or all of a kind. */
import type { GivenReason, Override } from '../../../shared/domain/decision.ts';
import type { ImageRefs } from '../../../shared/domain/material.ts';
import type { SubmissionKind, Tag, Verdict } from '../../../shared/domain/vocabulary.ts';
import type { CurrentDecision } from '../../../shared/protocol/feed.ts';
import type { ReceiptResult } from '../../../shared/protocol/push.ts';
import type { DecideRefusal } from './decisions.ts';
import type { NewsRow } from './secretariat.ts';

export type ParkedResult = Exclude<ReceiptResult, 'applied'> | 'fingerprint-mismatch' | 'refused';
/** Somebody changed something meanwhile: to be looked at beside what was seen. All else failed. */
export const CONFLICT_RESULTS = ['stale', 'decided'] as const;

export interface ParkedWords {
  result: ParkedResult;
  /** the rule, for a sentence of our own */
  why?: string;
  /** the gateway's words */
  detail?: string;
}

/** A decision that did not take effect: it stays here, with its text, until its author resolves it. */
export interface TrayRow extends ParkedWords {
  decisionId: string;
  batchId: string;
  kind: SubmissionKind;
  subjectId: string;
  name: string;
  verdict: Verdict;
  tag?: Tag;
  reasons: GivenReason[];
  note: string;
  confirmedAt: number;
  receivedAt: number;
  /** what holds at the gateway as far as is known here */
  theirs: CurrentDecision | null;
  /** fields and image slots that differ between what was seen and what is now */
  changed: string[];
  /** false when the subject is no longer in scope */
  canDecideAgain: boolean;
  /** it was to follow a withdrawal that was refused itself: why */
  withdrawal?: ParkedWords;
}

/** Which reading of a submission is meant. */
export type VersionRef =
  | { of: 'now' }
  /** as it was on screen a moment ago, by the hash of the row that was shown */
  | { of: 'shown'; hash: string }
  /** as it was when this decision of one's own was made */
  | { of: 'seen'; decisionId: string }
  | { of: 'revision'; revision: number };

/** Values are masked where they are personal; absent ones are undefined. */
export interface FieldDifference {
  field: string;
  before: unknown;
  after: unknown;
  isPersonal: boolean;
}
export interface ImageDifference {
  slot: string;
  before: string | null;
  after: string | null;
}
export interface ReasonOutlook {
  reason: GivenReason;
  /** whether the field or image it is pinned to changed; `stillFound`: it did, and the checks find fault with it */
  outlook: 'changed' | 'stillFound' | 'unchanged' | 'unpinned';
}
export interface Comparison {
  before: { ref: VersionRef; revision: number | null; images: ImageRefs };
  after: { ref: VersionRef; revision: number | null; images: ImageRefs; hash: string | null };
  changes: FieldDifference[];
  /** fields that are the same on both sides */
  unchanged: string[];
  images: ImageDifference[];
  /** the reasons given on `before`: mended or not */
  reasons: ReasonOutlook[];
}
export type CompareReply =
  | { ok: true; comparison: Comparison }
  /** `offline`: the gateway has it; `gone`: out of scope or withdrawn; `notKept`: nobody has it any more */
  | { ok: false; why: 'offline' | 'gone' | 'notKept' };

export const TRAY_ACTIONS = ['review', 'asDecided', 'overrule', 'accept', 'discard'] as const;
export type TrayAction = (typeof TRAY_ACTIONS)[number];
/** Whether an action is open: `null` yes, else why not (`notFor`: it makes no sense for this kind). */
export type ActionRefusal = { why: DecideRefusal | 'notFor' | 'notWithdrawable'; detail?: string } | null;

export interface TrayDetail extends TrayRow {
  /** the unit was moved to another sub-group, as far as that was told */
  moved: NewsRow | null;
  overrides: Override[];
  baseRevision: number;
  /** what I saw beside what is now */
  mine: CompareReply;
  /** what I saw beside what they saw; null where nobody else decided */
  theirsSaw: CompareReply | null;
  theirsRevision: number | null;
  actions: Record<TrayAction, ActionRefusal>;
}

/** `asDecided`: the same verdict on what is now; `overrule`: theirs withdrawn and mine after it, as one act. */
export type TrayHow = 'asDecided' | 'overrule' | 'accepted' | 'discarded';
export const TRAY_GROUPS = [
  /** what changed does not touch what my reasons are pinned to */
  'untouched',
  /** it does: they may have been mended */
  'touched',
  /** mine was given without reasons, so any change counts */
  'anyChange',
  /** the other decision says the same as mine */
  'agrees',
  'differs',
  'plain',
  /** what was seen cannot be compared, so it is not decided unseen */
  'notComparable',
  'refused',
] as const;
export type TrayGroup = (typeof TRAY_GROUPS)[number];

export interface TrayPreviewRow {
  decisionId: string;
  kind: SubmissionKind;
  subjectId: string;
  name: string;
  verdict: Verdict;
  tag?: Tag;
  theirs: CurrentDecision | null;
  changed: string[];
  refusal: ActionRefusal;
}
export interface TrayPreviewGroup {
  group: TrayGroup;
  /** `asked`: only if the reviewer includes it */
  goes: 'yes' | 'asked' | 'no';
  rows: TrayPreviewRow[];
}
/** A frozen list, as a batch's: what is confirmed is decided on what was seen here. */
export interface TrayPreview {
  previewId: string;
  how: TrayHow;
  groups: TrayPreviewGroup[];
}
export interface TrayOutcome {
  batchId: string | null;
  /** parked decisions that were resolved by it */
  done: string[];
  failed: { decisionId: string; why: DecideRefusal | 'notFor' | 'notWithdrawable'; detail?: string }[];
}
