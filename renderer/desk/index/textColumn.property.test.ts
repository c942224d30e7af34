/** Joined texts are what was set last, found by any word, and the same again once packed and restored. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { KeyedTexts } from './keyedTexts.ts';
import { SearchColumn } from './searchColumn.ts';
import { TextColumn } from './textColumn.ts';

const text = fc.oneof(
  fc.constantFrom('', 'a', 'ab', 'abc', 'bca', '单雄信', '\ufeff单', 'é', 'ab\ncd', '信a', '𠮷'),
  fc.string({ maxLength: 6 }),
  fc.string({ unit: 'binary', maxLength: 3 }),
);
const sets = fc.array(fc.tuple(fc.nat(20), text), { maxLength: 60 });
const words = ['a', 'ab', 'bc', 'b', '单', '信', 'é', '\ufeff', 'cd', '信a', '𠮷'];

const filled = (all: readonly (readonly [number, string])[]) => {
  const column = new TextColumn(4);
  const texts: string[] = [];
  for (const [row, each] of all) {
    column.set(row, each);
    while (texts.length < row) texts.push('');
    texts[row] = each;
  }
  return { column, texts };
};

function expectSame(column: TextColumn, texts: readonly string[]): void {
  expect(column.length).toBe(texts.length);
  expect(texts.map((_, row) => column.get(row))).toEqual(texts);
  expect([column.get(-1), column.get(texts.length)]).toEqual([undefined, undefined]);
  texts.forEach((each, row) => {
    expect([column.equals(row, each), column.equals(row, `${each}x`)]).toEqual([true, false]);
  });
  for (const word of words) {
    const found = new Uint8Array(texts.length);
    column.mark(word, found);
    expect([...found]).toEqual(texts.map((each) => (each.includes(word) ? 1 : 0)));
  }
}

it('holds and finds what was set last', () => {
  fc.assert(
    fc.property(sets, (all) => {
      const { column, texts } = filled(all);
      expectSame(column, texts);
    }),
  );
});

it('is the same once packed and restored, and goes on from there', () => {
  fc.assert(
    fc.property(sets, sets, (all, more) => {
      const { column, texts } = filled(all);
      const restored = new TextColumn(4);
      restored.set(3, 'what was there before');
      restored.restore(column.pack(texts.length), texts.length);
      expectSame(restored, texts);
      for (const [row, each] of more) {
        restored.set(row, each);
        while (texts.length < row) texts.push('');
        texts[row] = each;
      }
      expectSame(restored, texts);
    }),
  );
});

it('finds a word where a look at the fields finds it, in whichever letters', () => {
  const fields = fc.array(
    text.map((each) => each.replaceAll('\n', '')),
    { maxLength: 4 },
  );
  fc.assert(
    fc.property(fc.array(fields, { maxLength: 12 }), (rows) => {
      const column = new SearchColumn();
      rows.forEach((each, row) => {
        column.set(row, each.join('\n'));
      });
      for (const word of words) {
        const found = new Uint8Array(rows.length);
        column.mark(word, found);
        const expected = rows.map((each) => each.some((field) => field.includes(word)));
        expect([...found].map(Boolean)).toEqual(expected);
        expect(rows.map((_, row) => column.has(row, word))).toEqual(expected);
      }
    }),
  );
});

it('numbers each text once and finds it, packed and restored as well', () => {
  const ids = fc.array(fc.string({ minLength: 1, maxLength: 3 }), { maxLength: 200 });
  fc.assert(
    fc.property(ids, (all) => {
      const texts = new KeyedTexts();
      const many = Array.from({ length: 600 }, (_, number) => `u-${number}`);
      const known = [...new Set([...many, ...all])];
      for (const id of [...many, ...all]) texts.add(id);
      const restored = new KeyedTexts();
      restored.texts.restore(texts.texts.pack(texts.length), texts.length);
      restored.table.restore(texts.table.pack(texts.length), texts.length);
      for (const each of [texts, restored]) {
        expect([...each]).toEqual(known);
        expect(known.map((id) => each.find(id))).toEqual(known.map((_, number) => number));
        expect(each.find('none of them')).toBeUndefined();
      }
    }),
    { numRuns: 20 },
  );
});
