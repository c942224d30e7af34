/** What was measured as tables for the terminal and the docs: medians, spread, ratios to the desk and to the floor. */
import type { Fates } from './conflict.ts';
import { type Contender, NAMES } from './options.ts';
import type { Measured } from './run.ts';

export interface Work {
  id: string;
  title: string;
  /** one figure of a run; undefined where a contender does not do it */
  of(measured: Measured): number | undefined;
}

const at = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
};
export const median = (values: readonly number[]): number => at(values, 0.5);

export const WORKS: readonly Work[] = [
  { id: 'pull', title: 'first pull to a usable list, ms', of: ({ pullMs }) => pullMs },
  { id: 'open', title: 'reload to the list, all rows in memory, ms', of: ({ openMs }) => openMs },
  {
    id: 'first',
    title: 'reload to how many wait and the first 50 rows, ms',
    of: ({ firstMs }) => firstMs,
  },
  {
    id: 'searchP50',
    title: 'search as you type, p50, ms',
    of: ({ searchMs }) => searchMs && at(searchMs, 0.5),
  },
  {
    id: 'searchP95',
    title: 'search as you type, p95, ms',
    of: ({ searchMs }) => searchMs && at(searchMs, 0.95),
  },
  { id: 'decide', title: 'one batch of decisions to durable, ms', of: ({ decideMs }) => decideMs },
  { id: 'push', title: 'its push, ms', of: ({ pushMs }) => pushMs },
  { id: 'heap', title: 'memory: live heap and buffers, MB', of: (measured) => measured.heapMb },
  { id: 'processes', title: 'memory: renderer processes, MB', of: ({ processesMb }) => processesMb },
  { id: 'databases', title: 'databases on the disk, MB', of: ({ databasesMb }) => databasesMb },
  {
    id: 'files',
    title: 'private files on the disk (the journal), MB',
    of: ({ filesMb = 0 }) => (filesMb < 1 ? undefined : filesMb),
  },
  {
    id: 'apart',
    title: 'signing in and key derivation, counted nowhere above, ms',
    of: ({ apartMs }) => apartMs || undefined,
  },
];

export interface Cell {
  median: number;
  low: number;
  high: number;
  runs: number;
}
export type Table = Record<string, Partial<Record<Contender, Cell>>>;

/** By work and contender; works that nobody of them does are left out. */
export function tabulate(runs: ReadonlyMap<Contender, readonly Measured[]>): Table {
  const table: Table = {};
  for (const { id, of } of WORKS) {
    for (const [contender, measured] of runs) {
      const values = measured.map(of).filter((value) => value !== undefined);
      if (values.length === 0) continue;
      const cell = { median: median(values), low: Math.min(...values), high: Math.max(...values) };
      table[id] = { ...table[id], [contender]: { ...cell, runs: values.length } };
    }
  }
  return table;
}

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, ',');
/** A figure with as many digits as it deserves. */
export const shown = (value: number): string =>
  value >= 100 ? grouped(value.toFixed(0)) : value.toFixed(value >= 10 ? 0 : 1);
/** A ratio, beyond ten without decimals. */
export const times = (ratio: number): string =>
  `${ratio >= 10 ? grouped(ratio.toFixed(0)) : ratio.toFixed(ratio >= 0.1 ? 1 : 2)} ×`;

const spread = ({ median: middle, low, high, runs }: Cell): string =>
  runs === 1 ? shown(middle) : `${shown(middle)} (${shown(low)}–${shown(high)})`;

/** In Markdown: figures of all, then how many times the floor the desk takes, and the others the desk. */
export function markdown(table: Table, contenders: readonly Contender[]): string {
  const others = contenders.filter((name) => name !== 'desk' && name !== 'floor');
  const heads = [
    'work',
    ...contenders.map((name) => NAMES[name]),
    'desk ÷ floor',
    ...others.map((name) => `${NAMES[name]} ÷ desk`),
  ];
  const lines = [
    `| ${heads.join(' | ')} |`,
    `|${heads.map((_, index) => (index ? '--:' : '---')).join('|')}|`,
  ];
  for (const { id, title } of WORKS) {
    const row = table[id];
    if (!row) continue;
    const ratio = (over: Contender, under: Contender): string => {
      const [above, below] = [row[over], row[under]];
      return above && below ? times(above.median / below.median) : '–';
    };
    const figures = contenders.map((name) => {
      const cell = row[name];
      return cell ? spread(cell) : '–';
    });
    const ratios = [ratio('desk', 'floor'), ...others.map((name) => ratio(name, 'desk'))];
    lines.push(`| ${[title, ...figures, ...ratios].join(' | ')} |`);
  }
  return lines.join('\n');
}

/** A sentence for each work that a contender could not do; nothing if all did. */
export function failuresMarkdown(runs: Readonly<Record<string, readonly Measured[]>>): string {
  const said = new Set<string>();
  for (const [name, measured] of Object.entries(runs))
    for (const { failed } of measured)
      for (const [work, why] of Object.entries(failed))
        said.add(`${NAMES[name as Contender] ?? name} did not do «${work}»: ${why}`);
  return [...said].map((sentence) => `- ${sentence}`).join('\n');
}

const FATES: readonly { id: keyof Fates; title: string }[] = [
  { id: 'made', title: 'decisions taken without a network' },
  { id: 'survivedKill', title: 'there again after the browser was killed' },
  { id: 'repliesLost', title: 'replies of the upload lost' },
  { id: 'tookEffect', title: 'took effect where nobody else had changed anything (of 10)' },
  { id: 'tookEffectTwice', title: 'took effect twice' },
  { id: 'hidAmendment', title: 'hid an amendment that the reviewer never saw (of 20)' },
  { id: 'overwroteColleague', title: 'overwrote a colleague’s decision (of 20)' },
  { id: 'putBeforeAuthor', title: 'without effect, put before the reviewer' },
  { id: 'silentlyDropped', title: '**without effect, nobody told**' },
  { id: 'stillKept', title: 'without effect, still to be had if one knows to ask' },
  { id: 'shownOtherwise', title: 'subjects shown otherwise than the server has them' },
];

export type FateTable = Partial<Record<Contender, Fates>>;

/** In Markdown: what became of the decisions, by contender. */
export function fatesMarkdown(fates: FateTable, contenders: readonly Contender[]): string {
  const played = contenders.filter((name) => fates[name]);
  const lines = [
    `| of the same 40 decisions | ${played.map((name) => NAMES[name]).join(' | ')} |`,
    `|---|${played.map(() => '--:').join('|')}|`,
  ];
  for (const { id, title } of FATES)
    lines.push(`| ${title} | ${played.map((name) => fates[name]?.[id] ?? '–').join(' | ')} |`);
  return lines.join('\n');
}
