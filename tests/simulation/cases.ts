/** Days that once broke an invariant, shrunk; each is played again in every run. */
import type { Step } from './chaos.ts';

export const CASES: Readonly<Record<string, Step[]>> = {
  'a withdrawal takes back what was replaced, too': [
    { type: 'decideUnit', pick: 30, verdict: 'approve' },
    { type: 'decideUnit', pick: 30, verdict: 'reject' },
    { type: 'decideUnit', pick: 30, verdict: 'withdraw' },
  ],
  'a decision on an undo under way shows as decided': [
    { type: 'batch', size: 6 },
    { type: 'fault', faults: ['dropRequest', 'dropRequest'], only: null },
    { type: 'undo' },
    { type: 'decideUnit', pick: 195, verdict: 'reject' },
    { type: 'pass', seconds: 40 },
    { type: 'undo' },
    { type: 'decideUnit', pick: 195, verdict: 'reject' },
  ],
  'what chains on a decision without effect gets a receipt of its own': [
    { type: 'decidePerson', pick: 9, verdict: 'vip' },
    { type: 'fault', faults: ['dropReply', 'dropReply', 'dropReply'], only: '/decisions' },
    { type: 'pass', seconds: 11 },
    { type: 'exit', pick: 9 },
    { type: 'decidePerson', pick: 9, verdict: 'return' },
    { type: 'pass', seconds: 20 },
    { type: 'decidePerson', pick: 9, verdict: 'professional' },
  ],
};
