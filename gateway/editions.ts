/** Editions: a profile, an epoch and the head of its feed. */
import type { EditionProfile } from '../shared/domain/editionProfile.ts';
import type { Ports } from './ports.ts';

/** Creates the edition, or replaces its profile; epoch and head of an existing edition stay. */
export async function ensureEdition(ports: Ports, profile: EditionProfile): Promise<void> {
  await ports.db
    .insertInto('edition')
    .values({
      id: profile.id,
      epoch: Buffer.from(ports.randomBytes(12)).toString('hex'),
      head: 0,
      profile: JSON.stringify(profile),
    })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet({ profile: (eb) => eb.ref('excluded.profile') }),
    )
    .execute();
}
