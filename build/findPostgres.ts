/** Finds PostgreSQL's server programs, which the gateway's tests start for themselves. */
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export const HOW_TO_GET_POSTGRES =
  'No PostgreSQL found. Set POSTGRES_BIN=/folder/of/initdb, or install it (Debian: apt-get install postgresql; macOS: brew install postgresql).';

const VERSIONED = [
  '/usr/lib/postgresql',
  '/opt/homebrew/opt',
  '/usr/local/opt',
  'C:/Program Files/PostgreSQL',
];
const PLAIN = ['/usr/local/pgsql/bin', '/usr/pgsql/bin'];

function versionFolders(base: string): string[] {
  if (!existsSync(base)) return [];
  const names = readdirSync(base).filter((name) => /^(postgresql@?)?\d*$/.test(name));
  const version = (name: string): number => Number(/\d+$/.exec(name)?.[0] ?? 0);
  return names.sort((a, b) => version(b) - version(a)).map((name) => join(base, name, 'bin'));
}

/** The folder that holds `initdb` and `pg_ctl`, the newest version's if there are several; null if none. */
export function findPostgres(env: NodeJS.ProcessEnv = process.env): string | null {
  const program = process.platform === 'win32' ? 'initdb.exe' : 'initdb';
  const folders = env.POSTGRES_BIN
    ? [env.POSTGRES_BIN]
    : [...VERSIONED.flatMap(versionFolders), ...PLAIN, ...(env.PATH ?? '').split(delimiter).filter(Boolean)];
  return folders.find((folder) => existsSync(join(folder, program))) ?? null;
}
