/** The closed sets of the review domain: every status, kind and tag by its wire name. */

export const SUBMISSION_KINDS = ['unit', 'attendee'] as const;
export type SubmissionKind = (typeof SUBMISSION_KINDS)[number];

export const UNIT_STATUSES = ['draft', 'pendingReview', 'approved', 'rejected'] as const;
export type UnitStatus = (typeof UNIT_STATUSES)[number];

export const ATTENDEE_STATUSES = [
  'awaitingTag',
  'tagged',
  'returned',
  'awaitingPayment',
  'inPersonReview',
  'badgeInProduction',
  'badgeReady',
  'badgePosted',
  'issued',
  'refunded',
] as const;
export type AttendeeStatus = (typeof ATTENDEE_STATUSES)[number];

/** What a person is at the fair: it decides who pays and which badge is made (notice, 3rd edition). */
export const TAGS = ['vip', 'staff', 'professional'] as const;
export type Tag = (typeof TAGS)[number];

export const REGIONS = ['mainland', 'hkMacaoTaiwan', 'overseas'] as const;
export type Region = (typeof REGIONS)[number];

export const UNIT_CATEGORIES = [
  'enterprise',
  'socialOrganization',
  'publicInstitution',
  'governmentAgency',
  'other',
] as const;
export type UnitCategory = (typeof UNIT_CATEGORIES)[number];

export const REGISTERED_AS = ['unit', 'individual'] as const;
export type RegisteredAs = (typeof REGISTERED_AS)[number];

export const PERSON_TYPES = ['mainland', 'hkMacaoTaiwan', 'foreign', 'chineseResidingAbroad'] as const;
export type PersonType = (typeof PERSON_TYPES)[number];

export const GENDERS = ['male', 'female'] as const;
export type Gender = (typeof GENDERS)[number];

export const DOCUMENT_TYPES = [
  'residentId',
  'hkMacaoPermit',
  'taiwanPermit',
  'hmtResidencePermit',
  'passport',
  'foreignPrId',
] as const;
export type DocumentType = (typeof DOCUMENT_TYPES)[number];

export const DELIVERY_METHODS = ['express', 'delegationPickup', 'onSite'] as const;

export const UNIT_VERDICTS = ['approve', 'reject', 'withdraw'] as const;
export type UnitVerdict = (typeof UNIT_VERDICTS)[number];

export const ATTENDEE_VERDICTS = ['tag', 'return', 'withdraw'] as const;
export type AttendeeVerdict = (typeof ATTENDEE_VERDICTS)[number];

export type Verdict = UnitVerdict | AttendeeVerdict;

export const ROLES = ['registrant', 'reviewer', 'secretariat', 'bureau', 'intake', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** What an account may do, granted per edition for one sub-group or the whole delegation. */
export const RIGHTS = ['view', 'decide', 'export', 'transfer', 'report', 'intake', 'admin'] as const;
export type Right = (typeof RIGHTS)[number];
