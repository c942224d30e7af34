/** Opens the database: PostgreSQL where a URL names one, else PGlite in a folder or in memory. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { createPgConfig } from '@electric-sql/pglite/node-postgres';
import { type CompiledQuery, Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { takeFolderLock } from './lockFile.ts';
import { sendTogether } from './sendTogether.ts';
import type { Tables } from './tables.ts';

/** Connections there are, those at rest, and calls that wait for one. */
export interface PoolUse {
  total: number;
  idle: number;
  waiting: number;
}

export interface OpenDatabase {
  db: Kysely<Tables>;
  engine: 'postgres' | 'pglite';
  poolUse: () => PoolUse;
  close: () => Promise<void>;
}

interface Server {
  url: string;
  poolSize?: number;
  /** hears of every query once it has ended */
  onQuery?: (query: CompiledQuery) => void;
}
export type DatabaseSource =
  | Server
  /** a folder for PGlite; one process at a time */
  | { folder: string }
  | { memory: true };

const INT8 = 20;
/** int8 as a number: seq and n stay far below 2^53. The one place where this is settled. */
const parsers: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === INT8 ? Number : pg.types.getTypeParser(oid, format === 'binary' ? 'text' : format),
};

/** No writer waits or holds on for longer than a client would. */
const TIMEOUTS = {
  lock_timeout: '3s',
  statement_timeout: '15s',
  idle_in_transaction_session_timeout: '10s',
};

/** Opens the source. Throws with a sentence if the folder is in use or the server cannot be reached. */
export async function openDatabase(source: DatabaseSource): Promise<OpenDatabase> {
  return 'url' in source ? openPostgres(source) : await openPglite(source);
}

function openPostgres({ url, poolSize = 10, onQuery }: Server): OpenDatabase {
  const options = Object.entries(TIMEOUTS)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ');
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    types: parsers,
    options,
    connectionTimeoutMillis: 10_000,
    application_name: 'expo-review-desk',
    // Only sendTogether makes use of it: everything else waits for each reply.
    pipeline: true,
  });
  // An idle connection that the server closes must not end the process; the next query opens another.
  pool.on('error', () => undefined);
  // The same for one in use: its query fails by itself, but an `error` nobody hears would end the process.
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
    sendTogether(client);
  });
  const db = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    ...(onQuery ? { log: ({ query }) => onQuery(query) } : {}),
  });
  return { db, engine: 'postgres', poolUse: () => useOf(pool), close: () => db.destroy() };
}

async function openPglite(source: { folder: string } | { memory: true }): Promise<OpenDatabase> {
  let releaseLock = (): void => undefined;
  let dataDir = 'memory://';
  if ('folder' in source) {
    await mkdir(source.folder, { recursive: true, mode: 0o700 });
    releaseLock = takeFolderLock(join(source.folder, 'pglite.lock'));
    dataDir = join(source.folder, 'pglite');
  }
  try {
    const lite = await PGlite.create({ dataDir });
    return serveFromPglite(lite, releaseLock);
  } catch (error) {
    releaseLock();
    // Its errors print 100 kB of source: keep the message only.
    throw new Error(
      `The embedded database did not open: ${error instanceof Error ? error.message : 'unknown'}`,
    );
  }
}

/** Wraps an open PGlite, such as one loaded from a copy of a ready folder in tests. */
export function serveFromPglite(lite: PGlite, afterClose: () => void = () => undefined): OpenDatabase {
  const config = createPgConfig(lite);
  const pool = new pg.Pool({ ...config, max: 1, types: parsers, idleTimeoutMillis: 0 });
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const close = async (): Promise<void> => {
    await db.destroy();
    await lite.close();
    afterClose();
  };
  return { db, engine: 'pglite', poolUse: () => useOf(pool), close };
}

function useOf(pool: pg.Pool): PoolUse {
  return { total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount };
}
