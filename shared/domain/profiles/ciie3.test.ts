/** The demo edition: the notice's numbers, and shifting it to the present. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, daysBetween } from '../calendar.ts';
import { EditionProfile } from '../editionProfile.ts';
import { CIIE3, shiftProfile, weeksToShift } from './ciie3.ts';

test('is a profile with 26 sub-groups and 3,500 units', () => {
  expect(EditionProfile.parse(CIIE3)).toEqual(CIIE3);
  expect(CIIE3.subGroups).toHaveLength(26);
  expect(CIIE3.subGroups.reduce((total, { targetUnits }) => total + targetUnits, 0)).toBe(3500);
  expect(new Set(CIIE3.subGroups.map(({ id }) => id)).size).toBe(26);
});

test('cities have a region prefix of their own, departments have none, Shenzhen is absent', () => {
  const cities = CIIE3.subGroups.filter(({ kind }) => kind === 'city');
  const prefixes = new Set(cities.map(({ regionPrefix }) => regionPrefix));
  expect(cities).toHaveLength(20);
  expect(prefixes.size).toBe(20);
  expect(prefixes.has('4403')).toBe(false);
  for (const { kind, regionPrefix } of CIIE3.subGroups) {
    expect(regionPrefix === undefined).toBe(kind === 'department');
  }
});

test('shifting keeps all distances and weekdays, and can be undone', () => {
  const shifted = shiftProfile(CIIE3, 300);
  expect(EditionProfile.parse(shifted)).toEqual(shifted);
  expect(shiftProfile(shifted, -300)).toEqual(CIIE3);
  const { decisionsAcceptedUntil, ...dates } = CIIE3.dates;
  for (const [name, date] of Object.entries(dates)) {
    expect(shifted.dates).toHaveProperty(name, addDays(date, 2100));
  }
  expect(Date.parse(shifted.dates.decisionsAcceptedUntil) - Date.parse(decisionsAcceptedUntil)).toBe(
    2100 * 86_400_000,
  );
  expect(shifted.entryPeriods.map(({ firstDay }) => firstDay)).toEqual(
    CIIE3.entryPeriods.map(({ firstDay }) => addDays(firstDay, 2100)),
  );
});

test('registration closes 8–14 days after any day', () => {
  fc.assert(
    fc.property(fc.integer({ min: -5000, max: 5000 }), (offset) => {
      const today = addDays('2026-01-01', offset);
      const { registrationCloses } = shiftProfile(CIIE3, weeksToShift(CIIE3, today)).dates;
      const days = daysBetween(today, registrationCloses);
      expect(days).toBeGreaterThanOrEqual(8);
      expect(days).toBeLessThanOrEqual(14);
    }),
  );
});
