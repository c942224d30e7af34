/** Limits on guessing passwords, per account and address; kept in the database for all instances. */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { ProblemError } from '../http/problem.ts';
import type { Ports } from '../ports.ts';

const WINDOW_MS = 15 * 60_000;
/** Five per pair; the account and the address alone bear more, so that one guesser locks out nobody else. */
const LIMITS = { pair: 5, account: 30, address: 60 } as const;
type Bucket = { name: string; limit: number };

/** Names are hashed: what someone typed into the account field may be a password. */
function bucketsOf(account: string, address: string): Bucket[] {
  const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);
  return [
    { name: `pair:${hash(`${account}\n${address}`)}`, limit: LIMITS.pair },
    { name: `account:${hash(account)}`, limit: LIMITS.account },
    { name: `address:${hash(address)}`, limit: LIMITS.address },
  ];
}

/** Throws `too-many-attempts` with Retry-After while any of the limits is reached. */
export async function assertMayTry(ports: Ports, account: string, address: string): Promise<void> {
  const buckets = bucketsOf(account, address);
  const rows = await ports.db
    .selectFrom('sign_in_failure')
    .selectAll()
    .where(
      'bucket',
      'in',
      buckets.map(({ name }) => name),
    )
    .where('window_ends_at', '>', new Date(ports.now()))
    .execute();
  const waits = rows
    .filter((row) => row.failures >= (buckets.find(({ name }) => name === row.bucket)?.limit ?? 0))
    .map((row) => Math.ceil((row.window_ends_at.getTime() - ports.now()) / 1000));
  if (waits.length > 0) throw new ProblemError('too-many-attempts', {}, Math.max(...waits));
}

/** Counts a wrong attempt; a window begins with the first one and ends by itself. */
export async function noteFailure(ports: Ports, account: string, address: string): Promise<void> {
  const now = new Date(ports.now()).toISOString();
  const ends = new Date(ports.now() + WINDOW_MS).toISOString();
  for (const { name } of bucketsOf(account, address)) {
    await sql`
      insert into sign_in_failure as f (bucket, failures, window_ends_at)
      values (${name}, 1, ${ends}::timestamptz)
      on conflict (bucket) do update set
        failures = case when f.window_ends_at > ${now}::timestamptz then f.failures + 1 else 1 end,
        window_ends_at = case when f.window_ends_at > ${now}::timestamptz then f.window_ends_at
          else excluded.window_ends_at end`.execute(ports.db);
  }
}

/** After a right password the pair begins anew; account and address keep counting. */
export async function noteSuccess(ports: Ports, account: string, address: string): Promise<void> {
  const pair = bucketsOf(account, address)[0];
  if (pair) await ports.db.deleteFrom('sign_in_failure').where('bucket', '=', pair.name).execute();
}

/** Drops windows that have ended. */
export async function sweepFailures(ports: Ports): Promise<void> {
  await ports.db.deleteFrom('sign_in_failure').where('window_ends_at', '<', new Date(ports.now())).execute();
}
