/** Calendar arithmetic at its corners. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, ageOn, daysBetween, isRealDate, mondayOf, shanghaiDate } from './calendar.ts';

test.each(['2000-02-29', '2020-02-29', '1999-12-31', '1900-02-28'])('%s exists', (date) => {
  expect(isRealDate(date)).toBe(true);
});

test.each([
  '1900-02-29',
  '2019-02-29',
  '2020-04-31',
  '2020-13-01',
  '2020-00-10',
  '2020-01-00',
  '2020-1-1',
  '',
])('%j does not', (date) => {
  expect(isRealDate(date)).toBe(false);
});

test.each([
  ['2000-02-29', '2020-02-29', 20],
  ['2000-02-29', '2021-02-28', 20],
  ['2000-02-29', '2021-03-01', 21],
  ['2002-11-06', '2020-11-06', 18],
  ['2002-11-07', '2020-11-06', 17],
])('born %s, on %s: %i', (birthDate, day, age) => {
  expect(ageOn(birthDate, day)).toBe(age);
});

test('the day in Shanghai begins at 16:00 UTC', () => {
  expect(shanghaiDate('2020-10-31T15:59:59.999Z')).toBe('2020-10-31');
  expect(shanghaiDate('2020-10-31T16:00:00.000Z')).toBe('2020-11-01');
});

test('Mondays', () => {
  expect(mondayOf('2020-11-08')).toBe('2020-11-02');
  expect(mondayOf('2020-11-09')).toBe('2020-11-09');
  expect(mondayOf('2021-01-03')).toBe('2020-12-28');
  expect(mondayOf('1969-12-31')).toBe('1969-12-29');
});

test('adding days and counting them agree', () => {
  const instant = fc.date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(instant, fc.integer({ min: -40_000, max: 40_000 }), (date, days) => {
      const from = date.toISOString().slice(0, 10);
      expect(daysBetween(from, addDays(from, days))).toBe(days);
    }),
  );
});
