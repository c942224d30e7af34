/** The trace of a day: a running hash over everything that passed a port; the same day gives the same hash. */
import { createHash } from 'node:crypto';

export class Trace {
  readonly #hash = createHash('sha256');
  readonly #lines: string[] | null;
  lines = 0;

  /** `isKept`: the lines themselves are kept besides, for printing */
  constructor(isKept = false) {
    this.#lines = isKept ? [] : null;
  }

  add(line: string, content?: string | Uint8Array): void {
    this.lines++;
    this.#hash.update(line).update('\n');
    if (content !== undefined) this.#hash.update(content);
    this.#lines?.push(line);
  }

  get text(): readonly string[] {
    return this.#lines ?? [];
  }

  /** Ends the trace and gives its hash. */
  digest(): string {
    return this.#hash.digest('hex');
  }
}
