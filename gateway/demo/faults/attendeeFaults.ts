/** Plants the attendee faults in names, numbers, phones and arrangements; photos are in `photoFaults.ts`. */
import type { FindingCode } from '../../../shared/checks/findingCodes.ts';
import { residentIdCheckCharacter } from '../../../shared/checks/residentId.ts';
import { addDays } from '../../../shared/domain/calendar.ts';
import type { AttendeeDraft } from '../drafts.ts';
import { firstGenerationOf, makeEighteenDigitNumber, serialDigits } from '../identifiers.ts';
import type { DemoLayout } from '../layout.ts';
import type { Papers } from '../plainAttendee.ts';
import type { Random } from '../random.ts';
import type { AttendeeFaultId } from './attendeeFaultIds.ts';
import { PHOTO_FAULTS } from './photoFaults.ts';

export interface AttendeeFaultContext {
  random: Random;
  layout: DemoLayout;
  number: number;
  /** the person whom a duplicate copies */
  partner: AttendeeDraft | null;
}

export interface AttendeeFault {
  /** findings that the fault is planted for; empty where only eyes can see it */
  yields: readonly FindingCode[];
  /** reason for which a reviewer would return the attendee; null where it is no ground */
  reason: string | null;
  /** the document the fault needs, if not any */
  papers?: Papers;
  plant: (draft: AttendeeDraft, context: AttendeeFaultContext) => void;
}

/** A resident ID and the birth date of somebody `years` old on the expo's first visitor day. */
function bornYearsBefore(
  draft: AttendeeDraft,
  { layout, random }: AttendeeFaultContext,
  years: number,
): void {
  const day = layout.profile.dates.visitorsFirstDay;
  const sameDay = `${Number(day.slice(0, 4)) - years}${day.slice(4)}`;
  const date = addDays(sameDay, -random.int(20, 320));
  const gender = draft.material.gender ?? 'male';
  const birth = { date, gender, order: draft.material.documentNumber.slice(14, 17) };
  draft.material.birthDate = date;
  draft.material.documentNumber = makeEighteenDigitNumber(draft.material.documentNumber.slice(0, 6), birth);
}

function withWrongCheck(number: string): string {
  const right = residentIdCheckCharacter(number.slice(0, 17));
  return number.slice(0, 17) + (right === '7' ? '3' : '7');
}

/** Copies who the person is, as typed a second time. */
function copyPerson(draft: AttendeeDraft, { partner }: AttendeeFaultContext): void {
  if (!partner) return;
  const { phone } = draft.material;
  draft.material = { ...partner.material, ...(phone === undefined ? {} : { phone }) };
  // Another picture of the same person, so that the photo alone does not give it away.
  draft.portrait = { ...partner.portrait, face: draft.portrait.face };
  draft.image = draft.portrait;
}

