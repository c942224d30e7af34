/** Texts that are each there once, numbered as they came and found again by a table of hashes: ids, half a million of them. */
import { arrayOf, bytesOf, type Column, type PackedColumn } from './columns.ts';
import { TextColumn } from './textColumn.ts';

const SLOTS_MIN = 1024;

/** FNV-1a, mixed once more: ids differ in their last characters. The packed table depends on it. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}

export class KeyedTexts {
  readonly texts = new TextColumn();
  /** number + 1 of the text of that hash, or of one before it; 0: free. Never more than half full */
  #slots = new Int32Array(SLOTS_MIN);
  /** the last text found: one subject is asked for many times in a row, and a text keeps its number */
  #lastText: string | null = null;
  #lastNumber = 0;
  /** the table, packed beside the texts */
  readonly table: Column;

  constructor() {
    this.table = {
      pack: (): PackedColumn => ({ bytes: bytesOf(this.#slots, this.#slots.length) }),
      restore: ({ bytes }) => {
        this.#lastText = null;
        this.#slots = arrayOf('i32', bytes, bytes.byteLength >> 2);
      },
      clear: () => {
        this.#lastText = null;
        this.#slots = new Int32Array(SLOTS_MIN);
      },
    };
  }

  get length(): number {
    return this.texts.length;
  }

  get(number: number): string | undefined {
    return this.texts.get(number);
  }

  /** The number of a text, undefined if it is not there. */
  find(text: string): number | undefined {
    if (text === this.#lastText) return this.#lastNumber;
    const number = (this.#slots[this.#slotOf(text)] ?? 0) - 1;
    if (number === -1) return undefined;
    this.#lastText = text;
    this.#lastNumber = number;
    return number;
  }

  /** The number of a text, put in if it was not there. */
  add(text: string): number {
    const slot = this.#slotOf(text);
    const known = this.#slots[slot] ?? 0;
    if (known) return known - 1;
    const number = this.texts.length;
    this.texts.set(number, text);
    this.#slots[slot] = number + 1;
    if ((number + 1) * 2 > this.#slots.length) this.#grow();
    return number;
  }

  *[Symbol.iterator](): Iterator<string> {
    for (let number = 0; number < this.length; number++) yield this.get(number) ?? '';
  }

  #slotOf(text: string): number {
    const mask = this.#slots.length - 1;
    let slot = hashOf(text) & mask;
    for (;;) {
      const number = (this.#slots[slot] ?? 0) - 1;
      if (number === -1 || this.texts.equals(number, text)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #grow(): void {
    this.#slots = new Int32Array(this.#slots.length * 4);
    const mask = this.#slots.length - 1;
    for (let number = 0; number < this.length; number++) {
      let slot = hashOf(this.get(number) ?? '') & mask;
      while (this.#slots[slot]) slot = (slot + 1) & mask;
      this.#slots[slot] = number + 1;
    }
  }
}
