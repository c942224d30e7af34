/** What reading a workbook may come to: the sheets with what has to be said about them, or why not. */
import type { FileKind } from './container.ts';

/** Limits within which a file is read; what lies beyond is refused with a sentence. */
export interface ReadLimits {
  fileBytes: number;
  /** of a zip's parts together, as really unpacked */
  inflatedBytes: number;
  rows: number;
  columns: number;
  sheets: number;
  timeMs: number;
}

export const READ_LIMITS: ReadLimits = {
  fileBytes: 50 * 1024 * 1024,
  inflatedBytes: 160 * 1024 * 1024,
  rows: 50_000,
  columns: 200,
  sheets: 50,
  timeMs: 60_000,
};

export type ReadRefusal =
  | {
      why:
        | 'empty'
        | 'encrypted'
        | 'damaged'
        | 'noRows'
        | 'tooSlow'
        | 'cancelled'
        | 'binaryText'
        | 'unreadable';
    }
  | { why: 'tooLarge'; bytes: number; bytesMax: number }
  | { why: 'inflatesTooFar'; bytesMax: number }
  | { why: 'tooManyRows'; rows: number; rowsMax: number }
  | { why: 'tooManySheets'; sheets: number; sheetsMax: number }
  | { why: 'notWorkbook'; kind: FileKind };

export type ReadNotice =
  | { code: 'misnamed' | 'macrosIgnored' | 'gb18030' | 'utf16' }
  | { code: 'formulas'; count: number }
  | { code: 'formulasWithoutValue'; count: number }
  | { code: 'cellErrors'; count: number }
  | { code: 'columnsCut'; columnsMax: number }
  | { code: 'sheetsAlike'; names: string };

/** What is told of a sheet before it is chosen. */
export interface SheetSummary {
  name: string;
  /** rows with anything in them */
  rows: number;
  columns: number;
  isHidden: boolean;
}
