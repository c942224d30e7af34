/** Tables as text: csv and what is pasted from a spreadsheet, read and written. Digits stay texts. */

const DELIMITERS = ['\t', ',', ';'] as const;
type Delimiter = (typeof DELIMITERS)[number];

/** The delimiter that cuts the first lines most evenly; a tab wins where there is any, for pasted cells. */
export function delimiterOf(text: string): Delimiter {
  const head = text.slice(0, 20_000).split(/\r\n?|\n/, 20);
  let best: { delimiter: Delimiter; score: number } = { delimiter: ',', score: 0 };
  for (const delimiter of DELIMITERS) {
    const counts = head.filter((line) => line !== '').map((line) => line.split(delimiter).length - 1);
    const score = counts.filter((count) => count > 0 && count === counts[0]).length * (counts[0] ?? 0);
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

export interface ReadText {
  rows: string[][];
  /** the text went on after `rowsMax` rows */
  isCut: boolean;
}

/** Reads a table (RFC 4180, and what spreadsheets make of it): quotes, quotes within, line ends within quotes. */
export function readDelimited(text: string, rowsMax: number, delimiter = delimiterOf(text)): ReadText {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  const endCell = (cell: string) => row.push(cell);
  while (at <= text.length) {
    const { cell, next } = text[at] === '"' ? quotedCell(text, at, delimiter) : bareCell(text, at, delimiter);
    endCell(cell);
    if (text[next] === delimiter) {
      at = next + 1;
      continue;
    }
    rows.push(row);
    row = [];
    if (next >= text.length) break;
    at = next + (text[next] === '\r' && text[next + 1] === '\n' ? 2 : 1);
    if (at >= text.length) break;
    if (rows.length >= rowsMax) return { rows, isCut: true };
  }
  return { rows, isCut: false };
}

function bareCell(text: string, from: number, delimiter: string): { cell: string; next: number } {
  let next = from;
  while (next < text.length) {
    const letter = text[next];
    if (letter === delimiter || letter === '\n' || letter === '\r') break;
    next++;
  }
  return { cell: text.slice(from, next), next };
}

function quotedCell(text: string, from: number, delimiter: string): { cell: string; next: number } {
  let cell = '';
  let at = from + 1;
  while (at < text.length) {
    const quote = text.indexOf('"', at);
    // An opening quote that never closes is a letter like any other: else it would swallow the rest.
    if (quote === -1) return bareCell(text, from, delimiter);
    cell += text.slice(at, quote);
    if (text[quote + 1] !== '"') {
      const rest = bareCell(text, quote + 1, delimiter);
      return { cell: cell + rest.cell, next: rest.next };
    }
    cell += '"';
    at = quote + 2;
  }
  return bareCell(text, from, delimiter);
}

const needsQuotes = (cell: string) => /["\r\n,;\t]|^\s|\s$/.test(cell);

/** Writes a csv with the mark by which spreadsheets know UTF-8, lines ended as they expect. */
export function writeCsv(rows: Iterable<readonly string[]>): string {
  let text = '\uFEFF';
  for (const row of rows) {
    text += row.map((cell) => (needsQuotes(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',');
    text += '\r\n';
  }
  return text;
}
