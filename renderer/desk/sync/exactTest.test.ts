/** Whatever is recognised at a glance the schema accepts, and gives back as it was: for good and for spoiled submissions. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { PutItem } from '../../../shared/protocol/feed.ts';
import { exactTest } from './exactTest.ts';

const isExact = exactTest(PutItem);
const common = {
  op: 'put',
  revision: 1,
  seq: 7,
  subGroupId: 'guangzhou',
  hash: 'a'.repeat(64),
  submittedAt: '2020-09-01T00:00:00.000Z',
  decision: null,
};
const unit = {
  ...common,
  kind: 'unit',
  id: 'u-1',
  status: 'pendingReview',
  images: { qualificationDocument: 'c'.repeat(64) },
  material: {
    unitName: '广州晨曦贸易有限公司',
    uscc: '91440101MA5XY2015N',
    region: 'mainland',
    category: 'enterprise',
    registeredAs: 'unit',
    isReturning: false,
    registeredCapital: '300.5',
    purchaseIntents: [{ category: '装备', product: '数控机床', amount: '12.5', countries: ['日本'] }],
    contact: { name: '单晓' },
    address: '',
  },
};
const attendee = {
  ...common,
  kind: 'attendee',
  id: 'a-1',
  unitId: 'u-1',
  status: 'awaitingTag',
  images: {},
  entryPeriod: 'full',
  order: { orderNo: `V${'2'.repeat(23)}`, amount: '200.00', payStatus: 'paid' },
  isLaterAddition: true,
  material: {
    personType: 'mainland',
    name: '单晓',
    gender: 'female',
    birthDate: '1990-02-30',
    documentType: 'residentId',
    documentNumber: '1',
    pledgeAccepted: true,
    isReturning: false,
  },
};
const decision = {
  id: 'd-1',
  verdict: 'reject',
  reasons: [{ code: 'U-1', text: '不清晰', field: 'uscc' }],
  note: '',
  by: 'reviewer',
  at: '2020-09-18T02:00:00.000Z',
};
const GOOD: unknown[] = [unit, attendee].flatMap((item) => [
  item,
  { ...item, decision, lastReview: { ...decision, baseRevision: 1 } },
  { ...item, imageFacts: { photo: { type: 'jpg', width: 1, height: 1, sizeBytes: 0 } } },
]);

/** Everything that is one step away from a value: a member gone, added, or something else in its place. */
function* neighbours(value: unknown): Iterable<unknown> {
  for (const other of [null, 'x', 'x'.repeat(5_000), '', -1, 0, 1.5, 2 ** 60, true, [], {}, [null]])
    yield other;
  if (Array.isArray(value)) {
    yield Array.from({ length: 200 }, () => value[0]);
    for (const [at, member] of value.entries())
      for (const other of neighbours(member)) yield value.with(at, other);
  } else if (typeof value === 'object' && value !== null) {
    yield { ...value, stowaway: 1 };
    yield JSON.parse(
      `${JSON.stringify(value).slice(0, -1)}${Object.keys(value).length ? ',' : ''}"__proto__":{}}`,
    );
    for (const [name, member] of Object.entries(value)) {
      const { [name]: _, ...rest } = value as Record<string, unknown>;
      yield rest;
      for (const other of neighbours(member)) yield { ...rest, [name]: other };
    }
  }
}

it('recognises what a gateway sends', () => {
  for (const value of GOOD) expect(isExact(value)).toBe(true);
});

it('recognises nothing that the schema refuses or gives back otherwise', () => {
  let [recognised, tried] = [0, 0];
  for (const good of [GOOD[1], GOOD[2], GOOD[4], GOOD[5]])
    for (const value of neighbours(good)) {
      tried++;
      if (!isExact(value)) continue;
      recognised++;
      const parsed = PutItem.safeParse(value);
      expect(parsed.success && parsed.data, JSON.stringify(value)).toEqual(value);
    }
  expect(tried).toBeGreaterThan(1_000);
  expect(recognised).toBeGreaterThan(10);
});

/** A value in which something at a random place was taken out, put in or replaced, so many times. */
const spoiled = fc
  .tuple(
    fc.constantFrom(...GOOD),
    fc.array(
      fc.record({
        path: fc.array(fc.nat(30), { maxLength: 4 }),
        how: fc.constantFrom('remove', 'add', 'replace'),
        name: fc.constantFrom('note', 'tag', 'order', 'stowaway', '__proto__', 'transfer', 'reasons'),
        by: fc.oneof(
          fc.constantFrom<unknown>(
            '',
            'x',
            'vip',
            null,
            0,
            1,
            -1,
            1.5,
            true,
            [],
            {},
            Number.POSITIVE_INFINITY,
            '2020-09-01T00:00:00.000Z',
          ),
          fc.jsonValue(),
        ),
      }),
      { maxLength: 3 },
    ),
  )
  .map(([good, steps]) => steps.reduce<unknown>(spoil, good));

interface Step {
  path: number[];
  how: string;
  name: string;
  by: unknown;
}

function spoil(value: unknown, { path: [at = 0, ...path], how, name, by }: Step): unknown {
  if (typeof value !== 'object' || value === null) return by;
  const isArray = Array.isArray(value);
  const members = Object.entries(value);
  const [chosen, member] = members[at % Math.max(1, members.length)] ?? [];
  if (chosen !== undefined && path.length) {
    const changed = spoil(member, { path, how, name, by });
    return isArray
      ? value.with(Number(chosen), changed)
      : Object.fromEntries(members.map(([key, own]) => [key, key === chosen ? changed : own]));
  }
  if (isArray) return how === 'remove' ? value.slice(1) : how === 'add' ? [...value, by] : [by];
  if (how === 'remove') return Object.fromEntries(members.filter(([key]) => key !== chosen));
  // As JSON has it: a member of its own, whatever its name.
  return Object.fromEntries([...members, [how === 'add' ? name : (chosen ?? name), by]]);
}

it('recognises nothing among submissions spoiled at will that the schema would not give back as it is', () => {
  let recognised = 0;
  fc.assert(
    fc.property(spoiled, (value) => {
      if (!isExact(value)) return;
      recognised++;
      const parsed = PutItem.safeParse(value);
      expect(parsed.success && parsed.data).toEqual(value);
      expect(Object.keys(parsed.data ?? {}).sort()).toEqual(Object.keys(value as object).sort());
    }),
    { numRuns: 3_000 },
  );
  expect(recognised).toBeGreaterThan(100);
});

describe('leaves to the schema', () => {
  it.each([
    ['a transformation', z.string().transform((text) => text.length), 'x'],
    ['a default', z.object({ a: z.string().default('x') }), {}],
    ['a refinement', z.string().refine((text) => text === 'y'), 'x'],
    ['a format of its own', z.email(), 'x'],
    ['more than the shape', z.looseObject({ a: z.string() }), { a: 'x', b: 1 }],
    ['a pattern with a memory', z.string().regex(/x/g), 'x'],
    ['a coercion', z.coerce.string(), 'x'],
    [
      'the later of options that are not told apart',
      z.union([z.object({ a: z.string() }), z.object({ a: z.string(), b: z.number() })]),
      { a: 'x', b: 1 },
    ],
    ['a record with a closed set of keys', z.record(z.enum(['a', 'b']), z.string()), { a: 'x' }],
    ['trimming', z.string().trim(), ' x '],
  ])('%s', (_, schema, value) => {
    expect(exactTest(schema)(value)).toBe(false);
  });
});
