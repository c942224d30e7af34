/** Credit codes: every published example, and what must hold for all of them. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isFlagged } from '../domain/finding.ts';
import { checkCreditCode, creditCodeCheckCharacter, organisationCodeCheckCharacter } from './creditCode.ts';
import {
  CREDIT_CODE_LETTERS,
  hasRightInnerCode,
  isLegacyRegistrationNumber,
} from './creditCodeArithmetic.ts';
import identifiers from './fixtures/identifiers.json';

const { uscc, legacy_registration_number_15: legacy } = identifiers;
const codesOf = (raw: string) => checkCreditCode(raw).findings.map((finding) => finding.code);

describe('published examples', () => {
  test.each(uscc.valid)('$value is right', ({ value }) => {
    expect(checkCreditCode(value)).toEqual({ normalised: value, findings: [] });
  });

  test.each(uscc.normalise_then_valid)('$raw is read as $value', ({ raw, value }) => {
    expect(checkCreditCode(raw)).toEqual({ normalised: value, findings: [] });
  });

  test.each(uscc.invalid)('$value is wrong: $reason', ({ value, reason }) => {
    const [finding] = checkCreditCode(value).findings;
    expect(finding).toMatchObject({ severity: 'error', field: 'uscc', seen: value });
    expect(finding?.code).toBe(reason.startsWith('checksum') ? 'U-USCC-CHECK' : 'U-USCC-FORMAT');
  });

  test.each(uscc.passes_c18_but_implausible)('$value passes c18 only', ({ value }) => {
    const { findings } = checkCreditCode(value);
    expect(findings).toEqual([{ code: 'C-USCC-INNER', severity: 'warning', field: 'uscc', seen: value }]);
  });

  test.each(uscc.repair_suggestions)('$raw is repaired by $rule', ({ raw, suggest }) => {
    const [finding] = checkCreditCode(raw).findings;
    expect(finding).toMatchObject({ code: 'U-USCC-FORMAT', repairs: [suggest] });
  });

  test.each(uscc.real_but_fails_checksum_must_be_overridable)(
    '$value is an error to override',
    ({ value }) => {
      expect(codesOf(value)).toEqual(['U-USCC-CHECK']);
    },
  );

  test.each(uscc.synthetic_c18_equals_mod)('$value has the defect of the register', ({ value, correct }) => {
    expect(checkCreditCode(value).findings).toEqual([
      { code: 'C-USCC-REGISTER-DEFECT', severity: 'warning', field: 'uscc', seen: value, expected: correct },
    ]);
    expect(codesOf(correct)).toEqual([]);
  });

  test.each(legacy.valid)('$value is an old registration number', ({ value }) => {
    expect(codesOf(value)).toEqual(['C-USCC-LEGACY-15']);
    expect(checkCreditCode(value).findings[0]?.severity).toBe('error');
  });

  test.each(legacy.invalid)('$value is no old registration number: $reason', ({ value }) => {
    expect(isLegacyRegistrationNumber(value)).toBe(false);
    expect(codesOf(value)).toEqual(['U-USCC-FORMAT']);
  });
});

const letter = fc.constantFrom(...CREDIT_CODE_LETTERS);
const digits = (length: number) =>
  fc.array(fc.constantFrom(...'0123456789'), { minLength: length, maxLength: length });

/** Any code that the standard allows, with both check characters right. */
const rightCode = fc
  .tuple(
    fc.constantFrom(...'11 12 13 19 21 31 51 52 53 59 81 91 92 93 A1 N2 Y1'.split(' ')),
    fc.constantFrom('11', '31', '44', '65'),
    digits(4),
    fc.array(letter, { minLength: 8, maxLength: 8 }),
  )
  .map(([kind, province, area, organisation]) => {
    const inner = organisation.join('');
    const first17 = kind + province + area.join('') + inner + organisationCodeCheckCharacter(inner);
    return first17 + creditCodeCheckCharacter(first17);
  });

describe('for all codes', () => {
  test('a code made by the rules passes', () => {
    fc.assert(
      fc.property(rightCode, (code) => {
        expect(checkCreditCode(code).findings).toEqual([]);
      }),
    );
  });

  test('a single wrong letter is always found', () => {
    fc.assert(
      fc.property(rightCode, fc.nat(17), letter, (code, at, wrong) => {
        fc.pre(code[at] !== wrong);
        const mistyped = code.slice(0, at) + wrong + code.slice(at + 1);
        expect(isFlagged(checkCreditCode(mistyped).findings)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test('two neighbours swapped are always found', () => {
    fc.assert(
      fc.property(rightCode, fc.nat(16), (code, at) => {
        fc.pre(code[at] !== code[at + 1]);
        const swapped = code.slice(0, at) + code.charAt(at + 1) + code.charAt(at) + code.slice(at + 2);
        expect(isFlagged(checkCreditCode(swapped).findings)).toBe(true);
      }),
    );
  });

  test('letters that are never legal are read as what they look like', () => {
    const lookAlike: Record<string, string> = { '0': 'O', '1': 'I', '2': 'Z', '5': 'S', U: 'V' };
    fc.assert(
      fc.property(rightCode, (code) => {
        const mistyped = code.replace(/[0125U]/g, (character) => lookAlike[character] ?? character);
        fc.pre(mistyped !== code);
        expect(checkCreditCode(mistyped).findings[0]?.repairs).toEqual([code]);
      }),
    );
  });

  test('every repair passes and differs from what was typed', () => {
    fc.assert(
      fc.property(rightCode, fc.nat(17), fc.constantFrom(...CREDIT_CODE_LETTERS, ''), (code, at, wrong) => {
        const mistyped = code.slice(0, at) + wrong + code.slice(at + 1);
        const repairs = checkCreditCode(mistyped).findings[0]?.repairs ?? [];
        expect(repairs.length).toBeLessThanOrEqual(5);
        for (const repair of repairs) {
          expect(repair).not.toBe(mistyped);
          expect(isFlagged(checkCreditCode(repair).findings)).toBe(codesOf(repair).includes('C-USCC-INNER'));
        }
      }),
    );
  });

  test('a letter wrong in the organisation code is among the repairs, if character 17 tells of it', () => {
    fc.assert(
      fc.property(rightCode, fc.integer({ min: 8, max: 15 }), letter, (code, at, wrong) => {
        const mistyped = code.slice(0, at) + wrong + code.slice(at + 1);
        const [finding] = checkCreditCode(mistyped).findings;
        fc.pre(finding?.code === 'U-USCC-CHECK' && !hasRightInnerCode(mistyped));
        expect(finding?.repairs).toContain(code);
      }),
      { numRuns: 500 },
    );
  });

  test('any text at all gets an answer', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (raw) => checkCreditCode(raw).findings.length < 2));
  });
});

describe('repairs', () => {
  test.each([
    ['a wrong last letter', '91350100M000100Y4A', '91350100M000100Y43'],
    ['neighbours swapped', '91350100M000010Y43', '91350100M000100Y43'],
    ['a missing digit', '9135010M000100Y43', '91350100M000100Y43'],
    ['a doubled digit', '913501000M000100Y43', '91350100M000100Y43'],
    ['S for something else than 5', '91S40300708461136T', '91440300708461136T'],
  ])('%s', (_, raw, repair) => {
    expect(checkCreditCode(raw).findings[0]?.repairs).toContain(repair);
  });

  test('nothing is offered for what is no code at all', () => {
    expect(checkCreditCode('12345678').findings).toEqual([
      { code: 'U-USCC-FORMAT', severity: 'error', field: 'uscc', seen: '12345678' },
    ]);
  });
});
