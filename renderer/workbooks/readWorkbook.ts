/** Reads a list from any file an office may hand over; what cannot be read is refused with its reason. */
import { type CellObject, CFB, read, SSF, type WorkBook, type WorkSheet } from 'xlsx';
import { fileKindOf, isMisnamed } from '../../shared/workbooks/container.ts';
import { readDelimited } from '../../shared/workbooks/delimitedText.ts';
import type { ReadLimits, ReadNotice, ReadRefusal } from '../../shared/workbooks/readOutcome.ts';
import {
  type CellMark,
  cellKey,
  isBlankRow,
  type MergedRange,
  type SheetGrid,
  widthOf,
} from '../../shared/workbooks/sheetGrid.ts';
import { decodeText } from '../../shared/workbooks/textEncoding.ts';
import { checkZip } from './zipCheck.ts';

export interface ReadFile {
  name: string;
  bytes: Uint8Array;
}
export type ReadResult =
  | { ok: true; sheets: SheetGrid[]; notices: ReadNotice[] }
  | { ok: false; refusal: ReadRefusal };

const refused = (refusal: ReadRefusal): ReadResult => ({ ok: false, refusal });

/** Reads a file's sheets. Blank sheets are left out; a file without any row is refused. */
export async function readWorkbook({ name, bytes }: ReadFile, limits: ReadLimits): Promise<ReadResult> {
  if (bytes.length === 0) return refused({ why: 'empty' });
  if (bytes.length > limits.fileBytes) {
    return refused({ why: 'tooLarge', bytes: bytes.length, bytesMax: limits.fileBytes });
  }
  const kind = fileKindOf(bytes);
  const notices: ReadNotice[] = isMisnamed(name, kind) ? [{ code: 'misnamed' }] : [];
  if (kind === 'text') return readText(bytes, name, limits, notices);
  let rowsToRead = limits.rows + 1;
  if (kind === 'zip') {
    const checked = await checkZip(bytes, limits);
    if (!checked.ok) return refused(checked.refusal);
    if (checked.report.hasMacros) notices.push({ code: 'macrosIgnored' });
    // A header and blank rows may stand above the rows that count.
    rowsToRead = checked.report.lastRow ?? rowsToRead;
    // The library leaves such cells out, so that they can be counted here only.
    const count = checked.report.formulasWithoutValue;
    if (count > 0) notices.push({ code: 'formulasWithoutValue', count });
  } else if (kind === 'compound') {
    const found = lookIntoCompound(bytes);
    if (found === 'damaged' || found === 'encrypted') return refused({ why: found });
    if (found === 'notWorkbook') return refused({ why: 'notWorkbook', kind });
    if (found.hasMacros) notices.push({ code: 'macrosIgnored' });
    rowsToRead = 65_536;
  } else return refused({ why: 'notWorkbook', kind });
  return readSheets(bytes, Math.max(1, rowsToRead), limits, notices);
}

/** Reads a table that was pasted, or a text file's. */
export function readPasted(text: string, name: string, limits: ReadLimits): ReadResult {
  return gridOfText(text, name, limits, []);
}

function readText(bytes: Uint8Array, name: string, limits: ReadLimits, notices: ReadNotice[]): ReadResult {
  const decoded = decodeText(bytes);
  if (decoded === null) return refused({ why: 'binaryText' });
  if (decoded.encoding === 'gb18030') notices.push({ code: 'gb18030' });
  if (decoded.encoding.startsWith('utf-16')) notices.push({ code: 'utf16' });
  return gridOfText(decoded.text, name, limits, notices);
}

function gridOfText(text: string, name: string, limits: ReadLimits, notices: ReadNotice[]): ReadResult {
  const { rows, isCut } = readDelimited(text.replace(/^\uFEFF/, ''), limits.rows + 1);
  if (isCut) return refused({ why: 'tooManyRows', rows: rows.length, rowsMax: limits.rows });
  return finished([{ name, rows, marks: new Map(), merges: [], isHidden: false }], limits, notices);
}

type Compound = 'damaged' | 'encrypted' | 'notWorkbook' | { hasMacros: boolean };

/** What an older file holds: its streams are named, whatever its ending says. */
function lookIntoCompound(bytes: Uint8Array): Compound {
  let names: string[];
  try {
    names = CFB.read(bytes, { type: 'array' }).FullPaths.map((path: string) => path.split('/').at(-1) ?? '');
  } catch {
    return 'damaged';
  }
  // A newer workbook with a password is wrapped so.
  if (names.includes('EncryptedPackage')) return 'encrypted';
  if (!names.includes('Workbook') && !names.includes('Book')) return 'notWorkbook';
  return { hasMacros: names.includes('VBA') || names.includes('_VBA_PROJECT') };
}

