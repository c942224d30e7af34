/** The reviewer's day against the model gateway: pull, decide offline, restart, come back, every effect once. */
import { expect, test } from 'vitest';
import type { DecisionInput } from '../../renderer/desk/contract/decisions.ts';
import type { UnitRow } from '../../renderer/desk/contract/rows.ts';
import { approve, opened, pending } from './reviewing.ts';

test('pulls everything in scope and opens', async () => {
  const rig = await opened(50, 2);
  expect(rig.status.phase).toBe('open');
  expect(await pending(rig)).toHaveLength(50);
});

test('decides offline, survives a restart, uploads each decision once', async () => {
  const rig = await opened(30, 2);
  rig.network.isUp = false;
  const rows = await pending(rig);
  await rig.desk.decide(rows.slice(0, 1).map(approve));
  await rig.desk.decide(rows.slice(1, 21).map(approve));
  await rig.calm();
  expect(rig.status.lastAct?.state).toBe('savedHere');
  await rig.crash();
  expect(rig.status.workstations).toMatchObject([{ account: 'reviewer.guangzhou', unsent: 21 }]);
  await rig.signIn();
  expect(await pending(rig)).toHaveLength(9);
  expect(rig.status.canUndo).toBe(true);
  await rig.drain();
  expect(rig.gateway.effects).toHaveLength(21);
  expect(new Set(rig.gateway.effects.map((effect) => effect.subjectId)).size).toBe(21);
  expect(rig.status.outbox).toEqual({ window: 0, queued: 0, inFlight: 0, parked: 0, conflicts: 0 });
});

test('undo of a batch is one step, also after a restart', async () => {
  const rig = await opened(10, 2);
  rig.network.isUp = false;
  const rows = await pending(rig);
  await rig.desk.decide(rows.slice(0, 3).map(approve));
  await rig.desk.decide(rows.slice(3, 8).map(approve));
  await rig.calm();
  await rig.crash();
  await rig.signIn();
  expect(await rig.desk.undo()).toMatchObject({ ok: true, how: 'undone', count: 5 });
  expect(await pending(rig)).toHaveLength(7);
  await rig.drain();
  expect(rig.gateway.effects.map((effect) => effect.subjectId).sort()).toEqual(
    rows
      .slice(0, 3)
      .map((row) => row.id)
      .sort(),
  );
});

test('undo after upload withdraws, and only once', async () => {
  const rig = await opened(3, 2);
  const [row] = await pending(rig);
  await rig.desk.decide([approve(row as UnitRow)]);
  await rig.drain();
  expect(rig.gateway.effects).toHaveLength(1);
  expect(await rig.desk.undo()).toMatchObject({ ok: true, how: 'withdrawn', count: 1 });
  expect(await pending(rig)).toHaveLength(3);
  expect(await rig.desk.undo()).toMatchObject({ ok: false, why: 'nothing' });
  await rig.drain();
  expect(rig.gateway.effects).toHaveLength(2);
  expect(await pending(rig)).toHaveLength(3);
});

test('deciding again before upload replaces, and undo restores the earlier word', async () => {
  const rig = await opened(2, 2);
  const [row] = (await pending(rig)) as [UnitRow];
  await rig.desk.decide([approve(row)]);
  const reasons = [{ code: 'U-DOC-UNCLEAR', text: '资质文件不清晰或不完整' }];
  await rig.desk.decide([{ ...approve(row), verdict: 'reject', reasons }]);
  expect((await rig.desk.rowsById('unit', [row.id]))[0]?.status).toBe('rejected');
  await rig.desk.undo();
  expect((await rig.desk.rowsById('unit', [row.id]))[0]?.status).toBe('approved');
  await rig.drain();
  expect(rig.gateway.effects).toHaveLength(1);
  expect(rig.gateway.items.get(`unit:${row.id}`)?.status).toBe('approved');
});

