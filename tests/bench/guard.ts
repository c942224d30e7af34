/** `npm run bench -- --guard`: whether the desk has become much slower, by ratios within one run. */
import { bundle } from './bundle.ts';
import { layOutField } from './field.ts';
import { loadNow } from './machine.ts';
import { type Table, tabulate, times, WORKS } from './report.ts';
import { type Measured, runOnce } from './run.ts';

const SIZES = { small: 3_000, large: 12_000 } as const;
const GROWTH = SIZES.large / SIZES.small;
const DECISIONS = 1_000;
/** Chance makes things slower, never faster: the best of so many runs counts, and one within the limits will do. */
const REPETITIONS_MAX = 4;

type Limit =
  /** the desk at the larger size, so many times the floor there */
  | { work: string; overFloor: number }
  /** the desk at the larger size, so many times the desk at the smaller one */
  | { work: string; growth: number };

/** About three times what a quiet machine gives: this finds what went wrong by orders, not by shares. */
export const LIMITS: readonly Limit[] = [
  { work: 'pull', overFloor: 15 },
  { work: 'pull', growth: 2.5 * GROWTH },
  { work: 'open', overFloor: 15 },
  { work: 'open', growth: 2.5 * GROWTH },
  { work: 'searchP50', growth: 3 * GROWTH },
  { work: 'decide', growth: 4 },
  { work: 'push', overFloor: 6 },
  { work: 'push', growth: 4 },
  { work: 'heap', growth: 1.5 * GROWTH },
];

export interface Judged {
  text: string;
  ratio: number;
  limit: number;
}

/** Each limit with the ratio of the best runs; throws where a work was not done at all. */
export function judge(small: Table, large: Table, limits: readonly Limit[] = LIMITS): Judged[] {
  return limits.map((limit) => {
    const title = WORKS.find(({ id }) => id === limit.work)?.title ?? limit.work;
    const own = large[limit.work]?.desk?.low;
    const isGrowth = 'growth' in limit;
    const against = isGrowth ? small[limit.work]?.desk?.low : large[limit.work]?.floor?.low;
    if (own === undefined || against === undefined) throw new Error(`not measured: ${title}`);
    return {
      text: `${title}: ${isGrowth ? `${SIZES.large} rows to ${SIZES.small}` : 'the desk to the floor'}`,
      ratio: own / against,
      limit: isGrowth ? limit.growth : limit.overFloor,
    };
  });
}

const isKept = ({ ratio, limit }: Judged) => ratio <= limit;

/** Measures until all limits are kept, four times at most; answers whether they are. */
export async function guard(say: (line: string) => void): Promise<boolean> {
  const scripts = { floor: await bundle('floor'), desk: await bundle('desk') };
  const runs = {
    small: new Map<'floor' | 'desk', Measured[]>([
      ['floor', []],
      ['desk', []],
    ]),
    large: new Map<'floor' | 'desk', Measured[]>([
      ['floor', []],
      ['desk', []],
    ]),
  };
  let judged: Judged[] = [];
  for (let repetition = 1; repetition <= REPETITIONS_MAX; repetition++) {
    for (const size of ['small', 'large'] as const) {
      const field = await layOutField(SIZES[size], say);
      try {
        for (const contender of ['floor', 'desk'] as const) {
          const measured = await runOnce(contender, scripts[contender], field, DECISIONS);
          runs[size].get(contender)?.push(measured);
          for (const [work, why] of Object.entries(measured.failed)) throw new Error(`${work}: ${why}`);
        }
      } finally {
        await field.dispose();
      }
    }
    judged = judge(tabulate(runs.small), tabulate(runs.large));
    say(`\nrepetition ${repetition}, load ${loadNow()}`);
    for (const each of judged)
      say(`${isKept(each) ? '✔' : '✖'} ${each.text}: ${times(each.ratio)} (at most ${times(each.limit)})`);
    if (judged.every(isKept)) return true;
  }
  return false;
}
