/** What goes wrong during a run: database connections die, an instance is killed or stopped and comes back. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../../gateway/database/tables.ts';
import type { Instance } from './instances.ts';
import type { Measure } from './measure.ts';
import type { Chance } from './random.ts';
import { pause } from './workstation.ts';

const CONNECTION_EVERY_MS = 1500;
const AWAY_MS = 2000;

/** Kills connections that are at work, wherever in their transaction they are. */
export async function killConnections(
  db: Kysely<Tables>,
  chance: Chance,
  measure: Measure,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await pause(chance.around(CONNECTION_EVERY_MS), signal);
    const killed = await sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where pid <> pg_backend_pid() and application_name = 'expo-review-desk' and state <> 'idle'
      order by random() limit 1`
      .execute(db)
      .catch(() => null); // it was our own connection
    measure.count('connections killed', killed?.rows.length ?? 1);
  }
}

/** Ends one instance after the other, by turns without and with warning, and starts it again. */
export async function killInstances(
  instances: readonly Instance[],
  everyMs: number,
  chance: Chance,
  measure: Measure,
  signal: AbortSignal,
): Promise<void> {
  for (let round = 0; !signal.aborted; round += 1) {
    await pause(chance.around(everyMs), signal);
    const victim = instances[chance.below(instances.length)];
    if (signal.aborted || !victim) return;
    const how = round % 2 === 0 ? 'SIGKILL' : 'SIGTERM';
    const code = await victim.end(how);
    measure.count(how === 'SIGKILL' ? 'instances killed' : 'instances stopped');
    if (how === 'SIGTERM' && code !== 0) measure.count('instances that did not stop cleanly');
    await pause(AWAY_MS, signal);
    await victim.start();
  }
}
