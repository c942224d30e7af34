/** `npm run bench`: the desk beside what others would use, on the same gateway's data, in a real Chromium. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { bundle } from './bundle.ts';
import { playConflict } from './conflict.ts';
import { DOCS, docPlaces, writeDocs, writeFates } from './docs.ts';
import { layOutField } from './field.ts';
import { guard } from './guard.ts';
import { loadNow, machineNow } from './machine.ts';
import { type BenchOptions, type Contender, readOptions, repetitionsOf, USAGE } from './options.ts';
import { drawPicture } from './picture.ts';
import { type FateTable, failuresMarkdown, fatesMarkdown, markdown, tabulate } from './report.ts';
import { type Measured, runOnce } from './run.ts';

const say = (line: string) => console.log(line);
/** The scene of the conflict needs no more. */
const CONFLICT_ROWS = 2000;

type Scripts = ReadonlyMap<Contender, string>;

function installContenders(): void {
  if (existsSync(join(import.meta.dirname, 'node_modules'))) return;
  say('installing what the desk is measured against …');
  const { status } = spawnSync('npm', ['ci', '--no-fund', '--no-audit'], {
    cwd: import.meta.dirname,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('npm ci failed in tests/bench');
}

/** Turns the order by one with each repetition, so that nobody always comes first. */
const rotated = <T>(list: readonly T[], by: number): T[] =>
  list.map((_, index) => list[(index + by) % list.length] as T);

/** All repetitions of all contenders on one field. */
async function measure(options: BenchOptions, scripts: Scripts) {
  const field = await layOutField(options.rows, say);
  const runs = new Map<Contender, Measured[]>(options.contenders.map((name) => [name, []]));
  const loads: number[] = [];
  try {
    for (let repetition = 0; repetition < options.repeat.own; repetition++) {
      const due = options.contenders.filter((name) => repetition < repetitionsOf(options, name));
      for (const contender of rotated(due, repetition)) {
        const load = loadNow();
        loads.push(load);
        const measured = await runOnce(contender, scripts.get(contender) ?? '', field, options.decisions);
        runs.get(contender)?.push(measured);
        say(`${repetition + 1} ${contender} ${JSON.stringify(measured)} load before ${load}`);
      }
    }
  } finally {
    await field.dispose();
  }
  return { field: { units: field.units, attendees: field.attendees }, runs, loads };
}

/** The scene of the conflict, once for each but the floor, which keeps nothing. */
async function playConflicts(contenders: readonly Contender[], scripts: Scripts): Promise<FateTable> {
  const field = await layOutField(CONFLICT_ROWS, say);
  const fates: FateTable = {};
  try {
    for (const contender of contenders.filter((name) => name !== 'floor')) {
      fates[contender] = await playConflict(contender, scripts.get(contender) ?? '', field);
      say(`conflict ${contender} ${JSON.stringify(fates[contender])}`);
    }
  } finally {
    await field.dispose();
  }
  return fates;
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options.isGuard) {
    if (!(await guard(say))) throw new Error('the desk has become much slower than it was');
    return;
  }
  installContenders();
  const machine = machineNow();
  const command = `npm run bench -- ${process.argv.slice(2).join(' ')}`;
  say(`${machine}; load ${loadNow()}`);
  const scripts = new Map<Contender, string>();
  for (const contender of options.contenders) scripts.set(contender, await bundle(contender));
  const fates = options.hasConflict ? await playConflicts(options.contenders, scripts) : {};
  if (options.hasConflict) say(`\n${fatesMarkdown(fates, options.contenders)}\n`);
  if (options.hasConflict && options.isForDocs) await writeFates(fates, options.contenders);
  if (options.isConflictOnly) return;
  const { field, runs, loads } = await measure(options, scripts);
  const table = tabulate(runs);
  const chromium = [...runs.values()].flat()[0]?.chromium ?? '?';
  const outcome = {
    command,
    measuredAt: new Date().toISOString(),
    machine,
    chromium,
    load: { lowest: Math.min(...loads), highest: Math.max(...loads) },
    field,
    options,
    table,
    fates,
    runs: Object.fromEntries(runs) as Record<string, Measured[]>,
  };
  say(
    `\n${field.attendees} people of ${field.units} units, ${options.decisions} decisions; medians (lowest–highest)\n`,
  );
  say(markdown(table, options.contenders));
  say(failuresMarkdown(outcome.runs));
  const places = options.isForDocs
    ? docPlaces(options.rows)
    : { json: options.json, picture: options.picture };
  if (places.json !== null) await write(places.json, `${JSON.stringify(outcome, null, 2)}\n`);
  if (places.picture !== null) await write(places.picture, drawPicture(outcome));
  if (options.isForDocs) {
    await writeDocs(outcome);
    say(`\nwritten into ${DOCS}`);
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.stack : error);
  console.error(USAGE);
  process.exitCode = 1;
});
