/** Growing columns: one value per row in typed arrays, instead of one object per row, each to be packed as it lies. */

/** What a column comes to when it is packed: its bytes, and what the header has to say of them (JSON). */
export interface PackedColumn {
  bytes: Uint8Array<ArrayBuffer>;
  facts?: unknown;
}

/** A column that is packed and restored as a whole. */
export interface Column {
  /** the first `length` rows */
  pack(length: number): PackedColumn;
  /** Takes the place of everything in the column. Throws `PackedIndexError` on bytes of another length. */
  restore(packed: PackedColumn, length: number): void;
  clear(): void;
}

/** A packed column is not what this program packs. */
export class PackedIndexError extends Error {
  override name = 'PackedIndexError';
}

/** Typed arrays grow by half: doubling half a million rows for the next one would be felt in memory. */
const grownLength = (present: number, needed: number) => Math.max(needed, present + (present >> 1), 1024);

/** The bytes of the first rows of a typed array, not copied. */
export function bytesOf(values: NumberArray, length: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(values.buffer, values.byteOffset, length * values.BYTES_PER_ELEMENT);
}

interface Arrays {
  f64: Float64Array<ArrayBuffer>;
  i32: Int32Array<ArrayBuffer>;
  u16: Uint16Array<ArrayBuffer>;
  u8: Uint8Array<ArrayBuffer>;
}
type ArrayType = keyof Arrays;
export type NumberArray = Arrays[ArrayType];

const MAKERS: {
  [T in ArrayType]: {
    new (buffer: ArrayBuffer, at?: number, length?: number): Arrays[T];
    BYTES_PER_ELEMENT: number;
  };
} = { f64: Float64Array, i32: Int32Array, u16: Uint16Array, u8: Uint8Array };

function zeros<T extends ArrayType>(type: T, length: number): Arrays[T] {
  const make = MAKERS[type];
  return new make(new ArrayBuffer(length * make.BYTES_PER_ELEMENT));
}

/** Packed bytes as an array of numbers. Throws `PackedIndexError` if they are not of that many. */
export function arrayOf<T extends ArrayType>(
  type: T,
  bytes: Uint8Array<ArrayBuffer>,
  length: number,
): Arrays[T] {
  const make = MAKERS[type];
  const bytesNeeded = length * make.BYTES_PER_ELEMENT;
  if (bytes.byteLength !== bytesNeeded) throw new PackedIndexError('a column of another length');
  // Its own memory: a view would keep all that was unsealed with it.
  const isWhole = bytes.byteLength === bytes.buffer.byteLength;
  const { buffer, byteOffset } = isWhole ? bytes : bytes.slice();
  return new make(buffer, byteOffset, length);
}

/** A column of numbers in a typed array. */
export class NumberColumn<T extends 'f64' | 'i32' | 'u8' = 'f64' | 'i32' | 'u8'> implements Column {
  #values: Arrays[T];
  /** rises when a value could be another */
  version = 0;

  constructor(private readonly type: T) {
    this.#values = zeros(type, 0);
  }

  get(row: number): number {
    return this.#values[row] ?? 0;
  }

