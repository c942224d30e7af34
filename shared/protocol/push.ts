/** The push: decisions up, one receipt each down. An item's fate is in its receipt, never in the envelope. */
import { z } from 'zod';
import { AttendeeDecision, Instant, OpaqueId, UnitDecision } from '../domain/decision.ts';
import { Sha256 } from '../domain/material.ts';
import { CurrentDecision } from './feed.ts';

export const PUSH_ITEMS_MAX = 500;
export const PUSH_BYTES_MAX = 1024 * 1024;

const n = z.number().int().positive();
export const PushItem = z.discriminatedUnion('kind', [
  UnitDecision.extend({ n }),
  AttendeeDecision.extend({ n }),
]);
export type PushItem = z.infer<typeof PushItem>;

/** The envelope: items are validated one by one, so that one bad item never blocks the others. */
export const PushRequest = z.object({
  ws: OpaqueId,
  items: z.array(z.looseObject({ id: OpaqueId, n })).max(PUSH_ITEMS_MAX),
});
export type PushRequest = z.infer<typeof PushRequest>;

export const RECEIPT_RESULTS = ['applied', 'stale', 'decided', 'gone', 'forbidden', 'invalid'] as const;
export type ReceiptResult = (typeof RECEIPT_RESULTS)[number];
/** Answers that are never stored as receipts. */
export const ANSWER_RESULTS = ['fingerprint-mismatch', 'sequence-reused'] as const;

export const Receipt = z.object({
  id: OpaqueId,
  result: z.enum([...RECEIPT_RESULTS, ...ANSWER_RESULTS]),
  /** the subject's seq after this item, else the head */
  seq: z.number().int().nonnegative(),
  replayed: z.boolean().optional(),
  /** decided: the other decision has the same verdict, tag and reason codes */
  agrees: z.boolean().optional(),
  /** invalid, forbidden: the gateway's words */
  detail: z.string().optional(),
  /** invalid: the rule, for a localised sentence */
  why: z.string().optional(),
  current: z
    .object({
      revision: z.number().int().positive().optional(),
      hash: Sha256.optional(),
      /** stale: names of the fields and image slots that differ from what was seen, where known */
      changed: z.array(z.string()).optional(),
      status: z.string().optional(),
      decision: CurrentDecision.nullable().optional(),
    })
    .optional(),
});
export type Receipt = z.infer<typeof Receipt>;

export const PushReply = z.object({
  /** highest n up to which the gateway knows every one */
  contiguous: z.number().int().nonnegative(),
  items: z.array(Receipt),
});
export type PushReply = z.infer<typeof PushReply>;

export const ReceiptsPage = z.object({
  contiguous: z.number().int().nonnegative(),
  items: z.array(Receipt.extend({ n, receivedAt: Instant.optional() })),
  more: z.boolean(),
});
export type ReceiptsPage = z.infer<typeof ReceiptsPage>;
