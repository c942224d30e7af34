/** `npm run load`: simulated workstations against several gateway processes; ends with 1 on a violation. */
import { readOptions, USAGE } from './options.ts';
import { type LoadResult, runLoad } from './runLoad.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

try {
  const options = readOptions(process.argv.slice(2));
  say(
    `${options.workstations} workstations, ${options.instances} instances, ${options.seconds} s, ` +
      `batches of ${options.batch}, seed ${options.seed}, ${options.hasChaos ? 'with faults' : 'calm'}`,
  );
  const result = await runLoad(options, say);
  report(result);
  process.exitCode = result.violations.length > 0 ? 1 : 0;
} catch (error) {
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  say(USAGE);
  process.exitCode = 2;
}

function report({ measure, seconds, batches, decisions, cpu, violations, faults }: LoadResult): void {
  const ms = (value: number): string => value.toFixed(value < 10 ? 1 : 0).padStart(8);
  say('\ncall                  calls   no reply   p50 ms   p99 ms   max ms');
  for (const row of measure.rows().sort((a, b) => b.calls - a.calls)) {
    const counts = String(row.calls).padStart(8) + String(row.noReply).padStart(10);
    say(`${row.route.padEnd(18)} ${counts} ${ms(row.p50)} ${ms(row.p99)} ${ms(row.max)}`);
  }
  say('');
  for (const [name, value] of [...measure.counters()].sort(([a], [b]) => (a.trim() < b.trim() ? -1 : 1)))
    say(`${name.padEnd(36)} ${value}`);
  say(`\n${(batches / seconds).toFixed(1)} batches/s, ${(decisions / seconds).toFixed(0)} decisions/s`);
  say(cpu);
  for (const line of faults.slice(0, 20)) say(`fault: ${line}`);
  for (const line of violations.slice(0, 50)) say(`VIOLATION ${line}`);
  say(`${violations.length} violations`);
}
