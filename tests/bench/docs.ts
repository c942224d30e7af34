/** The figures' way into the docs: between two marks of the page, so that a later run changes figures only. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { aimsMarkdown } from './aims.ts';
import type { BenchOptions, Contender } from './options.ts';
import { repetitionsOf } from './options.ts';
import { type FateTable, failuresMarkdown, fatesMarkdown, markdown, type Table } from './report.ts';
import type { Measured } from './run.ts';

const ROOT = join(import.meta.dirname, '../..');
export const DOCS = 'docs/benchmarks.md';

export interface Outcome {
  command: string;
  measuredAt: string;
  machine: string;
  chromium: string;
  load: { lowest: number; highest: number };
  field: { units: number; attendees: number };
  options: BenchOptions;
  table: Table;
  fates: FateTable;
  runs: Record<string, Measured[]>;
}

/** Where figures and picture of a size belong. */
export const docPlaces = (rows: number): { json: string; picture: string } => ({
  json: join(ROOT, `docs/bench/${rows}.json`),
  picture: join(ROOT, `docs/images/bench-${rows}.svg`),
});

const mark = (name: string): [string, string] => [`<!-- bench:${name} -->`, `<!-- /bench:${name} -->`];

/** Puts the tables between their marks; throws if the page has no such marks. */
export async function writeDocs(outcome: Outcome): Promise<void> {
  const file = join(ROOT, DOCS);
  await writeFile(
    file,
    replaced(await readFile(file, 'utf8'), String(outcome.options.rows), tables(outcome)),
  );
}

/** Puts what became of decisions between its marks. */
export async function writeFates(fates: FateTable, contenders: readonly Contender[]): Promise<void> {
  const file = join(ROOT, DOCS);
  const page = await readFile(file, 'utf8');
  await writeFile(file, replaced(page, 'conflict', fatesMarkdown(fates, contenders)));
}

function replaced(page: string, name: string, text: string): string {
  const [begin, end] = mark(name);
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${DOCS} has no marks ${begin} … ${end}`);
  return `${page.slice(0, from + begin.length)}\n${text}\n${page.slice(to)}`;
}

function tables(outcome: Outcome): string {
  const { command, machine, chromium, load, field, options, table, measuredAt } = outcome;
  const number = (value: number) => value.toLocaleString('en');
  const runs = (name: Contender) => repetitionsOf(options, name);
  const repetitions =
    options.repeat.own === options.repeat.others
      ? `${runs('desk')} repetitions`
      : `${runs('desk')} repetitions of desk and floor, ${runs('rxdb')} of the others`;
  const facts = [
    `\`${command}\``,
    `${machine}, Chromium ${chromium}`,
    `${number(field.attendees)} people of ${number(field.units)} units, a batch of ${number(options.decisions)}`,
    options.repeat.own === 1 ? 'one repetition' : `${repetitions}, medians (lowest–highest)`,
    `load before each run ${load.lowest}–${load.highest}`,
    measuredAt.slice(0, 10),
  ];
  const picture = `![How many times the desk’s figure the others take, at ${number(options.rows)} people](images/bench-${options.rows}.svg)`;
  const figures = `[All figures](bench/${options.rows}.json)`;
  const parts = [
    picture,
    markdown(table, options.contenders),
    failuresMarkdown(outcome.runs),
    aimsMarkdown(table, options.rows),
    `${facts.join(' · ')}. ${figures}.`,
  ];
  return parts.filter(Boolean).join('\n\n');
}
