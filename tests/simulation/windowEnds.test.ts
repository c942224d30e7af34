/** Without a network nothing happens when an undo window ends, and yet what the status counts is another thing then. */
import { expect, test } from 'vitest';
import type { UnitRow } from '../../renderer/desk/contract/rows.ts';
import { Rig } from './harness.ts';

test('offline the status moves decisions from the undo window to the queue by itself', async () => {
  const rig = new Rig();
  for (const id of ['u-1', 'u-2']) await rig.gateway.putUnit(id);
  await rig.start();
  await rig.signIn();
  rig.network.isUp = false;
  await rig.pass(60_000);
  expect(rig.status.connectivity).toBe('offline');
  const told: string[] = [];
  await rig.desk.subscribe((event) => {
    if (event.type === 'status') told.push(`${event.status.outbox.window} ${event.status.outbox.queued}`);
  });
  const decide = async (id: string) => {
    const [row] = (await rig.desk.rowsById('unit', [id])) as UnitRow[];
    if (!row) throw new Error(`no ${id}`);
    await rig.desk.decide([{ kind: 'unit', id, seen: row.seen, verdict: 'approve' }]);
  };
  await decide('u-1');
  await rig.pass(4_000);
  await decide('u-2');
  await rig.pass(4_000);
  expect(told.at(-1)).toBe('2 0');
  await rig.pass(3_000);
  expect(told.at(-1)).toBe('1 1');
  await rig.pass(4_000);
  expect(told.at(-1)).toBe('0 2');
  // Once nothing is to come any more, nothing is told any more.
  const before = told.length;
  await rig.pass(20_000);
  expect(told.slice(before).every((each) => each === '0 2')).toBe(true);
});
