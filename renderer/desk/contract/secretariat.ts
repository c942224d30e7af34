/** Across sub-groups: moving units, what a withdrawal would do, and the news of what others did to one's own. */
import type { AttendeeStatus, SubmissionKind, Tag, Verdict } from '../../../shared/domain/vocabulary.ts';
import type { CurrentDecision } from '../../../shared/protocol/feed.ts';
import type { AccessRefusal } from './access.ts';
import type { Refused, Scope } from './decisions.ts';
import type { ActionRefusal } from './tray.ts';

export interface TransferPreview {
  previewId: string;
  /** those that may go, the first few by name */
  go: number;
  units: { id: string; name: string; subGroupId: string; people: number }[];
  people: number;
  /** where they are now, most first */
  from: { subGroupId: string; units: number }[];
  /** what is decided already goes along; what other workstations have not uploaded cannot be known */
  decided: { approved: number; tagged: number; underway: number };
  /** own decisions on them that are not uploaded yet */
  ownUnsent: number;
  /** `rejected`: waits for its registrant; `gone`: no longer here */
  leftOut: { id: string; name: string; why: 'rejected' | 'gone' }[];
}

/** Why a unit stayed, as the gateway says it. */
export interface NotTransferred {
  id: string;
  name: string;
  why: string;
}
export interface TransferOutcome {
  transferred: number;
  /** were there already */
  unchanged: number;
  refused: NotTransferred[];
  /** the gateway could not be asked any further; `unsure`: of so many it is not known whether they went */
  stopped: { why: AccessRefusal; left: number; unsure: number } | null;
}

export interface WithdrawalPreview {
  decision: CurrentDecision | null;
  /** made by this account, here or on another workstation */
  isOwn: boolean;
  refusal: ActionRefusal;
  /** who would change, and how */
  people: { id: string; name: string; tag: Tag | null; from: AttendeeStatus; to: AttendeeStatus }[];
  /** people of the unit whom it leaves as they are */
  untouched: number;
}

/** `withdrawn`, `overruled`: a decision of one's own holds no longer; `arrived`, `left`: a unit changed sub-groups. */
export const NEWS_KINDS = ['withdrawn', 'overruled', 'arrived', 'left'] as const;
export interface NewsRow {
  id: string;
  what: (typeof NEWS_KINDS)[number];
  kind: SubmissionKind;
  subjectId: string;
  /** null: it has left the scope, and nothing of it is kept here but its author's own decisions */
  name: string | null;
  at: number;
  by: string;
  reason: string;
  /** of a transfer: the other side */
  subGroupId?: string;
  /** what holds now instead of one's own */
  verdict?: Verdict;
  tag?: Tag;
  mine?: { verdict: Verdict; tag?: Tag; at: number };
  isRead: boolean;
}

export interface SecretariatDesk {
  /** What moving these units to another sub-group would mean; frozen for `confirmTransfer`. */
  previewTransfer(scope: Scope): Promise<TransferPreview>;
  /** Moves them at the gateway, at once and not by the outbox: it has to be reached. `undo` takes it back. */
  confirmTransfer(
    previewId: string,
    input: { toSubGroupId: string; reason: string },
  ): Promise<TransferOutcome>;
  previewWithdrawal(kind: SubmissionKind, id: string): Promise<WithdrawalPreview | null>;
  /** Newest first. */
  news(): Promise<NewsRow[]>;
  markNewsRead(): Promise<void>;
}

export type TransferUndo =
  | { ok: true; how: 'transferredBack'; count: number; refused: Refused[] }
  | { ok: false; why: 'needsGateway' | 'changedSince' };
