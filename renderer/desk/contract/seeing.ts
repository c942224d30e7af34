/** Looking beyond one submission: its twin beside it, what befell it, and pictures fetched before they are asked for. */
import type { GivenReason } from '../../../shared/domain/decision.ts';
import type { ImageRefs } from '../../../shared/domain/material.ts';
import type { SubmissionKind, Tag, Verdict } from '../../../shared/domain/vocabulary.ts';
import type { CurrentDecision } from '../../../shared/protocol/feed.ts';
import type { SyncMark } from './queries.ts';
import type { ImageReply, Row } from './rows.ts';

/** The reviewer's own decision that the feed does not carry yet. */
export interface LocalDecision {
  decisionId: string;
  verdict: Verdict;
  tag?: Tag;
  at: number;
  sync: SyncMark;
}

/** One of two submissions beside each other. */
export interface TwinSide {
  row: Row;
  images: ImageRefs;
  /** what holds at the gateway, and by whom */
  decision: CurrentDecision | null;
  local: LocalDecision | null;
}
/** A field of both; compared on the plain values, given masked where it is personal. */
export interface TwinField {
  field: string;
  left: unknown;
  right: unknown;
  isSame: boolean;
  isPersonal: boolean;
}
export interface Twins {
  left: TwinSide;
  right: TwinSide;
  fields: TwinField[];
  images: { slot: string; left: string | null; right: string | null }[];
  /** codes of the findings that the two share */
  shares: string[];
}

/** Something that befell a submission. `name`: whom it befell, for a unit's people. */
export type HistoryEvent = { kind: SubmissionKind; id: string; name: string; at: string } & (
  | { type: 'submitted'; revision: number; changed: string[] }
  | {
      type: 'decided';
      decisionId: string;
      verdict: Verdict;
      tag?: Tag;
      reasons?: GivenReason[];
      note?: string;
      by: string;
      revision: number | null;
      /** the reviewer's own on this machine: how far it has come; absent for what the gateway tells */
      sync?: SyncMark;
    }
  | { type: 'transferred'; by: string; from: string; to: string; reason: string }
);
export interface SubjectHistory {
  /** newest first */
  events: HistoryEvent[];
  /** images of past revisions by slot, newest first, each once; the present one left out */
  formerImages: { slot: string; sha256: string; revision: number }[];
  /** `gateway`: complete; `here`: what this machine knows, because the gateway could not be asked */
  source: 'gateway' | 'here';
}

export interface SeeingDesk {
  /** Two submissions of a kind side by side; null if either has left the scope. */
  twins(kind: SubmissionKind, id: string, otherId: string): Promise<Twins | null>;
  /** What befell a submission, a unit's people included; null if it has left the scope. */
  history(kind: SubmissionKind, id: string): Promise<SubjectHistory | null>;
  /** Images of a submission's past revisions, as far as they can be had. */
  formerImages(kind: SubmissionKind, id: string): Promise<Pick<SubjectHistory, 'formerImages' | 'source'>>;
  /**
   * An image that will probably be looked at next. From this machine always; from the gateway only while there
   * is a connection and room on the disk (`notNow` otherwise).
   */
  imageAhead(sha256: string, variant: 'thumb' | 'full'): Promise<ImageReply | { ok: false; why: 'notNow' }>;
}
