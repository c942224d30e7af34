/** What the command line asks for. */
import { parseArgs } from 'node:util';

export const CONTENDERS = ['floor', 'desk', 'dexieRows', 'rxdb', 'pouch'] as const;
export type Contender = (typeof CONTENDERS)[number];
export const NAMES: Record<Contender, string> = {
  floor: 'floor',
  desk: 'the desk',
  dexieRows: 'Dexie rows',
  rxdb: 'RxDB',
  pouch: 'PouchDB',
};
/** PouchDB takes minutes beyond this. */
export const POUCH_ROWS_MAX = 50_000;

export const USAGE = `npm run bench [-- --rows 50000] [--only desk,rxdb] [--repeat 5] [--decisions 10000] [--no-conflict | --conflict-only] [--json file] [--picture file] [--docs] | --guard
  contenders: ${CONTENDERS.join(', ')}
  --repeat 3,1: desk and floor three times, the others once
  --docs: tables, picture and figures of this size go into docs/
  --guard: a few thousand people, the desk and the floor alone; fails where a ratio is far beyond what it was`;

export interface BenchOptions {
  rows: number;
  contenders: readonly Contender[];
  /** repetitions of the desk and the floor, and of the others */
  repeat: { own: number; others: number };
  decisions: number;
  hasConflict: boolean;
  /** the scene of the conflict alone, no measuring */
  isConflictOnly: boolean;
  json: string | null;
  picture: string | null;
  isForDocs: boolean;
  /** no table, but whether ratios stay within limits */
  isGuard: boolean;
}

/** Throws a sentence for what it does not understand. */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rows: { type: 'string', default: '50000' },
      only: { type: 'string' },
      repeat: { type: 'string', default: '5' },
      decisions: { type: 'string', default: '10000' },
      'no-conflict': { type: 'boolean', default: false },
      'conflict-only': { type: 'boolean', default: false },
      json: { type: 'string' },
      picture: { type: 'string' },
      docs: { type: 'boolean', default: false },
      guard: { type: 'boolean', default: false },
    },
  });
  const rows = wholeNumber('rows', values.rows);
  const contenders = values.only === undefined ? CONTENDERS : values.only.split(',').map(contender);
  const [own = '', others = own] = values.repeat.split(',');
  return {
    rows,
    contenders: contenders.filter((name) => name !== 'pouch' || rows <= POUCH_ROWS_MAX),
    repeat: { own: wholeNumber('repeat', own), others: wholeNumber('repeat', others) },
    decisions: wholeNumber('decisions', values.decisions),
    hasConflict: !values['no-conflict'],
    isConflictOnly: values['conflict-only'],
    json: values.json ?? null,
    picture: values.picture ?? null,
    isForDocs: values.docs,
    isGuard: values.guard,
  };
}

/** How often a contender runs. */
export const repetitionsOf = ({ repeat }: BenchOptions, name: Contender): number =>
  name === 'desk' || name === 'floor' ? repeat.own : repeat.others;

function contender(name: string): Contender {
  const found = CONTENDERS.find((each) => each === name);
  if (!found) throw new Error(`--only wants ${CONTENDERS.join(', ')}, not "${name}".`);
  return found;
}

function wholeNumber(name: string, raw: string): number {
  const number = Number(raw);
  if (!Number.isInteger(number) || number < 1)
    throw new Error(`--${name} wants a whole number, not "${raw}".`);
  return number;
}
