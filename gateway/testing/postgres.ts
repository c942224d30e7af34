/** A PostgreSQL of the tests' own: found on the machine, started in the temp folder, gone afterwards. */
import { execFile, execFileSync } from 'node:child_process';
import { accessSync, constants, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const DEBIAN_BINARIES = '/usr/lib/postgresql';

export interface TestPostgres {
  /** the address of a database of this server */
  urlOf: (database: string) => string;
  stop: () => Promise<void>;
  /** takes the server away as a crash would, and brings it back under the same address */
  crash: () => Promise<void>;
  restart: () => Promise<void>;
  /** the number of its first process */
  processId: () => number;
}

/** Nothing here outlives the test, so that nothing needs to reach the disk. */
const FORGETFUL = '-c fsync=off -c synchronous_commit=off -c full_page_writes=off';
/** The server as its makers ship it, with the memory of a small machine of its own. */
const DURABLE = '-c shared_buffers=512MB -c max_wal_size=4GB';

/** Starts a server. Throws a sentence that says how to get one where there is none. */
export async function startPostgres(options: { isDurable?: boolean } = {}): Promise<TestPostgres> {
  const binaries = findBinaries();
  const folder = await mkdtemp(join(tmpdir(), 'desk-postgres-'));
  const asOwner = await ownerPrefix(folder);
  const data = join(folder, 'data');
  const command = async (name: string, args: readonly string[]): Promise<void> => {
    const [program = '', ...rest] = [...asOwner, join(binaries, name), ...args];
    await run(program, rest, { cwd: folder });
  };
  const port = await freePort();
  await command('initdb', [
    ...['-D', data, '-U', 'app', '--auth=trust', '--no-sync'],
    ...['--encoding=UTF8', '--locale=C.UTF-8'],
  ]);
  const settings = [
    `-c listen_addresses=127.0.0.1 -p ${port} -c unix_socket_directories=${folder}`,
    `${options.isDurable ? DURABLE : FORGETFUL} -c max_connections=120`,
  ].join(' ');
  const start = () =>
    command('pg_ctl', ['-D', data, '-w', '-o', settings, '-l', join(folder, 'log'), 'start']);
  const crash = () => command('pg_ctl', ['-D', data, '-m', 'immediate', 'stop']);
  await start();
  return {
    urlOf: (database) => `postgres://app@127.0.0.1:${port}/${database}`,
    crash,
    restart: start,
    processId: () => Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]),
    stop: async () => {
      await crash();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The folder of initdb and pg_ctl: in PATH, or the newest of Debian's. */
export function findBinaries(): string {
  const inPath = (process.env.PATH ?? '').split(delimiter);
  const ofDebian = readVersions().map((version) => join(DEBIAN_BINARIES, version, 'bin'));
  const found = [...inPath, ...ofDebian].find(
    (folder) => folder !== '' && isExecutable(join(folder, 'initdb')),
  );
  if (found !== undefined) return found;
  throw new Error(
    'The gateway tests need PostgreSQL 15 or newer: no initdb in PATH or /usr/lib/postgresql. ' +
      'On Debian or Ubuntu: sudo apt-get update && sudo apt-get install postgresql. ' +
      'Elsewhere: install it and put its bin folder into PATH.',
  );
}

/** A program that comes with the server, such as pg_dump: beside the real initdb, else where initdb may be. */
export function findProgram(name: string): string {
  const folders = [
    dirname(realpathSync(join(findBinaries(), 'initdb'))),
    ...readVersions().map((version) => join(DEBIAN_BINARIES, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter).filter(Boolean),
  ];
  const folder = folders.find((candidate) => isExecutable(join(candidate, name)));
  if (folder === undefined) throw new Error(`PostgreSQL's ${name} is not beside its server.`);
  return join(folder, name);
}

function readVersions(): string[] {
  try {
    return readdirSync(DEBIAN_BINARIES).sort((a, b) => Number(b) - Number(a));
  } catch {
    return [];
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** PostgreSQL refuses to run as root: then it runs as the user its package made. */
async function ownerPrefix(folder: string): Promise<string[]> {
  if (process.getuid?.() !== 0) return [];
  execFileSync('chown', ['postgres:postgres', folder]);
  await chmod(folder, 0o700);
  return ['setpriv', '--reuid=postgres', '--regid=postgres', '--init-groups'];
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
