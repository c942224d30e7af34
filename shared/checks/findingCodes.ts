/** Every code that a check can yield, with its severity: the list that texts and demo data are tested against. */
import type { Finding, Severity } from '../domain/finding.ts';
import type { SubmissionKind } from '../domain/vocabulary.ts';

/**
 * `U-…` and `A-…` are reasons of the catalogue that the finding suggests, `C-…` have no reason.
 * `kinds` says which submissions can carry the code. The severity is the default; a check lowers it where
 * it only suspects.
 */
export const FINDING_CODES = [
  { code: 'U-USCC-FORMAT', severity: 'error', kinds: ['unit'] },
  { code: 'U-USCC-CHECK', severity: 'error', kinds: ['unit'] },
  { code: 'U-USCC-DUP', severity: 'error', kinds: ['unit'] },
  { code: 'C-USCC-LEGACY-15', severity: 'error', kinds: ['unit'] },
  { code: 'C-USCC-REGISTER-DEFECT', severity: 'warning', kinds: ['unit'] },
  { code: 'C-USCC-INNER', severity: 'warning', kinds: ['unit'] },
  { code: 'U-CATEGORY', severity: 'warning', kinds: ['unit'] },
  { code: 'U-SUBGROUP', severity: 'warning', kinds: ['unit'] },
  { code: 'U-DELEGATION', severity: 'warning', kinds: ['unit'] },
  { code: 'C-REGION-ABROAD', severity: 'warning', kinds: ['unit'] },
  { code: 'C-REGION-OTHER', severity: 'hint', kinds: ['unit'] },
  { code: 'U-DOC-MISSING', severity: 'error', kinds: ['unit'] },
  { code: 'U-DOC-FORMAT', severity: 'error', kinds: ['unit'] },
  { code: 'U-DOC-UNCLEAR', severity: 'warning', kinds: ['unit'] },
  { code: 'U-INTENT-MISSING', severity: 'error', kinds: ['unit'] },
  { code: 'U-INTENT-UNCLEAR', severity: 'warning', kinds: ['unit'] },
  { code: 'U-FINANCE-UNIT', severity: 'warning', kinds: ['unit'] },
  { code: 'U-CONTACT', severity: 'error', kinds: ['unit'] },
  { code: 'C-UNIT-NAME-DUP', severity: 'warning', kinds: ['unit'] },
  { code: 'C-UNIT-NAME-SIMILAR', severity: 'hint', kinds: ['unit'] },
  { code: 'C-PHONE-LANDLINE', severity: 'hint', kinds: ['unit'] },
  { code: 'C-PHONE-ABROAD', severity: 'hint', kinds: ['unit', 'attendee'] },
  { code: 'C-PHONE-SHARED', severity: 'hint', kinds: ['attendee'] },
  { code: 'A-PHONE', severity: 'error', kinds: ['attendee'] },
  { code: 'A-IDTYPE', severity: 'error', kinds: ['attendee'] },
  { code: 'A-IDNO-FORMAT', severity: 'error', kinds: ['attendee'] },
  { code: 'A-IDNO-CHECK', severity: 'error', kinds: ['attendee'] },
  { code: 'A-IDNO-BIRTH', severity: 'error', kinds: ['attendee'] },
  { code: 'C-IDNO-LEGACY-15', severity: 'error', kinds: ['attendee'] },
  { code: 'C-IDNO-FORMAT-ONLY', severity: 'hint', kinds: ['attendee'] },
  { code: 'C-PASSPORT-LONG', severity: 'warning', kinds: ['attendee'] },
  { code: 'C-PERMIT-LEGACY', severity: 'warning', kinds: ['attendee'] },
  { code: 'C-DATE-IMPOSSIBLE', severity: 'error', kinds: ['attendee'] },
  { code: 'A-PASSPORT-EXPIRED', severity: 'error', kinds: ['attendee'] },
  { code: 'A-AGE', severity: 'error', kinds: ['attendee'] },
  { code: 'C-AGE-IMPLAUSIBLE', severity: 'warning', kinds: ['attendee'] },
  { code: 'C-AGE-CHILD', severity: 'warning', kinds: ['attendee'] },
  { code: 'C-AGE-MINOR', severity: 'hint', kinds: ['attendee'] },
  { code: 'A-DUP-UNIT', severity: 'error', kinds: ['attendee'] },
  { code: 'A-DUP-OTHER', severity: 'error', kinds: ['attendee'] },
  { code: 'A-PHOTO-MISSING', severity: 'error', kinds: ['attendee'] },
  { code: 'A-PHOTO-QUALITY', severity: 'warning', kinds: ['attendee'] },
  { code: 'C-PHOTO-FORMAT', severity: 'error', kinds: ['attendee'] },
  { code: 'C-PHOTO-SHARED', severity: 'warning', kinds: ['attendee'] },
  { code: 'A-TITLE', severity: 'error', kinds: ['attendee'] },
  { code: 'A-ENTRY', severity: 'error', kinds: ['attendee'] },
  { code: 'A-DELIVERY', severity: 'error', kinds: ['attendee'] },
  { code: 'C-ARRANGEMENT-MISSING', severity: 'hint', kinds: ['attendee'] },
  { code: 'A-REUSE', severity: 'warning', kinds: ['attendee'] },
  { code: 'A-PLEDGE', severity: 'error', kinds: ['attendee'] },
] as const satisfies readonly { code: string; severity: Severity; kinds: readonly SubmissionKind[] }[];
export type FindingCode = (typeof FINDING_CODES)[number]['code'];

const SEVERITY_BY_CODE = Object.fromEntries(
  FINDING_CODES.map(({ code, severity }) => [code, severity]),
) as Record<FindingCode, Severity>;

/**
 * Makes a finding of a known code. `field` is a path into the material (`contact.phone`,
 * `purchaseIntents.0.amount`) or an image slot; `details` may lower the code's default severity.
 */
export function finding(
  code: FindingCode,
  field: string,
  details?: Partial<Pick<Finding, 'severity' | 'seen' | 'expected' | 'repairs'>>,
): Finding {
  return { code, severity: SEVERITY_BY_CODE[code], field, ...details };
}