test('a batch leaves out what was amended on screen and not looked at', async () => {
  const rig = await opened(3, 2);
  const rows = await pending(rig);
  const [amended] = rows as [UnitRow];
  const scope = {
    type: 'ids' as const,
    kind: 'unit' as const,
    ids: rows.map(({ id }) => id),
    unseen: [amended.id],
  };
  const preview = await rig.desk.previewBatch(scope, { verdict: 'approve' });
  expect(preview.leftOut).toContainEqual(
    expect.objectContaining({ id: amended.id, why: 'changedSinceSeen' }),
  );
  // Not even the reviewer's word includes it: it has to be looked at first.
  await rig.desk.confirmBatch(preview.previewId, { include: rows.map(({ id }) => id) });
  await rig.drain();
  expect(rig.gateway.effects.map(({ subjectId }) => subjectId)).not.toContain(amended.id);
  expect(rig.gateway.effects).toHaveLength(2);
});

test('approving a unit with its tagged people moves them on, here at once and at the gateway', async () => {
  const rig = await opened(1, 3);
  const [row] = (await pending(rig)) as [UnitRow];
  const preview = await rig.desk.previewBatch(
    { type: 'ids', kind: 'unit', ids: [row.id] },
    { verdict: 'approve', alsoTag: 'professional' },
  );
  // They all show the same document number, so none is tagged along unseen.
  expect(preview).toMatchObject({ go: 1, leftOut: [], cascade: { untagged: 3 } });
  const { people } = (await rig.desk.unitDetail(row.id)) ?? { people: [] };
  const tagged = people.map(
    (person): DecisionInput => ({
      kind: 'attendee',
      id: person.id,
      seen: person.seen,
      verdict: 'tag',
      tag: 'vip',
    }),
  );
  await rig.desk.decide([approve(row), ...tagged]);
  const after = await rig.desk.unitDetail(row.id);
  expect(after?.people.map((person) => person.status)).toEqual([
    'inPersonReview',
    'inPersonReview',
    'inPersonReview',
  ]);
  await rig.drain();
  expect((await rig.desk.unitDetail(row.id))?.people.map((person) => person.status)).toEqual([
    'inPersonReview',
    'inPersonReview',
    'inPersonReview',
  ]);
  expect(rig.gateway.effects).toHaveLength(4);
});

test('what did not take effect stays in the tray with what is different now', async () => {
  const rig = await opened(4, 2);
  const rows = await pending(rig);
  rig.network.isUp = false;
  await rig.calm();
  await rig.desk.decide(rows.map(approve));
  await rig.calm();
  await rig.gateway.amend('unit', rows[0]?.id ?? '');
  rig.gateway.decideAsOther(rows[1]?.id ?? '', 'reject', 'theirs');
  rig.gateway.exit('unit', rows[2]?.id ?? '');
  await rig.drain();
  const tray = await rig.desk.tray();
  expect(tray.map((item) => [item.subjectId, item.result]).sort()).toEqual([
    [rows[0]?.id, 'stale'],
    [rows[1]?.id, 'decided'],
    [rows[2]?.id, 'gone'],
  ]);
  expect(tray.find((item) => item.result === 'stale')?.changed).toBeDefined();
  // Deciding again answers the parked one.
  const [stale] = (await rig.desk.rowsById('unit', [rows[0]?.id ?? ''])) as [UnitRow];
  expect(stale.status).toBe('pendingReview');
  await rig.desk.decide([approve(stale)]);
  await rig.drain();
  expect((await rig.desk.tray()).map((item) => item.result).sort()).toEqual(['decided', 'gone']);
  expect(rig.gateway.items.get(`unit:${stale.id}`)?.status).toBe('approved');
});

test('«all that match» leaves alone what was decided while the list stood still', async () => {
  const rig = await opened(5, 2);
  const query = await rig.desk.openQuery({ kind: 'unit', queue: 'pending' });
  const [row] = (await rig.desk.rows(query.queryId, 0, 1)) as [UnitRow];
  const reasons = [{ code: 'U-DOC-UNCLEAR', text: '资质文件不清晰或不完整' }];
  await rig.desk.decide([{ ...approve(row), verdict: 'reject', reasons }]);
  const preview = await rig.desk.previewBatch(
    { type: 'query', queryId: query.queryId, except: [] },
    { verdict: 'approve' },
  );
  expect(preview.go + preview.leftOut.length).toBe(4);
  expect(preview.leftOut.map((left) => left.id)).not.toContain(row.id);
});
