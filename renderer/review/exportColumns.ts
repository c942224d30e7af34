/** Columns an export begins with: what a list is mostly wanted for. */
import { EXPORT_COLUMNS, type ExportSubject } from '../desk/contract/exports.ts';

const USUAL: Record<ExportSubject, readonly string[]> = {
  units: [
    'unitName',
    'uscc',
    'category',
    'status',
    'people',
    'submittedAt',
    'verdict',
    'reasons',
    'decidedAt',
  ],
  attendees: [
    'name',
    'unitName',
    'documentType',
    'documentNumber',
    'phone',
    'jobTitle',
    'entryPeriod',
    'status',
    'tag',
  ],
  decisions: [...EXPORT_COLUMNS.decisions],
  letters: [],
};

export const usualColumns = (subject: ExportSubject): string[] => [...USUAL[subject]];
export const allColumns = (subject: ExportSubject): readonly string[] => EXPORT_COLUMNS[subject];
