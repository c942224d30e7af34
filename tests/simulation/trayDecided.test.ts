/** The tray through the public desk: a colleague was first; accepting theirs, overruling it, and what they saw. */
import { describe, expect, test } from 'vitest';
import type { History, PutItem, UnitItem } from '../../shared/protocol/feed.ts';
import { Rig } from './harness.ts';
import { unitRow } from './reviewing.ts';
import {
  amend,
  decide,
  groupsOf,
  NEW_IMAGE,
  OTHER,
  only,
  opened,
  stale,
  UNCLEAR,
  unitAt,
} from './trayRig.ts';

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
    expect((await unitRow(rig, 'u-1')).status).toBe('rejected');
    expect(await rig.desk.undo()).toMatchObject({ ok: true, how: 'undone', count: 2 });
    expect((await unitRow(rig, 'u-1')).status).toBe('approved');
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
