/** The tray through the public desk: decisions on material that was amended meanwhile. */
import { describe, expect, test } from 'vitest';
import { unitRow } from './reviewing.ts';
import {
  amend,
  decide,
  groupsOf,
  NEW_IMAGE,
  OLD_IMAGE,
  only,
  opened,
  stale,
  UNCLEAR,
  unitAt,
} from './trayRig.ts';

describe('stale', () => {
  test('shows what was seen beside what is now, field by field and image by image, masked', async () => {
    const rig = await stale({ address: '新址', contact: { name: '陈晨', phone: '13600003233' } }, NEW_IMAGE);
    const row = await only(rig);
    expect(rig.status.outbox).toMatchObject({ parked: 1, conflicts: 1 });
    const detail = await rig.desk.trayDetail(row.decisionId);
    expect(detail).toMatchObject({ result: 'stale', note: '附注', baseRevision: 1, theirs: null });
    if (!detail?.mine.ok) throw new Error('not compared');
    const { changes, images, reasons } = detail.mine.comparison;
    expect(changes).toEqual([
      { field: 'contact.phone', before: '135****3233', after: '136****3233', isPersonal: true },
      { field: 'contact.email', before: 'de****@example.com', after: undefined, isPersonal: true },
      { field: 'address', before: '广州市示例路1号', after: '新址', isPersonal: false },
    ]);
    expect(images).toEqual([{ slot: 'qualificationDocument', before: OLD_IMAGE, after: NEW_IMAGE }]);
    expect(reasons).toMatchObject([{ reason: { code: 'U-DOC-UNCLEAR' }, outlook: 'changed' }]);
    expect(detail.actions).toMatchObject({ review: null, asDecided: null, accept: { why: 'notFor' } });
  });

  test('a personal value of what was seen is revealed, and the look is logged', async () => {
    const rig = await stale({ contact: { name: '陈晨', phone: '13600003233' } });
    const { decisionId } = await only(rig);
    const seen = { of: 'seen', decisionId } as const;
    expect(await rig.desk.revealVersion('unit', 'u-1', seen, 'contact.phone')).toBe('13523333233');
    expect(await rig.desk.revealVersion('unit', 'u-1', { of: 'now' }, 'contact.phone')).toBe('13600003233');
    expect(await rig.desk.revealVersion('unit', 'u-1', seen, 'address')).toBeNull();
  });

  test('deciding as before answers it on what is now, and undo puts it back as one step', async () => {
    const rig = await stale({ address: '新址' });
    const { decisionId } = await only(rig);
    const detail = await rig.desk.trayDetail(decisionId);
    const hash = detail?.mine.ok ? (detail.mine.comparison.after.hash ?? '') : '';
    const preview = await rig.desk.previewTray([decisionId], 'asDecided', hash);
    expect(groupsOf(preview)).toEqual([['untouched', 'yes', 1]]);
    expect(await rig.desk.confirmTray(preview.previewId, [decisionId])).toMatchObject({
      done: [decisionId],
      failed: [],
    });
    await rig.calm();
    expect(await rig.desk.tray()).toEqual([]);
    expect(await rig.desk.undo()).toMatchObject({ ok: true, how: 'undone', count: 1 });
    expect(await only(rig)).toMatchObject({ decisionId });

    const again = await rig.desk.previewTray([decisionId], 'asDecided', hash);
    await rig.desk.confirmTray(again.previewId, [decisionId]);
    await rig.drain();
    expect(await rig.desk.tray()).toEqual([]);
    expect(unitAt(rig, 'u-1')).toMatchObject({ status: 'rejected', revision: 2 });
    const [sent] = rig.gateway.effects;
    expect(sent).toMatchObject({ subjectId: 'u-1', baseRevision: 2 });
  });

  test('it is not decided as before on anything but what was compared', async () => {
    const rig = await stale({ address: '新址' });
    const { decisionId } = await only(rig);
    const detail = await rig.desk.trayDetail(decisionId);
    const hash = detail?.mine.ok ? (detail.mine.comparison.after.hash ?? '') : '';
    await amend(rig, 'u-1', { address: '又一新址' });
    await rig.desk.syncNow();
    await rig.calm();
    const preview = await rig.desk.previewTray([decisionId], 'asDecided', hash);
    expect(groupsOf(preview)).toEqual([['refused', 'no', 1]]);
    expect(preview.groups[0]?.rows[0]?.refusal).toEqual({ why: 'changedSinceSeen' });
    expect((await rig.desk.confirmTray(preview.previewId, [decisionId])).done).toEqual([]);
    expect(await rig.desk.tray()).toHaveLength(1);
  });

  test('amended between summary and confirmation it stays, each with its own outcome', async () => {
    const rig = await opened();
    rig.network.isUp = false;
    for (const id of ['u-1', 'u-2']) await decide(rig, id, 'reject', { reasons: UNCLEAR });
    for (const id of ['u-1', 'u-2']) await amend(rig, id, { address: '新址' });
    await rig.drain();
    const ids = (await rig.desk.tray()).map(({ decisionId }) => decisionId);
    const preview = await rig.desk.previewTray(ids, 'asDecided');
    await amend(rig, 'u-2', { address: '又一新址' });
    await rig.desk.syncNow();
    await rig.calm();
    const outcome = await rig.desk.confirmTray(preview.previewId, ids);
    expect(outcome.done).toHaveLength(1);
    expect(outcome.failed).toMatchObject([{ why: 'changedSinceSeen' }]);
    await rig.drain();
    expect(await only(rig)).toMatchObject({ subjectId: 'u-2' });
    expect(unitAt(rig, 'u-1').status).toBe('rejected');
  });

  test('of many, only those whose reasons were not touched go unasked', async () => {
    const rig = await opened(24);
    rig.network.isUp = false;
    for (let unit = 1; unit <= 20; unit++) await decide(rig, `u-${unit}`, 'reject', { reasons: UNCLEAR });
    for (let unit = 21; unit <= 24; unit++) await decide(rig, `u-${unit}`, 'approve');
    for (let unit = 1; unit <= 12; unit++) await amend(rig, `u-${unit}`, { address: '新址' });
    for (let unit = 13; unit <= 20; unit++) await amend(rig, `u-${unit}`, {}, NEW_IMAGE);
    for (let unit = 21; unit <= 24; unit++) await amend(rig, `u-${unit}`, { address: '新址' });
    await rig.drain();
    const rows = await rig.desk.tray();
    const ids = rows.map(({ decisionId }) => decisionId);
    const preview = await rig.desk.previewTray(ids, 'asDecided');
    expect(groupsOf(preview)).toEqual([
      ['untouched', 'yes', 12],
      ['touched', 'asked', 8],
      ['anyChange', 'asked', 4],
    ]);
    const going = preview.groups[0]?.rows.map(({ decisionId }) => decisionId) ?? [];
    expect((await rig.desk.confirmTray(preview.previewId, going)).done).toHaveLength(12);
    expect(await rig.desk.undo()).toMatchObject({ ok: true, count: 12 });
    expect(await rig.desk.tray()).toHaveLength(24);
    const again = await rig.desk.previewTray(ids, 'asDecided');
    await rig.desk.confirmTray(again.previewId, going);
    await rig.drain();
    expect(await rig.desk.tray()).toHaveLength(12);
    expect(rig.gateway.effects).toHaveLength(12);
  });

  test('what was seen is there offline and after a restart', async () => {
    const rig = await stale({ address: '新址' });
    const { decisionId } = await only(rig);
    await rig.crash();
    rig.network.isUp = false;
    await rig.signIn();
    const detail = await rig.desk.trayDetail(decisionId);
    expect(detail?.mine).toMatchObject({ ok: true, comparison: { changes: [{ field: 'address' }] } });
    const preview = await rig.desk.previewTray([decisionId], 'asDecided');
    await rig.desk.confirmTray(preview.previewId, [decisionId]);
    await rig.calm();
    await rig.crash();
    await rig.signIn();
    expect(await rig.desk.tray()).toEqual([]);
    await rig.drain();
    expect(unitAt(rig, 'u-1').status).toBe('rejected');
  });

  test('decided again by hand, it is answered by what supersedes it; refused again, that one waits', async () => {
    const rig = await stale({ address: '新址' });
    const first = (await only(rig)).decisionId;
    rig.network.isUp = false;
    await decide(rig, 'u-1', 'approve');
    expect(await rig.desk.tray()).toEqual([]);
    await amend(rig, 'u-1', { address: '又一新址' });
    await rig.drain();
    const second = await only(rig);
    expect(second.decisionId).not.toBe(first);
    await decide(rig, 'u-1', 'approve');
    await rig.drain();
    const supersedes = rig.gateway.arrivals.map((id) => rig.gateway.arrived.get(id)?.item.supersedes);
    expect(supersedes).toEqual([undefined, first, second.decisionId]);
    expect(unitAt(rig, 'u-1').status).toBe('approved');
  });
});

test('what was on screen is compared with what is now, after the row changed under the reviewer', async () => {
  const rig = await opened();
  await rig.desk.unitDetail('u-1');
  const { seen } = await unitRow(rig, 'u-1');
  await amend(rig, 'u-1', { address: '新址' }, NEW_IMAGE);
  await rig.desk.syncNow();
  await rig.calm();
  const reply = await rig.desk.compare('unit', 'u-1', { of: 'shown', hash: seen.hash });
  expect(reply).toMatchObject({
    ok: true,
    comparison: {
      before: { revision: 1 },
      after: { revision: 2 },
      changes: [{ field: 'address', before: '广州市示例路1号', after: '新址' }],
      images: [{ before: OLD_IMAGE, after: NEW_IMAGE }],
    },
  });
  expect(await rig.desk.compare('unit', 'u-1', { of: 'shown', hash: '0'.repeat(64) })).toEqual({
    ok: false,
    why: 'notKept',
  });
  await rig.desk.lock();
  await rig.calm();
  await rig.signIn();
  // Nothing of what was shown outlives the lock.
  expect(await rig.desk.compare('unit', 'u-1', { of: 'shown', hash: seen.hash })).toMatchObject({
    ok: false,
  });
});
