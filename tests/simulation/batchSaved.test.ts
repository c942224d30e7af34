import { expect, test } from 'vitest';
import type { DeskEvent } from '../../renderer/desk/contract/status.ts';
import { approve, opened, pending } from './reviewing.ts';

const UNITS = 60;

test('of a large batch it is told without any time passing that it is saved, on its rows as well', async () => {
  const rig = await opened(UNITS);
  const rows = await pending(rig);
  const events: DeskEvent[] = [];
  await rig.desk.subscribe((event) => events.push(event));
  await rig.desk.decide(rows.map(approve));
  await rig.calm();
  const told = events.findIndex(
    (event) => event.type === 'status' && event.status.lastAct?.state === 'savedHere',
  );
  expect(events[told]).toMatchObject({ status: { lastAct: { count: UNITS } } });
  const onRows = events.findLast((event, at) => event.type === 'rows' && at < told);
  expect(new Set(onRows?.type === 'rows' ? onRows.ids : [])).toEqual(new Set(rows.map(({ id }) => id)));
  const ids = rows.map(({ id }) => id);
  expect(new Set((await rig.desk.rowsById('unit', ids)).map((row) => row?.sync))).toEqual(
    new Set(['savedHere']),
  );
});

test('of a single decision it is told with whatever else changes within a moment', async () => {
  const rig = await opened(3);
  const [first] = await pending(rig);
  const events: DeskEvent[] = [];
  await rig.desk.subscribe((event) => events.push(event));
  events.length = 0;
  if (first) await rig.desk.decide([approve(first)]);
  await rig.calm();
  expect(events.filter(({ type }) => type === 'status')).toEqual([]);
  await rig.pass(50);
  const statuses = events.filter((event) => event.type === 'status');
  expect(statuses).toMatchObject([{ status: { lastAct: { state: 'savedHere', count: 1 } } }]);
});
