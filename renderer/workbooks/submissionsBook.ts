/** The worker's part of importing submissions: the template, the rows with their images, what was refused. */
import { ImageFinder } from '../../shared/workbooks/imageNames.ts';
import type { SheetGrid } from '../../shared/workbooks/sheetGrid.ts';
import type { EditionWords } from '../../shared/workbooks/submissionCells.ts';
import {
  SUBMISSION_FIELDS,
  SUBMISSION_SHEETS,
  type SubmissionSheet,
} from '../../shared/workbooks/submissionFields.ts';
import {
  findSubmissionSheets,
  type RowToImport,
  submissionRows,
} from '../../shared/workbooks/submissionRows.ts';
import type { TableBook } from '../../shared/workbooks/tableBook.ts';
import type { ImageBundle } from './imageBundle.ts';

export type BookReading =
  | { ok: true; rows: RowToImport[]; sheets: string[]; ignored: string[] }
  | { ok: false; why: 'noSheet' }
  | { ok: false; why: 'noColumns'; sheet: string; kind: SubmissionSheet; missing: string[] };

/** Reads the sheets that hold submissions and finds each row's image among those chosen. */
export async function readSubmissions(
  grids: readonly SheetGrid[],
  images: ImageBundle,
  words: EditionWords,
): Promise<BookReading> {
  const found = findSubmissionSheets(grids);
  if (found.length === 0) return { ok: false, why: 'noSheet' };
  const poor = found.find(({ missing }) => missing.length > 0);
  if (poor)
    return { ok: false, why: 'noColumns', sheet: poor.grid.name, kind: poor.sheet, missing: poor.missing };
  const rows = found.flatMap(({ grid, sheet, headerRow }) => submissionRows(grid, sheet, headerRow, words));
  await findImages(rows, images);
  const known = new Set(found.map(({ grid }) => grid.name));
  const ignored = grids.map(({ name }) => name).filter((name) => !known.has(name));
  return { ok: true, rows, sheets: [...known], ignored };
}

async function findImages(rows: readonly RowToImport[], images: ImageBundle): Promise<void> {
  const finder = new ImageFinder(images.paths);
  for (const row of rows) {
    const field = row.sheet === 'units' ? 'qualificationDocument' : 'photo';
    const named = row.imageName === '' ? finder.ofKey(row.key) : finder.named(row.imageName);
    if (named === null) continue;
    const reading = typeof named === 'string' ? named : await images.image(named.path);
    if (reading === 'none' || reading === 'many')
      refuse(row, field, reading === 'none' ? 'noImage' : 'manyImages');
    else if (!reading.ok) refuse(row, field, reading.why);
    else {
      row.imageHash = reading.sha256;
      // By its path from here on: it is read anew when it goes.
      if (typeof named !== 'string') row.imageName = named.path;
    }
  }
}

function refuse(row: RowToImport, field: string, why: RowToImport['refusals'][number]['why']): void {
  row.refusals.push({ field, why, ...(row.imageName ? { seen: row.imageName.slice(0, 40) } : {}) });
  delete row.material;
}

/** Names of the two sheets, columns in one language, an example row to be written over, choices explained. */
export interface TemplateWords {
  sheets: Record<SubmissionSheet, string>;
  info: TableBook['info'];
  language: 'zh' | 'en';
}

const headersOf = (sheet: SubmissionSheet, language: 'zh' | 'en'): string[] =>
  SUBMISSION_FIELDS[sheet].map((field) => `${field[language]}${field.isRequired ? '*' : ''}`);

export function templateBook({ sheets, info, language }: TemplateWords, edition: EditionWords): TableBook {
  const choices = SUBMISSION_SHEETS.flatMap((sheet) =>
    SUBMISSION_FIELDS[sheet].flatMap((field): [string, string][] => {
      const own = field.id === 'subGroupId' || field.id === 'entryPeriod' ? edition[field.id] : field.words;
      if (field.kind !== 'choice' || !own) return [];
      const shown = own.map(([value, zh, en]) => (language === 'zh' ? zh : en) ?? value).join(' / ');
      return [[`${sheets[sheet]} · ${field[language]}`, shown]];
    }),
  );
  return {
    sheetName: sheets.units,
    headers: headersOf('units', language),
    rows: [],
    more: [{ sheetName: sheets.attendees, headers: headersOf('attendees', language), rows: [] }],
    info: { ...info, lines: [...info.lines, ...choices] },
  };
}

/** The refused rows as they were, each with its reason: mended, the workbook can be handed in again. */
export function refusedBook(
  grids: readonly SheetGrid[],
  refused: readonly { sheet: SubmissionSheet; rowNumber: number; reason: string }[],
  words: TemplateWords & { reasonHeader: string },
): TableBook {
  const found = findSubmissionSheets(grids);
  const tableOf = (kind: SubmissionSheet) => {
    const source = found.find(({ sheet }) => sheet === kind);
    const headers = source ? (source.grid.rows[source.headerRow] ?? []) : headersOf(kind, words.language);
    const rows = refused
      .filter(({ sheet }) => sheet === kind)
      .map(({ rowNumber, reason }) => [
        ...headers.map((_, column) => source?.grid.rows[rowNumber - 1]?.[column] ?? ''),
        reason,
      ]);
    return { sheetName: words.sheets[kind], headers: [...headers, words.reasonHeader], rows };
  };
  return { ...tableOf('units'), more: [tableOf('attendees')], info: words.info };
}
