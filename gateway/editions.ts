/** Editions: a profile, an epoch and the head of its feed. */
import type { EditionProfile } from '../shared/domain/editionProfile.ts';
import { ProblemError } from './http/problem.ts';
import type { Ports } from './ports.ts';

export interface Edition {
  id: string;
  epoch: string;
  head: number;
  profile: EditionProfile;
}

/** Creates the edition, or replaces its profile; epoch and head of an existing edition stay. */
export async function ensureEdition(ports: Ports, profile: EditionProfile): Promise<void> {
  await ports.db
    .insertInto('edition')
    .values({ id: profile.id, epoch: newEpoch(ports), head: 0, profile: JSON.stringify(profile) })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet({ profile: (eb) => eb.ref('excluded.profile') }),
    )
    .execute();
  profilesOf.get(ports.db)?.delete(profile.id);
}

/** The edition as it is now, or null. */
export async function findEdition(ports: Pick<Ports, 'db'>, id: string): Promise<Edition | null> {
  const row = await ports.db.selectFrom('edition').selectAll().where('id', '=', id).executeTakeFirst();
  return row ?? null;
}

/** The edition, or a ProblemError `not-found`. */
export async function requireEdition(ports: Pick<Ports, 'db'>, id: string): Promise<Edition> {
  const edition = await findEdition(ports, id);
  if (!edition) throw new ProblemError('not-found', { detail: 'There is no such edition.' });
  return edition;
}

/** Where an edition's feed stands, without its profile, which is large; or a ProblemError `not-found`. */
export async function requireFeed(
  db: Ports['db'],
  id: string,
): Promise<Pick<Edition, 'id' | 'epoch' | 'head'>> {
  const edition = await db
    .selectFrom('edition')
    .select(['id', 'epoch', 'head'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!edition) throw new ProblemError('not-found');
  return edition;
}

/** How long an instance goes on with a profile that was replaced elsewhere. */
const PROFILE_LIFE_MS = 2000;
const profilesOf = new WeakMap<Ports['db'], Map<string, { profile: EditionProfile; readAtMs: number }>>();

/**
 * The edition's profile, kept for two seconds: it is large, changes a few times a year, and every push needs
 * it. Throws a ProblemError `not-found`.
 */
export async function requireProfile(ports: Pick<Ports, 'db' | 'now'>, id: string): Promise<EditionProfile> {
  const profiles = profilesOf.get(ports.db) ?? new Map();
  profilesOf.set(ports.db, profiles);
  const known = profiles.get(id);
  const age = known ? ports.now() - known.readAtMs : Number.POSITIVE_INFINITY;
  if (known && age >= 0 && age < PROFILE_LIFE_MS) return known.profile;
  const { profile } = await requireEdition(ports, id);
  profiles.set(id, { profile, readAtMs: ports.now() });
  return profile;
}

/**
 * After a restore from a backup: a new epoch for every edition, so that no cursor and no part of the lost
 * time is believed any longer. Returns the editions' ids.
 */
export async function renewEpochs(ports: Ports): Promise<string[]> {
  const editions = await ports.db.selectFrom('edition').select('id').execute();
  for (const { id } of editions) {
    await ports.db.deleteFrom('part_set').where('edition', '=', id).execute();
    await ports.db
      .updateTable('edition')
      .set({ epoch: newEpoch(ports) })
      .where('id', '=', id)
      .execute();
  }
  return editions.map(({ id }) => id);
}

function newEpoch(ports: Ports): string {
  return Buffer.from(ports.randomBytes(12)).toString('hex');
}
