/** The part of the contract that speaks of submissions handed to the registration side, from a workbook. */
import type { RowToImport } from '../../../shared/workbooks/submissionRows.ts';

/** What becomes of a row, as far as this desk knows; the gateway has the last word. */
export type IntakeOutcome =
  | 'new'
  /** joins a unit that is approved already */
  | 'added'
  | 'amended'
  /** entry period or delivery only */
  | 'arranged'
  | 'unchanged'
  /** the workbook's row itself is refused */
  | 'rowRefused'
  /** no such unit here, or its row is refused */
  | 'noUnit'
  /** registered with another unit: one person, one badge */
  | 'otherUnit'
  /** submitted, and not up for amendment now */
  | 'notAmendable';
export const GOING: readonly IntakeOutcome[] = ['new', 'added', 'amended', 'arranged'];

export interface PlannedRow {
  outcome: IntakeOutcome;
  /** otherUnit: the unit that has the person */
  unitName?: string;
}
export interface IntakePlan {
  planId: string;
  /** one for each row, in their order */
  rows: PlannedRow[];
  /** indices of the rows that go, in the order in which they go: units before their people */
  order: number[];
}

export type IntakeStop = 'offline' | 'signInNeeded' | 'notGranted' | 'gatewayFault' | 'imageRefused';
export interface SentRow {
  /** index of the row */
  at: number;
  result: 'accepted' | 'unchanged' | 'refused';
  /** the gateway's words */
  detail?: string;
}
export type SendReply = { ok: true; rows: SentRow[] } | { ok: false; why: IntakeStop };

export interface IntakeDesk {
  /** The account may hand in submissions for the whole delegation. */
  mayImportSubmissions(): Promise<boolean>;
  /** Compares rows with what is registered; changes nothing. The plan before it is forgotten. */
  planIntake(rows: RowToImport[]): Promise<IntakePlan>;
  /** Stores an image that rows of a plan name by its hash; once is enough. */
  putIntakeImage(sha256: string, bytes: Uint8Array): Promise<{ ok: true } | { ok: false; why: IntakeStop }>;
  /** Hands `from` (inclusive) to `to` (exclusive) of the plan's order in; again is harmless. */
  sendIntake(planId: string, from: number, to: number): Promise<SendReply>;
  /** Writes into the log what was imported; false if that could not be written. */
  logIntake(entry: { rowCount: number; fileHash: string }): Promise<boolean>;
  closeIntake(): Promise<void>;
}
