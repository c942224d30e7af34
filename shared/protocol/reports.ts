/** Transfers, progress, intended deals, contact forms, audit, presence: the desk's smaller calls. */
import { z } from 'zod';
import { Instant, OpaqueId } from '../domain/decision.ts';
import { Amount, CalendarDate } from '../domain/material.ts';
import { SubGroupProgress } from '../domain/progressTally.ts';
import { SUBMISSION_KINDS } from '../domain/vocabulary.ts';

export const TRANSFER_ITEMS_MAX = 500;
export const TransferRequest = z.object({
  items: z
    .array(
      z.object({
        unitId: OpaqueId,
        fromSubGroupId: OpaqueId,
        /** moves only if neither the unit nor its people changed after this seq: how a transfer is taken back */
        unchangedSince: z.number().int().positive().optional(),
      }),
    )
    .min(1)
    .max(TRANSFER_ITEMS_MAX),
  toSubGroupId: OpaqueId,
  reason: z.string().min(1).max(2000),
});
export const TransferReply = z.object({
  items: z.array(
    z.object({
      unitId: OpaqueId,
      result: z.enum(['transferred', 'unchanged', 'refused']),
      seq: z.number().int().optional(),
      /** the highest seq among the unit and its people, for `unchangedSince` */
      familySeq: z.number().int().optional(),
      why: z.string().optional(),
    }),
  ),
});

export const ProgressReply = z.object({
  asOf: Instant,
  subGroups: z.array(SubGroupProgress),
  published: z.object({ week: CalendarDate, publishedAt: Instant, by: z.string() }).optional(),
});
export type ProgressReply = z.infer<typeof ProgressReply>;
export const PublishRequest = z.object({ week: CalendarDate });
/** The weeks that were published, newest first. */
export const Publications = z.object({
  items: z.array(z.object({ week: CalendarDate, publishedAt: Instant, by: z.string() })),
});
export type Publications = z.infer<typeof Publications>;

/** An intended deal; `amount` in 10 000 USD. */
export const Deal = z.object({
  id: OpaqueId,
  subGroupId: OpaqueId,
  unitId: OpaqueId,
  exhibitor: z.string().max(300),
  amount: Amount,
  date: CalendarDate,
});
export type Deal = z.infer<typeof Deal>;
export const DealList = z.object({ items: z.array(Deal).max(5000) });
/** Deals to be written by their ids, and ids of those to be taken out. */
export const DealChanges = DealList.extend({ removed: z.array(OpaqueId).max(5000).optional() });
/** The contact form of a sub-group (annex 3 of the notice). */
export const SubGroupContact = z.object({
  subGroupId: OpaqueId,
  unit: z.string().max(300),
  name: z.string().max(100),
  title: z.string().max(100),
  officePhone: z.string().max(60),
  mobile: z.string().max(60),
  fax: z.string().max(60).optional(),
});
export type SubGroupContact = z.infer<typeof SubGroupContact>;
export const ContactList = z.object({ items: z.array(SubGroupContact).max(500) });

export const AUDIT_ACTIONS = [
  'signIn',
  'unlock',
  'lock',
  'signOut',
  'reveal',
  'export',
  'print',
  'wipe',
  'packOut',
  'packIn',
  'decisionsOut',
  'handIn',
  'submissionsIn',
] as const;
export const AuditEntry = z.object({
  id: OpaqueId,
  action: z.enum(AUDIT_ACTIONS),
  /** ids and field names only, never their content */
  subject: z.object({ kind: z.enum(SUBMISSION_KINDS), id: OpaqueId }).optional(),
  field: z.string().max(64).optional(),
  rowCount: z.number().int().optional(),
  fileHash: z.string().max(64).optional(),
  purpose: z.string().max(500).optional(),
  deviceAt: Instant,
});
export type AuditEntry = z.infer<typeof AuditEntry>;
export const AuditRequest = z.object({ items: z.array(AuditEntry).max(500) });
export const AuditReply = z.object({ accepted: z.number().int() });

export const PresenceRequest = z.object({
  open: z.object({ kind: z.enum(SUBMISSION_KINDS), id: OpaqueId }).nullable(),
});
export const PokeEvent = z.object({
  head: z.number().int(),
  presence: z
    .array(
      z.object({
        kind: z.enum(SUBMISSION_KINDS),
        id: OpaqueId,
        by: z.string(),
        /** the account's name for people */
        byName: z.string().optional(),
      }),
    )
    .optional(),
});