function readSheets(
  bytes: Uint8Array,
  rowsToRead: number,
  limits: ReadLimits,
  notices: ReadNotice[],
): ReadResult {
  let book: WorkBook;
  try {
    book = read(bytes, {
      type: 'array',
      dense: true,
      cellNF: true,
      cellText: false,
      cellHTML: false,
      bookVBA: false,
      sheetRows: rowsToRead,
    });
  } catch (error) {
    const isLocked = error instanceof Error && /password|encrypt/i.test(error.message);
    return refused({ why: isLocked ? 'encrypted' : 'damaged' });
  }
  if (book.SheetNames.length > limits.sheets) {
    return refused({ why: 'tooManySheets', sheets: book.SheetNames.length, sheetsMax: limits.sheets });
  }
  const counts: Counts = { formulas: 0, cellErrors: 0 };
  const sheets = book.SheetNames.flatMap((name, at) => {
    const sheet = book.Sheets[name];
    const isHidden = (book.Workbook?.Sheets?.[at]?.Hidden ?? 0) !== 0;
    return sheet ? [gridOf(name, sheet, isHidden, limits, counts)] : [];
  });
  for (const code of ['formulas', 'cellErrors'] as const) {
    if (counts[code] > 0) notices.push({ code, count: counts[code] });
  }
  return finished(sheets, limits, notices);
}

interface Counts {
  formulas: number;
  cellErrors: number;
}

function gridOf(
  name: string,
  sheet: WorkSheet,
  isHidden: boolean,
  limits: ReadLimits,
  counts: Counts,
): SheetGrid {
  const marks = new Map<string, CellMark>();
  const data = (sheet['!data'] ?? []) as (CellObject | undefined)[][];
  const rows = Array.from({ length: data.length }, (_, row) => {
    const cells = data[row] ?? [];
    return Array.from({ length: Math.min(cells.length, limits.columns + 1) }, (_, column) => {
      const cell = cells[column];
      if (!cell) return '';
      const { text, mark } = textOf(cell);
      if (mark !== undefined) marks.set(cellKey(row, column), mark);
      if (cell.f !== undefined && text !== '') counts.formulas++;
      if (mark === 'error') counts.cellErrors++;
      return text;
    });
  });
  const merges = (sheet['!merges'] ?? []).map(
    ({ s, e }): MergedRange => ({ firstRow: s.r, lastRow: e.r, firstColumn: s.c, lastColumn: e.c }),
  );
  while (rows.length > 0 && isBlankRow(rows.at(-1))) rows.pop();
  return { name, rows, marks, merges, isHidden };
}

/** A cell as text: whole numbers in full, dates as `YYYY-MM-DD`, formulas by the value that was stored. */
function textOf(cell: CellObject): { text: string; mark?: CellMark } {
  const { t: type, v: value, f: formula } = cell;
  if (type === 'e') return { text: typeof cell.w === 'string' ? cell.w : '#N/A', mark: 'error' };
  if (value === undefined || type === 'z') return { text: '' };
  if (value instanceof Date) return { text: value.toISOString().slice(0, 10), mark: 'date' };
  if (typeof value === 'number') {
    const format = String(cell.z ?? '');
    if (SSF.is_date(format)) return { text: dateText(value), mark: 'date' };
    return { text: String(value), mark: 'number' };
  }
  return formula === undefined ? { text: String(value) } : { text: String(value), mark: 'formula' };
}

function dateText(serial: number): string {
  const date = SSF.parse_date_code(serial);
  if (!date) return String(serial);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${date.y}-${two(date.m)}-${two(date.d)}`;
}

/** Leaves blank sheets out, holds the limits, and says which sheets are the same. */
function finished(grids: SheetGrid[], limits: ReadLimits, notices: ReadNotice[]): ReadResult {
  const sheets: SheetGrid[] = [];
  const sameAs = new Map<string, string>();
  for (const grid of grids) {
    const filled = grid.rows.filter((row) => !isBlankRow(row));
    if (filled.length === 0) continue;
    if (filled.length > limits.rows) {
      return refused({ why: 'tooManyRows', rows: filled.length, rowsMax: limits.rows });
    }
    if (widthOf(grid.rows) > limits.columns) {
      notices.push({ code: 'columnsCut', columnsMax: limits.columns });
      for (const row of grid.rows) row.splice(limits.columns);
    }
    const content = filled.map((row) => row.join('\u0001')).join('\u0002');
    const twin = sameAs.get(content);
    if (twin !== undefined) notices.push({ code: 'sheetsAlike', names: `${twin}, ${grid.name}` });
    else sameAs.set(content, grid.name);
    sheets.push(grid);
  }
  return sheets.length === 0 ? refused({ why: 'noRows' }) : { ok: true, sheets, notices };
}
