/** Looks into a zip before any library does: really unpacks its parts, counts bytes and rows, keeps nothing. */
import { zipEntries } from '../../shared/workbooks/container.ts';
import type { ReadLimits, ReadRefusal } from '../../shared/workbooks/readOutcome.ts';
import { inflatedSize } from './inflate.ts';

const ENTRIES_MAX = 5_000;
const WORKSHEET = /^xl\/worksheets\/[^/]+\.xml$/i;
const MANIFEST = 'META-INF/manifest.xml';

export interface ZipReport {
  hasMacros: boolean;
  /** the last row of any sheet that holds something, counted from 1; null where the format does not tell */
  lastRow: number | null;
  /** formulas whose value the program that wrote them did not store */
  formulasWithoutValue: number;
}

/** Checks a zip that claims to be a workbook; a refusal says why nothing of it should be parsed. */
export async function checkZip(
  bytes: Uint8Array,
  limits: ReadLimits,
): Promise<{ ok: true; report: ZipReport } | { ok: false; refusal: ReadRefusal }> {
  const refuse = (refusal: ReadRefusal) => ({ ok: false as const, refusal });
  const tooFar = refuse({ why: 'inflatesTooFar', bytesMax: limits.inflatedBytes });
  const entries = zipEntries(bytes, ENTRIES_MAX);
  if (entries === null) return refuse({ why: 'damaged' });
  if (entries === 'tooMany') return tooFar;
  if (entries.some(({ isEncrypted }) => isEncrypted)) return refuse({ why: 'encrypted' });
  const names = new Set(entries.map(({ name }) => name));
  const isSheet = names.has('xl/workbook.xml') || names.has('xl/workbook.bin') || names.has('content.xml');
  if (!isSheet) return refuse({ why: 'notWorkbook', kind: 'zip' });
  // What is declared is checked first, for it costs nothing; a bomb that lies is found by unpacking.
  if (entries.reduce((sum, entry) => sum + entry.inflatedBytes, 0) > limits.inflatedBytes) return tooFar;
  const report: ZipReport = {
    hasMacros: entries.some(({ name }) => /vbaProject\.bin$|^Basic\//i.test(name)),
    lastRow: null,
    formulasWithoutValue: 0,
  };
  let inflated = 0;
  let rowsWithValues = 0;
  for (const entry of entries) {
    const rows = WORKSHEET.test(entry.name) ? new RowScanner() : null;
    const manifest = entry.name === MANIFEST ? { text: '' } : null;
    const size = await inflatedSize(bytes, entry, limits.inflatedBytes - inflated, (chunk) => {
      rows?.scan(chunk);
      if (manifest) manifest.text += new TextDecoder('latin1').decode(chunk);
    });
    if (size === 'tooFar') return tooFar;
    if (size === 'damaged') return refuse({ why: 'damaged' });
    inflated += size;
    if (manifest?.text.includes('encryption-data')) return refuse({ why: 'encrypted' });
    if (rows) {
      rows.finish();
      rowsWithValues = Math.max(rowsWithValues, rows.withValues);
      report.lastRow = Math.max(report.lastRow ?? 0, rows.last);
      report.formulasWithoutValue += rows.formulasWithoutValue;
    }
  }
  if (rowsWithValues > limits.rows) {
    return refuse({ why: 'tooManyRows', rows: rowsWithValues, rowsMax: limits.rows });
  }
  return { ok: true, report };
}

const ROW_OR_VALUE = /<(?:\w+:)?(row|v|is)\b(?:[^>]*?\sr="(\d+)")?/g;
const FORMULA_WITHOUT_VALUE = /<\/(?:\w+:)?f>\s*(?:<v\s*\/>|<v><\/v>|<\/c>)/g;
/** Longer than any cell's own tags: so much may wait for its end. */
const CARRIED_MAX = 4096;

/** Counts the rows of a worksheet's XML that hold something, from pieces cut anywhere. */
class RowScanner {
  withValues = 0;
  last = 0;
  formulasWithoutValue = 0;
  #rest = '';
  #row = 0;
  #isCounted = true;
  readonly #decoder = new TextDecoder('latin1');

  scan(chunk: Uint8Array): void {
    const text = this.#rest + this.#decoder.decode(chunk, { stream: true });
    // A cell that is cut off waits for its end; the last one of a sheet is followed by more than that.
    const cut = Math.max(text.lastIndexOf('<c '), text.lastIndexOf('<row'), text.length - CARRIED_MAX, 0);
    this.#rest = text.slice(cut);
    this.#count(text.slice(0, cut));
  }

  finish(): void {
    this.#count(this.#rest);
    this.#rest = '';
  }

  #count(text: string): void {
    for (const [, start, number] of text.matchAll(ROW_OR_VALUE)) {
      if (start === 'row') {
        this.#row = number === undefined ? this.#row + 1 : Number(number);
        this.#isCounted = false;
      } else if (!this.#isCounted) {
        this.#isCounted = true;
        this.withValues++;
        this.last = Math.max(this.last, this.#row);
      }
    }
    this.formulasWithoutValue += text.match(FORMULA_WITHOUT_VALUE)?.length ?? 0;
  }
}
