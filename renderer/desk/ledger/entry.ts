/** A decision confirmed on this workstation, and the states it goes through. */
import type { Decision } from '../../../shared/domain/decision.ts';
import type { SubmissionKind, Tag } from '../../../shared/domain/vocabulary.ts';
import type { Receipt } from '../../../shared/protocol/push.ts';
import { type ActItem, FRAME_ITEMS } from './frames.ts';

export type EntryState =
  /** confirmed, never attempted: in the undo window or queued */
  | 'window'
  /** has its `n`; sent or about to be, no receipt yet */
  | 'attempted'
  /** receipt says applied; the feed has not reached it */
  | 'applied'
  /** did not take effect; in the tray */
  | 'parked'
  | 'settled'
  | 'undone'
  /** its author decided again before it was attempted */
  | 'replaced'
  /** taken out of the tray by its author */
  | 'resolved';

export interface Entry extends ActItem {
  state: EntryState;
  batchId: string;
  chunkId: string;
  order: number;
  confirmedAt: number;
  /** how long it waits before upload, so that it can be undone */
  windowMs: number;
  /** ms since epoch; its upload may begin then */
  uploadAt: number;
  n?: number;
  receipt?: Receipt;
  receivedAt?: number;
  /** the journal has it */
  isSaved: boolean;
}

/** A stored standing, as plain as it lies in the work database. */
export interface StandingItem {
  id: string;
  state: string;
  n?: number;
  seq?: number;
  result?: string;
}

export const CHUNK_ITEMS = FRAME_ITEMS;
/** States nothing happens in by itself any more; an undo or a restored gateway may wake them. */
export const AT_REST = ['settled', 'undone', 'resolved'] as const;
export type OpenState = Exclude<EntryState, (typeof AT_REST)[number]>;
export const isOneOf = (states: readonly EntryState[], state: EntryState) => states.includes(state);
/** States in which a decision covers what the feed says of its subject. */
export const COVERING: readonly EntryState[] = ['window', 'attempted', 'applied'];

export const subjectKey = (kind: SubmissionKind, id: string): string => `${kind}:${id}`;
/** What a subject's key names. */
export function subjectOf(key: string): { kind: SubmissionKind; id: string } {
  const kind = key.startsWith('unit:') ? 'unit' : 'attendee';
  return { kind, id: key.slice(kind.length + 1) };
}
export const keyOf = ({ decision }: ActItem) => subjectKey(decision.kind, decision.subjectId);

/** The decision's tag if it is one about a tag. */
export function tagOf(decision: Decision): Tag | undefined {
  return decision.kind === 'attendee' ? decision.tag : undefined;
}
