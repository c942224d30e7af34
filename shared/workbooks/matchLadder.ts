/**
 * Whom a row of a list means, by the strongest thing it says: document number, then phone and name, then name
 * and unit, then the name alone. What the row itself contradicts is never a match, only a question.
 */
import { readDocumentNumber } from '../checks/documentNumber.ts';
import { normaliseIdentifier, normaliseUnitName } from '../checks/normalise.ts';
import { normalisePhone } from '../checks/phone.ts';
import { maskDocumentNumber } from '../domain/masking.ts';
import type { DocumentType, PersonType } from '../domain/vocabulary.ts';
import { isMasked, normalisePersonName } from './personName.ts';

export const MATCH_BASES = ['documentNumber', 'phoneAndName', 'nameAndUnit', 'nameOnly'] as const;
export type MatchBasis = (typeof MATCH_BASES)[number];

/** Why a candidate is a question and not a match. */
export type Doubt = 'several' | 'nameDiffers' | 'numberDiffers' | 'phoneDiffers' | 'nameOnly';

export type Match =
  | { kind: 'matched'; by: Exclude<MatchBasis, 'nameOnly'>; id: string }
  | { kind: 'doubtful'; by: MatchBasis; why: Doubt; ids: string[] }
  | { kind: 'none' };

/** A row's identifying cells as typed; empty where absent. */
export interface ListedPerson {
  name: string;
  documentNumber: string;
  phone: string;
  unit: string;
}

/** What is compared of a row. */
export interface ListedKeys {
  name: string;
  number: string;
  phone: string;
  unit: string;
  /** front and back of a number the list shows masked */
  maskedNumber: string;
}

/** A registered attendee, as far as matching looks at one. */
export interface RegisteredPerson {
  id: string;
  name: string;
  unitName: string;
  personType: PersonType;
  documentType: DocumentType;
  documentNumber: string;
  phone: string;
}

/** The compared form of a row; what the list shows masked counts as absent. */
export function listedKeys(person: ListedPerson): ListedKeys {
  const { name, documentNumber, phone, unit } = person;
  const isNumberMasked = isMasked(documentNumber);
  return {
    name: isMasked(name) ? '' : normalisePersonName(name),
    number: isNumberMasked ? '' : normaliseIdentifier(documentNumber),
    phone: isMasked(phone) ? '' : normalisePhone(phone),
    unit: normaliseUnitName(unit),
    maskedNumber: isNumberMasked ? documentNumber.normalize('NFKC').replace(/\s/g, '').toUpperCase() : '',
  };
}

/** Keys under which candidates of a row can be found: full numbers, and the part of a permit that stays. */
export function numberKeys(number: string): string[] {
  if (number === '') return [];
  const stable = /^[HM]\d{10}$/.test(number) ? number.slice(0, 9) : null;
  const stableTaiwan = /^\d{10}$/.test(number) ? number.slice(0, 8) : null;
  return [number, ...(stable ? [stable] : []), ...(stableTaiwan ? [stableTaiwan] : [])];
}

/** Keys under which a registered number is found; the opposite of `numberKeys`. */
export function registeredNumberKeys(type: DocumentType | null, number: string): string[] {
  if (type === 'hkMacaoPermit' && /^[HM]\d{10}$/.test(number)) return [number, number.slice(0, 9)];
  if (type === 'taiwanPermit' && /^\d{10}$/.test(number)) return [number, number.slice(0, 8)];
  return [number];
}

/** Whether a number names this person: the same number, or a renewed permit's (its stable part, domain rule §6). */
function isSameNumber(number: string, person: RegisteredPerson, today: string): boolean {
  if (number === '') return false;
  if (number === normaliseIdentifier(person.documentNumber)) return true;
  const { documentType, personType } = person;
  if (documentType !== 'hkMacaoPermit' && documentType !== 'taiwanPermit') return false;
  const keyOf = (raw: string) => readDocumentNumber(documentType, raw, { today, personType }).personKey;
  const key = keyOf(number);
  return key !== null && key === keyOf(person.documentNumber);
}

/** Whether a masked number of a list can be this person's: same ends, whatever the number of stars. */
function fitsMask(masked: string, person: RegisteredPerson): boolean {
  const [, front = '', back = ''] = /^([^*●•]*)[*●•]+([^*●•]*)$/u.exec(masked) ?? [];
  const number = normaliseIdentifier(person.documentNumber);
  if (maskDocumentNumber(person.documentType, number) === masked) return true;
  return number.startsWith(front) && number.endsWith(back) && front.length + back.length < number.length;
}

/**
 * Finds whom a row means among its candidates: everyone who shares its number, its phone or its name. An
 * automatic match needs one single person on the strongest rung that finds any, and nothing in the row that
 * speaks against them.
 */
export function climbLadder(
  keys: ListedKeys,
  candidates: readonly RegisteredPerson[],
  on: { today: string },
): Match {
  const byNumber = candidates.filter((person) => isSameNumber(keys.number, person, on.today));
  if (byNumber.length > 0) return judge('documentNumber', keys, byNumber, on.today);
  const named =
    keys.name === '' ? [] : candidates.filter((person) => normalisePersonName(person.name) === keys.name);
  const byPhone =
    keys.phone === '' ? [] : named.filter((person) => normalisePhone(person.phone) === keys.phone);
  if (byPhone.length > 0) return judge('phoneAndName', keys, byPhone, on.today);
  const byUnit =
    keys.unit === '' ? [] : named.filter((person) => normaliseUnitName(person.unitName) === keys.unit);
  if (byUnit.length > 0) return judge('nameAndUnit', keys, byUnit, on.today);
  if (named.length === 0) return { kind: 'none' };
  return { kind: 'doubtful', by: 'nameOnly', why: 'nameOnly', ids: named.map(({ id }) => id) };
}

function judge(
  by: Exclude<MatchBasis, 'nameOnly'>,
  keys: ListedKeys,
  found: readonly RegisteredPerson[],
  today: string,
): Match {
  // One person registered with several units: the list's own unit may tell which registration is meant.
  const inUnit =
    found.length > 1 && keys.unit !== ''
      ? found.filter((person) => normaliseUnitName(person.unitName) === keys.unit)
      : [];
  const left = inUnit.length === 1 ? inUnit : found;
  const ids = left.map(({ id }) => id);
  const [person] = left;
  if (left.length > 1 || !person) return { kind: 'doubtful', by, why: 'several', ids };
  const why = contradiction(by, keys, person, today);
  return why === null ? { kind: 'matched', by, id: person.id } : { kind: 'doubtful', by, why, ids };
}

/** What in the row speaks against the person it seems to mean. A namesake in the same unit is no rarity. */
function contradiction(
  by: MatchBasis,
  keys: ListedKeys,
  person: RegisteredPerson,
  today: string,
): Doubt | null {
  if (keys.name !== '' && normalisePersonName(person.name) !== keys.name) return 'nameDiffers';
  if (by === 'documentNumber') return null;
  if (keys.number !== '' && !isSameNumber(keys.number, person, today)) return 'numberDiffers';
  if (keys.maskedNumber !== '' && !fitsMask(keys.maskedNumber, person)) return 'numberDiffers';
  if (by === 'phoneAndName') return null;
  const phone = normalisePhone(person.phone);
  return keys.phone !== '' && phone !== '' && phone !== keys.phone ? 'phoneDiffers' : null;
}
