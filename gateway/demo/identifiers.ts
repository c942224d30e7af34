/** Makes codes and document numbers that pass the standards' checks and belong to nobody. */
import {
  CREDIT_CODE_LETTERS,
  creditCodeCheckCharacter,
  creditCodeRemainder,
  organisationCodeCheckCharacter,
} from '../../shared/checks/creditCodeArithmetic.ts';
import { residentIdCheckCharacter } from '../../shared/checks/residentId.ts';
import { addDays } from '../../shared/domain/calendar.ts';
import type { Gender } from '../../shared/domain/vocabulary.ts';
import type { Random } from './random.ts';

/** What the organisation code inside a credit code starts with, by who registers it. */
const ORGANISATION_START: Readonly<Record<string, string>> = {
  ...{ 91: 'MA', 92: 'MA', 93: 'MA', 11: 'MB', 12: 'MB' },
  ...{ 51: 'MJ', 52: 'MJ', 53: 'MJ', 81: 'MC', 13: 'MD', N2: 'MF' },
};
const letter = (value: number): string => CREDIT_CODE_LETTERS.charAt(value % 31);

/**
 * A credit code that passes both checks. `region` is characters 3–8; `serial` makes it unique, the random
 * source only varies what stands between.
 */
export function makeCreditCode(random: Random, prefix: string, region: string, serial: number): string {
  const place = (serial * 7919 + 31 ** 2) % 31 ** 4;
  const own = [random.int(0, 30), random.int(0, 30), place, place / 31, place / 31 ** 2, place / 31 ** 3];
  const first8 =
    (ORGANISATION_START[prefix] ?? 'MC') + own.map((value) => letter(Math.floor(value))).join('');
  const first17 = `${prefix}${region}${first8}${organisationCodeCheckCharacter(first8)}`;
  return first17 + creditCodeCheckCharacter(first17);
}

/** The code with character 18 as some registers computed it, without the subtraction; null if that is right. */
export function withRegisterDefect(code: string): string | null {
  const first17 = code.slice(0, 17);
  const defect = first17 + letter(creditCodeRemainder(first17));
  return defect === code ? null : defect;
}

/** The code with a wrong organisation code inside and a right character 18. */
export function withWrongInnerCode(code: string): string {
  const right = organisationCodeCheckCharacter(code.slice(8, 16));
  const first17 = code.slice(0, 16) + (right === '5' ? '6' : '5');
  return first17 + creditCodeCheckCharacter(first17);
}

/** A registration number of 15 digits as issued before the credit code (GS 15-2006, MOD 11,10). */
export function makeLegacyRegistrationNumber(random: Random, region: string): string {
  const first14 = `${region}${String(random.int(0, 99_999_999)).padStart(8, '0')}`;
  let product = 10;
  for (const digit of first14) product = (((product + Number(digit)) % 10 || 10) * 2) % 11;
  return first14 + String((11 - product) % 10);
}

/** The first day of birth that numbers are made for. */
const EARLIEST_BIRTH = '1958-01-01';

export interface Birth {
  date: string;
  gender: Gender;
  /** three digits that tell people of one day and place apart; odd for men */
  order: string;
}

/**
 * A birth for the person with this number in the edition, between about 21 and 62 years before 2020; no
 * two numbers below 32,000 share both date and order.
 */
export function makeBirth(random: Random, person: number): Birth {
  const gender: Gender = random.chance(0.58) ? 'male' : 'female';
  const bucket = Math.floor(person / 499) % 64;
  const date = addDays(EARLIEST_BIRTH, random.int(0, 233) * 64 + bucket);
  const order = 2 * (person % 499) + (gender === 'male' ? 1 : 2);
  return { date, gender, order: String(order).padStart(3, '0') };
}

/** An 18-digit number: area or country part (6 digits), birth, order and check character. */
export function makeEighteenDigitNumber(first6: string, birth: Birth): string {
  const first17 = `${first6}${birth.date.replaceAll('-', '')}${birth.order}`;
  return first17 + residentIdCheckCharacter(first17);
}

/** The number in the form of before 1999: two digits for the year and no check character. */
export function firstGenerationOf(residentId: string): string {
  return residentId.slice(0, 6) + residentId.slice(8, 17);
}

/** Digits that differ for different serials below ten to the power of `length`. */
export function serialDigits(serial: number, length: number): string {
  const modulus = 10 ** length;
  return String((serial * 7_654_321 + 1_234_567) % modulus).padStart(length, '0');
}

/** Network segments that no operator has in service: such a number reaches nobody. */
const UNUSED_SEGMENTS = ['154', '164', '179', '143'] as const;

/** A mobile number of the right form that belongs to nobody. */
export function makeMobile(random: Random, serial: number): string {
  return random.pick(UNUSED_SEGMENTS) + serialDigits(serial, 8);
}
