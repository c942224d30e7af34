/** What the journal records: each confirmed act, each undo, each `n`, marks and tray resolutions, in order. */
import type { Decision } from '../../../shared/domain/decision.ts';
import type { SubmissionKind, Tag } from '../../../shared/domain/vocabulary.ts';
import type { Receipt } from '../../../shared/protocol/push.ts';

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
  /** a large act is cut into so many frames (`of`), counted from 0; it counts only when all are there */
  part?: number;
  of?: number;
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
/** The author takes such a resolution back: the decisions lie in the tray again. */
export interface UnresolveFrame {
  t: 'unresolve';
  no: number;
  at: number;
  ids: string[];
}
/** The workstation got a new name; what has no receipt is numbered anew under it. */
export interface RenameFrame {
  t: 'rename';
  no: number;
  ws: string;
}
/** Receipts that cannot be stored in the work database, for a newer program has it. */
export interface ReceiptsFrame {
  t: 'receipts';
  no: number;
  at: number;
  receipts: Receipt[];
}
/** Who works here and on what, for unlocking out of reach of the gateway when the work database is lost. */
export interface IdentityFrame {
  t: 'identity';
  no: number;
  identity: unknown;
}
/** IndexedDB failed: it is not written again until the named process is gone, or the reviewer says so. */
export interface FaultFrame {
  t: 'fault';
  no: number;
  at: number;
  /** absent where a page cannot know it: in a browser */
  processId?: string;
}
/** The fault is over: the process was restarted since. */
export interface ClearFrame {
  t: 'clear';
  no: number;
  at: number;
}
/** First frame of a compacted journal: what the left-out frames still mean. */
export interface BaseFrame {
  t: 'base';
  no: number;
  highestN: number;
}
export type Frame =
  | ActFrame
  | UndoFrame
  | AttemptFrame
  | MarkFrame
  | ResolveFrame
  | UnresolveFrame
  | RenameFrame
  | ReceiptsFrame
  | IdentityFrame
  | FaultFrame
  | ClearFrame
  | BaseFrame;

/** A frame before it has its number. */
export type NewFrame = Frame extends infer F ? (F extends Frame ? Omit<F, 'no'> : never) : never;

/** Items of one frame, and of one block in the work database. */
export const FRAME_ITEMS = 500;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A frame as the journal takes it: an act of more than `FRAME_ITEMS` as several, all with its number. */
export function writtenFrames(frame: Frame): Uint8Array<ArrayBuffer>[] {
  if (frame.t !== 'act' || frame.items.length <= FRAME_ITEMS) return [encoder.encode(JSON.stringify(frame))];
  const of = Math.ceil(frame.items.length / FRAME_ITEMS);
  return Array.from({ length: of }, (_, part) => {
    const items = frame.items.slice(part * FRAME_ITEMS, (part + 1) * FRAME_ITEMS);
    return encoder.encode(JSON.stringify({ ...frame, items, part, of }));
  });
}

/** The frames of an opened journal; an act of which a part is missing was never acknowledged and is left out. */
export function readFrames(plain: readonly Uint8Array<ArrayBuffer>[]): Frame[] {
  const frames: Frame[] = [];
  let parts: ActFrame[] = [];
  for (const bytes of plain) {
    const frame = JSON.parse(decoder.decode(bytes)) as Frame;
    if (frame.t !== 'act' || frame.of === undefined) {
      frames.push(frame);
      continue;
    }
    const goesOn = frame.part === parts.length && frame.batchId === (parts[0]?.batchId ?? frame.batchId);
    parts = frame.part === 0 ? [frame] : goesOn ? [...parts, frame] : [];
    if (parts.length !== frame.of) continue;
    const { part, of, ...whole } = frame;
    frames.push({ ...whole, items: parts.flatMap(({ items }) => items) });
    parts = [];
  }
  return frames;
}

/** The fault that these frames leave standing, if any: the last one that was not cleared. */
export function standingFault(frames: readonly Frame[]): FaultFrame | null {
  const last = frames.findLast(({ t }) => t === 'fault' || t === 'clear');
  return last?.t === 'fault' ? last : null;
}
