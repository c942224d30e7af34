/** Both databases behind one door for the tests: an open, migrated one of each kind. */
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { MIGRATIONS, migrate } from '../database/migrations.ts';
import { type OpenDatabase, openDatabase, serveFromPglite } from '../database/open.ts';
import { startPostgres } from './postgres.ts';

export const ENGINES = ['pglite', 'postgres'] as const;
export type Engine = (typeof ENGINES)[number];

/** Opens a fresh, migrated database; `close` leaves nothing behind. */
export function openTestDatabase(engine: Engine): Promise<OpenDatabase> {
  return engine === 'pglite' ? openCopiedPglite() : openOwnPostgres();
}

async function openOwnPostgres(): Promise<OpenDatabase> {
  const server = await startPostgres();
  const database = await openDatabase({ url: server.urlOf('postgres'), poolSize: 20 });
  await migrate(database.db);
  const close = async (): Promise<void> => {
    await database.close();
    await server.stop();
  };
  return { ...database, close };
}

/** A copy of a ready folder: a fifth of the time that initdb takes. */
async function openCopiedPglite(): Promise<OpenDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'desk-pglite-'));
  await copyReadyPglite(folder);
  const lite = await PGlite.create({ dataDir: folder });
  const database = serveFromPglite(lite);
  const close = async (): Promise<void> => {
    await database.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { ...database, close };
}

/** Fills a folder with a migrated PGlite. */
export async function copyReadyPglite(folder: string): Promise<void> {
  await cp(await readyFolder(), folder, { recursive: true });
}

/** Made once per schema and kept in the temp folder; named by what is in it, so it is never outdated. */
async function readyFolder(): Promise<string> {
  const schema = createHash('sha256').update(JSON.stringify(MIGRATIONS)).digest('hex').slice(0, 16);
  const ready = join(tmpdir(), `desk-pglite-ready-${process.getuid?.() ?? 0}-${schema}`);
  if (await exists(ready)) return ready;
  const aside = await mkdtemp(join(tmpdir(), 'desk-pglite-new-'));
  const folder = join(aside, 'data');
  await mkdir(folder);
  const database = serveFromPglite(await PGlite.create({ dataDir: folder }));
  await migrate(database.db);
  await database.close();
  // Another test process may have been faster: its folder is as good.
  await rename(folder, ready).catch(() => undefined);
  await rm(aside, { recursive: true, force: true });
  return ready;
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
