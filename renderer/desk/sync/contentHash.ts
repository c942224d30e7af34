/** The content hash, computed where it is asked for: for texts as short as these, a call to the browser's cryptography costs five times the hash. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { type HashedContent, submissionText } from '../../../shared/domain/canonical.ts';

const encoder = new TextEncoder();

/** The same as `submissionHash`, at once. */
export function contentHash(content: HashedContent): string {
  return bytesToHex(sha256(encoder.encode(submissionText(content))));
}
