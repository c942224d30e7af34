/** What may stand in the log: codes, counts and places in the program; nothing anyone typed, named or received. */

export type LogFields = Readonly<Record<string, string | number | boolean | null>>;

const NAME = /^[a-z][A-Za-z.]{0,31}\d{0,2}$/;
/** A code or version; digits only in short runs, so that no identity number, phone or order number passes. */
const CODE = /^[A-Za-z][A-Za-z0-9_.:-]{0,63}$|^\d{1,4}(?:\.\d{1,6}){0,3}(?:-[a-z0-9.]{1,20})?$/;
const LONG_NUMBER = /\d{7,}/;
/** Largest number that is a count and cannot be a phone. */
const MAX_COUNT = 999_999_999;
const HIDDEN = '…';

function safeValue(value: unknown): string | number | boolean | null {
  if (typeof value === 'boolean' || value === null) return value;
  if (typeof value === 'number') return Math.abs(value) <= MAX_COUNT ? value : HIDDEN;
  if (typeof value !== 'string') return HIDDEN;
  return CODE.test(value) && !LONG_NUMBER.test(value) ? value : HIDDEN;
}

/** Places in the program, as errorFields makes them. */
function safeFrames(value: unknown): string {
  const isPlaces = typeof value === 'string' && /^(?:[\w$.<>#]*@[\w.-]+:\d{1,6} ?){0,8}$/.test(value);
  return isPlaces ? value : HIDDEN;
}

/** Fields as they may be written: a value that is no code or count is hidden, not shortened. */
export function safeFields(fields: Readonly<Record<string, unknown>>): LogFields {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([name]) => NAME.test(name))
      .map(([name, value]) => [name, name === 'frames' ? safeFrames(value) : safeValue(value)]),
  );
}

const MAX_FRAMES = 8;
const FRAME =
  /^\s*at (?:(?:async |new )*([\w$.<>#]+) (?:\[as \w+\] )?)?\(?.*?([\w.-]+\.(?:js|cjs|mjs|ts|tsx)):(\d+):\d+\)?$/;

/** An error as name, code and places in the program. Its message is left out: it may quote what was read. */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: 'unknown' };
  const frames = (error.stack ?? '').split('\n').flatMap((line) => {
    const match = FRAME.exec(line);
    return match ? [`${match[1] ?? ''}@${match[2]}:${match[3]}`] : [];
  });
  return {
    ...safeFields({ error: error.name, code: 'code' in error ? String(error.code) : null }),
    // Places in our own files: function, file and line, no folder.
    frames: frames.slice(0, MAX_FRAMES).join(' '),
  };
}
