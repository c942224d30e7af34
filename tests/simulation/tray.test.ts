/** The tray through the public desk: each kind of parked decision, and everything its author can do with it. */
import { describe, expect, test } from 'vitest';
import type { DecisionInput } from '../../renderer/desk/contract/decisions.ts';
import type { UnitRow } from '../../renderer/desk/contract/rows.ts';
import type { TrayPreview, TrayRow } from '../../renderer/desk/contract/tray.ts';
import { submissionHash } from '../../shared/domain/canonical.ts';
import type { History, PutItem, UnitItem } from '../../shared/protocol/feed.ts';
import { Rig } from './harness.ts';
import { problem } from './modelGateway.ts';

const UNCLEAR = [{ code: 'U-DOC-UNCLEAR', text: '资质文件不清晰或不完整' }];
const OLD_IMAGE = 'a'.repeat(64);
const NEW_IMAGE = 'c'.repeat(64);
const OTHER = { by: 'reviewer2.guangzhou', at: '2020-09-18T02:00:00.000Z' };

async function opened(units = 3): Promise<Rig> {
  const rig = new Rig();
  for (let unit = 1; unit <= units; unit++) {
    await rig.gateway.putUnit(`u-${unit}`);
    await setUnit(rig, `u-${unit}`, {}, OLD_IMAGE);
  }
  await rig.gateway.putAttendee('a-1', 'u-1');
  await rig.start();
  await rig.signIn();
  return rig;
}

/** Puts a unit's present revision with these values and image, under its true hash. */
async function setUnit(
  rig: Rig,
  id: string,
  change: Partial<UnitItem['material']>,
  image: string,
): Promise<void> {
  const item = unitAt(rig, id);
  const material = { ...item.material, ...change };
  const images = { qualificationDocument: image };
  const { revision } = item;
  const hash = await submissionHash({ kind: 'unit', id, revision, material, images });
  rig.gateway.items.set(`unit:${id}`, { ...item, material, images, hash, seq: ++rig.gateway.head });
}
async function amend(rig: Rig, id: string, change: Partial<UnitItem['material']>, image = OLD_IMAGE) {
  await rig.gateway.putUnit(id);
  await setUnit(rig, id, change, image);
}
function unitAt(rig: Rig, id: string): UnitItem {
  const item = rig.gateway.items.get(`unit:${id}`);
  if (item?.kind !== 'unit') throw new Error(`${id} is not there`);
  return item;
}

/** The gateway's history, which the model does not keep by itself. */
function tellHistory(rig: Rig, history: History): { asked: () => number } {
  const { fetch } = rig.gateway;
  let asked = 0;
  Object.assign(rig.gateway, {
    fetch: async (url: string, init: RequestInit) => {
      if (!url.includes('/history')) return fetch(url, init);
      asked++;
      return new Response(JSON.stringify(history), {
        headers: { 'Desk-Protocol': '1', 'Content-Type': 'application/json' },
      });
    },
  });
  return { asked: () => asked };
}

const rowOf = async (rig: Rig, id: string): Promise<UnitRow> =>
  (await rig.desk.rowsById('unit', [id]))[0] as UnitRow;
async function decide(
  rig: Rig,
  id: string,
  verdict: DecisionInput['verdict'],
  given: Partial<DecisionInput> = {},
): Promise<string> {
  const { seen } = await rowOf(rig, id);
  const reply = await rig.desk.decide([{ kind: 'unit', id, seen, verdict, ...given }]);
  if (!reply.batchId) throw new Error(`not decided: ${JSON.stringify(reply)}`);
  await rig.calm();
  return (await rig.desk.recentDecisions(1))[0]?.decisionId ?? '';
}
const only = async (rig: Rig): Promise<TrayRow> => {
  const rows = await rig.desk.tray();
  expect(rows).toHaveLength(1);
  return rows[0] as TrayRow;
};
const groupsOf = ({ groups }: TrayPreview) =>
  groups.map(({ group, goes, rows }) => [group, goes, rows.length]);

