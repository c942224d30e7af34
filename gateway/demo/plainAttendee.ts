/** An attendee of the demo without faults: a made-up person with a document that passes the checks. */
import { ageOn } from '../../shared/domain/calendar.ts';
import type { AttendeeArrangement, AttendeeMaterial } from '../../shared/domain/material.ts';
import type { DocumentType, Gender, PersonType, UnitCategory } from '../../shared/domain/vocabulary.ts';
import type { AttendeeDraft } from './drafts.ts';
import { type Birth, makeBirth, makeEighteenDigitNumber, makeMobile, serialDigits } from './identifiers.ts';
import type { DemoLayout, PersonSlot } from './layout.ts';
import { createRandom, type Random } from './random.ts';
import {
  FOREIGN_MEN,
  FOREIGN_WOMEN,
  FOREIGNERS,
  GIVEN_FEMALE,
  GIVEN_MALE,
  INSTITUTION_TITLES,
  JOB_TITLES,
  OFFICIAL_TITLES,
  SURNAMES,
} from './words/people.ts';
import { CITIES } from './words/places.ts';

/** A name of two to four characters from common surnames and given names. */
export function makeChineseName(random: Random, gender: Gender): string {
  return random.pick(SURNAMES) + random.pick(gender === 'male' ? GIVEN_MALE : GIVEN_FEMALE);
}

/** Person and document in one choice, with how many of a thousand people are like that. */
const PAPERS = [
  ['residentId', 915],
  ['hkMacaoPermit', 22],
  ['taiwanPermit', 11],
  ['hmtResidencePermit', 9],
  ['foreignPassport', 22],
  ['foreignPrId', 8],
  ['foreignPrIdOld', 4],
  ['chinesePassport', 9],
] as const;
export type Papers = (typeof PAPERS)[number][0];

/** Whose papers, and which document they are. */
const DOCUMENTS: Record<Papers, readonly [PersonType, DocumentType]> = {
  residentId: ['mainland', 'residentId'],
  hkMacaoPermit: ['hkMacaoTaiwan', 'hkMacaoPermit'],
  taiwanPermit: ['hkMacaoTaiwan', 'taiwanPermit'],
  hmtResidencePermit: ['hkMacaoTaiwan', 'hmtResidencePermit'],
  foreignPassport: ['foreign', 'passport'],
  foreignPrId: ['foreign', 'foreignPrId'],
  foreignPrIdOld: ['foreign', 'foreignPrId'],
  chinesePassport: ['chineseResidingAbroad', 'passport'],
};

/** The papers that the fair admits. */
function papersOf({ profile }: DemoLayout): (typeof PAPERS)[number][] {
  return PAPERS.filter(([papers]) => {
    const [personType, document] = DOCUMENTS[papers];
    return profile.documentTypesByPersonType[personType]?.includes(document);
  });
}

type Identity = Pick<
  AttendeeMaterial,
  'personType' | 'name' | 'documentType' | 'documentNumber' | 'documentExpiry' | 'nationality'
>;

/** Some years after the expo, so that the document is in force. */
function expiryOf(layout: DemoLayout, random: Random): string {
  const year = Number(layout.profile.dates.expoLastDay.slice(0, 4)) + random.int(1, 8);
  return `${year}-${String(random.int(1, 12)).padStart(2, '0')}-${String(random.int(1, 28)).padStart(2, '0')}`;
}

function foreignIdentity(papers: Papers, birth: Birth, serial: number, random: Random): Identity {
  const from = random.pick(FOREIGNERS);
  const given = from.given[random.pick(birth.gender === 'male' ? FOREIGN_MEN : FOREIGN_WOMEN)];
  const person = {
    personType: 'foreign',
    name: `${given} ${random.pick(from.family)}`,
    nationality: from.nationality,
  } as const;
  if (papers === 'foreignPrId') {
    const documentNumber = makeEighteenDigitNumber(`944${from.numeric}`, birth);
    return { ...person, documentType: 'foreignPrId', documentNumber };
  }
  if (papers === 'foreignPrIdOld') {
    const day = birth.date.slice(2).replaceAll('-', '');
    const documentNumber = `${from.nationality}4401${day}${serialDigits(serial, 2)}`;
    return { ...person, documentType: 'foreignPrId', documentNumber };
  }
  return {
    ...person,
    documentType: 'passport',
    documentNumber: `${random.pick([...'BCFLNRTX'])}${serialDigits(serial, 8)}`,
  };
}

