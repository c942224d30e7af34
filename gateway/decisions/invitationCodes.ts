/** Invitation codes: what an approved unit goes on with in a fair that issues them. */
import { createHmac } from 'node:crypto';
import type { EditionProfile } from '../../shared/domain/editionProfile.ts';
import type { Ports } from '../ports.ts';

/** Without letters and digits that are taken for one another on paper. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The code of an approval, or undefined where the fair issues none. Nobody can guess it without the
 * gateway's key, and the same approval always has the same; another approval of the unit gets another.
 */
export function invitationCode(
  ports: Pick<Ports, 'cursorKey'>,
  profile: Pick<EditionProfile, 'id' | 'invitationCodes'>,
  approval: { unitId: string; decisionId: string },
): string | undefined {
  const codes = profile.invitationCodes;
  if (!codes) return undefined;
  const words = ['invitation', profile.id, approval.unitId, approval.decisionId].join('\n');
  // 32 bytes for at most 24 characters; the remainder's small bias takes nothing worth having.
  const bytes = createHmac('sha256', ports.cursorKey).update(words).digest();
  const letters = [...bytes.subarray(0, codes.length)].map((byte) => ALPHABET[byte % ALPHABET.length]);
  return codes.prefix + letters.join('');
}
