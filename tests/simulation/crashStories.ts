/** Short stories in which the process dies at each port call in turn, restarts and goes on to the end. */
import './deterministic.ts';
import { Day } from './day.ts';
import { ModelSide } from './modelSide.ts';
import type { DayPlan, Loss, Step } from './steps.ts';

const seat = 'first' as const;
const reject: Step = { type: 'decideUnit', seat, pick: 0, verdict: 'reject' };
const approve: Step = { type: 'decideUnit', seat, pick: 1, verdict: 'approve' };

/** Each with the part of the desk it leads through. */
export const STORIES: Readonly<Record<string, Step[]>> = {
  'a decision and its replacement': [reject, { ...reject, verdict: 'approve' }],
  'a batch': [{ type: 'batchUnits', seat, from: 0, size: 9, verdict: 'approve' }],
  'an undo in the window': [approve, reject, { type: 'undo', seat }],
  'an undo after upload': [approve, { type: 'pass', seconds: 12 }, { type: 'undo', seat }],
  'attempt, receipt, feed': [approve, reject, { type: 'pass', seconds: 14 }],
  'a lost reply and its replay': [
    approve,
    { type: 'fault', seat, faults: ['dropReply'], only: '/decisions' },
    { type: 'pass', seconds: 20 },
  ],
  'a pull with its cursor': [
    { type: 'amend', pick: 0 },
    { type: 'transfer', pick: 1 },
    { type: 'add', pick: 0 },
    { type: 'remove', pick: 5 },
    { type: 'pass', seconds: 70 },
  ],
  'a compaction': [
    { type: 'batchUnits', seat, from: 0, size: 9, verdict: 'approve' },
    { type: 'batchPeople', seat, from: 0, size: 9, verdict: 'vip' },
    { type: 'batchPeople', seat, from: 0, size: 9, verdict: 'staff' },
    { type: 'lock', seat, seconds: 1 },
  ],
  'a change of the password': [approve, { type: 'password', seat }],
  'keys bound to the system’s store': [
    approve,
    { type: 'keyring', seat, how: 'trust' },
    { type: 'lock', seat, seconds: 1 },
  ],
  'a system’s store that was lost': [
    { type: 'keyring', seat, how: 'trust' },
    { type: 'password', seat },
    approve,
    { type: 'keyring', seat, how: 'lose' },
    { type: 'lock', seat, seconds: 1 },
  ],
  'a cache built anew': [approve, { type: 'forget' }, { type: 'pass', seconds: 70 }],
  'a gateway restored from a backup': [
    { type: 'backUp' },
    approve,
    { type: 'pass', seconds: 14 },
    { type: 'restore' },
    { type: 'pass', seconds: 70 },
  ],
  'unsaved and saved images': [
    { type: 'open', seat, pick: 0 },
    { type: 'open', seat, pick: 1 },
  ],
};

function planOf(steps: Step[]): DayPlan {
  // A journal of few bytes: the compaction story fills more than half of it.
  return { seed: 11, seats: [seat], units: 3, people: 1, journalBytes: 16 * 1024, steps };
}

export interface CrashRun {
  /** false: the story has fewer calls, it ended before */
  hasDied: boolean;
  checks: number;
}

/** Plays a story and dies at its call `at`; then everything has to hold at the end. Throws a `Violation`. */
export async function crashAt(story: string, at: number, loss: Loss, torn: number): Promise<CrashRun> {
  const steps = STORIES[story] ?? [];
  const day = new Day(planOf(steps), new ModelSide(), { isFine: true });
  let hasDied = false;
  try {
    await day.begin();
    const [first] = day.seats;
    if (!first) throw new Error('nobody sits there');
    if (loss === 'newest') await first.machine.rememberDatabases();
    first.fate = { loss, torn };
    first.tap.dieAt = first.tap.calls + at;
    first.watchSaved();
    for (const step of steps) await day.play(step);
    hasDied = first.crashes > 0;
    first.fate = { loss: 'nothing', torn: 0 };
    await day.end();
  } finally {
    day.stop();
  }
  return { hasDied, checks: [...day.checks.counts.values()].reduce((sum, count) => sum + count, 0) };
}

const LOSSES_IN_TURN: readonly Loss[] = ['nothing', 'all', 'work', 'cache', 'newest'];

/**
 * Dies at every call of a story, or at every `stride`-th from `offset`; what the machine finds then changes
 * from call to call. Answers how many calls that were.
 */
export async function crashEverywhere(story: string, stride = 1, offset = 0): Promise<number> {
  let calls = 0;
  for (let at = 1 + offset; ; at += stride) {
    const loss = LOSSES_IN_TURN[at % LOSSES_IN_TURN.length] ?? 'nothing';
    try {
      if (!(await crashAt(story, at, loss, (at % 3) / 2)).hasDied) return calls;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      throw new Error(`«${story}», died at call ${at}, losing ${loss}: ${message}`, { cause: error });
    }
    calls++;
  }
}
