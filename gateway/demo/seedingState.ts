/** How far the demo's seeding has come, kept in the database so that an interrupted one goes on. */
import type { Ports } from '../ports.ts';

/** One row of the gateway's key-value table; nothing in it is secret. */
const ROW = 'demo-seeding';

export interface SeedingState {
  /** id of the fair's profile; absent in states from before there were others */
  fair?: string;
  seed: number;
  units: number;
  /** the day of the first start (`YYYY-MM-DD`), up to which the story is told */
  today: string;
  /** sub-groups that are filled, with all their decisions and events */
  done: string[];
  isComplete: boolean;
}

/** The state of an earlier start, or null if this database never held the demo. */
export async function readSeedingState(ports: Pick<Ports, 'db'>): Promise<SeedingState | null> {
  const row = await ports.db
    .selectFrom('gateway_secret')
    .select('value')
    .where('name', '=', ROW)
    .executeTakeFirst();
  return row ? (JSON.parse(Buffer.from(row.value).toString('utf8')) as SeedingState) : null;
}

/** Keeps the state. */
export async function writeSeedingState(ports: Pick<Ports, 'db'>, state: SeedingState): Promise<void> {
  const value = Buffer.from(JSON.stringify(state));
  await ports.db
    .insertInto('gateway_secret')
    .values({ name: ROW, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute();
}
