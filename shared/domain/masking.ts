/** Masking of personal data for display and export: what is hidden by default, and how. */
import { normaliseIdentifier } from '../checks/normalise.ts';
import { normalisePhone } from '../checks/phone.ts';
import type { DocumentType } from './vocabulary.ts';

/**
 * `standard`: the product's default, 18-digit numbers front 6 + back 4 with one star per hidden character.
 * `short`: as the official order page prints them, four stars whatever is hidden.
 * `strict`: front 1 + back 1, which hides area and birth date too.
 */
export const MASK_STYLES = ['standard', 'short', 'strict'] as const;
export type MaskStyle = (typeof MASK_STYLES)[number];

/** At least so many characters in the middle stay hidden; shorter texts show nothing. */
const HIDDEN_MIN = 4;

const VISIBLE_ENDS: Record<DocumentType, readonly [front: number, back: number]> = {
  residentId: [6, 4],
  hmtResidencePermit: [6, 4],
  foreignPrId: [6, 4],
  hkMacaoPermit: [3, 4],
  taiwanPermit: [3, 4],
  passport: [2, 3],
};
/** A 15-character number of an old card: area 6 and birth date 6, or country 3, area 4 and birth date 6. */
const VISIBLE_ENDS_OLD_CARD = [3, 2] as const;

function maskMiddle(text: string, front: number, back: number, stars?: number): string {
  const characters = Array.from(text);
  const visibleMax = Math.max(0, characters.length - HIDDEN_MIN);
  let [head, tail] = [front, back];
  while (head + tail > visibleMax) {
    if (tail >= head) tail--;
    else head--;
  }
  const hidden = characters.length - head - tail;
  const end = tail > 0 ? characters.slice(-tail).join('') : '';
  return characters.slice(0, head).join('') + '*'.repeat(stars ?? hidden) + end;
}

/**
 * Masks a document number: `110105********002X`, `E1****678`, `H32****7707` (domain rule §7). The raw text is
 * normalised first, so blanks or full-width letters cannot shift the birth date into view. Without a type
 * the length decides.
 */
export function maskDocumentNumber(
  type: DocumentType | undefined,
  raw: string,
  style: MaskStyle = 'standard',
): string {
  const number = normaliseIdentifier(raw);
  if (style === 'strict') return maskMiddle(number, 1, 1);
  const stars = style === 'short' && number.length > HIDDEN_MIN ? 4 : undefined;
  const [front, back] = visibleEnds(type, number.length);
  return maskMiddle(number, front, back, stars);
}

function visibleEnds(type: DocumentType | undefined, length: number): readonly [number, number] {
  if (length === 15) return VISIBLE_ENDS_OLD_CARD;
  if (type) return VISIBLE_ENDS[type];
  return length === 18 ? VISIBLE_ENDS.residentId : VISIBLE_ENDS.passport;
}

/** Masks a phone number, front 3 and back 4: `135****3233`. A country code of the mainland is dropped. */
export function maskMobile(raw: string): string {
  return maskMiddle(normalisePhone(raw), 3, 4);
}

/** Masks a name to its first character, `张**`; a name of one character is hidden whole. */
export function maskName(raw: string): string {
  const characters = Array.from(raw.trim());
  const first = characters.length > 1 ? (characters[0] ?? '') : '';
  return first + '*'.repeat(characters.length > 1 ? characters.length - 1 : characters.length);
}

/** Masks an e-mail address: at most two characters, and never more than half, of the part before the `@`. */
export function maskEmail(raw: string): string {
  const address = raw.trim();
  const at = address.lastIndexOf('@');
  if (at < 1) return address === '' ? '' : '****';
  const local = Array.from(address.slice(0, at));
  return `${local.slice(0, Math.min(2, Math.floor(local.length / 2))).join('')}****${address.slice(at)}`;
}
