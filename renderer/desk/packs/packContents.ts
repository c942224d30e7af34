/** What packs say of themselves and what their records are called; every reader parses by these schemas. */
import { z } from 'zod';
import { sha256Hex } from '../../../shared/domain/canonical.ts';
import { Instant, OpaqueId } from '../../../shared/domain/decision.ts';
import {
  ATTENDEE_VERDICTS,
  SUBMISSION_KINDS,
  TAGS,
  UNIT_VERDICTS,
} from '../../../shared/domain/vocabulary.ts';
import { Account } from '../../../shared/protocol/access.ts';
import { TRAVEL_WS_PREFIX } from '../../../shared/protocol/handIn.ts';
import { ReceiptsPage } from '../../../shared/protocol/push.ts';
import type { PackRefusal } from '../contract/packs.ts';
import type { Random } from '../ports.ts';
import { fileSource, type OpenedPack, openPack, PackError } from './packFile.ts';

const count = z.number().int().nonnegative();
const common = {
  edition: OpaqueId,
  gateway: z.string().max(300),
  madeAt: Instant,
};

export const TravelManifest = z.object({
  ...common,
  kind: z.literal('travel'),
  /** with the grants as they were then */
  account: Account,
  epoch: z.string().max(100),
  /** the seq up to which it has everything */
  head: count,
  opensUntil: Instant,
  /** the content's key, wrapped under the account's password */
  kdf: z.object({ salt: z.string().max(100), iterations: z.number().int().min(1).max(5_000_000) }),
  wrap: z.object({ iv: z.string().max(100), data: z.string().max(1000) }),
  counts: z.object({ units: count, attendees: count }),
});
export type TravelManifest = z.infer<typeof TravelManifest>;

export const DecisionsManifest = z.object({
  ...common,
  kind: z.literal('decisions'),
  account: OpaqueId,
  ws: z.string().startsWith(TRAVEL_WS_PREFIX),
  /** base64; the manifest itself opens with the passphrase only */
  contentKey: z.string().max(100),
  counts: z.object({ decisions: count }),
});
export type DecisionsManifest = z.infer<typeof DecisionsManifest>;

/**
 * The statement as it would be pushed, and the subject's name for whoever hands it in. Loose: it is handed in
 * letter for letter, and the gateway judges it.
 */
export const PackedDecision = z.object({
  item: z.looseObject({
    id: OpaqueId,
    n: z.number().int().positive(),
    kind: z.enum(SUBMISSION_KINDS),
    subjectId: OpaqueId,
    verdict: z.enum([...UNIT_VERDICTS, ...ATTENDEE_VERDICTS]),
    tag: z.enum(TAGS).optional(),
  }),
  label: z.string(),
});
export type PackedDecision = z.infer<typeof PackedDecision>;

/** All receipts of one traveller. */
export const PackedReceipts = z.object({
  contiguous: count,
  highest: count,
  items: ReceiptsPage.shape.items,
});
export type PackedReceipts = z.infer<typeof PackedReceipts>;

export const PROFILE = 'profile';
export const SNAPSHOT = 'snapshot';
export const DECISIONS = 'decisions';
export const AUDIT = 'audit';
export const partName = (sha256: string) => `part/${sha256}`;
export const changesName = (cursor: string) => `changes/${cursor}`;
export const receiptsName = (ws: string) => `receipts/${ws}`;
const IMAGE = 'image/';
export type ImageVariant = 'thumb' | 'full';
export const imageName = (sha256: string, variant: ImageVariant) => `${IMAGE}${sha256}/${variant}`;
/** Hash and variant of an image's record, or null for any other. */
export function imageOf(name: string): { sha256: string; variant: ImageVariant } | null {
  const [, sha256, variant] = /^image\/([0-9a-f]{64})\/(thumb|full)$/.exec(name) ?? [];
  return sha256 && (variant === 'thumb' || variant === 'full') ? { sha256, variant } : null;
}

/** A wrong or foreign pack, as a value for whoever asked. */
export class PackRefusedError extends Error {
  override name = 'PackRefusedError';
  constructor(
    readonly why: PackRefusal,
    readonly count?: number,
  ) {
    super(why);
  }
}

/** Opens a pack that has to be of this kind. Throws a PackError or PackRefusedError. */
export async function openKind<T>(
  file: Blob,
  passphrase: string,
  schema: z.ZodType<T>,
  random: Random,
): Promise<{ opened: OpenedPack; manifest: T }> {
  const opened = await openPack(fileSource(file), passphrase, random);
  const manifest = schema.safeParse(opened.rawManifest);
  if (manifest.success) return { opened, manifest: manifest.data };
  const isOther = z.object({ kind: z.enum(['travel', 'decisions']) }).safeParse(opened.rawManifest).success;
  throw isOther ? new PackRefusedError('wrongKind') : new PackError('damaged');
}

/** Refuses what was made for somebody or something else. */
export function assertMeant(
  manifest: { edition: string; gateway: string },
  account: string,
  here: { account: string; edition?: string; gateway: string },
): void {
  if (account !== here.account) throw new PackRefusedError('foreignAccount');
  if (manifest.gateway !== here.gateway) throw new PackRefusedError('foreignGateway');
  if (here.edition !== undefined && manifest.edition !== here.edition)
    throw new PackRefusedError('foreignEdition');
}

/** The file's SHA-256 in hex, as any tool gives it. */
export const sha256OfFile = async (file: Blob): Promise<string> =>
  sha256Hex(new Uint8Array(await file.arrayBuffer()));
