/**
 * What the search box looks through: a row's fields, those in Chinese apart from pinyin and codes, for most
 * texts typed can be in one of the two only, and each is an eighth or a half of the bytes of both.
 */
import { TextColumn } from './textColumn.ts';

/** Beyond the first 256 characters, which the engine keeps in one byte each. */
const WIDE = /[\u0100-\uffff]/;
const WIDE_ALL = /[\u0100-\uffff]+/g;

export class SearchColumn {
  /** fields with Chinese in them */
  readonly wide = new TextColumn();
  /** the other fields, and what is not Chinese of the first */
  readonly narrow = new TextColumn();

  get(row: number): string {
    const [wide, narrow] = [this.wide.get(row) ?? '', this.narrow.get(row) ?? ''];
    return wide && narrow ? `${wide}\n${narrow}` : wide || narrow;
  }

  /** `text`: the fields, a line each. */
  set(row: number, text: string): void {
    if (!WIDE.test(text)) {
      this.wide.set(row, '');
      this.narrow.set(row, text);
      return;
    }
    const [wide, narrow]: [string[], string[]] = [[], []];
    for (const line of text.split('\n')) {
      if (!WIDE.test(line)) narrow.push(line);
      else {
        wide.push(line);
        narrow.push(...line.split(WIDE_ALL).filter(Boolean));
      }
    }
    this.wide.set(row, wide.join('\n'));
    this.narrow.set(row, narrow.join('\n'));
  }

  /** True if a field of the row has the word in it, which has no blanks and no line's end. */
  has(row: number, word: string): boolean {
    return this.#of(word).get(row)?.includes(word) ?? false;
  }

  /** Sets 1 at each row that has the word in a field. */
  mark(word: string, found: Uint8Array): void {
    this.#of(word).mark(word, found);
  }

  #of(word: string): TextColumn {
    return WIDE.test(word) ? this.wide : this.narrow;
  }
}
