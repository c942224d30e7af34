/**
 * A block's submissions as text: a JSON array with a line for each, so that one is read, or copied as it lies
 * there, without parsing the others. Blocks of before are one line and are parsed whole.
 */
import type { PutItem } from '../../../shared/protocol/feed.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const NEWLINE = 10;
const COMMA = 44;
const BRACE = 123;
const HEAD = '[\n';

/** The text of a block; null where a submission has left. */
export function blockText(items: readonly (PutItem | null)[]): Uint8Array<ArrayBuffer> {
  return blockOfLines(items.map((item) => JSON.stringify(item)));
}

/** The text of a block whose submissions came as lines, each the JSON of an object without blanks around it. */
export function blockOfLines(lines: readonly string[]): Uint8Array<ArrayBuffer> {
  return encoder.encode(lines.length ? `${HEAD}${lines.join(',\n')}\n]` : '[]');
}

export class BlockText {
  /** where each line begins, and one past the last; none where the block is one line */
  readonly #starts: number[] = [];
  #parsed: (PutItem | null)[] | null = null;

  constructor(private readonly bytes: Uint8Array<ArrayBuffer>) {
    if (bytes[1] !== NEWLINE) return;
    for (let at = 1; at !== -1; at = bytes.indexOf(NEWLINE, at + 1)) this.#starts.push(at + 1);
  }

  /** One submission; null if it has left, or never was. */
  item(position: number): PutItem | null {
    if (!this.#starts.length) return this.items()[position] ?? null;
    const line = this.#line(position);
    return line && (JSON.parse(decoder.decode(line)) as PutItem | null);
  }

  /** The same as it lies here, the JSON of an object. */
  textOf(position: number): Uint8Array | null {
    if (!this.#starts.length) {
      const item = this.items()[position];
      return item ? encoder.encode(JSON.stringify(item)) : null;
    }
    const line = this.#line(position);
    // The other thing a line can say is that it has left.
    return line?.[0] === BRACE ? line : null;
  }

  /** All of them, in order. */
  items(): (PutItem | null)[] {
    this.#parsed ??= JSON.parse(decoder.decode(this.bytes)) as (PutItem | null)[];
    return this.#parsed;
  }

  #line(position: number): Uint8Array | null {
    const from = this.#starts[position];
    const next = this.#starts[position + 1];
    if (from === undefined || next === undefined) return null;
    const end = next - 1;
    return this.bytes.subarray(from, this.bytes[end - 1] === COMMA ? end - 1 : end);
  }
}
