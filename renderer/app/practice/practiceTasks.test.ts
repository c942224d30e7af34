/** Tasks are ticked by what took effect, not by what was tried. */
import { expect, it } from 'vitest';
import type { DecideReply, DecisionInput } from '../../desk/contract/decisions.ts';
import type { Desk } from '../../desk/contract/desk.ts';
import { type PracticeTask, watchTasks } from './practiceTasks.ts';

function practise(answers: Partial<Desk>): { desk: Desk; done: PracticeTask[] } {
  const done: PracticeTask[] = [];
  return { desk: watchTasks(answers as Desk, (task) => done.push(task)), done };
}
const seen = { revision: 1, hash: 'h', previousDecisionId: null };
const input = (verdict: DecisionInput['verdict'], given: Partial<DecisionInput> = {}): DecisionInput => ({
  ...{ kind: 'unit', id: 'u-1', seen, verdict },
  ...given,
});
const decided = (count: number): DecideReply => ({
  batchId: count > 0 ? 'b' : null,
  decided: count,
  refused: [],
});

it('an approval and a rejection with its reason', async () => {
  const { desk, done } = practise({ decide: async () => decided(1) });
  await desk.decide([input('reject')]);
  expect(done).toEqual([]);
  await desk.decide([input('approve')]);
  await desk.decide([input('reject', { reasons: [{ code: 'U-CONTACT', text: 'x' }] })]);
  expect(done).toEqual(['approve', 'reject']);
});

it('nothing that was refused', async () => {
  const { desk, done } = practise({
    decide: async () => decided(0),
    undo: async () => ({ ok: false, why: 'nothing' }),
    confirmBatch: async () => decided(1),
  });
  await desk.decide([input('approve')]);
  await desk.undo();
  await desk.confirmBatch('p', {});
  expect(done).toEqual([]);
});

it('a search that found something, an undo, a batch', async () => {
  const { desk, done } = practise({
    openQuery: async ({ search }) => ({
      queryId: 'q',
      total: search === 'none' ? 0 : 3,
      queues: {},
      facets: { clean: 0, flagged: 0, error: 0 },
    }),
    undo: async () => ({ ok: true, how: 'undone', count: 1, refused: [] }),
    confirmBatch: async () => decided(4),
  });
  await desk.openQuery({ kind: 'unit', queue: 'pending' });
  await desk.openQuery({ kind: 'unit', queue: 'pending', search: 'none' });
  expect(done).toEqual([]);
  await desk.openQuery({ kind: 'unit', queue: 'pending', search: 'lx' });
  await desk.undo();
  await desk.confirmBatch('p', {});
  expect(done).toEqual(['search', 'undo', 'batch']);
});
