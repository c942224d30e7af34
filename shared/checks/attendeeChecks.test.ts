/** Attendees: each check on its own, starting from an attendee without findings. */
import { describe, expect, test } from 'vitest';
import type { AttendeeArrangement, AttendeeMaterial } from '../domain/material.ts';
import { CIIE3 } from '../domain/profiles/ciie3.ts';
import { type AttendeeToCheck, checkAttendee, labelFinding } from './attendeeChecks.ts';
import { residentIdCheckCharacter } from './residentId.ts';

const on = { today: '2020-09-01' };
const PHOTO = 'b'.repeat(64);
const GOOD: AttendeeMaterial = {
  personType: 'mainland',
  name: '张三',
  gender: 'male',
  birthDate: '1990-03-07',
  documentType: 'residentId',
  documentNumber: '110101199003078670',
  jobTitle: '采购经理',
  phone: '13523333233',
  pledgeAccepted: true,
  isReturning: false,
};
const ARRANGEMENT: AttendeeArrangement = { entryPeriod: 'full', deliveryMethod: 'onSite' };

function check(
  material: Partial<AttendeeMaterial>,
  arrangement: Partial<AttendeeArrangement> = {},
  rest: Partial<AttendeeToCheck> = {},
) {
  const input: AttendeeToCheck = {
    material: { ...GOOD, ...material },
    arrangement: { ...ARRANGEMENT, ...arrangement },
    images: { photo: PHOTO },
    ...rest,
  };
  return checkAttendee(input, CIIE3, on);
}
const summary = (...input: Parameters<typeof check>) =>
  check(...input).map(({ code, severity, field }) => `${code} ${severity} ${field}`);
const born = (date: string) => {
  const first17 = `440106${date.replaceAll('-', '')}001`;
  return { documentNumber: first17 + residentIdCheckCharacter(first17), birthDate: date };
};

test('a good attendee has no findings', () => {
  expect(check({})).toEqual([]);
});

describe('document', () => {
  test('number and type', () => {
    expect(summary({ documentNumber: '110101199003078671' })).toEqual(['A-IDNO-CHECK error documentNumber']);
    expect(summary({ documentType: 'passport', documentNumber: 'E12345678' })).toEqual([
      'C-IDNO-FORMAT-ONLY hint documentNumber',
      'A-IDTYPE error documentType',
    ]);
    expect(
      summary({
        personType: 'foreign',
        documentType: 'passport',
        documentNumber: 'DC2345678',
        nationality: 'PK',
      }),
    ).toEqual(['C-IDNO-FORMAT-ONLY hint documentNumber']);
  });

  test('birth date and gender that contradict the number', () => {
    expect(check({ birthDate: '1990-03-08', gender: 'female' })).toEqual([
      {
        code: 'A-IDNO-BIRTH',
        severity: 'error',
        field: 'birthDate',
        seen: '1990-03-08',
        expected: '1990-03-07',
      },
      { code: 'A-IDNO-BIRTH', severity: 'error', field: 'gender', seen: 'female', expected: 'male' },
    ]);
  });

  test('dates that do not exist or cannot be', () => {
    expect(summary({ birthDate: '1990-02-30' })).toEqual(['C-DATE-IMPOSSIBLE error birthDate']);
    expect(summary({ documentExpiry: '2021-13-01' })).toEqual(['C-DATE-IMPOSSIBLE error documentExpiry']);
    const permit = {
      personType: 'hkMacaoTaiwan',
      documentType: 'taiwanPermit',
      documentNumber: '07257456',
    } as const;
    expect(summary({ ...permit, birthDate: '2020-09-02' })).toEqual(['C-DATE-IMPOSSIBLE error birthDate']);
  });

  test('valid up to the last expo day', () => {
    expect(summary({ documentExpiry: '2020-11-10' })).toEqual([]);
    expect(summary({ documentExpiry: '2020-11-09' })).toEqual(['A-PASSPORT-EXPIRED error documentExpiry']);
  });
});

describe('age on the first entry day', () => {
  test('counts from the entry period', () => {
    expect(summary(born('2002-11-07'))).toEqual(['C-AGE-MINOR hint birthDate']);
    expect(summary(born('2002-11-07'), { entryPeriod: 'second' })).toEqual([]);
    expect(summary(born('2014-10-05'))).toEqual(['C-AGE-CHILD warning birthDate']);
    expect(summary(born('1880-01-01'))).toEqual(['C-AGE-IMPLAUSIBLE warning birthDate']);
  });

  test('a minimum of the profile makes it an error', () => {
    const profile = { ...CIIE3, minimumAge: 18 };
    const input = {
      material: { ...GOOD, ...born('2002-11-07') },
      arrangement: ARRANGEMENT,
      images: { photo: PHOTO },
    };
    expect(checkAttendee(input, profile, on)).toMatchObject([
      { code: 'A-AGE', severity: 'error', expected: '18' },
    ]);
  });

  test('the form’s birth date counts where the number has none', () => {
    const permit = {
      personType: 'hkMacaoTaiwan',
      documentType: 'taiwanPermit',
      documentNumber: '07257456',
    } as const;
    expect(summary({ ...permit, birthDate: '2010-01-01' })).toEqual(['C-AGE-CHILD warning birthDate']);
  });
});

