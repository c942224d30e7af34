/** Table statistics for the planner: PGlite has no autovacuum, and PostgreSQL's comes a minute after a bulk load. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

/** Without it a freshly filled table is read from end to end for a hundred ids. */
export async function refreshStatistics(db: Kysely<Tables>): Promise<void> {
  await sql`analyze`.execute(db);
}
