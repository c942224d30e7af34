/** The state feed: each submission once, at its newest state, carrying the `seq` of its last change. */
import { z } from 'zod';
import { ImageFacts } from '../checks/image.ts';
import { GivenReason, Instant, OpaqueId } from '../domain/decision.ts';
import {
  AttendeeArrangement,
  AttendeeMaterial,
  ImageRefs,
  Order,
  Sha256,
  UnitMaterial,
} from '../domain/material.ts';
import {
  ATTENDEE_STATUSES,
  ATTENDEE_VERDICTS,
  SUBMISSION_KINDS,
  TAGS,
  UNIT_STATUSES,
  UNIT_VERDICTS,
} from '../domain/vocabulary.ts';

/** The decision that currently holds on a submission. */
export const CurrentDecision = z.object({
  id: OpaqueId,
  verdict: z.enum([...UNIT_VERDICTS, ...ATTENDEE_VERDICTS]),
  tag: z.enum(TAGS).optional(),
  reasons: z.array(GivenReason).optional(),
  note: z.string().optional(),
  /** issued with an approval, in fairs that issue them */
  invitationCode: z.string().max(40).optional(),
  by: z.string(),
  /** the account's name for people; absent in decisions made before it was told */
  byName: z.string().optional(),
  at: Instant,
});
export type CurrentDecision = z.infer<typeof CurrentDecision>;

/** The last review, kept through amendments: for «last rejected because» and the diff. */
export const LastReview = CurrentDecision.extend({ baseRevision: z.number().int().positive() });
export type LastReview = z.infer<typeof LastReview>;

/** A unit's last move between sub-groups, told to both: `subGroupId` is the other side of it. */
export const TransferNote = z.object({
  subGroupId: OpaqueId,
  by: z.string(),
  byName: z.string().optional(),
  at: Instant,
  reason: z.string(),
});
export type TransferNote = z.infer<typeof TransferNote>;

const put = {
  op: z.literal('put'),
  id: OpaqueId,
  revision: z.number().int().positive(),
  seq: z.number().int().positive(),
  subGroupId: OpaqueId,
  hash: Sha256,
  images: ImageRefs,
  /** what the gateway measured of each image; not covered by the hash */
  imageFacts: z.record(z.string(), ImageFacts).optional(),
  submittedAt: Instant,
  /** of the first revision, where that is another */
  firstSubmittedAt: Instant.optional(),
  decision: CurrentDecision.nullable(),
  lastReview: LastReview.optional(),
};

export const UnitItem = z.object({
  ...put,
  kind: z.literal('unit'),
  status: z.enum(UNIT_STATUSES),
  material: UnitMaterial,
  /** how it came into its present sub-group, if the secretariat moved it there */
  transfer: TransferNote.optional(),
});
export type UnitItem = z.infer<typeof UnitItem>;

export const AttendeeItem = z.object({
  ...put,
  kind: z.literal('attendee'),
  unitId: OpaqueId,
  status: z.enum(ATTENDEE_STATUSES),
  tag: z.enum(TAGS).optional(),
  material: AttendeeMaterial,
  ...AttendeeArrangement.shape,
  order: Order.optional(),
  /** came after its unit had been approved */
  isLaterAddition: z.boolean().optional(),
});
export type AttendeeItem = z.infer<typeof AttendeeItem>;

export const PutItem = z.discriminatedUnion('kind', [UnitItem, AttendeeItem]);
export type PutItem = z.infer<typeof PutItem>;

/** `exit`: left the caller's scope; `del`: gone altogether. */
export const GoneItem = z.object({
  op: z.enum(['exit', 'del']),
  kind: z.enum(SUBMISSION_KINDS),
  id: OpaqueId,
  seq: z.number().int().positive(),
  /** of a unit that the secretariat moved elsewhere */
  transfer: TransferNote.optional(),
});
export type GoneItem = z.infer<typeof GoneItem>;

export const FeedItem = z.union([PutItem, GoneItem]);
export type FeedItem = z.infer<typeof FeedItem>;

export const ChangesPage = z.object({
  epoch: z.string(),
  items: z.array(FeedItem),
  cursor: z.string(),
  more: z.boolean(),
  head: z.number().int().nonnegative(),
});
export type ChangesPage = z.infer<typeof ChangesPage>;

export const SnapshotManifest = z.object({
  epoch: z.string(),
  scopeGen: z.number().int().nonnegative(),
  parts: z.array(z.object({ sha256: Sha256, bytes: z.number().int(), count: z.number().int() })),
  cursor: z.string(),
});
export type SnapshotManifest = z.infer<typeof SnapshotManifest>;

/** Items in a part of a snapshot, at most. */
export const PART_ITEMS = 1000;
export const CHANGES_LIMIT_MAX = 2000;

export const Digests = z.object({
  seq: z.number().int().nonnegative(),
  subGroups: z.array(z.object({ subGroupId: OpaqueId, count: z.number().int(), sumOfSeq: z.string() })),
});
export type Digests = z.infer<typeof Digests>;

export const History = z.object({
  revisions: z.array(
    z.object({
      revision: z.number().int().positive(),
      submittedAt: Instant,
      material: z.union([UnitMaterial, AttendeeMaterial]),
      images: ImageRefs,
    }),
  ),
  decisions: z.array(LastReview),
  /** a unit's moves between sub-groups; absent from gateways that do not tell them */
  transfers: z
    .array(
      z.object({
        at: Instant,
        by: z.string(),
        fromSubGroupId: OpaqueId,
        toSubGroupId: OpaqueId,
        reason: z.string(),
      }),
    )
    .optional(),
});
export type History = z.infer<typeof History>;
