/** Duplicates: who shares what with whom, also at full size and with hostile data. */
import { describe, expect, test } from 'vitest';
import {
  attendeeDuplicateKeys,
  type DuplicateEntry,
  findDuplicates,
  OTHERS_MAX,
  unitDuplicateKeys,
} from './duplicates.ts';

const on = { today: '2020-09-01' };
const person = (documentNumber: string, phone?: string) =>
  attendeeDuplicateKeys(
    {
      personType: 'hkMacaoTaiwan',
      documentType: 'hkMacaoPermit',
      documentNumber,
      ...(phone ? { phone } : {}),
    },
    on,
  );
const attendee = (id: string, unitId: string, keys: string[]): DuplicateEntry => ({
  kind: 'attendee',
  id,
  unitId,
  keys,
});
const unit = (id: string, uscc: string, unitName: string): DuplicateEntry => ({
  kind: 'unit',
  id,
  keys: unitDuplicateKeys({ uscc, unitName }),
});
const summary = (entries: DuplicateEntry[]) =>
  Object.fromEntries(
    [...findDuplicates(entries)].map(([id, found]) => [
      id,
      found.map(({ finding, others }) => `${finding.code} ${others.join(' ')}`),
    ]),
  );

test('units with the same code or the same name', () => {
  const entries = [
    unit('u1', '91350100M000100Y43', '甲贸易有限公司'),
    unit('u2', '9135 0100 m000 100y 43', '乙贸易有限公司'),
    unit('u3', '91110000600037341L', '甲贸易有限责任公司'),
    unit('u4', '', '丙'),
    unit('u5', '无', '丁'),
    unit('u6', '无', ''),
  ];
  expect(summary(entries)).toEqual({
    'unit:u1': ['U-USCC-DUP u2', 'C-UNIT-NAME-DUP u3'],
    'unit:u2': ['U-USCC-DUP u1'],
    'unit:u3': ['C-UNIT-NAME-DUP u1'],
  });
});

test('units with similar names, each told once, and not where the whole name is the same', () => {
  const sounds: Record<string, string> = { 曦: 'xi', 熙: 'xi' };
  const soundsOf = (core: string) => Array.from(core, (letter) => sounds[letter] ?? letter);
  const named = (id: string, unitName: string): DuplicateEntry => ({
    kind: 'unit',
    id,
    keys: unitDuplicateKeys({ uscc: '', unitName }, soundsOf),
  });
  const entries = [
    named('u1', '广州晨曦国际贸易有限公司'),
    named('u2', '广州晨曦国际贸易有限责任公司'),
    named('u3', '佛山市晨曦国际贸易股份有限公司'),
    named('u4', '广州晨熙国际贸易有限公司'),
    named('u5', '广州晨光国际贸易有限公司'),
  ];
  expect(summary(entries)).toEqual({
    'unit:u1': ['C-UNIT-NAME-DUP u2', 'C-UNIT-NAME-SIMILAR u3 u4'],
    'unit:u2': ['C-UNIT-NAME-DUP u1', 'C-UNIT-NAME-SIMILAR u3 u4'],
    'unit:u3': ['C-UNIT-NAME-SIMILAR u1 u2 u4'],
    'unit:u4': ['C-UNIT-NAME-SIMILAR u1 u2 u3'],
  });
});

test('one person within a unit and across units, whatever the re-issue of the permit', () => {
  const entries = [
    attendee('a1', 'u1', person('H32031177')),
    attendee('a2', 'u1', person('h3203117701')),
    attendee('a3', 'u2', person('H3203117707')),
    attendee('a4', 'u2', person('M32031177')),
  ];
  expect(summary(entries)).toEqual({
    'attendee:a1': ['A-DUP-UNIT a2', 'A-DUP-OTHER a3'],
    'attendee:a2': ['A-DUP-UNIT a1', 'A-DUP-OTHER a3'],
    'attendee:a3': ['A-DUP-OTHER a1 a2'],
  });
});

test('numbers with errors are nobody’s, and a permit is not a passport', () => {
  expect(person('1')).toEqual([]);
  const number = { documentNumber: 'MA1234567', personType: 'foreign' as const };
  const [permit] = attendeeDuplicateKeys({ ...number, documentType: 'hkMacaoPermit' }, on);
  const [passport] = attendeeDuplicateKeys({ ...number, documentType: 'passport' }, on);
  expect(permit).not.toBe(passport);
});

test('a phone counts from four people on, a photo from two', () => {
  const photo = 'a'.repeat(64);
  const withPhoto = attendeeDuplicateKeys(
    { personType: 'foreign', documentType: 'passport', documentNumber: 'C01X00T47' },
    on,
    { photo },
  );
  const sharers = ['1', '2', '3', '4'].map((n) =>
    attendee(`p${n}`, 'u1', person(`H1000000${n}`, '135 2333 3233')),
  );
  expect(summary(sharers.slice(0, 3))).toEqual({});
  expect(summary(sharers)['attendee:p1']).toEqual(['C-PHONE-SHARED p2 p3 p4']);
  expect(summary([attendee('x', 'u1', withPhoto.slice(1)), attendee('y', 'u2', withPhoto)])).toEqual({
    'attendee:x': ['C-PHOTO-SHARED y'],
    'attendee:y': ['C-PHOTO-SHARED x'],
  });
});

describe('at full size', () => {
  const count = 100_000;

  test('few duplicates among many', () => {
    const entries = Array.from({ length: count }, (_, i) =>
      attendee(`a${i}`, `u${i >> 2}`, [`person:passport:${i % 99_000}`, `phone:${i >> 1}`, `photo:${i}`]),
    );
    const found = findDuplicates(entries);
    expect(found.size).toBe(2000);
  });

  // Quadratic work would take minutes here: the test's time limit is the assertion.
  test('everybody shares everything', () => {
    const keys = ['person:passport:1', 'phone:1', 'photo:1'];
    const entries = Array.from({ length: count }, (_, i) => attendee(`a${i}`, `u${i % 2}`, keys));
    const [withinUnit, acrossUnits] = findDuplicates(entries).get('attendee:a0') ?? [];
    expect(withinUnit).toMatchObject({ finding: { code: 'A-DUP-UNIT' }, othersCount: count / 2 - 1 });
    expect(acrossUnits).toMatchObject({ finding: { code: 'A-DUP-OTHER' }, othersCount: count / 2 });
    expect(acrossUnits?.others).toHaveLength(OTHERS_MAX);
  });
});
