/** Phone numbers: mobiles of the mainland, numbers abroad with their country code, landlines of units. */
import type { Finding } from '../domain/finding.ts';
import { finding } from './findingCodes.ts';
import { normaliseIdentifier } from './normalise.ts';

const MAINLAND_PREFIX = /^(?:\+|00)?86(?=1\d{10}$)/;
const MOBILE = /^1[3-9]\d{9}$/;
/** Country code and number, 8 to 15 digits in all (ITU-T E.164); Hong Kong, Macao and Taiwan exactly. */
const ABROAD = /^\+(?:852[2-9]\d{7}|853[2-9]\d{7}|886[2-9]\d{7,8}|(?!86|85[23]|886)[1-9]\d{7,14})$/;
/** Area code and number, or a 400/800 hotline; an extension may follow. */
const LANDLINE = /^(?:(?:(?:\+86|0086)0?|0)(?:10|2\d|[3-9]\d{2})[2-8]\d{6,7}|[48]00\d{7})(?:转\d{1,6})?$/;

/**
 * The form in which a phone number is checked and compared: no spaces, hyphens, brackets or dots, the
 * mainland's country code dropped, `00` before any other one written as `+`.
 */
export function normalisePhone(raw: string): string {
  const bare = normaliseIdentifier(raw).replace(/[().·/]/g, '');
  const national = bare.replace(MAINLAND_PREFIX, '');
  return national.startsWith('00') && !national.startsWith('0086') ? `+${national.slice(2)}` : national;
}

/** What a number is, by its form alone: no lists of network segments, they age. */
export type PhoneKind = 'mobile' | 'abroad' | 'landline' | 'invalid';

/** Classifies a normalised phone number. */
export function phoneKind(normalised: string): PhoneKind {
  if (MOBILE.test(normalised)) return 'mobile';
  if (ABROAD.test(normalised)) return 'abroad';
  return LANDLINE.test(normalised) ? 'landline' : 'invalid';
}

/**
 * Checks an attendee's mobile, field `phone` (domain rule §6): one of the mainland, or one abroad with its
 * country code, of which a hint says that it was checked by form only and may not receive SMS.
 */
export function checkMobile(raw: string): { normalised: string; findings: Finding[] } {
  const normalised = normalisePhone(raw);
  const kind = phoneKind(normalised);
  if (kind === 'mobile') return { normalised, findings: [] };
  const code = kind === 'abroad' ? 'C-PHONE-ABROAD' : 'A-PHONE';
  return { normalised, findings: [finding(code, 'phone', { seen: normalised })] };
}
