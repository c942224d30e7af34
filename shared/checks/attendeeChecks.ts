/** All checks that concern one attendee alone: document, dates, age, entry, delivery, photo, label. */
import { isRealDate } from '../domain/calendar.ts';
import type { EditionProfile } from '../domain/editionProfile.ts';
import type { Finding } from '../domain/finding.ts';
import {
  ATTENDEE_IMAGE_SLOT,
  type AttendeeArrangement,
  type AttendeeMaterial,
  type ImageRefs,
} from '../domain/material.ts';
import type { Tag } from '../domain/vocabulary.ts';
import { checkAge, readDocumentNumber } from './documentNumber.ts';
import { finding } from './findingCodes.ts';
import { checkImage, type ImageFacts } from './image.ts';
import { isPlaceholder } from './normalise.ts';
import { checkMobile } from './phone.ts';
import { residentIdCheckCharacter } from './residentId.ts';
import { repairResidentId } from './residentIdRepair.ts';

export interface AttendeeToCheck {
  material: AttendeeMaterial;
  arrangement: AttendeeArrangement;
  images: ImageRefs;
  /** facts by the image's SHA-256, of those that are at hand */
  imageFacts?: Readonly<Record<string, ImageFacts>> | undefined;
  /** whether the attendee's unit is registered in the mainland; assumed if absent */
  unitIsMainland?: boolean | undefined;
  /** the tag given so far, compared with that of the previous edition */
  tag?: Tag | undefined;
}

/**
 * Checks an attendee by itself (domain rule §6); duplicates need the others, see `findDuplicates`. Pure:
 * `on.today` is the date `YYYY-MM-DD` against which births and entry periods are judged.
 */
export function checkAttendee(
  input: AttendeeToCheck,
  profile: EditionProfile,
  on: { today: string },
): Finding[] {
  const { material, arrangement } = input;
  const findings = checkPerson(material, arrangement, profile, on.today);
  checkWork(material, findings);
  checkEntry(arrangement, profile, on.today, findings);
  checkDelivery(arrangement, input.unitIsMainland ?? true, findings);
  checkPhoto(input, profile, findings);
  checkReuse(input, findings);
  if (!material.pledgeAccepted) findings.push(finding('A-PLEDGE', 'pledgeAccepted'));
  return findings;
}

/** A badge carries its tag in print, so one that is to be reused must keep it; nothing else to say. */
export function labelFinding(previousTag: Tag | undefined, tag: Tag | undefined): Finding | undefined {
  if (previousTag === undefined || tag === undefined || previousTag === tag) return undefined;
  return finding('A-REUSE', 'previousTag', { seen: previousTag, expected: tag });
}

function checkPerson(
  material: AttendeeMaterial,
  arrangement: AttendeeArrangement,
  profile: EditionProfile,
  today: string,
): Finding[] {
  const { personType, documentType, documentNumber, documentExpiry } = material;
  const reading = readDocumentNumber(documentType, documentNumber, { today, personType });
  const findings = reading.findings.map((each) => withNumberRepairs(each, reading.normalised, material));
  const allowedTypes = profile.documentTypesByPersonType[personType];
  if (!allowedTypes.includes(documentType)) {
    const expected = allowedTypes.join(', ');
    findings.push(finding('A-IDTYPE', 'documentType', { seen: documentType, expected }));
  }
  const birthDate = checkBirth(material, reading, today, findings);
  if (birthDate !== undefined) {
    const period = profile.entryPeriods.find(({ id }) => id === arrangement.entryPeriod);
    const firstDay = period?.firstDay ?? profile.dates.visitorsFirstDay;
    findings.push(...checkAge(birthDate, firstDay, profile.minimumAge));
  }
  if (documentExpiry !== undefined) {
    const { expoLastDay } = profile.dates;
    if (!isRealDate(documentExpiry)) {
      findings.push(finding('C-DATE-IMPOSSIBLE', 'documentExpiry', { seen: documentExpiry }));
    } else if (documentExpiry < expoLastDay) {
      const details = { seen: documentExpiry, expected: expoLastDay };
      findings.push(finding('A-PASSPORT-EXPIRED', 'documentExpiry', details));
    }
  }
  return findings;
}

/** A number that fails its check is told with the right last character and what it was probably meant to be. */
function withNumberRepairs(found: Finding, number: string, material: AttendeeMaterial): Finding {
  if (found.code !== 'A-IDNO-CHECK') return found;
  const repairs = repairResidentId(number, material);
  const expected = number.slice(0, 17) + residentIdCheckCharacter(number);
  return { ...found, expected, ...(repairs.length > 0 ? { repairs } : {}) };
}

