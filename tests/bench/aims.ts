/** What the desk is meant to reach beside the others, and whether it does: counted from the table, never by hand. */
import { type Contender, NAMES } from './options.ts';
import { shown, type Table, times, WORKS } from './report.ts';

type Aim =
  /** so many times the desk's figure, at least */
  | { work: string; over: Contender; atLeast: number }
  /** of the desk, so many times the floor's figure, at most */
  | { work: string; overFloorAtMost: number }
  /** of the desk, at most */
  | { work: string; atMost: number };

/** Sizes an aim is meant for; where it is silent, all. */
const AIMS: readonly (Aim & { rows?: readonly number[] })[] = [
  { work: 'pull', overFloorAtMost: 1.5 },
  { work: 'pull', over: 'dexieRows', atLeast: 8 },
  { work: 'pull', over: 'rxdb', atLeast: 12 },
  { work: 'pull', over: 'pouch', atLeast: 25 },
  { work: 'open', over: 'rxdb', atLeast: 4 },
  { work: 'first', atMost: 1500, rows: [500_000] },
  { work: 'searchP95', over: 'rxdb', atLeast: 200 },
  { work: 'searchP95', atMost: 30, rows: [500_000] },
  { work: 'decide', over: 'rxdb', atLeast: 15 },
  { work: 'push', overFloorAtMost: 1.25 },
  { work: 'push', over: 'rxdb', atLeast: 5 },
  { work: 'push', over: 'pouch', atLeast: 5 },
  { work: 'heap', atMost: 400, rows: [500_000] },
];

/** In Markdown: each aim of this size with what was measured; those whose contender did not run are left out. */
export function aimsMarkdown(table: Table, rows: number): string {
  const lines = ['| aim | measured | reached |', '|---|--:|---|'];
  for (const aim of AIMS) {
    if (aim.rows && !aim.rows.includes(rows)) continue;
    const judged = judge(table, aim);
    if (judged)
      lines.push(`| ${judged.text} | ${judged.measured} | ${judged.isReached ? 'yes' : '**no**'} |`);
  }
  return lines.length > 2 ? lines.join('\n') : '';
}

function judge(table: Table, aim: Aim): { text: string; measured: string; isReached: boolean } | null {
  const row = table[aim.work];
  const own = row?.desk?.median;
  const [words = '', unit = ''] = (WORKS.find(({ id }) => id === aim.work)?.title ?? '').split(
    /, (?=[^,]*$)/,
  );
  if (!row || own === undefined) return null;
  if ('atMost' in aim)
    return {
      text: `${words} ≤ ${shown(aim.atMost)} ${unit}`,
      measured: `${shown(own)} ${unit}`,
      isReached: own <= aim.atMost,
    };
  if ('over' in aim) {
    const other = row[aim.over]?.median;
    if (other === undefined) return null;
    return {
      text: `${words}: ${NAMES[aim.over]} ≥ ${aim.atLeast} × the desk`,
      measured: times(other / own),
      isReached: other / own >= aim.atLeast,
    };
  }
  const floor = row.floor?.median;
  if (floor === undefined) return null;
  return {
    text: `${words}: the desk ≤ ${aim.overFloorAtMost} × the floor`,
    measured: times(own / floor),
    isReached: own / floor <= aim.overFloorAtMost,
  };
}
