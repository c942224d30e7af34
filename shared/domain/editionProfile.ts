/** The edition profile: everything that differs between fairs and editions, as data. */
import { z } from 'zod';
import { CalendarDate } from './material.ts';
import { DOCUMENT_TYPES, PERSON_TYPES, TAGS } from './vocabulary.ts';

const Bilingual = z.object({ zh: z.string(), en: z.string() });
export type Bilingual = z.infer<typeof Bilingual>;

/** One entry of the reasons catalogue; the code is for counting, the sentences for the registrant. */
export const Reason = z.object({
  code: z.string().max(40),
  text: Bilingual,
  on: z.enum(['unit', 'attendee', 'both']),
  field: z.string().max(64).optional(),
  requiresText: z.boolean().optional(),
});
export type Reason = z.infer<typeof Reason>;

export const EntryPeriod = z.object({
  id: z.string().max(40),
  label: Bilingual,
  firstDay: CalendarDate,
  lastDay: CalendarDate,
  /** CNY, as a decimal string */
  fee: z.string(),
});
export type EntryPeriod = z.infer<typeof EntryPeriod>;

export const SubGroup = z.object({
  id: z.string().max(64),
  name: Bilingual,
  kind: z.enum(['department', 'city']),
  /** characters 3–6 of a credit code registered there; absent for departments */
  regionPrefix: z.string().optional(),
  targetUnits: z.number().int().nonnegative(),
});
export type SubGroup = z.infer<typeof SubGroup>;

/** What an earlier edition came to, for comparison. */
export const PastEdition = z.object({
  id: z.string().max(64),
  name: Bilingual,
  /** approved units by sub-group, under the present ids */
  units: z.record(z.string(), z.number().int().nonnegative()),
});
export type PastEdition = z.infer<typeof PastEdition>;

/** Codes given to units on approval, with which they go on in the fair's own system. */
export const InvitationCodes = z.object({
  prefix: z.string().regex(/^[A-Z0-9]{0,8}$/),
  /** letters and digits after the prefix */
  length: z.number().int().min(8).max(24),
});
export type InvitationCodes = z.infer<typeof InvitationCodes>;

export const EditionProfile = z.object({
  id: z.string().max(64),
  name: Bilingual,
  delegation: z.object({ id: z.string(), name: Bilingual }),
  subGroups: z.array(SubGroup).min(1),
  dates: z.object({
    registrationOpens: CalendarDate,
    registrationCloses: CalendarDate,
    resubmissionDeadline: CalendarDate,
    transferPaymentDeadline: CalendarDate,
    qrPaymentDeadline: CalendarDate,
    expoFirstDay: CalendarDate,
    expoLastDay: CalendarDate,
    visitorsFirstDay: CalendarDate,
    /** instant after which each pushed decision is answered `invalid` */
    decisionsAcceptedUntil: z.iso.datetime(),
  }),
  entryPeriods: z.array(EntryPeriod).min(1),
  /** tags whose holders pay the badge fee */
  payingTags: z.array(z.enum(TAGS)),
  labels: z.array(z.object({ tag: z.enum(TAGS), name: Bilingual })),
  documentTypesByPersonType: z.record(z.enum(PERSON_TYPES), z.array(z.enum(DOCUMENT_TYPES))),
  image: z.object({
    maxBytes: z.number().int().positive(),
    photo: z.object({ minWidth: z.number(), minHeight: z.number() }),
    document: z.object({ minWidth: z.number(), minHeight: z.number() }),
  }),
  minimumAge: z.number().int().optional(),
  /** `minimum`: as many as possible, at least so many; `cap`: no approval above it takes effect */
  targetKind: z.enum(['minimum', 'cap']),
  invitationCodes: InvitationCodes.optional(),
  /** newest first */
  pastEditions: z.array(PastEdition).max(20).optional(),
  attendeesPerUnitMax: z.number().int().optional(),
  badgeReuseBase: z.string().optional(),
  /** hours within which a reviewer may withdraw the sub-group's own decision */
  withdrawWindowHours: z.number().positive(),
  retentionDays: z.number().int().positive(),
  reasons: z.array(Reason).min(1),
});
export type EditionProfile = z.infer<typeof EditionProfile>;

/** Reasons that may be given for a kind of submission, in the catalogue's order. */
export function reasonsFor(profile: Pick<EditionProfile, 'reasons'>, kind: 'unit' | 'attendee'): Reason[] {
  return profile.reasons.filter((reason) => reason.on === kind || reason.on === 'both');
}

/** The fee of an entry period in CNY (decimal string) for a tag; `0.00` for those who do not pay. */
export function badgeFee(
  profile: Pick<EditionProfile, 'entryPeriods' | 'payingTags'>,
  tag: (typeof TAGS)[number],
  entryPeriodId: string | undefined,
): string {
  if (!profile.payingTags.includes(tag)) return '0.00';
  const period = profile.entryPeriods.find((entry) => entry.id === entryPeriodId) ?? profile.entryPeriods[0];
  return period?.fee ?? '0.00';
}