describe('arrangement', () => {
  test('entry period', () => {
    expect(summary({}, { entryPeriod: 'first' })).toEqual(['A-ENTRY error entryPeriod']);
    const input = { material: GOOD, arrangement: ARRANGEMENT, images: { photo: PHOTO } };
    expect(checkAttendee(input, CIIE3, { today: '2020-11-11' })).toMatchObject([
      { code: 'A-ENTRY', expected: '' },
    ]);
  });

  test('what is still missing is a hint', () => {
    expect(
      checkAttendee({ material: GOOD, arrangement: {}, images: { photo: PHOTO } }, CIIE3, on),
    ).toMatchObject([
      { code: 'C-ARRANGEMENT-MISSING', severity: 'hint', field: 'entryPeriod' },
      { code: 'C-ARRANGEMENT-MISSING', severity: 'hint', field: 'deliveryMethod' },
    ]);
  });

  test.each([
    ['广州市天河区体育西路 1 号', []],
    ['青岛市市南区香港中路 10 号', []],
    ['香港中路 10 号青岛市政府大院', []],
    ['', ['A-DELIVERY error deliveryAddress']],
    ['天河区', ['A-DELIVERY warning deliveryAddress']],
    ['香港九龙弥敦道 100 号', ['A-DELIVERY warning deliveryAddress']],
    ['中国台湾台北市信义路 5 号', ['A-DELIVERY warning deliveryAddress']],
    ['1 Main Street, Springfield', ['A-DELIVERY warning deliveryAddress']],
  ])('express to %j: %j', (deliveryAddress, expected) => {
    expect(summary({}, { deliveryMethod: 'express', deliveryAddress })).toEqual(expected);
    expect(summary({}, { deliveryMethod: 'delegationPickup', deliveryAddress })).toEqual([]);
  });

  test('a unit abroad has to name a city', () => {
    const express = { deliveryMethod: 'express', deliveryAddress: '皇后大道中 99 号中环中心' } as const;
    expect(summary({}, express)).toEqual([]);
    expect(summary({}, express, { unitIsMainland: false })).toEqual(['A-DELIVERY warning deliveryAddress']);
  });
});

test('phone, title and pledge', () => {
  expect(summary({ phone: '1352333323' })).toEqual(['A-PHONE error phone']);
  expect(summary({ phone: '+85291234567' })).toEqual(['C-PHONE-ABROAD hint phone']);
  expect(summary({ jobTitle: ' ' })).toEqual(['A-TITLE error jobTitle']);
  expect(summary({ jobTitle: '无' })).toEqual(['A-TITLE warning jobTitle']);
  expect(summary({ pledgeAccepted: false })).toEqual(['A-PLEDGE error pledgeAccepted']);
});

test('photo missing, wrong or small', () => {
  const facts = (width: number) => ({ [PHOTO]: { type: 'jpg' as const, sizeBytes: 9, width, height: 400 } });
  expect(summary({}, {}, { images: {} })).toEqual(['A-PHOTO-MISSING error photo']);
  expect(summary({}, {}, { imageFacts: { [PHOTO]: { type: 'other', sizeBytes: 9 } } })).toEqual([
    'C-PHOTO-FORMAT error photo',
  ]);
  expect(summary({}, {}, { imageFacts: facts(90) })).toEqual(['A-PHOTO-QUALITY warning photo']);
  expect(summary({}, {}, { imageFacts: facts(300) })).toEqual([]);
});

test('the label of a badge that is to be reused', () => {
  expect(labelFinding('vip', 'staff')).toEqual({
    code: 'A-REUSE',
    severity: 'warning',
    field: 'previousTag',
    seen: 'vip',
    expected: 'staff',
  });
  expect(labelFinding('vip', 'vip')).toBeUndefined();
  expect(labelFinding(undefined, 'vip')).toBeUndefined();
  expect(labelFinding('vip', undefined)).toBeUndefined();
  expect(summary({ isReturning: true, previousTag: 'vip' })).toEqual([]);
  expect(summary({ isReturning: true, previousTag: 'vip' }, {}, { tag: 'staff' })).toEqual([
    'A-REUSE warning previousTag',
  ]);
  expect(summary({ previousTag: 'vip' })).toEqual(['A-REUSE warning isReturning']);
});
