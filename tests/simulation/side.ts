/** What a day needs of a gateway, be it the model or the real one. */
import type { PushItem, Receipt } from '../../shared/protocol/push.ts';
import type { Effect } from './modelJudge.ts';

/** When every day begins. */
export const START_MS = Date.parse('2020-09-18T02:00:00.000Z');

/** How every person's document number and telephone begin: nothing of it may be readable when locked. */
export const DOCUMENT_NUMBER = '11010519491231';
export const PHONE = '1352333';

/** A submission as the gateway holds it. */
export interface Held {
  kind: 'unit' | 'attendee';
  id: string;
  unitId: string;
  subGroupId: string;
  revision: number;
  hash: string;
  seq: number;
  status: string;
  tag: string | null;
  decisionId: string | null;
  hasOrder: boolean;
  image: string | null;
}

/** Who sits at a workstation of the day. */
export interface SeatAccount {
  account: string;
  password: string;
}

export interface Side {
  readonly kind: 'model' | 'real';
  /** the day's clock reaches the gateway through this */
  setNow(ms: number): void;
  fetch(url: string, init: RequestInit): Promise<Response>;
  seat(who: SeatName): SeatAccount;

  // ── what others do ──
  register(unitId: string, people: number, subGroupId: string): Promise<void>;
  amend(kind: 'unit' | 'attendee', id: string): Promise<void>;
  addPerson(unitId: string, id: string): Promise<void>;
  /** orders, pays, passes: whatever comes next for the person */
  advance(attendeeId: string): Promise<void>;
  remove(kind: 'unit' | 'attendee', id: string): Promise<void>;
  transfer(unitId: string, to: string): Promise<void>;
  endSessions(): Promise<void>;
  /** another scope for the second reviewer; false where the side cannot */
  regrant(subGroups: string[]): Promise<boolean>;
  /** no cursor of before is taken any more */
  forgetCursors(): Promise<void>;
  backUp(): Promise<boolean>;
  /** the gateway comes back from its last backup under a new epoch */
  restore(): Promise<boolean>;

  // ── what it holds ──
  all(): Promise<Held[]>;
  /** submissions in the scope of a seat's account */
  inScope(who: SeatName): Promise<Held[]>;
  receipts(): Promise<Map<string, Receipt>>;
  /** every receipt ever given, those a restored gateway has forgotten included */
  issued(): Promise<ReadonlyMap<string, Receipt>>;
  effects(): Promise<Effect[]>;
  /** by workstation: the numbers used, ascending */
  numbers(): Promise<Map<string, number[]>>;
  /** every statement that ever arrived, by id */
  arrived(): ReadonlyMap<string, { item: PushItem; ws: string }>;
  /** the seq a seat's cursor stands for, or null if the gateway would refuse it */
  seqOfCursor(who: SeatName, cursor: string): Promise<number | null>;
  /** receipts that were told twice and differently */
  readonly contradictions: readonly string[];
  close(): Promise<void>;
}

export const SEAT_NAMES = ['first', 'second', 'secretariat'] as const;
export type SeatName = (typeof SEAT_NAMES)[number];
