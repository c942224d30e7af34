/** Short messages of the scripts, in Chinese and English, one line each. */

/** Prints a message in both languages. */
export function say(zh: string, en: string): void {
  console.log(`${zh}\n${en}`);
}

/** A refusal that a person can act on: printed without a stack. */
export class Refusal extends Error {
  constructor(
    readonly zh: string,
    readonly en: string,
  ) {
    super(en);
  }
}

/** Prints what went wrong and sets a failing exit code. */
export function sayFailure(error: unknown): void {
  if (error instanceof Refusal) console.error(`✖ ${error.zh}\n✖ ${error.en}`);
  else console.error(error);
  process.exitCode = 1;
}
