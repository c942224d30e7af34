/**
 * A column of texts, joined by thousands: half a million strings are half a million objects, and a search of
 * one joined text is an order of magnitude faster than one of each row's own.
 */
import { arrayOf, bytesOf, type Column, type PackedColumn, PackedIndexError } from './columns.ts';

/** Rows joined to one text each. */
const CHUNK = 8192;
/** Changed rows of a chunk that are kept beside it until it is joined anew. */
const CHANGES_MAX = 256;
/** Between two rows; whoever searches looks for texts without it, and none is found across rows. */
const BETWEEN = '\n';

const encoder = new TextEncoder();

export class TextColumn implements Column {
  /** the joined texts of full chunks, each row followed by `BETWEEN` */
  #chunks: string[] = [];
  /** where each row of the full chunks ends in its chunk */
  #ends = new Int32Array(0);
  /** rows after the last full chunk */
  #tail: string[] = [];
  /** rows of full chunks that were set again, and how many of each chunk */
  #changed = new Map<number, string>();
  #changes: number[] = [];

  /** `chunkRows`: other than in use where a test wants to see many chunks of few rows */
  constructor(private readonly chunkRows = CHUNK) {}

  get length(): number {
    return this.#chunks.length * this.chunkRows + this.#tail.length;
  }

  /** The text of a row; undefined where there is no such row. */
  get(row: number): string | undefined {
    const first = this.#chunks.length * this.chunkRows;
    if (row >= first) return this.#tail[row - first];
    if (row < 0) return undefined;
    return this.#changed.size ? (this.#changed.get(row) ?? this.#joined(row)) : this.#joined(row);
  }

  #joined(row: number): string {
    return (this.#chunks[Math.floor(row / this.chunkRows)] ?? '').slice(this.#startOf(row), this.#ends[row]);
  }

  #startOf(row: number): number {
    return row % this.chunkRows === 0 ? 0 : (this.#ends[row - 1] ?? 0) + 1;
  }

