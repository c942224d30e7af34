/** What was measured, as a table for the terminal and the docs: medians, spread, and ratios to the desk and the floor. */
import type { Measured } from './run.ts';

export interface Work {
  id: string;
  title: string;
  /** one figure of a run; null where a contender does not do it */
  of(measured: Measured): number | null;
}

const at = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
};
export const median = (values: readonly number[]): number => at(values, 0.5);

export const WORKS: readonly Work[] = [
  { id: 'pull', title: 'first pull to a usable list, ms', of: ({ pullMs }) => pullMs },
  { id: 'open', title: 'reload to the first rows, ms', of: ({ openMs }) => openMs },
  {
    id: 'apart',
    title: 'signing in and key derivation, not counted above, ms',
    of: ({ apartMs }) => apartMs,
  },
  { id: 'searchP50', title: 'search as you type, p50, ms', of: ({ searchMs }) => at(searchMs, 0.5) },
  { id: 'searchP95', title: 'search as you type, p95, ms', of: ({ searchMs }) => at(searchMs, 0.95) },
  { id: 'decide', title: 'one batch to durable, ms', of: ({ decideMs }) => decideMs },
  { id: 'push', title: 'its push, ms', of: ({ pushMs }) => pushMs },
  { id: 'memory', title: 'memory of the page, MB', of: ({ memoryMb }) => memoryMb },
];

export interface Cell {
  median: number;
  low: number;
  high: number;
}
export type Table = Record<string, Record<string, Cell>>;

/** By work and contender; works that nobody of them does are left out. */
export function tabulate(runs: ReadonlyMap<string, readonly Measured[]>): Table {
  const table: Table = {};
  for (const { id, of } of WORKS) {
    for (const [contender, measured] of runs) {
      const values = measured.map(of).filter((value): value is number => value !== null);
      if (values.length === 0) continue;
      const row = table[id] ?? {};
      row[contender] = { median: median(values), low: Math.min(...values), high: Math.max(...values) };
      table[id] = row;
    }
  }
  return table;
}

const shown = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toFixed(1));

/** The table in Markdown: each cell its median, its spread, and how many times the desk's. */
export function markdown(table: Table, contenders: readonly string[]): string {
  const lines = [`| work | ${contenders.join(' | ')} |`, `|---|${contenders.map(() => '---').join('|')}|`];
  for (const { id, title } of WORKS) {
    const row = table[id];
    if (!row) continue;
    const own = row.desk?.median;
    const cells = contenders.map((name) => {
      const cell = row[name];
      if (!cell) return '–';
      const ratio = own !== undefined && name !== 'desk' ? ` · ${(cell.median / own).toFixed(1)} ×` : '';
      return `${shown(cell.median)} (${shown(cell.low)}–${shown(cell.high)})${ratio}`;
    });
    lines.push(`| ${title} | ${cells.join(' | ')} |`);
  }
  return lines.join('\n');
}
