import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DigestColumn } from './columns.ts';
import { KeyedTexts } from './keyedTexts.ts';

const digest = fc.stringMatching(/^[0-9a-f]{64}$/);

it('compares a digest as if it were read', () => {
  fc.assert(
    fc.property(
      fc.array(fc.option(digest, { nil: null }), { minLength: 1, maxLength: 5 }),
      fc.nat(6),
      fc.oneof(digest, fc.string(), fc.constant('0'.repeat(64))),
      fc.nat(63),
      (digests, row, other, at) => {
        const column = new DigestColumn();
        for (const [each, hex] of digests.entries()) column.set(each, hex);
        const own = column.get(row);
        const oneOff = `${own.slice(0, at)}${own[at] === 'a' ? 'b' : 'a'}${own.slice(at + 1)}`;
        for (const hex of [own, own.toUpperCase(), own.slice(1), oneOff, other])
          expect(column.equals(row, hex)).toBe(column.get(row) === hex);
      },
    ),
  );
});

it('knows a text no more once it was cleared, and others once it was restored', () => {
  const [texts, packed] = [new KeyedTexts(), new KeyedTexts()];
  texts.add('a');
  texts.add('b');
  expect(texts.find('b')).toBe(1);
  for (const text of ['b', 'a']) packed.add(text);
  const parts = [packed.texts.pack(2), packed.table.pack(2)] as const;
  texts.texts.clear();
  texts.table.clear();
  expect(texts.find('b')).toBeUndefined();
  texts.add('c');
  expect(texts.find('c')).toBe(0);
  texts.texts.restore(parts[0], 2);
  texts.table.restore(parts[1], 2);
  expect([texts.find('b'), texts.find('a'), texts.find('c')]).toEqual([0, 1, undefined]);
});
