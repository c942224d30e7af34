/** A journal that refuses, takes half or is full: what it lacks is taken back and named, what it has is sent once. */
import { describe, expect, test } from 'vitest';
import type { UnitRow } from '../../renderer/desk/contract/rows.ts';
import { approve, pending } from './reviewing.ts';
import { effects, MB, notices, opened, turns } from './storageRig.ts';

describe('the journal', () => {
  test.each([
    ['refuse', 'journalFailed'],
    ['short', 'journalFailed'],
    ['flushFails', 'journalFailed'],
  ] as const)('that fails (%s) takes the act back, the earlier word included', async (how, code) => {
    const rig = await opened();
    const [first, second] = (await pending(rig)) as [UnitRow, UnitRow];
    await rig.desk.decide([approve(first)]);
    await rig.calm();
    rig.machine.journals.fault = { how, name: 'UnknownError' };
    const reasons = [{ code: 'U-DOC-UNCLEAR', text: '不清晰' }];
    await rig.desk.decide([{ ...approve(first), verdict: 'reject', reasons }, approve(second)]);
    await rig.calm();
    const [now, other] = (await rig.desk.rowsById('unit', [first.id, second.id])) as [UnitRow, UnitRow];
    expect([now.status, other.status]).toEqual(['approved', 'pendingReview']);
    expect(notices(rig)).toEqual(['notSaved', code]);
    expect(rig.status.lastAct).toMatchObject({ state: 'savedHere', verdict: 'approve', count: 1 });
    rig.machine.journals.fault = null;
    await rig.crash();
    await rig.signIn();
    expect(notices(rig)).toEqual([]);
    await rig.drain();
    expect(rig.gateway.items.get(`unit:${first.id}`)?.status).toBe('approved');
    expect(effects(rig)).toEqual([first.id]);
  });

  test('that refuses an undo keeps the decision', async () => {
    const rig = await opened();
    const [first] = (await pending(rig)) as [UnitRow];
    await rig.desk.decide([approve(first)]);
    await rig.calm();
    rig.machine.journals.fault = 'UnknownError';
    await rig.desk.undo();
    expect((await rig.desk.status()).lastAct?.state).toBe('saving');
    await rig.calm();
    expect((await rig.desk.rowsById('unit', [first.id]))[0]?.status).toBe('approved');
    expect(rig.status.lastAct?.state).toBe('savedHere');
  });

  test('an undo is said to be undone only once it is flushed', async () => {
    const rig = await opened();
    const [first] = (await pending(rig)) as [UnitRow];
    await rig.desk.decide([approve(first)]);
    await rig.calm();
    await rig.desk.undo();
    expect((await rig.desk.status()).lastAct?.state).toBe('saving');
    await rig.calm();
    expect(rig.status.lastAct?.state).toBe('undone');
  });

  test('a large act that was cut off by a power cut is not there at all', async () => {
    const rig = await opened({ units: 1_200, journalBytes: 4 * MB });
    const rows = await pending(rig);
    rig.network.isUp = false;
    for (const tornTail of [0, 0.5, 0.95]) {
      rig.machine.journals.tornTail = tornTail;
      await rig.desk.decide(rows.map(approve));
      await turns(3);
      await rig.crash();
      await rig.signIn();
      expect([0, 1_200]).toContain((await rig.desk.outbox()).length);
      if ((await rig.desk.outbox()).length) break;
    }
    await rig.desk.undo();
    await rig.desk.decide(rows.map(approve));
    await rig.calm();
    await rig.crash();
    await rig.signIn();
    expect(await rig.desk.outbox()).toHaveLength(1_200);
    expect(await rig.desk.undo()).toMatchObject({ ok: true, count: 1_200 });
  });

  test('that is full refuses deciding, still takes an undo, and goes on once it was uploaded', async () => {
    const rig = await opened({ units: 60, journalBytes: 16 * 1024 });
    rig.machine.journals.fault = { how: 'noGrowth', name: 'QuotaExceededError' };
    rig.network.isUp = false;
    const rows = await pending(rig);
    let decided = 0;
    for (const row of rows) {
      const reply = await rig.desk.decide([approve(row)]);
      await rig.calm();
      if (notices(rig).includes('journalFull')) break;
      decided += reply.decided;
    }
    expect(decided).toBeGreaterThan(5);
    expect(decided).toBeLessThan(60);
    expect(await rig.desk.outbox()).toHaveLength(decided);
    const [next] = (await pending(rig)) as [UnitRow];
    expect(await rig.desk.decide([approve(next)])).toMatchObject({ refused: [{ why: 'journalFull' }] });
    expect(await rig.desk.undo()).toMatchObject({ ok: true, how: 'undone' });
    await rig.calm();
    await rig.drain();
    expect(effects(rig)).toHaveLength(decided - 1);
    expect(notices(rig)).toEqual(['notSaved']);
    expect(await rig.desk.decide([approve(next)])).toMatchObject({ decided: 1 });
    await rig.drain();
    expect(effects(rig)).toHaveLength(decided);
    expect(notices(rig)).toEqual([]);
  });
});
