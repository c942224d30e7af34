/** A person's document number of any type: normalised, checked, and what it tells about the person. */
import { ageOn, shanghaiDate } from '../domain/calendar.ts';
import type { Finding } from '../domain/finding.ts';
import type { DocumentType, Gender, PersonType } from '../domain/vocabulary.ts';
import { finding } from './findingCodes.ts';
import { normaliseIdentifier } from './normalise.ts';
import { type NumberReading, readEighteenDigitNumber } from './residentId.ts';
import {
  readHkMacaoPermit,
  readOldPermanentResidentCard,
  readPassport,
  readTaiwanPermit,
} from './travelDocument.ts';

export interface DocumentNumberCheck {
  normalised: string;
  /** the part that stays with the person for life, or null if the number has errors; unique per type only */
  personKey: string | null;
  birthDate?: string;
  gender?: Gender;
  findings: Finding[];
}

/**
 * Checks a document number as typed (domain rule §6). The document type decides what the number must be;
 * it is never guessed. `on.today` is a date `YYYY-MM-DD`, by default the system's date in Shanghai: births
 * after it are refused, and the age on it is judged for plausibility.
 */
export function checkDocumentNumber(
  type: DocumentType,
  raw: string,
  on?: { today: string },
): DocumentNumberCheck {
  const today = on?.today ?? shanghaiDate(Date.now());
  const reading = readDocumentNumber(type, raw, { today });
  if (reading.birthDate !== undefined) reading.findings.push(...checkAge(reading.birthDate, today));
  return reading;
}

/** As `checkDocumentNumber`, without judging the age; the person type narrows what a passport may be. */
export function readDocumentNumber(
  type: DocumentType,
  raw: string,
  on: { today: string; personType?: PersonType },
): DocumentNumberCheck {
  const normalised = normaliseIdentifier(raw);
  return { normalised, ...readNormalised(type, normalised, on) };
}

function readNormalised(
  type: DocumentType,
  number: string,
  { today, personType }: { today: string; personType?: PersonType },
): NumberReading {
  switch (type) {
    case 'residentId':
    case 'hmtResidencePermit':
      return readEighteenDigitNumber(type, number, today);
    case 'foreignPrId':
      return /^[A-Z]{2}/.test(number)
        ? readOldPermanentResidentCard(number)
        : readEighteenDigitNumber(type, number, today);
    case 'hkMacaoPermit':
      return readHkMacaoPermit(number);
    case 'taiwanPermit':
      return readTaiwanPermit(number);
    case 'passport':
      return readPassport(number, personType);
  }
}

const AGE_OLDEST = 120;
const AGE_ADULT = 18;
/** Nobody younger may be employed (Labour Law of the PRC, article 15), hence sent by a unit. */
const AGE_EMPLOYABLE = 16;

/**
 * Judges the age on a day: below the profile's minimum an error (the Canton Fair asks 18; this expo has no
 * rule), else a warning under 16 and over 120, a hint under 18.
 */
export function checkAge(birthDate: string, day: string, minimumAge?: number): Finding[] {
  const age = ageOn(birthDate, day);
  if (minimumAge !== undefined && age < minimumAge) {
    return [finding('A-AGE', 'birthDate', { seen: String(age), expected: String(minimumAge) })];
  }
  if (age > AGE_OLDEST) return [finding('C-AGE-IMPLAUSIBLE', 'birthDate', { seen: String(age) })];
  if (age < AGE_EMPLOYABLE) return [finding('C-AGE-CHILD', 'birthDate', { seen: String(age) })];
  if (age < AGE_ADULT) return [finding('C-AGE-MINOR', 'birthDate', { seen: String(age) })];
  return [];
}