/** A rejection made offline, on material that was amended meanwhile. */
async function stale(change: Partial<UnitItem['material']>, image = OLD_IMAGE): Promise<Rig> {
  const rig = await opened();
  rig.network.isUp = false;
  await decide(rig, 'u-1', 'reject', { reasons: UNCLEAR, note: '附注' });
  await amend(rig, 'u-1', change, image);
  await rig.drain();
  return rig;
}

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

/** Rejected here offline, approved by a colleague first. */
async function decided(): Promise<Rig> {
  const rig = await opened();
  rig.network.isUp = false;
  await decide(rig, 'u-1', 'reject', { reasons: UNCLEAR });
  rig.gateway.decideAsOther('u-1', 'approve', 'theirs-1');
  await rig.drain();
  return rig;
}

describe('decided by somebody else', () => {
  test('shows theirs and that they saw the same', async () => {
    const rig = await decided();
    const detail = await rig.desk.trayDetail((await only(rig)).decisionId);
    expect(detail).toMatchObject({
      result: 'decided',
      theirs: { id: 'theirs-1', verdict: 'approve', by: OTHER.by },
      theirsRevision: 1,
      theirsSaw: { ok: true, comparison: { changes: [] } },
      actions: { accept: null, overrule: null, asDecided: { why: 'notFor' } },
    });
  });

  test('accepting is one step that undo takes back, also a journal frame that survives a crash', async () => {
    const rig = await decided();
    const { decisionId } = await only(rig);
    const preview = await rig.desk.previewTray([decisionId], 'accepted');
    expect(groupsOf(preview)).toEqual([['differs', 'yes', 1]]);
    await rig.desk.confirmTray(preview.previewId, [decisionId]);
    await rig.calm();
    expect(rig.status.lastAct).toMatchObject({ resolution: 'accepted', count: 1 });
    expect(await rig.desk.undo()).toMatchObject({ ok: true, how: 'undone', count: 1 });
    expect(await only(rig)).toMatchObject({ decisionId });
    await rig.desk.resolve([decisionId], 'accepted');
    await rig.calm();
    await rig.crash();
    await rig.signIn();
    expect(await rig.desk.tray()).toEqual([]);
    expect((await rig.desk.recentDecisions(5)).find((row) => row.decisionId === decisionId)?.state).toBe(
      'resolved',
    );
    await rig.drain();
    expect(unitAt(rig, 'u-1')).toMatchObject({ status: 'approved', decision: { id: 'theirs-1' } });
  });

  test('withdrawing theirs and deciding mine is one act: seen, undone and sent together', async () => {
    const rig = await decided();
    const { decisionId } = await only(rig);
    const overrule = async () => {
      const preview = await rig.desk.previewTray([decisionId], 'overrule');
      return rig.desk.confirmTray(preview.previewId, [decisionId]);
    };
    expect(await overrule()).toMatchObject({ done: [decisionId], failed: [] });
    await rig.calm();
    expect((await rowOf(rig, 'u-1')).status).toBe('rejected');
    expect(await rig.desk.undo()).toMatchObject({ ok: true, how: 'undone', count: 2 });
    expect((await rowOf(rig, 'u-1')).status).toBe('approved');
    expect(await only(rig)).toMatchObject({ decisionId });

    await overrule();
    await rig.calm();
    await rig.crash();
    await rig.signIn();
    await rig.drain();
    expect(unitAt(rig, 'u-1')).toMatchObject({ status: 'rejected', decision: { verdict: 'reject' } });
    const [withdrawal, mine] = rig.gateway.effects;
    expect(withdrawal).toMatchObject({ previousDecisionId: 'theirs-1' });
    expect(mine).toMatchObject({ previousDecisionId: withdrawal?.decisionId });
    const sent = (id: string | undefined) => rig.gateway.arrived.get(id ?? '')?.item;
    expect(sent(withdrawal?.decisionId)?.supersedes).toBeUndefined();
    expect(sent(mine?.decisionId)).toMatchObject({ supersedes: decisionId, reasons: UNCLEAR });
    expect(await rig.desk.tray()).toEqual([]);
  });

  test('a refused withdrawal comes back as one row with why, and is resolved with it', async () => {
    const rig = await decided();
    const { decisionId } = await only(rig);
    rig.network.isUp = false;
    const preview = await rig.desk.previewTray([decisionId], 'overrule');
    await rig.desk.confirmTray(preview.previewId, [decisionId]);
    await rig.calm();
    // A third one withdraws and decides meanwhile: neither of the two stands on what is there.
    const item = unitAt(rig, 'u-1');
    rig.gateway.items.set('unit:u-1', {
      ...item,
      status: 'approved',
      decision: { id: 'theirs-2', verdict: 'approve', ...OTHER },
      seq: ++rig.gateway.head,
    });
    await rig.drain();
    const row = await only(rig);
    expect(row).toMatchObject({ verdict: 'reject', withdrawal: { result: 'decided' } });
    expect(rig.status.outbox).toMatchObject({ parked: 1, conflicts: 1 });
    await rig.desk.resolve([row.decisionId], 'discarded');
    await rig.calm();
    expect(await rig.desk.tray()).toEqual([]);
    await rig.crash();
    await rig.signIn();
    expect(await rig.desk.tray()).toEqual([]);
  });

  test('too late for the sub-group to withdraw theirs, not for the secretariat', async () => {
    const rig = new Rig();
    await rig.gateway.putUnit('u-1');
    rig.gateway.profile = { ...rig.gateway.profile, withdrawWindowHours: 0.001 };
    await rig.start();
    await rig.signIn();
    rig.network.isUp = false;
    await decide(rig, 'u-1', 'reject', { reasons: UNCLEAR });
    rig.gateway.decideAsOther('u-1', 'approve', 'theirs-1');
    const item = unitAt(rig, 'u-1');
    const past = new Date(rig.machine.time.now() - 3_600_000).toISOString();
    rig.gateway.items.set('unit:u-1', {
      ...item,
      decision: { id: 'theirs-1', verdict: 'approve', by: OTHER.by, at: past },
    });
    await rig.drain();
    const detail = await rig.desk.trayDetail((await only(rig)).decisionId);
    expect(detail?.actions.overrule).toEqual({ why: 'notWithdrawable' });
    expect(detail?.actions.accept).toBeNull();
  });

  test('what they saw on another revision needs the gateway once, and is kept after', async () => {
    const rig = await stale({ address: '新址' });
    const item = unitAt(rig, 'u-1');
    // They decided on revision 2, then the registrant amended to revision 3.
    const second = {
      revision: 2,
      submittedAt: item.submittedAt,
      material: item.material,
      images: item.images,
    };
    rig.gateway.items.set('unit:u-1', {
      ...item,
      lastReview: { id: 'theirs-1', verdict: 'reject', baseRevision: 2, reasons: UNCLEAR, ...OTHER },
    } as PutItem);
    const review = (rig.gateway.items.get('unit:u-1') as UnitItem).lastReview;
    await amend(rig, 'u-1', { address: '第三址' }, NEW_IMAGE);
    rig.gateway.items.set('unit:u-1', { ...unitAt(rig, 'u-1'), ...(review ? { lastReview: review } : {}) });
    const told = tellHistory(rig, {
      revisions: [{ ...second }],
      decisions: review ? [review] : [],
    });
    await rig.desk.syncNow();
    await rig.calm();
    rig.network.isUp = false;
    const since = () => rig.desk.compare('unit', 'u-1', { of: 'revision', revision: 2 });
    expect(await since()).toEqual({ ok: false, why: 'offline' });
    rig.network.isUp = true;
    const online = await since();
    expect(online).toMatchObject({
      ok: true,
      comparison: { changes: [{ field: 'address', before: '新址' }] },
    });
    // The reason of that review is pinned to the image, and the image was replaced.
    expect(online.ok && online.comparison.reasons).toMatchObject([{ outlook: 'changed' }]);
    expect(told.asked()).toBe(1);
    await rig.calm();
    await rig.crash();
    rig.network.isUp = false;
    await rig.signIn();
    expect(await since()).toMatchObject({ ok: true });
    expect(told.asked()).toBe(1);
  });
});

