/** What the journal records: each confirmed act, each undo, each `n`, marks and tray resolutions, in order. */
import type { Decision } from '../../../shared/domain/decision.ts';
import type { SubmissionKind, Tag } from '../../../shared/domain/vocabulary.ts';

/** One decision of an act with what the desk needs besides the statement itself. */
export interface ActItem {
  decision: Decision;
  /** the subject's name, for lists; sealed with the rest */
  label: string;
  /** its unit: uploads keep the order of confirmation within a unit */
  unitId: string;
  /** the earlier, never attempted decision on the same subject whose place this takes */
  replaces?: string;
  /** attendees: the tag that held before, for undoing a re-tag after upload */
  formerTag?: Tag;
  /** this decision takes back that one, by the reviewer's undo */
  undoOf?: string;
}

export interface ActFrame {
  t: 'act';
  no: number;
  batchId: string;
  at: number;
  windowMs: number;
  items: ActItem[];
}
export interface UndoFrame {
  t: 'undo';
  no: number;
  at: number;
  ids: string[];
}
export interface AttemptFrame {
  t: 'attempt';
  no: number;
  at: number;
  ns: [id: string, n: number][];
}
export interface MarkFrame {
  t: 'mark';
  no: number;
  kind: SubmissionKind;
  id: string;
  revision: number;
  isSet: boolean;
}
export interface ResolveFrame {
  t: 'resolve';
  no: number;
  at: number;
  ids: string[];
  how: 'discarded' | 'accepted';
}
/** The workstation got a new name; what has no receipt is numbered anew under it. */
export interface RenameFrame {
  t: 'rename';
  no: number;
  ws: string;
}
/** First frame of a compacted journal: what the left-out frames still mean. */
export interface BaseFrame {
  t: 'base';
  no: number;
  highestN: number;
}
export type Frame = ActFrame | UndoFrame | AttemptFrame | MarkFrame | ResolveFrame | RenameFrame | BaseFrame;

/** A frame before it has its number. */
export type NewFrame = Frame extends infer F ? (F extends Frame ? Omit<F, 'no'> : never) : never;