/** Compares birth date and gender with the number; returns the birth date to believe, the number's first. */
function checkBirth(
  material: AttendeeMaterial,
  fromNumber: { birthDate?: string; gender?: string },
  today: string,
  findings: Finding[],
): string | undefined {
  const { birthDate, gender } = material;
  const isPossible = birthDate === undefined || (birthDate <= today && isRealDate(birthDate));
  if (!isPossible) findings.push(finding('C-DATE-IMPOSSIBLE', 'birthDate', { seen: birthDate }));
  const isContradicted = (seen: string | undefined, told: string | undefined) =>
    seen !== undefined && told !== undefined && seen !== told;
  if (isPossible && isContradicted(birthDate, fromNumber.birthDate)) {
    const details = { seen: birthDate, expected: fromNumber.birthDate };
    findings.push(finding('A-IDNO-BIRTH', 'birthDate', details));
  }
  if (isContradicted(gender, fromNumber.gender)) {
    findings.push(finding('A-IDNO-BIRTH', 'gender', { seen: gender, expected: fromNumber.gender }));
  }
  return fromNumber.birthDate ?? (isPossible ? birthDate : undefined);
}

function checkWork({ jobTitle = '', phone = '' }: AttendeeMaterial, findings: Finding[]): void {
  findings.push(...checkMobile(phone).findings);
  if (jobTitle.trim() === '') findings.push(finding('A-TITLE', 'jobTitle'));
  else if (isPlaceholder(jobTitle)) {
    findings.push(finding('A-TITLE', 'jobTitle', { severity: 'warning', seen: jobTitle }));
  }
}

function checkEntry(
  { entryPeriod }: AttendeeArrangement,
  profile: EditionProfile,
  today: string,
  findings: Finding[],
): void {
  if (entryPeriod === undefined) {
    findings.push(finding('C-ARRANGEMENT-MISSING', 'entryPeriod'));
    return;
  }
  const period = profile.entryPeriods.find(({ id }) => id === entryPeriod);
  if (period && today <= period.lastDay) return;
  const open = profile.entryPeriods.filter(({ lastDay }) => today <= lastDay).map(({ id }) => id);
  findings.push(finding('A-ENTRY', 'entryPeriod', { seen: entryPeriod, expected: open.join(', ') }));
}

/** At the start of an address; a street may well be named 香港路 or 台湾街. */
const OUTSIDE_MAINLAND = /^(?:中国)?(?:香港|澳门|澳門|台湾|台灣|臺灣)(?![东西中南北]?(?:路|街|大道))/;
const HAS_PLACE = /[省市区县旗镇乡村路街道巷弄号]/;
const HAS_CITY = /[省市州盟]|自治区/;
const ADDRESS_LENGTH_MIN = 8;

/** Couriers deliver in the mainland only. A missing address is an error, a doubtful one a warning. */
function checkDelivery(
  { deliveryMethod, deliveryAddress = '' }: AttendeeArrangement,
  unitIsMainland: boolean,
  findings: Finding[],
): void {
  if (deliveryMethod === undefined) findings.push(finding('C-ARRANGEMENT-MISSING', 'deliveryMethod'));
  if (deliveryMethod !== 'express') return;
  const address = deliveryAddress.trim();
  if (address === '') {
    findings.push(finding('A-DELIVERY', 'deliveryAddress'));
    return;
  }
  // Who registers from abroad has to name a city as well, a bare street may be anywhere.
  const isNamed = HAS_PLACE.test(address) && (unitIsMainland || HAS_CITY.test(address));
  if (isNamed && address.length >= ADDRESS_LENGTH_MIN && !OUTSIDE_MAINLAND.test(address)) return;
  findings.push(finding('A-DELIVERY', 'deliveryAddress', { severity: 'warning', seen: address }));
}

function checkPhoto(
  { images, imageFacts }: AttendeeToCheck,
  profile: EditionProfile,
  findings: Finding[],
): void {
  const sha256 = images[ATTENDEE_IMAGE_SLOT];
  if (sha256 === undefined) {
    findings.push(finding('A-PHOTO-MISSING', ATTENDEE_IMAGE_SLOT));
    return;
  }
  const facts = imageFacts?.[sha256];
  if (facts) findings.push(...checkImage(facts, profile.image, ATTENDEE_IMAGE_SLOT));
}

/** A previous tag belongs to a returning attendee only, and the tag now given should be the same. */
function checkReuse({ material, tag }: AttendeeToCheck, findings: Finding[]): void {
  const { isReturning, previousTag } = material;
  if (!isReturning && previousTag !== undefined) {
    findings.push(finding('A-REUSE', 'isReturning', { seen: previousTag }));
    return;
  }
  const label = labelFinding(previousTag, tag);
  if (label) findings.push(label);
}
