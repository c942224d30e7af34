/** Normalising: what is folded together, and that folding twice changes nothing. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isPlaceholder, normaliseIdentifier, normaliseUnitName } from './normalise.ts';

describe('identifiers', () => {
  test.each([
    ['spaces of all widths', ' 1\u00a02\u20033\u30004\t5\n', '12345'],
    ['dashes of all kinds', '1-2\u20103\u20114\u20135\u20146\u22127\uff0d8', '12345678'],
    ['zero-width characters and BOM', '\ufeff1\u200b2\u200c3\u200d4\u2060', '1234'],
    ['direction marks of copied text', '\u202a123\u202c\u200e', '123'],
    ['full-width letters', '\uff11\uff21\uff42', '1AB'],
    ['lower case', 'ab\u0445', 'ABX'],
    [
      'Cyrillic capitals',
      '\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0405\u0406\u0408',
      'ABEKMHOPCTYXSIJ',
    ],
    [
      'Greek capitals',
      '\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7',
      'ABEZHIKMNOPTYX',
    ],
  ])('%s', (_, raw, normalised) => {
    expect(normaliseIdentifier(raw)).toBe(normalised);
  });

  test('idempotent for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (raw) => {
        const once = normaliseIdentifier(raw);
        expect(normaliseIdentifier(once)).toBe(once);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('unit names', () => {
  test.each([
    ['广州展审贸易有限公司', '广州展审贸易有限责任公司'],
    ['展审（广州）贸易有限公司', '展审(广州)贸易有限公司'],
    ['展审（广州）贸易有限公司', '展审广州贸易有限公司'],
    ['广州 ABC 贸易有限公司', '广州ａｂｃ贸易有限公司'],
    ['广州展审贸易有限（责任）公司', '广州展审贸易有限公司'],
  ])('%s is %s', (one, other) => {
    expect(normaliseUnitName(one)).toBe(normaliseUnitName(other));
  });

  test('a joint-stock company is not a limited one', () => {
    expect(normaliseUnitName('展审股份有限公司')).not.toBe(normaliseUnitName('展审有限公司'));
  });

  test('idempotent for any text', () => {
    const piece = fc.oneof(
      fc.constantFrom('有限', '责任', '公司', '（', '）', ' '),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const once = normaliseUnitName(pieces.join(''));
        expect(normaliseUnitName(once)).toBe(once);
      }),
      { numRuns: 2000 },
    );
  });
});

test.each(['', ' ', '-', '/', '1', '无', '暂无', '待定', 'n/a', 'Test', '。。'])(
  '%j says nothing',
  (text) => {
    expect(isPlaceholder(text)).toBe(true);
  },
);

test.each(['经理', 'CEO', '电', '橡胶'])('%j says something', (text) => {
  expect(isPlaceholder(text)).toBe(false);
});
