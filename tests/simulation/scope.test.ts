/** What leaves the reviewer's scope leaves the workstation: changed grants and transfers. */
import { describe, expect, test } from 'vitest';
import type { UnitRow } from '../../renderer/desk/contract/rows.ts';
import { CREDENTIALS, Rig } from './harness.ts';
import { opened } from './reviewing.ts';

const total = async (rig: Rig) => (await rig.desk.openQuery({ kind: 'unit', queue: 'all' })).total;

describe('the scope', () => {
  async function twoSubGroups(): Promise<Rig> {
    const rig = new Rig();
    rig.gateway.addAccount(CREDENTIALS.account, '审核员', ['guangzhou', 'foshan']);
    for (let unit = 1; unit <= 3; unit++) await rig.gateway.putUnit(`u-${unit}`);
    for (let unit = 4; unit <= 6; unit++)
      await rig.gateway.putUnit(`u-${unit}`, { unitName: '佛山单位' }, 'foshan');
    await rig.start();
    await rig.signIn();
    return rig;
  }

  test('what was granted no more is nowhere to be read after the next pull', async () => {
    const rig = await twoSubGroups();
    const query = await rig.desk.openQuery({ kind: 'unit', queue: 'all' });
    expect(query.total).toBe(6);
    rig.gateway.regrant(CREDENTIALS.account, ['guangzhou']);
    await rig.desk.syncNow();
    await rig.calm();
    expect(await total(rig)).toBe(3);
    expect(await rig.desk.unitDetail('u-4')).toBeNull();
    const names = (await rig.desk.rows(query.queryId, 0, 6)).map((row) => row && (row as UnitRow).unitName);
    expect(names).not.toContain('佛山单位');
    // The former cache is gone from the disk as a whole.
    const caches = (await rig.machine.indexedDB.databases()).filter(({ name }) => name?.startsWith('cache-'));
    expect(caches).toHaveLength(1);
  });

  test('it stays so while the new cache cannot be fetched, and after a restart', async () => {
    const rig = await twoSubGroups();
    rig.gateway.regrant(CREDENTIALS.account, ['guangzhou']);
    rig.network.only = '/parts/';
    rig.network.faults = Array(200).fill('dropRequest');
    await rig.desk.syncNow();
    await rig.calm();
    expect(await total(rig)).toBe(3);
    await rig.crash();
    rig.network.isUp = false;
    await rig.signIn();
    expect(await total(rig)).toBe(3);
    expect(await rig.desk.unitDetail('u-4')).toBeNull();
  });

  test('with no scope left nothing is left', async () => {
    const rig = await twoSubGroups();
    rig.gateway.regrant(CREDENTIALS.account, []);
    await rig.desk.syncNow();
    await rig.calm();
    expect(await total(rig)).toBe(0);
  });

  test('a transfer takes the unit out of lists, details, images and the disk', async () => {
    const rig = await opened();
    const detail = await rig.desk.unitDetail('u-1');
    const sha256 = detail?.images.qualificationDocument ?? '';
    expect(await rig.desk.image(sha256, 'full')).toMatchObject({ ok: true });
    rig.gateway.transfer('u-1', 'foshan');
    await rig.desk.syncNow();
    await rig.calm();
    expect(await total(rig)).toBe(2);
    expect(await rig.desk.unitDetail('u-1')).toBeNull();
    rig.network.isUp = false;
    expect(await rig.desk.image(sha256, 'full')).toEqual({ ok: false, why: 'offline' });
  });
});