function identityOf(papers: Papers, birth: Birth, serial: number, random: Random): Identity {
  const name = makeChineseName(random, birth.gender);
  const digits = serialDigits(serial, 8);
  const chinese = (
    personType: AttendeeMaterial['personType'],
    documentType: DocumentType,
    documentNumber: string,
  ): Identity => ({ personType, name, documentType, documentNumber });
  switch (papers) {
    case 'residentId': {
      const city = random.pick(CITIES);
      const area = `${city.prefix}${random.pick(city.districts)[0]}`;
      return {
        ...chinese('mainland', 'residentId', makeEighteenDigitNumber(area, birth)),
        nationality: 'CHN',
      };
    }
    case 'hkMacaoPermit':
      return chinese('hkMacaoTaiwan', 'hkMacaoPermit', `${random.pick(['H', 'H', 'M'])}${digits}`);
    case 'taiwanPermit':
      return chinese('hkMacaoTaiwan', 'taiwanPermit', digits);
    case 'hmtResidencePermit': {
      const area = random.pick(['810000', '810000', '820000', '830000']);
      return chinese('hkMacaoTaiwan', 'hmtResidencePermit', makeEighteenDigitNumber(area, birth));
    }
    case 'chinesePassport':
      return { ...chinese('chineseResidingAbroad', 'passport', `E${digits}`), nationality: 'CHN' };
    default:
      return foreignIdentity(papers, birth, serial, random);
  }
}

function titlesFor(category: UnitCategory): readonly string[] {
  if (category === 'governmentAgency') return OFFICIAL_TITLES;
  return category === 'enterprise' ? JOB_TITLES : INSTITUTION_TITLES;
}

function arrangementOf(layout: DemoLayout, unitAddress: string, random: Random): AttendeeArrangement {
  const periods = layout.profile.entryPeriods.map(({ id }) => id);
  const entryPeriod = random.chance(0.75) ? periods[0] : periods.at(-1);
  const deliveryMethod = random.weighted([
    ['express', 55],
    ['delegationPickup', 33],
    ['onSite', 12],
  ] as const);
  return {
    ...(entryPeriod === undefined ? {} : { entryPeriod }),
    deliveryMethod,
    ...(deliveryMethod === 'express' ? { deliveryAddress: unitAddress } : {}),
  };
}

/** The attendee of a slot; `papers` is given where a fault needs a certain document. */
export function makePlainAttendee(
  layout: DemoLayout,
  person: PersonSlot,
  unit: { category: UnitCategory; address: string },
  papers?: Papers,
): AttendeeDraft {
  const random = createRandom(layout.seed, 'person', person.number);
  const chosen = random.weighted(papersOf(layout));
  const birth = makeBirth(random, person.number);
  const identity = identityOf(papers ?? chosen, birth, person.number, random);
  const isTravelDocument = identity.documentType !== 'residentId';
  const isReturning = random.chance(0.25);
  const previousTag = random.weighted([
    ['professional', 80],
    ['staff', 13],
    ['vip', 7],
  ] as const);
  const material: AttendeeMaterial = {
    ...identity,
    gender: birth.gender,
    birthDate: birth.date,
    ...(isTravelDocument ? { documentExpiry: expiryOf(layout, random) } : {}),
    jobTitle: random.pick(titlesFor(unit.category)),
    phone: makeMobile(random, person.number),
    ...(random.chance(0.7) ? { email: `person${person.number + 1}@unit.example` } : {}),
    pledgeAccepted: true,
    isReturning,
    ...(isReturning ? { previousTag } : {}),
  };
  const portrait = {
    kind: 'portrait',
    face: `${layout.seed}/${person.number}`,
    gender: birth.gender,
    age: ageOn(birth.date, layout.profile.dates.expoFirstDay),
  } as const;
  return { material, arrangement: arrangementOf(layout, unit.address, random), image: portrait, portrait };
}
