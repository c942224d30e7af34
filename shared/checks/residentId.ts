/** The family of 18-digit personal numbers: resident ID, residence permit, permanent resident card of 2023. */
import { isRealDate } from '../domain/calendar.ts';
import type { Finding } from '../domain/finding.ts';
import type { DocumentType, Gender } from '../domain/vocabulary.ts';
import { finding } from './findingCodes.ts';
import { isProvincePair } from './provinces.ts';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';
const SHAPE = /^\d{17}[\dX]$/;
/** Prefixes of the residence permit: Hong Kong, Macao, Taiwan. */
const RESIDENCE_PERMIT_PREFIX = /^8[123]0000/;
/** What digits are mistyped as; the last place of a number may really be an X. */
const MISREAD_DIGITS: Readonly<Record<string, string>> = {
  ...{ O: '0', Q: '0', D: '0', I: '1', L: '1', Z: '2', S: '5', B: '8' },
};

export type EighteenDigitType = Extract<DocumentType, 'residentId' | 'hmtResidencePermit' | 'foreignPrId'>;

/** What a document number tells; `personKey` is null unless the number is without errors. */
export interface NumberReading {
  personKey: string | null;
  birthDate?: string;
  gender?: Gender;
  findings: Finding[];
}

/** A reading that ends in one error about the number. */
export function refuseNumber(...findings: Finding[]): NumberReading {
  return { personKey: null, findings };
}

/** Character 18 for the first 17 digits (GB 11643-1999, ISO 7064 MOD 11-2): `0`–`9` or `X`. */
export function residentIdCheckCharacter(first17: string): string {
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += (first17.charCodeAt(i) - 48) * (WEIGHTS[i] ?? 0);
  return CHECK_CHARACTERS.charAt(sum % 11);
}

/**
 * Reads a normalised number that should be of `type` (GB 11643-1999; residence permits since 2018 and the
 * permanent resident card of 2023 follow its scheme). A number that is right, but of another type of the
 * family, is told so: common validators take the foreigner's card, first digit 9, for a citizen's.
 */
export function readEighteenDigitNumber(
  type: EighteenDigitType,
  number: string,
  today: string,
): NumberReading {
  if (!SHAPE.test(number)) {
    if (type === 'residentId' && number.length === 15) return readFirstGeneration(number, today);
    return refuseNumber(malformed(number, repairMisread(type, number, today)));
  }
  const actualType = typeOf(number);
  const birthDate = birthDateAt(number, 6);
  if (actualType === undefined || !isPastDate(birthDate, today)) return refuseNumber(malformed(number));
  const isCheckRight = number.charAt(17) === residentIdCheckCharacter(number);
  if (actualType !== type) {
    if (!isCheckRight) return refuseNumber(malformed(number));
    return refuseNumber(finding('A-IDTYPE', 'documentType', { seen: type, expected: actualType }));
  }
  if (!isCheckRight) return refuseNumber(finding('A-IDNO-CHECK', 'documentNumber', { seen: number }));
  const gender = number.charCodeAt(16) % 2 === 1 ? 'male' : 'female';
  return { personKey: number, birthDate, gender, findings: [] };
}

function malformed(number: string, repair?: string): Finding {
  const details = repair === undefined ? { seen: number } : { seen: number, repairs: [repair] };
  return finding('A-IDNO-FORMAT', 'documentNumber', details);
}

function typeOf(number: string): EighteenDigitType | undefined {
  if (number.startsWith('9')) return isProvincePair(number.slice(1, 3)) ? 'foreignPrId' : undefined;
  if (RESIDENCE_PERMIT_PREFIX.test(number)) return 'hmtResidencePermit';
  // 8x with anything but 0000 behind it is neither a permit nor a citizen's number.
  if (number.startsWith('8')) return undefined;
  return isProvincePair(number.slice(0, 2)) ? 'residentId' : undefined;
}

function birthDateAt(number: string, from: number): string {
  return `${number.slice(from, from + 4)}-${number.slice(from + 4, from + 6)}-${number.slice(from + 6, from + 8)}`;
}

function isPastDate(date: string, today: string): boolean {
  return date <= today && isRealDate(date);
}

/** 15 digits were issued until 1999 and ended in 2013: recognised, with its 18 characters as the repair. */
function readFirstGeneration(number: string, today: string): NumberReading {
  if (/^\d{15}$/.test(number)) {
    const first17 = `${number.slice(0, 6)}19${number.slice(6)}`;
    if (typeOf(first17) === 'residentId' && isPastDate(birthDateAt(first17, 6), today)) {
      const repairs = [first17 + residentIdCheckCharacter(first17)];
      return refuseNumber(finding('C-IDNO-LEGACY-15', 'documentNumber', { seen: number, repairs }));
    }
  }
  return refuseNumber(malformed(number));
}

function repairMisread(type: EighteenDigitType, number: string, today: string): string | undefined {
  if (number.length !== 18) return undefined;
  const read = number.replace(/[OQDILZSB]/g, (letter) => MISREAD_DIGITS[letter] ?? letter);
  if (!SHAPE.test(read)) return undefined;
  return readEighteenDigitNumber(type, read, today).personKey ?? undefined;
}
