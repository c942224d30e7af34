/** The tray through the public desk: gone from the scope, forbidden, refused by a rule. */
import { describe, expect, test } from 'vitest';
import { problem } from './modelReplies.ts';
import { decide, groupsOf, only, opened, UNCLEAR, unitAt } from './trayRig.ts';

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
