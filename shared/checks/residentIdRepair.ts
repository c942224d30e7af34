/** What a resident's number that fails its check was probably meant to be. Suggestions only; they judge nothing. */
import { isRealDate } from '../domain/calendar.ts';
import type { Gender } from '../domain/vocabulary.ts';
import { residentIdCheckCharacter } from './residentId.ts';

const REPAIRS_MAX = 3;
const SHAPE = /^\d{17}[\dX]$/;

/** What else the person stated; it speaks for one repair or against another. */
export interface StatedBirth {
  birthDate?: string | undefined;
  gender?: Gender | undefined;
}

/**
 * Numbers that pass GB 11643 and lie one slip away, likeliest first, at most 3: with the stated birth date in
 * its place, with two neighbours exchanged, with one digit exchanged where the stated birth date and sex leave
 * no other, and with the right last character.
 */
export function repairResidentId(number: string, stated: StatedBirth): string[] {
  if (!SHAPE.test(number) || passes(number)) return [];
  const found: string[] = [];
  const offer = (candidate: string) => {
    const isNews = candidate !== number && !found.includes(candidate);
    if (isNews && passes(candidate) && fits(candidate, stated)) found.push(candidate);
  };
  const { birthDate } = stated;
  if (birthDate) offer(number.slice(0, 6) + birthDate.replaceAll('-', '') + number.slice(14));
  for (let i = 0; i < 16; i++) {
    offer(number.slice(0, i) + number.charAt(i + 1) + number.charAt(i) + number.slice(i + 2));
  }
  const last = number.slice(0, 17) + residentIdCheckCharacter(number);
  offer(last);
  // Seventeen digits could each be the wrong one: only what contradicts the stated birth points to its place.
  if (!found.includes(last)) {
    for (let i = 6; i < 17; i++) {
      for (const digit of '0123456789') offer(number.slice(0, i) + digit + number.slice(i + 1));
    }
  }
  return found.slice(0, REPAIRS_MAX);
}

const passes = (number: string) => number.charAt(17) === residentIdCheckCharacter(number);

function fits(number: string, { birthDate, gender }: StatedBirth): boolean {
  const date = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  if (!isRealDate(date) || (birthDate !== undefined && birthDate !== date)) return false;
  const told: Gender = number.charCodeAt(16) % 2 === 1 ? 'male' : 'female';
  return gender === undefined || gender === told;
}