const DATA_FAULTS = {
  numberMistyped: {
    yields: ['A-IDNO-FORMAT'],
    reason: 'A-IDNO-FORMAT',
    papers: 'residentId',
    plant: (draft, { random }) => {
      const number = draft.material.documentNumber;
      draft.material.documentNumber = random.pick([
        number.slice(0, 17),
        `${number.slice(0, 16)}O${number.slice(17)}`,
        `${number}0`,
        `${number.slice(0, 10)}13${number.slice(12)}`,
      ]);
    },
  },
  numberChecked: {
    yields: ['A-IDNO-CHECK'],
    reason: 'A-IDNO-CHECK',
    papers: 'residentId',
    plant: (draft) => {
      draft.material.documentNumber = withWrongCheck(draft.material.documentNumber);
    },
  },
  numberLegacy: {
    yields: ['C-IDNO-LEGACY-15'],
    reason: 'A-IDNO-FORMAT',
    papers: 'residentId',
    plant: (draft) => {
      draft.material.documentNumber = firstGenerationOf(draft.material.documentNumber);
    },
  },
  birthContradicts: {
    yields: ['A-IDNO-BIRTH'],
    reason: 'A-IDNO-BIRTH',
    papers: 'residentId',
    plant: (draft) => {
      draft.material.birthDate = addDays(draft.material.birthDate ?? '1980-01-01', 31);
    },
  },
  genderContradicts: {
    yields: ['A-IDNO-BIRTH'],
    reason: 'A-IDNO-BIRTH',
    papers: 'residentId',
    plant: (draft) => {
      draft.material.gender = draft.material.gender === 'male' ? 'female' : 'male';
    },
  },
  documentTypeWrong: {
    yields: ['A-IDTYPE'],
    reason: 'A-IDTYPE',
    papers: 'hmtResidencePermit',
    plant: (draft) => {
      draft.material.personType = 'mainland';
    },
  },
  registeredTwice: { yields: ['A-DUP-UNIT'], reason: 'A-DUP-UNIT', plant: copyPerson },
  registeredElsewhere: { yields: ['A-DUP-OTHER'], reason: 'A-DUP-OTHER', plant: copyPerson },
  passportExpired: {
    yields: ['A-PASSPORT-EXPIRED'],
    reason: 'A-PASSPORT-EXPIRED',
    papers: 'foreignPassport',
    plant: (draft, { layout, random }) => {
      draft.material.documentExpiry = addDays(layout.profile.dates.expoLastDay, -random.int(1, 400));
    },
  },
  passportLong: {
    yields: ['C-PASSPORT-LONG'],
    reason: null,
    papers: 'foreignPassport',
    plant: (draft, { number }) => {
      draft.material.documentNumber = `PB${serialDigits(number, 9)}`;
    },
  },
  permitLegacy: {
    yields: ['C-PERMIT-LEGACY'],
    reason: null,
    papers: 'taiwanPermit',
    plant: (draft) => {
      draft.material.documentNumber = `${draft.material.documentNumber}01(B)`;
    },
  },
  dateImpossible: {
    yields: ['C-DATE-IMPOSSIBLE'],
    reason: 'A-IDNO-BIRTH',
    papers: 'foreignPassport',
    plant: (draft) => {
      draft.material.birthDate = `${(draft.material.birthDate ?? '1980').slice(0, 4)}-02-30`;
    },
  },
  child: {
    yields: ['C-AGE-CHILD'],
    reason: 'A-AGE',
    papers: 'residentId',
    plant: (draft, context) => bornYearsBefore(draft, context, 11),
  },
  minor: {
    yields: ['C-AGE-MINOR'],
    reason: null,
    papers: 'residentId',
    plant: (draft, context) => bornYearsBefore(draft, context, 16),
  },
  tooOld: {
    yields: ['C-AGE-IMPLAUSIBLE'],
    reason: 'A-IDNO-BIRTH',
    papers: 'residentId',
    plant: (draft, context) => bornYearsBefore(draft, context, 126),
  },
  phoneInvalid: {
    yields: ['A-PHONE'],
    reason: 'A-PHONE',
    plant: (draft, { random }) => {
      const phone = draft.material.phone ?? '';
      draft.material.phone = random.pick([phone.slice(0, 10), `12${phone.slice(2)}`, `${phone}0`]);
    },
  },
  phoneAbroad: {
    yields: ['C-PHONE-ABROAD'],
    reason: null,
    papers: 'hkMacaoPermit',
    plant: (draft, { number }) => {
      draft.material.phone = `+852 2${serialDigits(number, 7)}`;
    },
  },
  titleMissing: {
    yields: ['A-TITLE'],
    reason: 'A-TITLE',
    plant: (draft, { random }) => {
      draft.material.jobTitle = random.pick(['', '无', '待定']);
    },
  },
  entryClosed: {
    yields: ['A-ENTRY'],
    reason: 'A-ENTRY',
    plant: (draft) => {
      draft.arrangement.entryPeriod = 'opening-day';
    },
  },
  deliveryMissing: {
    yields: ['A-DELIVERY'],
    reason: 'A-DELIVERY',
    plant: (draft) => {
      draft.arrangement.deliveryMethod = 'express';
      delete draft.arrangement.deliveryAddress;
    },
  },
  deliveryAbroad: {
    yields: ['A-DELIVERY'],
    reason: 'A-DELIVERY',
    plant: (draft) => {
      draft.arrangement.deliveryMethod = 'express';
      draft.arrangement.deliveryAddress = '香港九龙样本道 8 号样本大厦 12 楼';
    },
  },
  arrangementMissing: {
    yields: ['C-ARRANGEMENT-MISSING'],
    reason: null,
    plant: (draft, { random }) => {
      if (random.chance(0.5)) delete draft.arrangement.entryPeriod;
      else
        draft.arrangement = {
          ...(draft.arrangement.entryPeriod ? { entryPeriod: draft.arrangement.entryPeriod } : {}),
        };
    },
  },
  reuseWithoutReturning: {
    yields: ['A-REUSE'],
    reason: 'A-REUSE',
    plant: (draft) => {
      draft.material.isReturning = false;
      draft.material.previousTag = 'professional';
    },
  },
  pledgeMissing: {
    yields: ['A-PLEDGE'],
    reason: 'A-PLEDGE',
    plant: (draft) => {
      draft.material.pledgeAccepted = false;
    },
  },
} satisfies Partial<Record<AttendeeFaultId, AttendeeFault>>;

export const ATTENDEE_FAULTS: Readonly<Record<AttendeeFaultId, AttendeeFault>> = {
  ...DATA_FAULTS,
  ...PHOTO_FAULTS,
};
