/** Document numbers: every published example of every type, and what must hold for all of them. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DocumentType, PERSON_TYPES } from '../domain/vocabulary.ts';
import { checkAge, checkDocumentNumber, readDocumentNumber } from './documentNumber.ts';
import identifiers from './fixtures/identifiers.json';
import { residentIdCheckCharacter } from './residentId.ts';

const on = { today: '2020-09-01' };
const check = (type: DocumentType, raw: string) => checkDocumentNumber(type, raw, on);
const codesOf = (type: DocumentType, raw: string) => check(type, raw).findings.map((finding) => finding.code);
const genderOf = { M: 'male', F: 'female' } as const;

function expectRefused(type: DocumentType, value: string) {
  const { personKey, findings } = check(type, value);
  expect(personKey).toBeNull();
  expect(findings.some((finding) => finding.severity === 'error')).toBe(true);
}

interface Example {
  value: string;
  birth?: string;
  sex?: string;
  holderKey?: string;
}
interface Examples {
  valid: Example[];
  invalid: { value: string; reason: string }[];
  normalise_then_valid?: { raw: string; value: string }[];
}
const SECTIONS: [DocumentType, string, Examples][] = [
  ['residentId', 'resident ID', identifiers.resident_id],
  ['hmtResidencePermit', 'residence permit', identifiers.hmt_residence_permit],
  ['hkMacaoPermit', 'HK and Macao permit', identifiers.hk_macao_mainland_travel_permit],
  ['taiwanPermit', 'Taiwan permit', identifiers.taiwan_mainland_travel_permit],
  ['foreignPrId', 'PR card of 2023', identifiers.foreign_permanent_resident_id_2023],
  ['foreignPrId', 'old PR card', identifiers.foreign_permanent_resident_id_old],
  ['passport', 'passport', identifiers.passport],
];

describe.each(SECTIONS)('published examples: %s, %s', (type, _, examples) => {
  test.each(examples.valid)('$value is right', ({ value, birth, sex, holderKey }) => {
    const result = check(type, value);
    expect(result.normalised).toBe(value);
    expect(result.personKey).toBe(holderKey ?? value);
    expect(result.findings.filter((finding) => finding.severity !== 'hint')).toEqual([]);
    if (birth) expect(result.birthDate).toBe(birth);
    if (sex === 'M' || sex === 'F') expect(result.gender).toBe(genderOf[sex]);
  });

  test.each(examples.invalid)('$value is wrong: $reason', ({ value }) => {
    expectRefused(type, value);
  });

  for (const { raw, value } of examples.normalise_then_valid ?? []) {
    test(`${raw} is read as ${value}`, () => {
      expect(check(type, raw)).toMatchObject({ normalised: value, personKey: value, findings: [] });
    });
  }
});

describe('resident ID', () => {
  test.each(identifiers.resident_id.valid_but_flag)('$value is valid, but: $flag', ({ value, flag }) => {
    const { personKey, findings } = check('residentId', value);
    expect(personKey).toBe(value);
    const isAboutAge = /age > 120|minor/.test(flag);
    expect(findings.map((finding) => finding.severity)).toEqual(isAboutAge ? ['warning'] : []);
  });

  test.each([
    ['911124198108030024', 'foreignPrId'],
    ['810000199408230021', 'hmtResidencePermit'],
  ])('%s is told to be a %s', (value, expected) => {
    const { findings } = check('residentId', value);
    expect(findings).toEqual([
      { code: 'A-IDTYPE', severity: 'error', field: 'documentType', seen: 'residentId', expected },
    ]);
  });

  test.each([
    ['11010119900307867X', 'A-IDNO-CHECK'],
    ['440308199902301512', 'A-IDNO-FORMAT'],
    ['440106209912310013', 'A-IDNO-FORMAT'],
    ['44030819990110', 'A-IDNO-FORMAT'],
    ['610104620927690', 'C-IDNO-LEGACY-15'],
  ])('%s yields %s', (value, code) => {
    expect(codesOf('residentId', value)).toEqual([code]);
  });

  test('a first-generation number is shown with its 18 characters', () => {
    const [repair = ''] = check('residentId', '610104620927690').findings[0]?.repairs ?? [];
    expect(repair).toMatch(/^61010419620927690[\dX]$/);
    expect(codesOf('residentId', repair)).toEqual([]);
  });

  test('letters typed for digits are repaired', () => {
    const [finding] = check('residentId', '11O1O519491231OO2X').findings;
    expect(finding).toMatchObject({ code: 'A-IDNO-FORMAT', repairs: ['11010519491231002X'] });
  });

  test('a birth on the very day is no future one; the default day is the system’s', () => {
    const first17 = '44010620200901001';
    const number = first17 + residentIdCheckCharacter(first17);
    expect(checkDocumentNumber('residentId', number, { today: '2020-09-01' }).birthDate).toBe('2020-09-01');
    expect(checkDocumentNumber('residentId', number, { today: '2020-08-31' }).personKey).toBeNull();
    expect(checkDocumentNumber('residentId', number).birthDate).toBe('2020-09-01');
  });

  const first17 = fc
    .tuple(
      fc.constantFrom('110105', '440106', '445281', '650102', '710000'),
      fc.date({ min: new Date('1930-01-01'), max: new Date('2000-12-31'), noInvalidDate: true }),
      fc.integer({ min: 0, max: 999 }),
    )
    .map(
      ([area, birth, sequence]) =>
        area + birth.toISOString().slice(0, 10).replaceAll('-', '') + String(sequence).padStart(3, '0'),
    );

  test('a number made by the rules passes and tells birth and sex', () => {
    fc.assert(
      fc.property(first17, (first) => {
        const { birthDate, gender, findings } = check('residentId', first + residentIdCheckCharacter(first));
        expect(findings).toEqual([]);
        expect(birthDate?.replaceAll('-', '')).toBe(first.slice(6, 14));
        expect(gender).toBe(Number(first[16]) % 2 === 1 ? 'male' : 'female');
      }),
    );
  });

  test('a single wrong digit and two swapped neighbours are always found', () => {
    const slip = fc.tuple(first17, fc.nat(16), fc.constantFrom(...'0123456789'), fc.boolean());
    fc.assert(
      fc.property(slip, ([first, at, digit, isSwap]) => {
        const right = first + residentIdCheckCharacter(first);
        const middle = isSwap ? right.charAt(at + 1) + right.charAt(at) : digit + right.charAt(at + 1);
        const wrong = right.slice(0, at) + middle + right.slice(at + 2);
        fc.pre(wrong !== right);
        expectRefused('residentId', wrong);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('travel documents', () => {
  const { same_holder, different_holder } = identifiers.hk_macao_mainland_travel_permit;
  const keyOf = (value = '') => check('hkMacaoPermit', value).personKey;

  test.each(same_holder)('%s and %s are one person', (one, other) => {
    expect(keyOf(one)).toBe(keyOf(other));
  });

  test.each(different_holder)('%s and %s are two', (one, other) => {
    expect(keyOf(one)).not.toBe(keyOf(other));
  });

  const legacyPermits: Example[] = identifiers.taiwan_mainland_travel_permit.legacy_recognise;
  test.each(legacyPermits)('$value is an older Taiwan permit', ({ value, holderKey }) => {
    const { personKey, findings } = check('taiwanPermit', value);
    expect(personKey).toBe(holderKey ?? value);
    expect(findings).toMatchObject([{ code: 'C-PERMIT-LEGACY', severity: 'warning' }]);
  });

  test('the type decides: MA1234567 is a permit and a Macao passport', () => {
    expect(codesOf('hkMacaoPermit', 'MA1234567')).toEqual([]);
    expect(codesOf('passport', 'MA1234567')).toEqual(['C-IDNO-FORMAT-ONLY']);
    expect(codesOf('taiwanPermit', 'MA1234567')).toEqual(['A-IDNO-FORMAT']);
  });

  test('a passport says that only its form was checked, and warns of a long number', () => {
    expect(codesOf('passport', 'E12345678')).toEqual(['C-IDNO-FORMAT-ONLY']);
    expect(codesOf('passport', 'AB12345678901')).toEqual(['C-IDNO-FORMAT-ONLY', 'C-PASSPORT-LONG']);
  });

  test.each([
    ['foreign', 'DC2345678', true],
    ['foreign', 'C01X00T47', true],
    ['chineseResidingAbroad', 'C01X00T47', false],
    ['chineseResidingAbroad', 'E12345678', true],
  ] as const)('of a person %s, %s passes: %s', (personType, number, isRight) => {
    const { personKey } = readDocumentNumber('passport', number, { ...on, personType });
    expect(personKey !== null).toBe(isRight);
  });
});

test('any text of any type gets an answer, and a key only without errors', () => {
  const types = SECTIONS.map(([type]) => type);
  const numberish = fc.string({ unit: fc.constantFrom(...'0123456789XHMAE() -'), maxLength: 20 });
  const anyText = fc.oneof(numberish, fc.string({ unit: 'binary' }));
  fc.assert(
    fc.property(
      fc.constantFrom(...types),
      anyText,
      fc.constantFrom(...PERSON_TYPES),
      (type, raw, personType) => {
        for (const { personKey, findings } of [
          check(type, raw),
          readDocumentNumber(type, raw, { ...on, personType }),
        ]) {
          expect(personKey === null).toBe(findings.some((finding) => finding.severity === 'error'));
        }
      },
    ),
    { numRuns: 1000 },
  );
});

test.each([
  ['2002-11-06', undefined, []],
  ['2002-11-07', undefined, ['C-AGE-MINOR']],
  ['2002-11-07', 18, ['A-AGE']],
  ['2002-11-06', 18, []],
  ['2004-11-07', undefined, ['C-AGE-CHILD']],
  ['1899-11-06', undefined, ['C-AGE-IMPLAUSIBLE']],
  ['1899-11-07', undefined, []],
])('born %s, minimum %s: %j', (birthDate, minimumAge, codes) => {
  expect(checkAge(birthDate, '2020-11-06', minimumAge).map((finding) => finding.code)).toEqual(codes);
});
