/** Lists of people from workbooks: matched against what is registered, previewed, applied as one batch of tags. */
import type { AttendeeStatus, Tag } from '../../../shared/domain/vocabulary.ts';
import type { ListedRow } from '../../../shared/workbooks/listedRows.ts';
import type { ColumnMapping } from '../../../shared/workbooks/listFields.ts';
import type { Doubt, MatchBasis } from '../../../shared/workbooks/matchLadder.ts';
import type { DecideRefusal, DecideReply } from './decisions.ts';

export interface ImportInput {
  rows: ListedRow[];
  /** the tag of rows that name none; null: such rows are left out */
  tag: Tag | null;
}

export const IMPORT_OUTCOMES = [
  /** goes: the person gets another tag than they have */
  'change',
  /** goes, and takes the place of the reviewer's own decision that is not uploaded yet */
  'changesUnsent',
  /** left out unless included: the person has an error or a warning, or was set aside */
  'flagged',
  /** nothing to do: the person has this tag */
  'already',
  /** a question: somebody may be meant, and the reviewer says whether */
  'doubtful',
  /** the life cycle forbids it; `refusal` says why */
  'blocked',
  /** the row cannot be used as it is: ruined number, unknown tag, nothing to find a person by */
  'unusable',
  /** an earlier row of the list says the same of the same person */
  'repeated',
  /** rows of the list say different things of the same person: none of them goes */
  'contradicted',
  /** nobody registered is meant */
  'none',
] as const;
export type ImportOutcome = (typeof IMPORT_OUTCOMES)[number];
export type Unusable =
  | 'rounded'
  | 'scientific'
  | 'numeric'
  | 'tagUnknown'
  | 'tagMissing'
  | 'noKey'
  | 'masked';

/** A person a row may mean. */
export interface ImportPerson {
  id: string;
  name: string;
  unitName: string;
  /** masked */
  documentNumber: string;
  /** masked */
  phone: string;
  status: AttendeeStatus;
  tag: Tag | null;
}

/** A row of the preview; what it holds of a person comes masked. */
export interface ImportRow {
  /** position in the list, from 0 */
  index: number;
  /** of the sheet, from 1 */
  rowNumber: number;
  name: string;
  documentNumber: string;
  unit: string;
  phone: string;
  tagText: string;
  tag: Tag | null;
  outcome: ImportOutcome;
  by: MatchBasis | null;
  doubt: Doubt | null;
  unusable: Unusable | null;
  refusal: { why: DecideRefusal; detail?: string } | null;
  /** who is meant, or who may be */
  people: ImportPerson[];
  /** the one the reviewer chose of a doubtful row's */
  chosen: string | null;
  /** the tag differs from the last edition's, which is printed on a badge to be used again */
  differsFromLast: boolean;
}

export interface ImportSummary {
  importId: string;
  rows: number;
  counts: Record<ImportOutcome, number>;
  /** what becomes of those that go, by the tag they get */
  byTag: Record<Tag, number>;
  awaitingPayment: number;
  inPersonReview: number;
  differsFromLast: number;
}
export type ImportReply =
  | ({ ok: true } & ImportSummary)
  | { ok: false; why: 'cancelled' | 'tooManyRows'; rowsMax: number };

/** What of a list is applied besides the rows that go. */
export interface ImportApply {
  includeFlagged: boolean;
}

export interface ImportDesk {
  /** Matches a list; `matchProgress` tells how far it has come. The list before it is forgotten. */
  matchList(input: ImportInput): Promise<ImportReply>;
  cancelMatching(): Promise<void>;
  /** How far a matching under way has come; null when none is. */
  matchProgress(): Promise<{ done: number; total: number } | null>;
  /** Rows of the given outcomes, `from` inclusive to `to` exclusive. */
  importRows(
    importId: string,
    outcomes: ImportOutcome[],
    from: number,
    to: number,
  ): Promise<{ total: number; rows: ImportRow[] }>;
  /** The reviewer's word on a doubtful row: the person meant, or null for none of them. */
  chooseMatch(importId: string, index: number, attendeeId: string | null): Promise<ImportReply>;
  /** Decides on all rows that go, as one act that `Z` takes back. */
  applyImport(importId: string, how: ImportApply): Promise<DecideReply>;
  closeImport(): Promise<void>;
  /** The columns chosen the last time a list had these headers, or null. */
  columnMapping(headers: string): Promise<ColumnMapping | null>;
  rememberColumns(headers: string, mapping: ColumnMapping): Promise<void>;
  /** Writes a file of rows handed back into the audit log; false if it could not be written. */
  logRemainder(file: { rowCount: number; fileHash: string }): Promise<boolean>;
}
