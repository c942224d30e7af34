/** Invented figures of past editions, so that the comparison has something to compare with. */
import type { EditionProfile, PastEdition } from '../../shared/domain/editionProfile.ts';
import { createRandom } from './random.ts';

/** How much of the present targets each edition reached, roughly; newest first. */
const EDITIONS = [
  { suffix: 'previous', name: { zh: '上届（演示数据）', en: 'Previous edition (demo)' }, reached: 0.82 },
  { suffix: 'before', name: { zh: '上上届（演示数据）', en: 'Edition before (demo)' }, reached: 0.55 },
] as const;

/** The profile with invented past editions; the same for the same seed. */
export function withPastFigures(profile: EditionProfile, seed: number): EditionProfile {
  const pastEditions = EDITIONS.map(({ suffix, name, reached }): PastEdition => {
    const random = createRandom(seed, 'past', suffix);
    const units = profile.subGroups.map(({ id, targetUnits }) => {
      const share = reached * (0.75 + random.next() * 0.5);
      return [id, Math.round(targetUnits * share)] as const;
    });
    return { id: `${profile.id}-${suffix}`, name, units: Object.fromEntries(units) };
  });
  return { ...profile, pastEditions };
}
