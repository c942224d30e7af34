/**
 * A quick first look made from a schema: says of most good values that they are good. Where the page's policy
 * forbids Zod to compile its schemas, its own parse costs several times as much.
 */
import type { z } from 'zod';

type Test = (value: unknown) => boolean;

/** What of a schema's definition is read here; whatever else one has makes its values go to the schema. */
interface Def {
  type: string;
  checks?: { _zod: { def: CheckDef } }[];
  shape?: Record<string, z.core.$ZodType>;
  catchall?: unknown;
  innerType?: z.core.$ZodType;
  element?: z.core.$ZodType;
  options?: z.core.$ZodType[];
  keyType?: z.core.$ZodType;
  valueType?: z.core.$ZodType;
  values?: unknown[];
  discriminator?: string;
  entries?: Record<string, string>;
}
interface CheckDef {
  check: string;
  format?: string;
  pattern?: RegExp;
  minimum?: number;
  maximum?: number;
  value?: number;
  inclusive?: boolean;
}

const MEMBERS: readonly string[] = [
  ...['type', 'checks', 'shape', 'innerType', 'element', 'options', 'discriminator', 'inclusive'],
  ...['keyType', 'valueType', 'values', 'entries'],
];

const never: Test = () => false;
const defOf = (schema: z.core.$ZodType): Def => schema._zod.def as unknown as Def;

/**
 * A test that is true only of JSON values which the schema accepts and gives back as they are. False says
 * nothing: the value may be bad, hold members the schema would leave out, or need a kind of check that is not
 * known here. The schema has the word then.
 */
export function exactTest(schema: z.core.$ZodType): Test {
  const def = defOf(schema);
  const checks = checksOf(def);
  // Whatever else a definition has (a format, a coercion) makes another schema of it.
  const isKnown = Object.keys(def).every((member) => MEMBERS.includes(member));
  const test = isKnown && checks ? TESTS[def.type]?.(def) : null;
  if (!test) return never;
  const [only, ...more] = checks ?? [];
  if (!only) return test;
  if (more.length === 0) return (value) => test(value) && only(value);
  return (value) => test(value) && only(value) && more.every((check) => check(value));
}

const TESTS: Readonly<Record<string, (def: Def) => Test | null>> = {
  string: () => (value) => typeof value === 'string',
  number: () => (value) => typeof value === 'number' && Number.isFinite(value),
  boolean: () => (value) => typeof value === 'boolean',
  enum: ({ entries = {} }) => oneOf(Object.values(entries)),
  literal: ({ values = [] }) => oneOf(values),
  optional: ({ innerType }) => (innerType ? exactTest(innerType) : null),
  nullable: ({ innerType }) => {
    const test = innerType ? exactTest(innerType) : never;
    return (value) => value === null || test(value);
  },
  array: ({ element }) => {
    const test = element ? exactTest(element) : never;
    return (value) => Array.isArray(value) && value.every(test);
  },
  record: recordTest,
  union: ({ options = [], discriminator }) => {
    const tests = options.map(exactTest);
    // Of options that are not told apart the schema takes the first that accepts, were it by leaving members out.
    return discriminator === undefined ? (tests[0] ?? null) : (value) => tests.some((test) => test(value));
  },
  object: objectTest,
};

function oneOf(allowed: readonly unknown[]): Test {
  const known = new Set(allowed);
  return (value) => known.has(value);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function recordTest({ keyType, valueType }: Def): Test | null {
  // Keys of a closed set all have to be there.
  if (!keyType || !valueType || defOf(keyType).type !== 'string') return null;
  const [isKey, isValue] = [exactTest(keyType), exactTest(valueType)];
  return (value) => {
    if (!isRecord(value)) return false;
    for (const key in value) if (key === '__proto__' || !isKey(key) || !isValue(value[key])) return false;
    return true;
  };
}

function objectTest({ shape, catchall }: Def): Test | null {
  if (!shape || catchall) return null;
  const members = new Map(Object.entries(shape).map(([name, schema]) => [name, exactTest(schema)]));
  const required = new Set(
    Object.entries(shape).flatMap(([name, schema]) => (defOf(schema).type === 'optional' ? [] : [name])),
  );
  return (value) => {
    if (!isRecord(value)) return false;
    let found = 0;
    for (const name in value) {
      if (!members.get(name)?.(value[name])) return false;
      if (required.has(name)) found++;
    }
    return found === required.size;
  };
}

/** The tests of a schema's checks, null if one of them is of a kind not known here. */
function checksOf({ checks = [] }: Def): Test[] | null {
  const tests = checks.map(({ _zod }) => checkTest(_zod.def));
  return tests.includes(null) ? null : (tests as Test[]);
}

function checkTest({
  check,
  format,
  pattern,
  minimum,
  maximum,
  value: bound,
  inclusive,
}: CheckDef): Test | null {
  switch (check) {
    case 'string_format':
      // A pattern with a memory would answer by turns.
      if (format !== 'regex' || !pattern || pattern.global || pattern.sticky) return null;
      return (value) => pattern.test(value as string);
    case 'number_format':
      return format === 'safeint' ? Number.isSafeInteger : null;
    case 'greater_than':
      if (typeof bound !== 'number') return null;
      return inclusive ? (value) => (value as number) >= bound : (value) => (value as number) > bound;
    case 'min_length':
      if (minimum === undefined) return null;
      return (value) => (value as string | unknown[]).length >= minimum;
    case 'max_length':
      if (maximum === undefined) return null;
      return (value) => (value as string | unknown[]).length <= maximum;
    default:
      return null;
  }
}
