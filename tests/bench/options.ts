/** What the command line asks for. */
import { parseArgs } from 'node:util';

export const CONTENDERS = ['floor', 'desk', 'dexieRows', 'rxdb', 'pouch'] as const;
export type Contender = (typeof CONTENDERS)[number];
/** PouchDB takes minutes beyond this. */
export const POUCH_ROWS_MAX = 50_000;

export const USAGE = `npm run bench [-- --rows 50000] [--only desk,rxdb] [--repeat 5] [--decisions 10000] [--json file] [--picture file]
  contenders: ${CONTENDERS.join(', ')}`;

export interface BenchOptions {
  rows: number;
  contenders: readonly Contender[];
  repeat: number;
  decisions: number;
  json: string | null;
  picture: string | null;
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
      json: { type: 'string' },
      picture: { type: 'string' },
    },
  });
  const rows = wholeNumber('rows', values.rows);
  const contenders = values.only === undefined ? CONTENDERS : values.only.split(',').map(contender);
  return {
    rows,
    contenders: contenders.filter((name) => name !== 'pouch' || rows <= POUCH_ROWS_MAX),
    repeat: wholeNumber('repeat', values.repeat),
    decisions: wholeNumber('decisions', values.decisions),
    json: values.json ?? null,
    picture: values.picture ?? null,
  };
}

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
