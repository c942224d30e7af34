/** Days that lead straight to the place where a seeded fault shows; without it they end well. */
import type { DayPlan, Step } from '../simulation/steps.ts';

const seat = 'first' as const;
const approve: Step = { type: 'batchUnits', seat, from: 0, size: 6, verdict: 'approve' };
const decide: Step = { type: 'decideUnit', seat, pick: 1, verdict: 'approve' };
const lostPulls = Array.from({ length: 12 }, () => 'dropRequest' as const);
const soon = (seconds: number): Step => ({ type: 'pass', seconds });
const restart: Step = { type: 'kill', seat, afterCalls: 2, loss: 'nothing', torn: 0 };

function small(steps: Step[]): DayPlan {
  return { seed: 1, seats: [seat], units: 8, people: 2, journalBytes: 384 * 1024, steps };
}

export const DIRECTED: Readonly<Record<string, DayPlan>> = {
  'a feed that lags behind the receipts': small([
    decide,
    { type: 'fault', seat, faults: [...lostPulls], only: '/changes' },
    soon(14),
  ]),
  'a page of before overtaken by receipts': small([
    { type: 'fault', seat, faults: ['delayReply', ...lostPulls], only: '/changes' },
    { type: 'lock', seat, seconds: 1 },
    decide,
    ...Array.from({ length: 10 }, () => soon(2)),
  ]),
  'a request that is too large even alone': small([
    approve,
    { type: 'fault', seat, faults: ['tooLarge', 'tooLarge', 'tooLarge'], only: '/decisions' },
    soon(60),
    soon(60),
  ]),
  'a kind that is not known': small([
    { type: 'fault', seat, faults: ['unknownKind', 'unknownKind', 'unknownKind'], only: '/changes' },
    { type: 'add', pick: 0 },
    soon(62),
    restart,
    soon(5),
  ]),
  'a cursor that fits no longer, with decisions on their way': small([
    { type: 'fault', seat, faults: Array.from({ length: 8 }, () => 'busy' as const), only: '/decisions' },
    approve,
    soon(12),
    { type: 'forget' },
    { type: 'add', pick: 1 },
    soon(65),
  ]),
  'an exit and a restart': small([{ type: 'transfer', pick: 0 }, soon(65), restart, soon(5)]),
};