  set(row: number, value: number): void {
    if (row >= this.#values.length) this.#grow(row + 1);
    if (this.#values[row] === value) return;
    this.#values[row] = value;
    this.version++;
  }

  /** The values themselves, of at least `length` rows: for passes over all of them, read only. */
  values(length: number): Arrays[T] {
    if (length > this.#values.length) this.#grow(length);
    return this.#values;
  }

  fill(value: number, length: number): void {
    this.values(length).fill(value, 0, length);
    this.version++;
  }

  #grow(needed: number): void {
    const grown = zeros(this.type, grownLength(this.#values.length, needed));
    grown.set(this.#values);
    this.#values = grown;
  }

  pack(length: number): PackedColumn {
    return { bytes: bytesOf(this.values(length), length) };
  }

  restore({ bytes }: PackedColumn, length: number): void {
    this.#values = arrayOf(this.type, bytes, length);
    this.version++;
  }

  clear(): void {
    this.#values = zeros(this.type, 0);
    this.version++;
  }
}

type CodeType = 'u8' | 'u16' | 'i32';
const CODES_MAX: Readonly<Record<CodeType, number>> = { u8: 256, u16: 65_536, i32: Number.MAX_SAFE_INTEGER };
const WIDER: Readonly<Record<CodeType, CodeType>> = { u8: 'u16', u16: 'i32', i32: 'i32' };

/** A column over a closed or growing set of texts: a code per row, of as few bytes as there are texts for. */
export class CodedColumn<T extends string> implements Column {
  #codes = new Map<T | null, number>([[null, 0]]);
  #texts: (T | null)[] = [null];
  #type: CodeType = 'u8';
  #values: NumberArray = new Uint8Array(0);
  /** rises when a value could be another */
  version = 0;

  code(text: T | null): number {
    let code = this.#codes.get(text);
    if (code === undefined) {
      code = this.#texts.length;
      this.#texts.push(text);
      this.#codes.set(text, code);
      if (code >= CODES_MAX[this.#type]) this.#become(WIDER[this.#type], this.#values.length);
    }
    return code;
  }

  get(row: number): T | null {
    return this.#texts[this.#values[row] ?? 0] ?? null;
  }

  textOf(code: number): T | null {
    return this.#texts[code] ?? null;
  }

  /** how many codes there are, that of null included */
  get codeCount(): number {
    return this.#texts.length;
  }

  /** The codes of all rows, of at least `length` of them: for passes over all of them, read only. */
  codes(length: number): NumberArray {
    if (length > this.#values.length) this.#become(this.#type, length);
    return this.#values;
  }

  /** 1 at the code of each text that passes: asked once for a text instead of once for a row. */
  passing(isPassing: (text: T | null) => boolean): Uint8Array {
    return Uint8Array.from(this.#texts, (text) => (isPassing(text) ? 1 : 0));
  }

  set(row: number, text: T | null): void {
    const code = this.code(text);
    if (row >= this.#values.length) this.#become(this.#type, grownLength(this.#values.length, row + 1));
    if (this.#values[row] === code) return;
    this.#values[row] = code;
    this.version++;
  }

  fill(text: T | null, length: number): void {
    const code = this.code(text);
    this.codes(length).fill(code, 0, length);
    this.version++;
  }

  /** Takes over another column's texts and the codes of its first rows. */
  copy(other: CodedColumn<T>, length: number): void {
    this.#texts = [...other.#texts];
    this.#codes = new Map(other.#codes);
    this.#type = other.#type;
    this.#values = other.codes(length).slice(0, length);
    this.version++;
  }

  #become(type: CodeType, length: number): void {
    const grown = zeros(type, length);
    grown.set(this.#values);
    this.#type = type;
    this.#values = grown;
  }

  pack(length: number): PackedColumn {
    const bytes = bytesOf(this.codes(length), length);
    return { bytes, facts: { texts: this.#texts.slice(1), type: this.#type } };
  }

  restore({ bytes, facts }: PackedColumn, length: number): void {
    const { texts, type } = facts as { texts: T[]; type: CodeType };
    this.#values = arrayOf(type, bytes, length);
    this.#type = type;
    this.#texts = [null, ...texts];
    this.#codes = new Map(this.#texts.map((text, code) => [text, code]));
    this.version++;
  }

  clear(): void {
    this.#codes = new Map([[null, 0]]);
    this.#texts = [null];
    this.#type = 'u8';
    this.#values = new Uint8Array(0);
    this.version++;
  }
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
/** The value of a lower-case hex digit by its character code. */
const DIGIT = Uint8Array.from({ length: 128 }, (_, code) =>
  Math.max(0, '0123456789abcdef'.indexOf(String.fromCharCode(code))),
);
/** The character code of a lower-case hex digit by its value. */
const DIGIT_CODES = Uint8Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));
const DIGEST_BYTES = 32;

/** A column of SHA-256 digests as 32 raw bytes each; null, and rows never set, are all zeros. */
export class DigestColumn implements Column {
  #bytes = new Uint8Array(0);

  set(row: number, hex: string | null): void {
    const at = row * DIGEST_BYTES;
    if (at + DIGEST_BYTES > this.#bytes.length) this.#grow(at + DIGEST_BYTES);
    if (hex === null) {
      this.#bytes.fill(0, at, at + DIGEST_BYTES);
      return;
    }
    for (let index = 0; index < DIGEST_BYTES; index++) {
      const high = DIGIT[hex.charCodeAt(index * 2)] ?? 0;
      this.#bytes[at + index] = (high << 4) | (DIGIT[hex.charCodeAt(index * 2 + 1)] ?? 0);
    }
  }

  get(row: number): string {
    let hex = '';
    for (const byte of this.#of(row)) hex += HEX[byte];
    return hex;
  }

  /** As `get`; null where there is none. */
  getOrNull(row: number): string | null {
    return this.#of(row).some((byte) => byte !== 0) ? this.get(row) : null;
  }

  /** True if `get` would answer this; compared as it lies, for a text would be made each time. */
  equals(row: number, hex: string): boolean {
    const at = row * DIGEST_BYTES;
    if (hex.length !== DIGEST_BYTES * 2 || at + DIGEST_BYTES > this.#bytes.length)
      return hex === this.get(row);
    for (let index = 0; index < DIGEST_BYTES; index++) {
      const byte = this.#bytes[at + index] ?? 0;
      if (hex.charCodeAt(index * 2) !== DIGIT_CODES[byte >> 4]) return false;
      if (hex.charCodeAt(index * 2 + 1) !== DIGIT_CODES[byte & 15]) return false;
    }
    return true;
  }

  #of(row: number): Uint8Array {
    return this.#bytes.subarray(row * DIGEST_BYTES, (row + 1) * DIGEST_BYTES);
  }

  #grow(needed: number): void {
    const grown = new Uint8Array(grownLength(this.#bytes.length, needed));
    grown.set(this.#bytes);
    this.#bytes = grown;
  }

  pack(length: number): PackedColumn {
    if (length * DIGEST_BYTES > this.#bytes.length) this.#grow(length * DIGEST_BYTES);
    return { bytes: this.#bytes.subarray(0, length * DIGEST_BYTES) };
  }

  restore({ bytes }: PackedColumn, length: number): void {
    this.#bytes = arrayOf('u8', bytes, length * DIGEST_BYTES);
  }

  clear(): void {
    this.#bytes = new Uint8Array(0);
  }
}
