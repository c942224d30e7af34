/** Days that once broke an invariant, shrunk; each is played again in every run. */
import type { DayPlan, Step } from './steps.ts';

/** A plan of one reviewer over a few units, two people each. */
function small(steps: Step[], change: Partial<DayPlan> = {}): DayPlan {
  return { seed: 1, seats: ['first'], units: 8, people: 2, journalBytes: 384 * 1024, steps, ...change };
}
const seat = 'first' as const;

export const CASES: Readonly<Record<string, DayPlan>> = {
  'a withdrawal takes back what was replaced, too': small([
    { type: 'decideUnit', seat, pick: 30, verdict: 'approve' },
    { type: 'decideUnit', seat, pick: 30, verdict: 'reject' },
    { type: 'decideUnit', seat, pick: 30, verdict: 'withdraw' },
  ]),
  'a decision on an undo under way shows as decided': small([
    { type: 'batchUnits', seat, from: 0, size: 6, verdict: 'approve' },
    { type: 'fault', seat, faults: ['dropRequest', 'dropRequest'], only: null },
    { type: 'undo', seat },
    { type: 'decideUnit', seat, pick: 195, verdict: 'reject' },
    { type: 'pass', seconds: 40 },
    { type: 'undo', seat },
    { type: 'decideUnit', seat, pick: 195, verdict: 'reject' },
  ]),
  'what chains on a decision without effect gets a receipt of its own': small([
    { type: 'decidePerson', seat, pick: 9, verdict: 'vip' },
    { type: 'fault', seat, faults: ['dropReply', 'dropReply', 'dropReply'], only: '/decisions' },
    { type: 'pass', seconds: 11 },
    { type: 'remove', pick: 9 },
    { type: 'decidePerson', seat, pick: 9, verdict: 'return' },
    { type: 'pass', seconds: 20 },
    { type: 'decidePerson', seat, pick: 9, verdict: 'professional' },
  ]),
  'a frame that was written but not flushed is not shown as saved by an unlock': small(
    [
      { type: 'journal', seat, how: 'flushFails' },
      { type: 'batchUnits', seat, from: 24, size: 36, verdict: 'approve' },
      { type: 'lock', seat, seconds: 7 },
      { type: 'kill', seat, afterCalls: 14, loss: 'all', torn: 0.5 },
    ],
    { seed: 1015, units: 18, people: 4 },
  ),
  'a return after taking back the unit’s approval shows as returned': small(
    [
      { type: 'batchPeople', seat, from: 35, size: 27, verdict: 'vip' },
      { type: 'batchUnits', seat, from: 34, size: 15, verdict: 'approve' },
      { type: 'pass', seconds: 12 },
      { type: 'pass', seconds: 8 },
      { type: 'undo', seat },
      { type: 'batchUnits', seat: 'second', from: 36, size: 30, verdict: 'withdraw' },
      { type: 'pass', seconds: 4 },
      { type: 'decidePerson', seat: 'second', pick: 849, verdict: 'return' },
    ],
    { seed: 1023, seats: ['first', 'second'], units: 13 },
  ),
  'behind a write that never settles the door still opens, and lists still answer': small([
    { type: 'batchUnits', seat, from: 0, size: 6, verdict: 'approve' },
    { type: 'database', seat, how: 'hang', which: '', after: 2 },
    { type: 'pass', seconds: 41 },
    { type: 'batchPeople', seat, from: 3, size: 9, verdict: 'vip' },
    { type: 'lock', seat, seconds: 32 },
    { type: 'open', seat, pick: 3 },
  ]),
  'a life cycle that forbids a withdrawal shows the unit as it was': small([
    { type: 'batchUnits', seat, from: 0, size: 6, verdict: 'approve' },
    { type: 'batchPeople', seat, from: 0, size: 9, verdict: 'vip' },
    { type: 'pass', seconds: 20 },
    { type: 'batchUnits', seat, from: 0, size: 6, verdict: 'withdraw' },
    { type: 'advance', pick: 0 },
    { type: 'advance', pick: 0 },
    { type: 'pass', seconds: 36 },
  ]),
  'a receipt that is recovered after a loss takes the decision off its row': small(
    [
      { type: 'batchPeople', seat: 'second', from: 4, size: 178, verdict: 'staff' },
      { type: 'batchPeople', seat, from: 57, size: 113, verdict: 'professional' },
      { type: 'pass', seconds: 96 },
      { type: 'kill', seat, afterCalls: 25, loss: 'all', torn: 1 },
    ],
    { seed: 300198, seats: ['first', 'second'], units: 70, people: 4 },
  ),
  'a first pull after a change of grants shows all that the new ones allow': small(
    [
      { type: 'network', seat: 'second', isUp: false },
      { type: 'regrant', isWider: true },
      { type: 'kill', seat: 'second', afterCalls: 19, loss: 'cache', torn: 0 },
      { type: 'lock', seat: 'second', seconds: 35 },
    ],
    { seed: 600229, seats: ['first', 'second'] },
  ),
  'no cache is pulled anew while the session cannot say what the grants are': small(
    [
      { type: 'decidePerson', seat: 'second', pick: 735, verdict: 'professional' },
      {
        type: 'fault',
        seat: 'second',
        faults: ['tooMany', 'upgrade', 'unavailable', 'tooLarge'],
        only: '/session',
      },
      { type: 'pass', seconds: 12 },
      { type: 'regrant', isWider: true },
      { type: 'undo', seat: 'second' },
    ],
    { seed: 910234, seats: ['first', 'second', 'secretariat'], units: 14, people: 4 },
  ),
};
