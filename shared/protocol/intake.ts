/** The registration side's two calls: submissions in, outcomes out. */
import { z } from 'zod';
import { GivenReason, Instant, OpaqueId } from '../domain/decision.ts';
import { AttendeeArrangement, AttendeeMaterial, ImageRefs, Order, UnitMaterial } from '../domain/material.ts';
import { ATTENDEE_VERDICTS, SUBMISSION_KINDS, TAGS, UNIT_VERDICTS } from '../domain/vocabulary.ts';
import { Problem } from './problems.ts';

export const INTAKE_EVENTS = [
  'submitted',
  'amended',
  'added',
  'arranged',
  'ordered',
  'orderCancelled',
  'paid',
  'personPassed',
  'personFailed',
  'badge',
  'refunded',
  'deleted',
] as const;
export type IntakeEvent = (typeof INTAKE_EVENTS)[number];
export const INTAKE_ITEMS_MAX = 1000;

const intake = {
  id: OpaqueId,
  revision: z.number().int().positive().optional(),
  event: z.enum(INTAKE_EVENTS),
  images: ImageRefs.optional(),
  submittedAt: Instant.optional(),
};

export const UnitIntake = z.object({
  ...intake,
  kind: z.literal('unit'),
  subGroupId: OpaqueId.optional(),
  material: UnitMaterial.optional(),
});
export const AttendeeIntake = z.object({
  ...intake,
  kind: z.literal('attendee'),
  unitId: OpaqueId.optional(),
  material: AttendeeMaterial.optional(),
  ...AttendeeArrangement.shape,
  order: Order.partial().optional(),
  badgeStatus: z.enum(['badgeReady', 'badgePosted', 'issued']).optional(),
});
export const IntakeItem = z.discriminatedUnion('kind', [UnitIntake, AttendeeIntake]);
export type IntakeItem = z.infer<typeof IntakeItem>;

/** Items are validated one by one; a bad one is refused alone. */
export const IntakeRequest = z.object({
  items: z.array(z.looseObject({ kind: z.enum(SUBMISSION_KINDS), id: OpaqueId })).max(INTAKE_ITEMS_MAX),
});
export const IntakeReply = z.object({
  items: z.array(
    z.object({
      id: OpaqueId,
      result: z.enum(['accepted', 'unchanged', 'refused']),
      seq: z.number().int().optional(),
      problem: Problem.partial({ title: true, status: true }).optional(),
    }),
  ),
});
export type IntakeReply = z.infer<typeof IntakeReply>;

export const Outcome = z.object({
  seq: z.number().int().positive(),
  kind: z.enum(SUBMISSION_KINDS),
  id: OpaqueId,
  revision: z.number().int().positive(),
  decisionId: OpaqueId,
  verdict: z.enum([...UNIT_VERDICTS, ...ATTENDEE_VERDICTS]),
  tag: z.enum(TAGS).optional(),
  reasons: z.array(GivenReason),
  /** of an approval that still holds, in fairs that issue them */
  invitationCode: z.string().optional(),
  status: z.string(),
  decidedAt: Instant,
});
export type Outcome = z.infer<typeof Outcome>;
export const OutcomesPage = z.object({ items: z.array(Outcome), cursor: z.string(), more: z.boolean() });
export type OutcomesPage = z.infer<typeof OutcomesPage>;

export const ImageStored = z.object({ sha256: z.string(), sizeBytes: z.number().int() });
