/** Taking back an act of any age as one step: what never left is undone, what is uploaded withdrawn, the rest told why. */
import { expect, test } from 'vitest';
import type { DecisionInput } from '../../renderer/desk/contract/decisions.ts';
import type { Row } from '../../renderer/desk/contract/rows.ts';
import type { Rig } from './harness.ts';
import { opened } from './reviewing.ts';

async function row(rig: Rig, kind: 'unit' | 'attendee', id: string): Promise<Row> {
  const [found] = await rig.desk.rowsById(kind, [id]);
  if (!found) throw new Error(`no ${id}`);
  return found;
}
async function decide(rig: Rig, what: [kind: 'unit' | 'attendee', id: string][]): Promise<string> {
  const items: DecisionInput[] = [];
  for (const [kind, id] of what) {
    const { seen } = await row(rig, kind, id);
    const verdict = kind === 'unit' ? 'approve' : 'tag';
    items.push({ kind, id, seen, verdict, ...(kind === 'attendee' ? { tag: 'professional' as const } : {}) });
  }
  const { batchId, refused } = await rig.desk.decide(items);
  expect(refused).toEqual([]);
  return batchId ?? '';
}
/** The machine is off for so long, and then worked at again. */
async function later(rig: Rig, hours: number): Promise<void> {
  rig.machine.crash();
  await rig.machine.time.advance(hours * 3_600_000, async () => undefined);
  await rig.start();
  await rig.signIn();
}
const statuses = async (rig: Rig, ids: string[]) =>
  Promise.all(ids.map(async (id) => (await row(rig, 'unit', id)).status));

test('an older batch goes back as one step, though other acts came after it', async () => {
  const rig = await opened(4, 1);
  const first = await decide(rig, [
    ['attendee', 'a-1-1'],
    ['unit', 'u-1'],
    ['unit', 'u-2'],
  ]);
  await rig.drain();
  await later(rig, 13);
  const second = await decide(rig, [['unit', 'u-3']]);
  await rig.calm();

  const acts = await rig.desk.recentActs(10);
  expect(
    acts.map(({ batchId, kind, subjectId, count, state, isTakeable }) => [
      batchId,
      `${kind} ${subjectId}`,
      count,
      state,
      isTakeable,
    ]),
  ).toEqual([
    [second, 'unit u-3', 1, 'window', true],
    [first, 'unit u-1', 3, 'settled', true],
  ]);
  expect(await rig.desk.previewTakeBack(second)).toMatchObject({ here: 1, uploaded: 0, refused: [] });
  expect(await rig.desk.previewTakeBack(first)).toMatchObject({ here: 0, uploaded: 3, refused: [] });

  expect(await rig.desk.takeBack(first)).toEqual({ ok: true, how: 'withdrawn', count: 3, refused: [] });
  await rig.drain();
  expect(await statuses(rig, ['u-1', 'u-2', 'u-3'])).toEqual(['pendingReview', 'pendingReview', 'approved']);
  expect((await row(rig, 'attendee', 'a-1-1')).status).toBe('awaitingTag');
  // Nothing is left of it to take back, and the withdrawal is no act of that kind.
  expect(await rig.desk.takeBack(first)).toEqual({ ok: false, why: 'alreadyUndone' });
  const left = (await rig.desk.recentActs(10)).filter(({ isTakeable }) => isTakeable);
  expect(left.map(({ batchId }) => batchId)).toEqual([second]);
});

test('what may not go back stays, each with why', async () => {
  const rig = await opened(3, 1);
  const batch = await decide(rig, [
    ['unit', 'u-1'],
    ['unit', 'u-2'],
    ['attendee', 'a-3-1'],
  ]);
  await rig.drain();
  // Decided anew since: taking the batch back must not touch that.
  const { seen } = await row(rig, 'attendee', 'a-3-1');
  await rig.desk.decide([{ kind: 'attendee', id: 'a-3-1', seen, verdict: 'tag', tag: 'vip' }]);
  await rig.drain();
  const { refused, uploaded } = await rig.desk.previewTakeBack(batch);
  expect(uploaded).toBe(2);
  expect(refused).toEqual([{ kind: 'attendee', id: 'a-3-1', why: 'lifeCycle', detail: 'decidedSince' }]);
  expect(await rig.desk.takeBack(batch)).toMatchObject({ ok: true, count: 2, refused });
  await rig.drain();
  expect(await row(rig, 'attendee', 'a-3-1')).toMatchObject({ tag: 'vip' });
});

test('after the window for withdrawing nothing of units goes back, and that is said', async () => {
  const rig = await opened(2, 0);
  const batch = await decide(rig, [
    ['unit', 'u-1'],
    ['unit', 'u-2'],
  ]);
  await rig.drain();
  await later(rig, 73);
  const { uploaded, refused } = await rig.desk.previewTakeBack(batch);
  expect([uploaded, refused.map(({ detail }) => detail)]).toEqual([
    0,
    ['withdrawWindowClosed', 'withdrawWindowClosed'],
  ]);
  expect(await rig.desk.takeBack(batch)).toEqual({ ok: false, why: 'notWithdrawable' });
});
