/** `npm run bench`: the desk beside what others would use, on the same gateway's data, in a real Chromium. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { bundle } from './bundle.ts';
import { layOutField } from './field.ts';
import { type Contender, readOptions, USAGE } from './options.ts';
import { markdown, tabulate } from './report.ts';
import { type Measured, runOnce } from './run.ts';

const say = (line: string) => console.log(line);

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

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  installContenders();
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? '?'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`;
  say(`${machine}; load ${loadavg()[0]?.toFixed(1)}`);
  const scripts = new Map<Contender, string>();
  for (const contender of options.contenders) scripts.set(contender, await bundle(contender));
  const field = await layOutField(options.rows, say);
  const runs = new Map<Contender, Measured[]>(options.contenders.map((name) => [name, []]));
  try {
    for (let repetition = 0; repetition < options.repeat; repetition++) {
      for (const contender of rotated(options.contenders, repetition)) {
        const measured = await runOnce(contender, scripts.get(contender) ?? '', field, options.decisions);
        runs.get(contender)?.push(measured);
        say(
          `${repetition + 1}/${options.repeat} ${contender.padEnd(10)} ${JSON.stringify({ ...measured, searchMs: undefined })} load ${loadavg()[0]?.toFixed(1)}`,
        );
      }
    }
  } finally {
    await field.dispose();
  }
  const table = tabulate(runs);
  say(
    `\n${field.attendees} people of ${field.units} units; ${options.decisions} decisions in the batch; ${options.repeat} repetitions, median (lowest–highest) · times the desk's\n`,
  );
  say(markdown(table, options.contenders));
  if (options.json !== null) {
    await writeFile(
      options.json,
      JSON.stringify(
        { machine, field: { units: field.units, attendees: field.attendees }, options, table },
        null,
        2,
      ),
    );
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  console.error(USAGE);
  process.exitCode = 1;
});
