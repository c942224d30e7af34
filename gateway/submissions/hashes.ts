/** The two fingerprints by node:crypto: thousands in one transaction, each without a turn of the event loop. */
import { createHash } from 'node:crypto';
import { decisionText, type HashedContent, submissionText } from '../../shared/domain/canonical.ts';

/** The same as `submissionHash`. */
export function hashOf(content: HashedContent): string {
  return createHash('sha256').update(submissionText(content)).digest('hex');
}

/** What makes a decision with a known id a replay, or a mismatch. */
export function fingerprintOf(decision: object): string {
  return createHash('sha256').update(decisionText(decision)).digest('hex');
}
