/** Transactions: writers that may collide are run again, readers see one moment. */
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Tables } from './tables.ts';
import { createTurns, type Turns } from './turns.ts';

/** serialization failure, deadlock, and two inserts of the same new row */
const RETRYABLE = new Set(['40001', '40P01', '23505']);
/** lock or statement timed out, connection lost or not to be had */
const BUSY = new Set(['55P03', '57014', '57P01', '57P03', '53300', '08006', '08003', '08001', '25P03']);
/** How pg says that its connection went away under a query, or that none was free in time. */
const LOST_CONNECTION = /connection terminated|connection error|not queryable|timeout exceeded when trying/i;
const ATTEMPTS = 3;

/** The database cannot take the call now; the boundary answers 503 with Retry-After. */
export class BusyError extends Error {
  override name = 'BusyError';
}

/**
 * Writers of an edition queue for its head anyway: more of them at once would only hold connections that
 * readers want, and wait on locks until they time out.
 */
const WRITERS_MAX = 4;
/** So long may a writer wait for its turn; then the client is told to come again. */
const TURN_MS = 8000;
const turnsOf = new WeakMap<Kysely<Tables>, Turns>();

/** `attempt` counts from 1: what the first one took for granted may have been what made it collide. */
type Work<T> = (trx: Transaction<Tables>, attempt: number) => Promise<T>;

/**
 * Runs a writing transaction, of which a process has four at a time; collisions run it again, twice at most,
 * then it is a BusyError.
 */
export async function transact<T>(db: Kysely<Tables>, work: Work<T>): Promise<T> {
  const turns = turnsOf.get(db) ?? createTurns(WRITERS_MAX, TURN_MS);
  turnsOf.set(db, turns);
  const giveBack = await turns.take();
  if (!giveBack) throw new BusyError('too many writers');
  try {
    return await runAgain(db, work);
  } finally {
    giveBack();
  }
}

async function runAgain<T>(db: Kysely<Tables>, work: Work<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db
        .transaction()
        .setIsolationLevel('read committed')
        .execute((trx) => work(trx, attempt));
    } catch (error) {
      const code = sqlState(error);
      if (code === null || !RETRYABLE.has(code)) throw error;
      if (attempt >= ATTEMPTS) throw new BusyError('database busy', { cause: error });
    }
  }
}

/** True for errors that pass by themselves: contention, time limits, a database that is not there now. */
export function isBusy(error: unknown): boolean {
  if (error instanceof BusyError) return true;
  const code = sqlState(error);
  if (code !== null) return BUSY.has(code);
  if (!(error instanceof Error)) return false;
  const isSocketError = 'code' in error && /^E(CONN|PIPE|HOST|NET|TIMEDOUT)/.test(String(error.code));
  return isSocketError || LOST_CONNECTION.test(error.message);
}

/** Runs reads that must agree with each other: all see the same moment. */
export function readMoment<T>(
  db: Kysely<Tables>,
  work: (trx: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  return db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(work);
}

/** The SQLSTATE of a database error, or null; every one in use has a digit, which `EPIPE` has not. */
export function sqlState(error: unknown): string | null {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return typeof code === 'string' && /^(?=.*\d)[0-9A-Z]{5}$/.test(code) ? code : null;
}

/** A JSON value as a parameter that both engines read the same way. */
export function jsonb(value: unknown) {
  return sql`(${JSON.stringify(value)}::text)::jsonb`;
}