  /** True if the row has exactly this text. */
  equals(row: number, text: string): boolean {
    if (row >= this.#chunks.length * this.chunkRows || this.#changed.has(row)) return this.get(row) === text;
    const start = this.#startOf(row);
    if ((this.#ends[row] ?? 0) - start !== text.length) return false;
    return (this.#chunks[Math.floor(row / this.chunkRows)] ?? '').startsWith(text, start);
  }

  set(row: number, text: string): void {
    const first = this.#chunks.length * this.chunkRows;
    if (row < first) {
      if (!this.equals(row, text)) this.#change(row, text);
      return;
    }
    while (this.length < row) this.#append('');
    if (row < this.length) this.#tail[row - first] = text;
    else this.#append(text);
  }

  #append(text: string): void {
    this.#tail.push(text);
    if (this.#tail.length < this.chunkRows) return;
    this.#join(this.#chunks.length, this.#tail);
    this.#tail = [];
  }

  #change(row: number, text: string): void {
    const chunk = Math.floor(row / this.chunkRows);
    if (!this.#changed.has(row)) this.#changes[chunk] = (this.#changes[chunk] ?? 0) + 1;
    this.#changed.set(row, text);
    if ((this.#changes[chunk] ?? 0) > Math.min(CHANGES_MAX, this.chunkRows >> 1)) this.#rejoin(chunk);
  }

  #rejoin(chunk: number): void {
    const texts = Array.from(
      { length: this.chunkRows },
      (_, at) => this.get(chunk * this.chunkRows + at) ?? '',
    );
    this.#join(chunk, texts);
    for (let row = chunk * this.chunkRows; row < (chunk + 1) * this.chunkRows; row++)
      this.#changed.delete(row);
    this.#changes[chunk] = 0;
  }

  #join(chunk: number, texts: readonly string[]): void {
    const needed = (chunk + 1) * this.chunkRows;
    if (this.#ends.length < needed) {
      const grown = new Int32Array(Math.max(needed, this.#ends.length + (this.#ends.length >> 1)));
      grown.set(this.#ends);
      this.#ends = grown;
    }
    let end = -1;
    texts.forEach((text, at) => {
      end += 1 + text.length;
      this.#ends[chunk * this.chunkRows + at] = end;
    });
    this.#chunks[chunk] = `${texts.join(BETWEEN)}${BETWEEN}`;
  }

  /** Sets 1 at each row whose text has `word` in it; the word is neither empty nor has a line's end in it. */
  mark(word: string, found: Uint8Array): void {
    for (const [chunk, text] of this.#chunks.entries()) {
      let row = chunk * this.chunkRows;
      const last = row + this.chunkRows - 1;
      for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, (this.#ends[row] ?? 0) + 1)) {
        row = this.#rowAt(at, row, last);
        if (!this.#changed.has(row)) found[row] = 1;
        if (row === last) break;
      }
    }
    for (const [row, text] of this.#changed) if (text.includes(word)) found[row] = 1;
    const first = this.#chunks.length * this.chunkRows;
    for (const [at, text] of this.#tail.entries()) if (text.includes(word)) found[first + at] = 1;
  }

  /** The row of a place in its chunk's text, from `row` on: by doubled steps, then by halves. */
  #rowAt(at: number, row: number, last: number): number {
    const ends = this.#ends;
    let step = 1;
    let low = row;
    while (low + step <= last && (ends[low + step - 1] ?? 0) < at) {
      low += step;
      step *= 2;
    }
    let high = Math.min(low + step, last);
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) < at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Ends of all rows, then the bytes of each chunk's text, then the texts in UTF-8. */
  pack(length: number): PackedColumn {
    for (const [chunk, count] of this.#changes.entries()) if (count) this.#rejoin(chunk);
    const texts = [...this.#chunks, `${this.#tail.join(BETWEEN)}${BETWEEN}`].map((text) =>
      encoder.encode(text),
    );
    const ends = new Int32Array(length + texts.length);
    ends.set(this.#ends.subarray(0, this.#chunks.length * this.chunkRows));
    let end = -1;
    for (const [at, text] of this.#tail.entries()) {
      end += 1 + text.length;
      ends[this.#chunks.length * this.chunkRows + at] = end;
    }
    ends.set(
      texts.map(({ byteLength }) => byteLength),
      length,
    );
    const size = texts.reduce((sum, { byteLength }) => sum + byteLength, ends.byteLength);
    const bytes = new Uint8Array(size);
    bytes.set(bytesOf(ends, ends.length));
    let at = ends.byteLength;
    for (const text of texts) {
      bytes.set(text, at);
      at += text.byteLength;
    }
    return { bytes };
  }

  restore({ bytes }: PackedColumn, length: number): void {
    // A mark at the beginning of a text is part of it.
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    const chunkCount = Math.floor(length / this.chunkRows) + 1;
    const headBytes = (length + chunkCount) * 4;
    const head = arrayOf('i32', bytes.subarray(0, headBytes), length + chunkCount);
    const texts: string[] = [];
    let at = headBytes;
    for (const size of head.subarray(length)) {
      texts.push(decoder.decode(bytes.subarray(at, at + size)));
      at += size;
    }
    if (at !== bytes.byteLength) throw new PackedIndexError('texts of another length');
    this.clear();
    const first = (chunkCount - 1) * this.chunkRows;
    const last = texts.pop() ?? '';
    this.#chunks = texts;
    this.#ends = head.slice(0, first);
    for (let row = first; row < length; row++)
      this.#tail.push(last.slice(row === first ? 0 : (head[row - 1] ?? 0) + 1, head[row]));
  }

  clear(): void {
    this.#chunks = [];
    this.#ends = new Int32Array(0);
    this.#tail = [];
    this.#changed.clear();
    this.#changes = [];
  }
}
