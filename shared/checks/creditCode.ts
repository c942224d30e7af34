/** Checks a unified social credit code (GB 32100-2015): its form, its two check characters, known defects. */
import type { Finding } from '../domain/finding.ts';
import {
  CREDIT_CODE_LETTERS,
  creditCodeCheckCharacter,
  creditCodeRemainder,
  hasRightCheckCharacter,
  hasRightInnerCode,
  isCreditCodeShaped,
  isLegacyRegistrationNumber,
} from './creditCodeArithmetic.ts';
import { repairCreditCode } from './creditCodeRepair.ts';
import { finding } from './findingCodes.ts';
import { normaliseIdentifier } from './normalise.ts';

export { creditCodeCheckCharacter, organisationCodeCheckCharacter } from './creditCodeArithmetic.ts';

/**
 * Checks a credit code as typed; findings are about the field `uscc` (domain rule §6).
 *
 * A code whose character 18 is A[Σ mod 31] with the inner code right was issued so by registers that left
 * out a subtraction (161 of 191 real failures): a warning to compare with the licence, not an error.
 */
export function checkCreditCode(raw: string): { normalised: string; findings: Finding[] } {
  const normalised = normaliseIdentifier(raw);
  return { normalised, findings: inspect(normalised) };
}

function inspect(code: string): Finding[] {
  if (!isCreditCodeShaped(code)) {
    if (isLegacyRegistrationNumber(code)) return [finding('C-USCC-LEGACY-15', 'uscc', { seen: code })];
    return [finding('U-USCC-FORMAT', 'uscc', withRepairs(code))];
  }
  const isInnerRight = hasRightInnerCode(code);
  if (hasRightCheckCharacter(code)) {
    return isInnerRight ? [] : [finding('C-USCC-INNER', 'uscc', { seen: code })];
  }
  if (isInnerRight && code.charAt(17) === CREDIT_CODE_LETTERS.charAt(creditCodeRemainder(code))) {
    const expected = code.slice(0, 17) + creditCodeCheckCharacter(code);
    return [finding('C-USCC-REGISTER-DEFECT', 'uscc', { seen: code, expected })];
  }
  return [finding('U-USCC-CHECK', 'uscc', withRepairs(code))];
}

function withRepairs(code: string): { seen: string; repairs?: string[] } {
  const repairs = repairCreditCode(code);
  return repairs.length > 0 ? { seen: code, repairs } : { seen: code };
}
