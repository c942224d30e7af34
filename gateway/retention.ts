/** The end of an edition: once its retention is over, what people filled in and what was said of it goes. */
import { sql } from 'kysely';
import { addDays } from '../shared/domain/calendar.ts';
import { transact } from './database/transact.ts';
import { requireEdition } from './editions.ts';
import type { Ports } from './ports.ts';

/** Personal data by edition, in an order that foreign keys allow. Audit and published figures stay. */
const TABLES = [
  'presence',
  'part_set',
  'image_ref',
  'revision',
  'outcome',
  'scope_exit',
  'transfer',
  'deal',
  'contact',
  'decision',
  'submission',
] as const;

export type Retired =
  | { ok: true; submissions: number; images: number }
  /** retention lasts until the end of this day */
  | { ok: false; until: string };

/** The last day on which the edition's data is kept: the expo's last day and the profile's days after it. */
export function retainedUntil(profile: { dates: { expoLastDay: string }; retentionDays: number }): string {
  return addDays(profile.dates.expoLastDay, profile.retentionDays);
}

/**
 * Erases an edition's submissions, decisions and images, and the grants on it; nothing before its retention is
 * over. The edition itself stays with a new head position, so that no cursor of before is believed.
 */
export async function retireEdition(ports: Ports, id: string): Promise<Retired> {
  const { profile } = await requireEdition(ports, id);
  const until = retainedUntil(profile);
  const today = new Date(ports.now() + 8 * 3_600_000).toISOString().slice(0, 10); // Asia/Shanghai
  if (today <= until) return { ok: false, until };
  const images = await ports.db.selectFrom('image').select('sha256').where('edition', '=', id).execute();
  const submissions = await transact(ports.db, async (trx) => {
    await sql`set local statement_timeout = 0`.execute(trx);
    const row = await trx
      .selectFrom('submission')
      .select(sql<number>`count(*)`.as('count'))
      .where('edition', '=', id)
      .executeTakeFirstOrThrow();
    for (const table of TABLES) await sql`delete from ${sql.table(table)} where edition = ${id}`.execute(trx);
    await trx.deleteFrom('image').where('edition', '=', id).execute();
    await sql`
      update account set scope_gen = scope_gen + 1
      where name in (select account from access_grant where edition = ${id})`.execute(trx);
    await trx.deleteFrom('access_grant').where('edition', '=', id).execute();
    await trx
      .updateTable('edition')
      .set({ epoch: Buffer.from(ports.randomBytes(12)).toString('hex') })
      .where('id', '=', id)
      .execute();
    return row.count;
  });
  let removed = 0;
  for (const { sha256 } of images) {
    if (await isUsedElsewhere(ports, sha256)) continue;
    await ports.images.remove(sha256);
    await ports.images.remove(`${sha256}.thumb`);
    removed += 1;
  }
  ports.log('edition-retired', { edition: id, submissions, images: removed });
  return { ok: true, submissions, images: removed };
}

async function isUsedElsewhere(ports: Ports, sha256: string): Promise<boolean> {
  const row = await ports.db
    .selectFrom('image')
    .select('edition')
    .where('sha256', '=', sha256)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
