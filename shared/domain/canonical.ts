/** RFC 8785 canonical JSON and the two fingerprints built on it: of a submission and of a decision. */
import type { ImageRefs } from './material.ts';
import type { SubmissionKind } from './vocabulary.ts';

export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };

/**
 * RFC 8785 (JCS) text of a value: keys sorted by UTF-16 code units, absent members left out.
 * Throws `RangeError` on a number that JSON cannot hold.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError('not a JSON number');
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  const members = value as Record<string, unknown>;
  let text = '';
  // A plain `sort` compares UTF-16 code units, as the standard wants.
  for (const key of Object.keys(members).sort()) {
    const member = members[key];
    if (member === undefined) continue;
    text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(member)}`;
  }
  return `{${text}}`;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Lowercase hex SHA-256 of bytes or of a text's UTF-8. */
export async function sha256Hex(data: string | Uint8Array<ArrayBuffer>): Promise<string> {
  const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  let hex = '';
  for (const byte of digest) hex += HEX[byte];
  return hex;
}

/** What of a submission its content hash covers. */
export interface HashedContent {
  kind: SubmissionKind;
  id: string;
  revision: number;
  material: object;
  images: ImageRefs;
}

/** The content hash a decision refers to: what the registrant filled in at this revision, nothing else. */
export function submissionHash(content: HashedContent): Promise<string> {
  return sha256Hex(submissionText(content));
}

/** The text whose SHA-256 is the content hash, for hosts with a hash function of their own. */
export function submissionText({ kind, id, revision, material, images }: HashedContent): string {
  return canonicalJson({ kind, id, revision, material, images });
}

/** Members of a decision that say how it travelled, not what was decided. */
const ENVELOPE_MEMBERS = ['n', 'batchId', 'decidedAt'];

/**
 * The text whose SHA-256 is the fingerprint behind idempotency: same id and fingerprint is a replay, same id
 * and another is refused.
 */
export function decisionText(decision: object): string {
  const content = Object.fromEntries(
    Object.entries(decision).filter(([key]) => !ENVELOPE_MEMBERS.includes(key)),
  );
  return canonicalJson(content);
}
