/** Travel documents without a check digit: permits of Hong Kong, Macao and Taiwan, passports, the old PR card. */
import { isRealDay } from '../domain/calendar.ts';
import type { PersonType } from '../domain/vocabulary.ts';
import { finding } from './findingCodes.ts';
import { type NumberReading, refuseNumber } from './residentId.ts';

const FIELD = 'documentNumber';
const malformed = (number: string) => refuseNumber(finding('A-IDNO-FORMAT', FIELD, { seen: number }));

const HK_MACAO_PERMIT = /^(?:[HM]\d{8}(?:\d{2})?|(?:HA|MA)\d{7})$/;

/**
 * Mainland travel permit of Hong Kong and Macao residents: letter and 8 digits, perhaps 2 more that count
 * re-issues; for non-Chinese holders since July 2024 HA or MA and 7 digits. The first 9 characters stay
 * the same for life, so they are the person's key.
 */
export function readHkMacaoPermit(number: string): NumberReading {
  return HK_MACAO_PERMIT.test(number) ? { personKey: number.slice(0, 9), findings: [] } : malformed(number);
}

const TAIWAN_PERMIT_LEGACY = /^\d{10}(?:\([A-Z0-9]\)|[A-Z])?$/;
const TAIWAN_PERMIT_SINGLE_ENTRY = /^F\d{9}$/;

/**
 * Mainland travel permit of Taiwan residents: 8 digits for life since 2008-09-25. Older booklets add 2
 * digits and a letter, in brackets or not; single-entry permits are F and 9 digits (as a Taiwan identity
 * number of New Taipei would be). Both are recognised with a warning.
 */
export function readTaiwanPermit(number: string): NumberReading {
  if (/^\d{8}$/.test(number)) return { personKey: number, findings: [] };
  const legacy = [finding('C-PERMIT-LEGACY', FIELD, { seen: number })];
  if (TAIWAN_PERMIT_LEGACY.test(number)) return { personKey: number.slice(0, 8), findings: legacy };
  if (TAIWAN_PERMIT_SINGLE_ENTRY.test(number)) return { personKey: number, findings: legacy };
  return malformed(number);
}

/**
 * Permanent resident card before 2023: country (3 letters), area (4), birth yymmdd, 2 more. Its format is
 * all that can be checked; the century of the birth year is not in it.
 */
export function readOldPermanentResidentCard(number: string): NumberReading {
  const [, month, day] = /^[A-Z]{3}\d{6}(\d{2})(\d{2})\d{2}$/.exec(number) ?? [];
  // 2000 was a leap year, so that 29 February passes whatever the century.
  if (!isRealDay(2000, Number(month), Number(day))) return malformed(number);
  return { personKey: number, findings: [finding('C-IDNO-FORMAT-ONLY', FIELD)] };
}

const CHINESE_PASSPORT = /^(?:E\d{8}|E[A-HJ-NP-Z]\d{7}|G\d{8}|1[45]\d{7}|[DSP]E\d{7}|[PSD]\d{7,8})$/;
const HK_MACAO_PASSPORT = /^(?:K\d{8}|K[A-Z]\d{7}|H\d{8}|H[A-Z]\d{7}|M[AB]\d{7})$/;
/** Shaped like a Chinese number, but with letters that China does not issue. */
const ALMOST_CHINESE_PASSPORT = /^(?:E[IO]|[DSP][A-Z])\d{7}$/;
const ANY_PASSPORT = /^(?=.*\d)[A-Z0-9]{5,15}$/;
/** Width of the number field in the machine-readable zone (ICAO 9303-4). */
const MACHINE_READABLE_LENGTH = 9;

/**
 * Passport, by form only, which a hint says. The person type tells the issuer: foreigners may have any
 * number, everybody else one of China, Hong Kong or Macao. Where it is not known, a number is refused only
 * if it looks Chinese and cannot be.
 */
export function readPassport(number: string, personType?: PersonType): NumberReading {
  if (!ANY_PASSPORT.test(number)) return malformed(number);
  const isForeign = personType === 'foreign';
  const isKnownForm = CHINESE_PASSPORT.test(number) || HK_MACAO_PASSPORT.test(number);
  if (!isKnownForm && !isForeign) {
    if (personType !== undefined || ALMOST_CHINESE_PASSPORT.test(number)) return malformed(number);
  }
  const findings = [finding('C-IDNO-FORMAT-ONLY', FIELD)];
  if (number.length > MACHINE_READABLE_LENGTH) {
    findings.push(finding('C-PASSPORT-LONG', FIELD, { seen: number }));
  }
  return { personKey: number, findings };
}
