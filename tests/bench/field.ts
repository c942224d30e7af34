/** What all contenders work on: one gateway folder, filled once; a fresh copy of it for each run. */
import { spawn } from 'node:child_process';
import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../e2e/freePort.ts';
import { GatewayApi } from '../e2e/gatewayApi.ts';
import { GatewayProcess } from '../e2e/gatewayProcess.ts';
import { fillGateway } from '../many/fillGateway.ts';

/** People to a unit of the demo, about. */
const PEOPLE_PER_UNIT = 3.43;
export const ACCOUNT = 'secretariat';

export interface Field {
  folder: string;
  units: number;
  attendees: number;
  /** all submissions as JSON lines, for the server that speaks CouchDB's protocol */
  lines: string;
  /** words to search for, taken from names that are there */
  words: string[];
  dispose(): Promise<void>;
}

/** Fills a gateway so that at least `rows` people wait. */
export async function layOutField(rows: number, say: (line: string) => void): Promise<Field> {
  const root = await mkdtemp(join(tmpdir(), 'desk-bench-'));
  const folder = join(root, 'gateway');
  const units = Math.ceil((rows / PEOPLE_PER_UNIT) * 1.01);
  say(`filling a gateway with ${units} units and their people …`);
  const filled = await fillGateway({ dataDir: folder, units, seed: 11 });
  say(`${filled.units} units, ${filled.attendees} people, in ${filled.seconds.toFixed(0)} s`);
  const lines = join(root, 'submissions.jsonl');
  const words = await writeLines(folder, lines);
  return {
    folder,
    units: filled.units,
    attendees: filled.attendees,
    lines,
    words,
    dispose: () => remove(root),
  };
}

async function writeLines(folder: string, file: string): Promise<string[]> {
  const gateway = await GatewayProcess.start({ dataDir: folder });
  try {
    const items = [...(await (await GatewayApi.signIn(gateway.origin, ACCOUNT)).submissions()).values()];
    await writeFile(file, `${items.map((item) => JSON.stringify(item)).join('\n')}\n`);
    const names = items.flatMap((item) => (item.kind === 'attendee' ? [item.material.name] : []));
    const step = Math.max(1, Math.floor(names.length / 10));
    return Array.from({ length: 10 }, (_, index) => names[index * step] ?? '').flatMap((name) => [
      name.slice(0, 1),
      name,
    ]);
  } finally {
    await gateway.stop();
  }
}

/** A gateway on a copy of the field's folder; `stop` removes the copy. */
export async function startCopy(field: Field): Promise<{ origin: string; stop(): Promise<void> }> {
  const root = await mkdtemp(join(tmpdir(), 'desk-bench-run-'));
  const dataDir = join(root, 'gateway');
  await cp(field.folder, dataDir, { recursive: true });
  const gateway = await GatewayProcess.start({ dataDir });
  return {
    origin: gateway.origin,
    async stop() {
      await gateway.dispose();
      await remove(root);
    },
  };
}

/** The server that speaks CouchDB's protocol, filled with the same submissions. */
export async function startCouch(field: Field): Promise<{ url: string; stop(): void }> {
  const port = await freePort();
  const child = spawn(process.execPath, [join(import.meta.dirname, 'couch.mjs'), String(port), field.lines], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    cwd: tmpdir(),
  });
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('exit', (code) => reject(new Error(`the CouchDB-like server ended with ${code}`)));
  });
  return { url: `http://127.0.0.1:${port}`, stop: () => void child.kill('SIGKILL') };
}

async function remove(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}

/** The file of the desk's worker in the built page. */
export async function workerUrl(): Promise<string> {
  const assets = await readdir(join(import.meta.dirname, '../../dist/page/assets'));
  const worker = assets.find((name) => /^desk\.worker-.*\.js$/.test(name));
  if (!worker) throw new Error('dist/page has no desk worker: npm run build');
  return `/assets/${worker}`;
}
