/** Exports: which rows, which columns, masked or full, and the log entry without which no file is handed out. */
import type { Query } from './queries.ts';

export const EXPORT_SUBJECTS = ['units', 'attendees', 'decisions', 'letters'] as const;
export type ExportSubject = (typeof EXPORT_SUBJECTS)[number];

export const EXPORT_COLUMNS = {
  units: [
    'unitName',
    'uscc',
    'category',
    'subGroup',
    'status',
    'people',
    'intentTotal',
    'contactName',
    'contactPhone',
    'contactEmail',
    'address',
    'submittedAt',
    'findings',
    'verdict',
    'reasons',
    'decidedBy',
    'decidedAt',
  ],
  attendees: [
    'name',
    'unitName',
    'gender',
    'personType',
    'documentType',
    'documentNumber',
    'phone',
    'email',
    'jobTitle',
    'entryPeriod',
    'subGroup',
    'status',
    'tag',
    'previousTag',
    'submittedAt',
    'findings',
  ],
  decisions: ['decidedAt', 'kind', 'subject', 'verdict', 'tag', 'reasons', 'note', 'state', 'batch'],
  letters: [],
} as const satisfies Record<ExportSubject, readonly string[]>;
export type UnitColumn = (typeof EXPORT_COLUMNS.units)[number];
export type AttendeeColumn = (typeof EXPORT_COLUMNS.attendees)[number];
export type DecisionColumn = (typeof EXPORT_COLUMNS.decisions)[number];

export type ExportScope = { type: 'all' } | { type: 'query'; query: Query } | { type: 'ids'; ids: string[] };

export interface ExportRequest {
  subject: ExportSubject;
  scope: ExportScope;
  columns: string[];
  /** personal data in clear; needs a purpose */
  isFull: boolean;
  purpose: string;
}

/** A cell: a text, or a word of a closed set (`code`) that the screen says in the reviewer's language. */
export type ExportCell = string | { code: string } | { reasons: { code: string; text: string }[] };

/** A letter to one registrant: what to correct of the unit and of its people. */
export interface CorrectionLetter {
  unitName: string;
  uscc: string;
  contactName: string;
  contactEmail: string;
  unitReasons: string[];
  people: { name: string; reasons: string[] }[];
}

export type ExportReply =
  | {
      ok: true;
      exportId: string;
      rows: ExportCell[][];
      letters: CorrectionLetter[];
      /** for the sheet that says where the file comes from */
      by: string;
      at: number;
      asOf: number | null;
    }
  | { ok: false; why: 'notAllowed' | 'purposeMissing' | 'purposeTooLong' | 'tooManyRows'; rowsMax: number };

export interface ExportDesk {
  exportCount(request: Pick<ExportRequest, 'subject' | 'scope'>): Promise<number>;
  exportRows(request: ExportRequest): Promise<ExportReply>;
  /** Writes the file into the audit log; a file is handed out only after this has said true. */
  logExport(file: {
    exportId: string;
    rowCount: number;
    fileHash: string;
    isPrint: boolean;
  }): Promise<boolean>;
}
