/** What all contenders work on: one database, filled once and kept; a fresh copy of it for each run. */
import { execFile, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { findProgram, startPostgres, type TestPostgres } from '../../gateway/testing/postgres.ts';
import { freePort } from '../e2e/freePort.ts';
import { GatewayApi } from '../e2e/gatewayApi.ts';
import { GatewayProcess } from '../e2e/gatewayProcess.ts';
import { fillGateway } from '../many/fillGateway.ts';

/** People to a unit of the demo, about. */
const PEOPLE_PER_UNIT = 3.39;
const SEED = 11;
const WORDS = 10;
/** Fields kept from an earlier start of the day: the demo's dates hold for a while only. */
const KEPT = join(import.meta.dirname, '../../.cache/bench');
export const ACCOUNT = 'secretariat';
const FIELD = 'field';

export interface Field {
  units: number;
  attendees: number;
  /** all submissions as JSON lines, for the server that speaks CouchDB's protocol */
  lines: string;
  /** words to search for, taken from names that are there: their first character, then the whole */
  words: string[];
}
export interface OpenField extends Field {
  /** A gateway on a copy; `stop` removes the copy. */
  startCopy(): Promise<{ origin: string; stop(): Promise<void> }>;
  dispose(): Promise<void>;
}

/** Fills a database so that at least `rows` people wait, or takes the one kept from an earlier start. */
export async function layOutField(rows: number, say: (line: string) => void): Promise<OpenField> {
  const today = new Date().toISOString().slice(0, 10);
  const folder = join(KEPT, `${rows}-${SEED}-${today}`);
  const images = join(folder, 'images');
  const server = await startPostgres({ isDurable: true });
  try {
    await onServer(server, `CREATE DATABASE ${FIELD}`);
    const field = (await readKept(folder)) ?? (await fill(server, rows, folder, say));
    if (!(await hasTables(server))) await restore(server, folder, say);
    // What was just written goes to the disk before anything is measured.
    await onServer(server, 'CHECKPOINT');
    return {
      ...field,
      startCopy: () => startCopy(server, images),
      dispose: () => server.stop(),
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function readKept(folder: string): Promise<Field | null> {
  try {
    return JSON.parse(await readFile(join(folder, 'field.json'), 'utf8')) as Field;
  } catch {
    // None was kept, or not to its end.
    return null;
  }
}

async function fill(
  server: TestPostgres,
  rows: number,
  folder: string,
  say: (line: string) => void,
): Promise<Field> {
  const units = Math.ceil((rows / PEOPLE_PER_UNIT) * 1.01);
  say(`filling a database with ${units} units and their people …`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const dataDir = join(folder, 'images');
  const databaseUrl = server.urlOf(FIELD);
  const filled = await fillGateway({ dataDir, databaseUrl, units, seed: SEED, hasOwnPictures: true });
  say(`${filled.units} units, ${filled.attendees} people, in ${filled.seconds.toFixed(0)} s`);
  const lines = join(folder, 'submissions.jsonl');
  const words = await writeLines(server, dataDir, lines);
  const field = { units: filled.units, attendees: filled.attendees, lines, words };
  const dump = join(folder, 'unfinished.dump');
  await tool('pg_dump', ['--format=custom', '--compress=1', `--file=${dump}`, server.urlOf(FIELD)]);
  await rename(dump, join(folder, 'field.dump'));
  await writeFile(join(folder, 'field.json'), JSON.stringify(field));
  return field;
}

async function restore(server: TestPostgres, folder: string, say: (line: string) => void): Promise<void> {
  say(`taking up the field kept in ${folder} …`);
  await tool('pg_restore', ['--no-owner', `--dbname=${server.urlOf(FIELD)}`, join(folder, 'field.dump')]);
  await onServer(server, 'ANALYZE', FIELD);
}

/** All submissions as lines; the snapshot's parts are made by that and come along with each copy. */
async function writeLines(server: TestPostgres, dataDir: string, file: string): Promise<string[]> {
  const gateway = await startGateway(server, FIELD, dataDir);
  const names: string[] = [];
  try {
    const out = createWriteStream(file);
    for await (const items of (await GatewayApi.signIn(gateway.origin, ACCOUNT)).parts()) {
      out.write(items.map((item) => `${JSON.stringify(item)}\n`).join(''));
      for (const item of items) if (item.kind === 'attendee') names.push(item.material.name);
    }
    out.end();
    await finished(out);
  } finally {
    await gateway.stop();
  }
  const step = Math.max(1, Math.floor(names.length / WORDS));
  const chosen = Array.from({ length: WORDS }, (_, index) => names[index * step] ?? '');
  // Each text once: a second time a contender would answer from what it remembers.
  return [...new Set(chosen.flatMap((name) => [name.slice(0, 1), name]))];
}

let copies = 0;

async function startCopy(
  server: TestPostgres,
  dataDir: string,
): Promise<{ origin: string; stop(): Promise<void> }> {
  const database = `copy_${++copies}`;
  await onServer(server, `CREATE DATABASE ${database} TEMPLATE ${FIELD} STRATEGY file_copy`);
  const gateway = await startGateway(server, database, dataDir);
  return {
    origin: gateway.origin,
    async stop() {
      await gateway.dispose();
      await onServer(server, `DROP DATABASE ${database} WITH (FORCE)`);
    },
  };
}

const startGateway = (server: TestPostgres, database: string, dataDir: string) =>
  GatewayProcess.start({ dataDir, env: { DATABASE_URL: server.urlOf(database), LOG_LEVEL: 'error' } });

async function onServer(server: TestPostgres, statement: string, database = 'postgres'): Promise<number> {
  const client = new pg.Client({ connectionString: server.urlOf(database) });
  await client.connect();
  try {
    return (await client.query(statement)).rowCount ?? 0;
  } finally {
    await client.end();
  }
}

const hasTables = async (server: TestPostgres): Promise<boolean> =>
  (await onServer(server, "SELECT 1 FROM pg_tables WHERE schemaname = 'public' LIMIT 1", FIELD)) > 0;

const tool = (name: string, args: readonly string[]) => promisify(execFile)(findProgram(name), args);

interface Couch {
  url: string;
  stop(): Promise<void>;
}

/** The server that speaks CouchDB's protocol, filled with the same submissions. */
export async function startCouch(field: Field): Promise<Couch> {
  const port = await freePort();
  // It keeps a log where it stands.
  const cwd = await mkdtemp(join(tmpdir(), 'desk-bench-couch-'));
  const child = spawn(process.execPath, [join(import.meta.dirname, 'couch.mjs'), String(port), field.lines], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    cwd,
  });
  const hasEnded = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('exit', (code) => reject(new Error(`the CouchDB-like server ended with ${code}`)));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      child.kill('SIGKILL');
      await hasEnded;
      await rm(cwd, { recursive: true, force: true });
    },
  };
}
