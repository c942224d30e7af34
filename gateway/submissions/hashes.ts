/** The two fingerprints by node:crypto: thousands in one transaction, each without a turn of the event loop. */
import { hash } from 'node:crypto';
import { decisionText, type HashedContent, submissionText } from '../../shared/domain/canonical.ts';

/** The same as `submissionHash`. */
export function hashOf(content: HashedContent): string {
  return hash('sha256', submissionText(content));
}

/** What makes a decision with a known id a replay, or a mismatch. */
export function fingerprintOf(decision: object): string {
  return hash('sha256', decisionText(decision));
}
