/** `npm run mutants [-- id …]`: seeds each fault in turn; ends with 1 if one is not found out. */
import { type Caught, catchMutant } from './catchMutant.ts';
import { MUTANTS } from './mutants.ts';

const wanted = process.argv.slice(2);
const chosen = MUTANTS.filter(({ id }) => !wanted.length || wanted.includes(id));
const results: Caught[] = [];

function line({ mutant, caughtBy, after, seconds }: Caught): string {
  const mark = caughtBy ? '✔' : '✖';
  const by = caughtBy ? `caught by ${caughtBy} after ${after}` : 'survived';
  return `${mark} ${mutant.side.padEnd(7)} ${mutant.id.padEnd(32)} ${by}  (${seconds} s)`;
}

async function main(): Promise<void> {
  for (const mutant of chosen) {
    const caught = await catchMutant(mutant);
    results.push(caught);
    console.log(line(caught));
  }
  const survivors = results.filter(({ caughtBy }) => !caughtBy);
  console.log(`\n${results.length - survivors.length} of ${results.length} seeded faults caught`);
  process.exitCode = survivors.length || !results.length ? 1 : 0;
}

await main();
