/** What the workbook worker does for the page: holds one read file, gives its lists out, writes tables to bytes. */
import { sha256Hex } from '../../shared/domain/canonical.ts';
import { writeCsv } from '../../shared/workbooks/delimitedText.ts';
import { dataRows, findHeader, type HeaderRows, headerLabels } from '../../shared/workbooks/headerRows.ts';
import { type ListedRow, listedRows, rowsWithReasons } from '../../shared/workbooks/listedRows.ts';
import { type ColumnMapping, mapColumns, repeatedHeaders } from '../../shared/workbooks/listFields.ts';
import {
  READ_LIMITS,
  type ReadNotice,
  type ReadRefusal,
  type SheetSummary,
} from '../../shared/workbooks/readOutcome.ts';
import { isBlankRow, type SheetGrid, widthOf } from '../../shared/workbooks/sheetGrid.ts';
import type { EditionWords } from '../../shared/workbooks/submissionCells.ts';
import { type FigureBook, safeRows, type TableBook } from '../../shared/workbooks/tableBook.ts';
import { type BundleReply, type ChosenFile, ImageBundle, type ImageReading } from './imageBundle.ts';
import { type ReadResult, readPasted, readWorkbook } from './readWorkbook.ts';
import {
  type BookReading,
  readSubmissions,
  refusedBook,
  type TemplateWords,
  templateBook,
} from './submissionsBook.ts';
import { writeFigures, writeWorkbook } from './writeWorkbook.ts';

export type OpenReply =
  | { ok: true; sheets: SheetSummary[]; notices: ReadNotice[] }
  | { ok: false; refusal: ReadRefusal };

/** A sheet as the page shows it before its columns are chosen. */
export interface SheetLook {
  header: HeaderRows | null;
  labels: string[];
  mapping: ColumnMapping;
  /** the first rows below the header */
  samples: string[][];
  people: number;
  repeated: string[];
}
export interface WrittenFile {
  bytes: Uint8Array<ArrayBuffer>;
  /** lowercase hex SHA-256 */
  hash: string;
}
export type FileFormat = 'xlsx' | 'csv';

const SAMPLES = 4;

export class WorkbookRoom {
  #sheets: SheetGrid[] = [];
  #images = new ImageBundle();

  /** Reads a file; the one before it is forgotten. */
  async open(name: string, bytes: Uint8Array): Promise<OpenReply> {
    this.close();
    return this.#take(await readWorkbook({ name, bytes }, READ_LIMITS));
  }

  async paste(text: string, name: string): Promise<OpenReply> {
    this.close();
    return this.#take(readPasted(text, name, READ_LIMITS));
  }

  #take(result: ReadResult): OpenReply {
    if (!result.ok) return result;
    this.#sheets = result.sheets;
    const sheets = result.sheets.map(({ name, rows, isHidden }) => ({
      name,
      rows: rows.filter((row) => !isBlankRow(row)).length,
      columns: widthOf(rows),
      isHidden,
    }));
    return { ok: true, sheets, notices: result.notices };
  }

  close(): void {
    this.#sheets = [];
  }

  /** Takes the images of a workbook of submissions; those before are forgotten. */
  async openImages(files: ChosenFile[]): Promise<BundleReply> {
    const bundle = new ImageBundle();
    const reply = await bundle.take(files);
    this.#images = reply.ok ? bundle : new ImageBundle();
    return reply;
  }

  /** The open workbook as submissions, each with its image. */
  async submissions(words: EditionWords): Promise<BookReading> {
    return readSubmissions(this.#sheets, this.#images, words);
  }

  async image(path: string): Promise<ImageReading> {
    return this.#images.image(path);
  }

  async template(words: TemplateWords, edition: EditionWords): Promise<WrittenFile> {
    return written(writeWorkbook(templateBook(words, edition)));
  }

  async refused(
    rows: Parameters<typeof refusedBook>[1],
    words: Parameters<typeof refusedBook>[2],
  ): Promise<WrittenFile> {
    return written(writeWorkbook(refusedBook(this.#sheets, rows, words)));
  }

  /** Looks at a sheet under the given header, or under the one that is found. */
  async look(sheet: number, header: HeaderRows | null | 'find'): Promise<SheetLook> {
    const grid = this.#sheet(sheet);
    const rows = header === 'find' ? findHeader(grid) : header;
    const width = widthOf(grid.rows);
    const labels = rows === null ? Array.from({ length: width }, () => '') : headerLabels(grid, rows);
    const below = dataRows(grid, rows);
    return {
      header: rows,
      labels,
      mapping: mapColumns(labels),
      samples: below.slice(0, SAMPLES).map((row) => grid.rows[row] ?? []),
      people: below.length,
      repeated: repeatedHeaders(labels),
    };
  }

  async people(sheet: number, header: HeaderRows | null, mapping: ColumnMapping): Promise<ListedRow[]> {
    return listedRows(this.#sheet(sheet), header, mapping);
  }

  /** The list's own rows again, each with its reason, to be handed back to whoever made the list. */
  async remainder(
    sheet: number,
    header: HeaderRows | null,
    reasons: [rowNumber: number, reason: string][],
    reasonHeader: string,
    info: TableBook['info'],
  ): Promise<WrittenFile> {
    const grid = this.#sheet(sheet);
    const table = rowsWithReasons(grid, header, new Map(reasons), reasonHeader);
    return written(writeWorkbook({ sheetName: grid.name, ...table, info }));
  }

  async write(book: TableBook, format: FileFormat): Promise<WrittenFile> {
    if (format === 'xlsx') return written(writeWorkbook(book));
    return written(new TextEncoder().encode(writeCsv(safeRows([book.headers, ...book.rows]))));
  }

  async writeFigures(book: FigureBook): Promise<WrittenFile> {
    return written(writeFigures(book));
  }

  /** A text as the bytes of a file. */
  async seal(text: string): Promise<WrittenFile> {
    return written(new TextEncoder().encode(text));
  }

  #sheet(at: number): SheetGrid {
    const grid = this.#sheets[at];
    if (!grid) throw new Error('no such sheet');
    return grid;
  }
}

async function written(bytes: Uint8Array<ArrayBuffer>): Promise<WrittenFile> {
  return { bytes, hash: await sha256Hex(bytes) };
}
