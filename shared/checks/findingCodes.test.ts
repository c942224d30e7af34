/** The list of codes agrees with the catalogue of reasons, and each code is really yielded by a check. */
import { expect, test } from 'vitest';
import type { Finding } from '../domain/finding.ts';
import type { AttendeeMaterial, UnitMaterial } from '../domain/material.ts';
import { CIIE3 } from '../domain/profiles/ciie3.ts';
import { DEFAULT_REASONS } from '../domain/reasons.ts';
import { checkAttendee } from './attendeeChecks.ts';
import {
  attendeeDuplicateKeys,
  type DuplicateEntry,
  findDuplicates,
  unitDuplicateKeys,
} from './duplicates.ts';
import { FINDING_CODES } from './findingCodes.ts';
import { residentIdCheckCharacter } from './residentId.ts';
import { checkUnit } from './unitChecks.ts';

test('codes are unique', () => {
  expect(new Set(FINDING_CODES.map(({ code }) => code)).size).toBe(FINDING_CODES.length);
});

test.each(FINDING_CODES)('$code is a reason for its kind, or starts with C-', ({ code, kinds }) => {
  const reason = DEFAULT_REASONS.find((each) => each.code === code);
  expect(reason === undefined).toBe(code.startsWith('C-'));
  if (reason) expect(kinds).toEqual([reason.on]);
});

const on = { today: '2020-09-01' };
const SHA = 'c'.repeat(64);

const UNIT: UnitMaterial = {
  unitName: '甲',
  region: 'mainland',
  category: 'enterprise',
  registeredAs: 'unit',
  isReturning: false,
  purchaseIntents: [{ category: '消费品', product: '无', amount: '500000' }],
  contact: { phone: '020-38819873' },
  address: '广州',
};
const ATTENDEE: AttendeeMaterial = {
  personType: 'hkMacaoTaiwan',
  name: '乙',
  documentType: 'taiwanPermit',
  documentNumber: '07257456',
  pledgeAccepted: false,
  isReturning: false,
  previousTag: 'vip',
};

function unitFindings(changes: Partial<UnitMaterial>, ...sizes: number[]): Finding[] {
  const imageFacts = Object.fromEntries(
    sizes.map((width) => [SHA, { type: 'png' as const, sizeBytes: 9, width, height: 900 }]),
  );
  const images: Record<string, string> = sizes.length > 0 ? { qualificationDocument: SHA } : {};
  const input = { material: { ...UNIT, ...changes }, images, imageFacts, subGroupId: 'guangzhou' };
  return checkUnit(input, CIIE3);
}

function attendeeFindings(changes: Partial<AttendeeMaterial>, ...sizes: number[]): Finding[] {
  const imageFacts = Object.fromEntries(
    sizes.map((width) => [SHA, { type: 'png' as const, sizeBytes: 9, width, height: 900 }]),
  );
  const images: Record<string, string> = sizes.length > 0 ? { photo: SHA } : {};
  const arrangement = { entryPeriod: 'third', deliveryMethod: 'express' as const };
  const material = { ...ATTENDEE, ...changes };
  const given = { material, images, imageFacts };
  return [
    ...checkAttendee({ ...given, arrangement }, { ...CIIE3, minimumAge: 12 }, on),
    ...checkAttendee({ ...given, arrangement: {} }, CIIE3, on),
  ];
}

function duplicateFindings(): Finding[] {
  const unit = (id: string, unitName = '样本国际贸易有限公司'): DuplicateEntry => ({
    kind: 'unit',
    id,
    keys: unitDuplicateKeys({ unitName, uscc: '91350100M000100Y43' }),
  });
  const keys = attendeeDuplicateKeys({ ...ATTENDEE, phone: '13523333233' }, on, { photo: SHA });
  const people = ['1', '2', '3', '4'].map(
    (id): DuplicateEntry => ({ kind: 'attendee', id, unitId: id < '3' ? 'x' : 'y', keys }),
  );
  const found = findDuplicates([unit('x'), unit('y'), unit('z', '广州样本国际贸易公司'), ...people]);
  return [...found.values()].flat().map((duplicate) => duplicate.finding);
}

const citizen = (area: string, birth: string) => {
  const first17 = `${area}${birth}001`;
  const documentNumber = first17 + residentIdCheckCharacter(first17);
  return { personType: 'mainland', documentType: 'residentId', documentNumber } as const;
};
const passport = {
  personType: 'foreign',
  documentType: 'passport',
  documentNumber: 'AB12345678901',
} as const;

test('each code occurs, and no other', () => {
  const findings = [
    ...unitFindings({}),
    ...unitFindings({ uscc: '91350100M000100Y4A', purchaseIntents: [] }, 5),
    ...unitFindings({ uscc: '310115600985533', contact: { phone: '+85291234567' } }, 90_000_000),
    ...unitFindings({ uscc: '91420100MA4K000106', region: 'overseas' }),
    ...unitFindings({ uscc: '123456789012345678' }),
    ...unitFindings({ uscc: '91440300708461136T' }),
    ...unitFindings({ uscc: '12440600456000121T' }),
    ...attendeeFindings({ birthDate: '1990-02-30', documentExpiry: '2020-01-01' }),
    ...attendeeFindings({ phone: '+85291234567', documentNumber: '1234567801' }, 5),
    ...attendeeFindings(passport, 90_000_000),
    ...attendeeFindings({ ...passport, documentType: 'taiwanPermit' }),
    ...attendeeFindings({ ...citizen('440106', '20140101'), birthDate: '2014-01-02' }),
    ...attendeeFindings(citizen('440106', '20030101')),
    ...attendeeFindings(citizen('440106', '18800101')),
    ...attendeeFindings({ ...citizen('440106', '19900101'), documentNumber: '610104620927690' }),
    ...attendeeFindings({ ...citizen('440106', '19900101'), documentNumber: '11010119900307867X' }),
    ...duplicateFindings(),
  ];
  const seen = new Set(findings.map(({ code }) => code));
  expect([...seen].sort()).toEqual(FINDING_CODES.map(({ code }) => code).sort());
});