describe('gone, forbidden, refused', () => {
  test('transferred away: kept with what was seen, to note or discard', async () => {
    const rig = await opened();
    rig.network.isUp = false;
    await decide(rig, 'u-2', 'reject', { reasons: UNCLEAR });
    rig.gateway.exit('unit', 'u-2');
    await rig.drain();
    const row = await only(rig);
    expect(row).toMatchObject({ result: 'gone', canDecideAgain: false, reasons: UNCLEAR });
    expect(rig.status.outbox).toMatchObject({ parked: 1, conflicts: 0 });
    const detail = await rig.desk.trayDetail(row.decisionId);
    expect(detail).toMatchObject({
      mine: { ok: false, why: 'gone' },
      actions: { review: { why: 'notInScope' }, asDecided: { why: 'notInScope' }, discard: null },
    });
    const preview = await rig.desk.previewTray([row.decisionId], 'asDecided');
    expect((await rig.desk.confirmTray(preview.previewId, [row.decisionId])).done).toEqual([]);
    expect(await rig.desk.logNote({ decisions: 1, fileHash: 'f'.repeat(64) })).toBe(true);
    const discard = await rig.desk.previewTray([row.decisionId], 'discarded');
    expect(groupsOf(discard)).toEqual([['plain', 'yes', 1]]);
    await rig.desk.confirmTray(discard.previewId, [row.decisionId]);
    expect(await rig.desk.tray()).toEqual([]);
    expect(await rig.desk.undo()).toMatchObject({ ok: true });
    expect(await rig.desk.tray()).toHaveLength(1);
  });

  test('forbidden: the gateway’s words are there', async () => {
    const rig = await opened();
    const { fetch } = rig.gateway;
    await decide(rig, 'u-2', 'approve');
    Object.assign(rig.gateway, {
      fetch: async (url: string, init: RequestInit) => {
        const reply = await fetch(url, init);
        if (!url.includes('/decisions')) return reply;
        const body = (await reply.json()) as { items: Record<string, unknown>[] };
        const words = { result: 'forbidden', why: 'notGranted', detail: 'The account may not decide here.' };
        const items = body.items.map((item) => ({ ...item, ...words }));
        return new Response(JSON.stringify({ ...body, items }), reply);
      },
    });
    await rig.drain();
    expect(await only(rig)).toMatchObject({ result: 'forbidden', why: 'notGranted', detail: /may not/ });
  });

  test('refused by a rule: decided again corrected answers it', async () => {
    const rig = await opened();
    await decide(rig, 'u-2', 'approve');
    const item = unitAt(rig, 'u-2');
    rig.gateway.items.set('unit:u-2', { ...item, status: 'draft', seq: ++rig.gateway.head });
    await rig.pass(11_000);
    await rig.calm();
    const row = await only(rig);
    expect(row).toMatchObject({ result: 'invalid' });
    rig.gateway.items.set('unit:u-2', { ...item, seq: ++rig.gateway.head });
    await rig.desk.syncNow();
    await rig.calm();
    const detail = await rig.desk.trayDetail(row.decisionId);
    expect(detail?.actions.asDecided).toBeNull();
    await decide(rig, 'u-2', 'reject', { reasons: UNCLEAR });
    await rig.drain();
    expect(await rig.desk.tray()).toEqual([]);
    expect(unitAt(rig, 'u-2').status).toBe('rejected');
  });

  test('the gateway refusing to tell its history is not a fault', async () => {
    const rig = await opened();
    const { fetch } = rig.gateway;
    Object.assign(rig.gateway, {
      fetch: async (url: string, init: RequestInit) =>
        url.includes('/history') ? problem('not-found') : fetch(url, init),
    });
    expect(await rig.desk.compare('unit', 'u-1', { of: 'revision', revision: 7 })).toEqual({
      ok: false,
      why: 'gone',
    });
  });
});

test('what was on screen is compared with what is now, after the row changed under the reviewer', async () => {
  const rig = await opened();
  await rig.desk.unitDetail('u-1');
  const { seen } = await rowOf(rig, 'u-1');
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
