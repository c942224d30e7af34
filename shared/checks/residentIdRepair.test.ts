/** Repairs of resident numbers: what was meant is among them, and all of them pass. Every number is invented. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { residentIdCheckCharacter } from './residentId.ts';
import { repairResidentId } from './residentIdRepair.ts';

const whole = (first17: string) => first17 + residentIdCheckCharacter(first17);
const RIGHT = whole('11010119900307867');
const STATED = { birthDate: '1990-03-07', gender: 'male' } as const;

describe('repairs', () => {
  test('a wrong last character', () => {
    const typed = `${RIGHT.slice(0, 17)}${RIGHT.endsWith('1') ? '2' : '1'}`;
    expect(repairResidentId(typed, STATED)).toContain(RIGHT);
    expect(repairResidentId(typed, {})).toContain(RIGHT);
  });

  test('a wrong digit in the birth date, told by the date that was stated', () => {
    expect(repairResidentId(RIGHT.replace('1990', '1996'), STATED)[0]).toBe(RIGHT);
  });

  test('neighbours swapped', () => {
    expect(repairResidentId(RIGHT.replace('786', '768'), STATED)).toContain(RIGHT);
  });

  test('a wrong digit that makes the wrong sex', () => {
    expect(repairResidentId(`${RIGHT.slice(0, 16)}6${RIGHT.slice(17)}`, STATED)).toContain(RIGHT);
  });

  test('nothing for what passes or is no number', () => {
    expect(repairResidentId(RIGHT, STATED)).toEqual([]);
    expect(repairResidentId('E12345678', STATED)).toEqual([]);
  });

  test('each passes, fits what was stated, and there are at most three', () => {
    const digits = fc.array(fc.constantFrom(...'0123456789'), { minLength: 17, maxLength: 17 });
    fc.assert(
      fc.property(digits, fc.constantFrom(...'0123456789X'), (first, last) => {
        const repairs = repairResidentId(first.join('') + last, STATED);
        expect(repairs.length).toBeLessThanOrEqual(3);
        for (const repair of repairs) {
          expect(repair).toBe(whole(repair.slice(0, 17)));
          expect(repair.slice(6, 14)).toBe('19900307');
        }
      }),
    );
  });
});
