/** Growing columns: one value per row in typed arrays and string arrays, instead of one object per row. */

/** A column of numbers in a typed array that doubles as it grows. */
export class NumberColumn {
  #values: Float64Array | Int32Array | Uint8Array;

  constructor(private readonly type: 'f64' | 'i32' | 'u8') {
    this.#values = NumberColumn.#make(type, 1024);
  }

  static #make(type: 'f64' | 'i32' | 'u8', length: number): Float64Array | Int32Array | Uint8Array {
    if (type === 'f64') return new Float64Array(length);
    return type === 'i32' ? new Int32Array(length) : new Uint8Array(length);
  }

  get(row: number): number {
    return this.#values[row] ?? 0;
  }

  set(row: number, value: number): void {
    if (row >= this.#values.length) {
      const grown = NumberColumn.#make(this.type, Math.max(row + 1, this.#values.length * 2));
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values[row] = value;
  }
}

/** A column over a closed or growing set of texts, one byte or four per row. */
export class CodedColumn<T extends string> {
  readonly #codes = new Map<T | null, number>([[null, 0]]);
  readonly #texts: (T | null)[] = [null];
  readonly #column = new NumberColumn('i32');

  code(text: T | null): number {
    let code = this.#codes.get(text);
    if (code === undefined) {
      code = this.#texts.length;
      this.#texts.push(text);
      this.#codes.set(text, code);
    }
    return code;
  }

  /** the code of a text if any row ever had it */
  knownCode(text: T | null): number | undefined {
    return this.#codes.get(text);
  }

  get(row: number): T | null {
    return this.#texts[this.#column.get(row)] ?? null;
  }

  textOf(code: number): T | null {
    return this.#texts[code] ?? null;
  }

  getCode(row: number): number {
    return this.#column.get(row);
  }

  set(row: number, text: T | null): void {
    this.#column.set(row, this.code(text));
  }
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
/** The value of a lower-case hex digit by its character code. */
const DIGIT = Uint8Array.from({ length: 128 }, (_, code) =>
  Math.max(0, '0123456789abcdef'.indexOf(String.fromCharCode(code))),
);

/** A column of SHA-256 digests as 32 raw bytes each. */
export class DigestColumn {
  #bytes = new Uint8Array(32 * 1024);

  set(row: number, hex: string): void {
    const at = row * 32;
    if (at + 32 > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(at + 32, this.#bytes.length * 2));
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    for (let index = 0; index < 32; index++) {
      const high = DIGIT[hex.charCodeAt(index * 2)] ?? 0;
      this.#bytes[at + index] = (high << 4) | (DIGIT[hex.charCodeAt(index * 2 + 1)] ?? 0);
    }
  }

  get(row: number): string {
    let hex = '';
    for (const byte of this.#bytes.subarray(row * 32, row * 32 + 32)) hex += HEX[byte];
    return hex;
  }
}
