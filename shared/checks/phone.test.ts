/** Phone numbers: every published example, numbers abroad and landlines. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import identifiers from './fixtures/identifiers.json';
import { checkMobile, normalisePhone, phoneKind } from './phone.ts';

const { mobile_cn: mobile } = identifiers;

describe('published examples', () => {
  test.each(mobile.valid)('$value is a mobile', ({ value }) => {
    expect(checkMobile(value)).toEqual({ normalised: value, findings: [] });
  });

  test.each(mobile.normalise_then_valid)('$raw is read as $value', ({ raw, value }) => {
    expect(checkMobile(raw)).toEqual({ normalised: value, findings: [] });
  });

  test.each(mobile.invalid)('$value is none: $reason', ({ value }) => {
    expect(checkMobile(value).findings).toMatchObject([
      { code: 'A-PHONE', severity: 'error', field: 'phone' },
    ]);
  });
});

test.each([
  ['+852 9123 4567', '+85291234567', 'abroad'],
  ['00853 6612 3456', '+85366123456', 'abroad'],
  ['+886 912-345-678', '+886912345678', 'abroad'],
  ['+1 (212) 555-0100', '+12125550100', 'abroad'],
  ['+852 123', '+852123', 'invalid'],
  ['91234567', '91234567', 'invalid'],
  ['020-38819873', '02038819873', 'landline'],
  ['(0755) 8888 1234', '075588881234', 'landline'],
  ['400-820-8820', '4008208820', 'landline'],
  ['+86 20 38819873', '+862038819873', 'landline'],
  ['13523333233/13523333234', '1352333323313523333234', 'invalid'],
  ['86 135 2333 3233', '13523333233', 'mobile'],
  ['+86 12345678901', '12345678901', 'invalid'],
  ['', '', 'invalid'],
])('%s is %s, %s', (raw, normalised, kind) => {
  expect(normalisePhone(raw)).toBe(normalised);
  expect(phoneKind(normalised)).toBe(kind);
});

test('a number abroad passes with a hint', () => {
  expect(checkMobile('+85291234567').findings).toMatchObject([{ code: 'C-PHONE-ABROAD', severity: 'hint' }]);
});

test('every mobile passes however it is grouped and prefixed', () => {
  const digit = fc.constantFrom(...'0123456789');
  const rest = fc.array(digit, { minLength: 9, maxLength: 9 }).map((digits) => digits.join(''));
  fc.assert(
    fc.property(
      fc.constantFrom('', '+86', '0086', '86', '+86-'),
      fc.constantFrom(...'3456789'),
      rest,
      fc.constantFrom('', ' ', '-', '\u200b'),
      (prefix, second, tail, gap) => {
        const number = `1${second}${tail}`;
        const typed = `${prefix}${number.slice(0, 3)}${gap}${number.slice(3, 7)}${gap}${number.slice(7)}`;
        expect(checkMobile(typed)).toEqual({ normalised: number, findings: [] });
      },
    ),
  );
});
