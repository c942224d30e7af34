/** Document numbers a spreadsheet has ruined: kept as numbers, they lose digits for good. */
import { checkDocumentNumber } from '../checks/documentNumber.ts';
import { normaliseIdentifier } from '../checks/normalise.ts';
import type { CellMark } from './sheetGrid.ts';

/**
 * `rounded`: more than fifteen digits kept as a number, the last ones are gone. `scientific`: written as
 * 1.10105E+17. `numeric`: a number that lost nothing but maybe leading zeros; it cannot be told.
 */
export type LostPrecision = 'rounded' | 'scientific' | 'numeric';

const SCIENTIFIC = /^[+-]?\d(?:[.,]\d+)?E[+]?\d{1,3}$/;
/** A spreadsheet keeps fifteen significant digits and fills up with zeros. */
const KEPT_DIGITS = 15;

/** Whether a document number's cell has lost digits, or may have; null if its text can be trusted. */
export function lostPrecision(raw: string, mark: CellMark | undefined): LostPrecision | null {
  const text = raw.normalize('NFKC').trim().toUpperCase();
  if (text === '') return null;
  if (SCIENTIFIC.test(text.replace(/\s/g, ''))) return 'scientific';
  const digits = normaliseIdentifier(text);
  if (mark === 'number' || mark === 'date') return digits.length > KEPT_DIGITS ? 'rounded' : 'numeric';
  return isRoundedText(digits) ? 'rounded' : null;
}

/** A number that was text once more after the damage, as in a csv: zeros at its end, and its check digit wrong. */
function isRoundedText(digits: string): boolean {
  if (!/^\d{15}000$/.test(digits)) return false;
  return checkDocumentNumber('residentId', digits).findings.some(({ severity }) => severity === 'error');
}
