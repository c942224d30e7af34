/** IndexedDB that fails in every way it is known to: what was shown as saved is sent once, nothing is half done. */
import { describe, expect, test } from 'vitest';
import type { UnitRow } from '../../renderer/desk/contract/rows.ts';
import { dumpDatabases, toDumpText } from '../../renderer/desk/testing/databaseDump.ts';
import { turn, until } from '../../renderer/desk/testing/virtualTime.ts';
import { CREDENTIALS, type Rig } from './harness.ts';
import { approve, pending } from './reviewing.ts';
import { databases, effects, notices, opened, turns } from './storageRig.ts';

const cacheOf = (rig: Rig) => dumpDatabases(rig.machine.indexedDB, (name) => name.startsWith('cache-'));

describe('IndexedDB', () => {
  test.each(['abort', 'quota'] as const)(
    'a decision whose transaction ends with %s is saved in the journal, and nothing is written until a restart',
    async (how) => {
      const rig = await opened();
      const [first, second] = (await pending(rig)) as [UnitRow, UnitRow];
      rig.machine.databaseFault = { how, which: 'work-', after: 0 };
      await rig.desk.decide([approve(first)]);
      await rig.calm();
      expect(notices(rig)).toEqual(['storageFault']);
      expect(rig.status.lastAct).toMatchObject({ state: 'savedHere', until: null });
      rig.machine.databaseFault = null;
      const before = await databases(rig);
      await rig.desk.decide([approve(second)]);
      await rig.gateway.putUnit('u-new');
      await rig.pass(200_000);
      expect(effects(rig)).toEqual([]);
      expect(await databases(rig)).toBe(before);

      // The page reloads, the program goes on: the fault stands.
      rig.machine.reload();
      await rig.start();
      await rig.signIn();
      expect(notices(rig)).toEqual(['storageFault']);
      expect((await rig.desk.outbox()).map((row) => row.subjectId)).toEqual([first.id, second.id]);
      await rig.pass(60_000);
      expect(await databases(rig)).toBe(before);

      await rig.crash();
      await rig.signIn();
      expect(notices(rig)).toEqual([]);
      await rig.drain();
      expect(effects(rig)).toEqual([first.id, second.id].sort());
    },
  );

  test('a write that never settles is a fault after five seconds, and holds up no decision', async () => {
    const rig = await opened();
    const [first, second] = (await pending(rig)) as [UnitRow, UnitRow];
    rig.machine.databaseFault = { how: 'hang', which: 'work-', after: 0 };
    await rig.desk.decide([approve(first)]);
    await turns(30);
    await rig.machine.time.advance(5_500, () => turns(20));
    await rig.calm();
    expect(notices(rig)).toEqual(['storageFault']);
    await rig.desk.decide([approve(second)]);
    await rig.calm();
    expect(rig.status.lastAct?.state).toBe('savedHere');
    await rig.crash();
    await rig.signIn();
    await rig.drain();
    expect(effects(rig)).toEqual([first.id, second.id].sort());
  });

  test('a cache that never settles holds up no decision; later it is a fault, and the pull is over', async () => {
    const rig = await opened();
    const [row] = (await pending(rig)) as [UnitRow];
    await rig.gateway.putUnit('u-new');
    rig.machine.databaseFault = { how: 'hang', which: 'cache-', after: 0 };
    void rig.desk.syncNow();
    await turns(60);
    await rig.desk.decide([approve(row)]);
    await turns(60);
    expect((await rig.desk.status()).lastAct?.state).toBe('savedHere');
    expect((await rig.desk.status()).notices).toEqual([]);
    await rig.machine.time.advance(31_000, () => turns(20));
    await rig.calm();
    expect(notices(rig)).toEqual(['storageFault']);
    await rig.crash();
    await rig.signIn();
    await rig.drain();
    expect(effects(rig)).toEqual([row.id]);
    expect((await rig.desk.openQuery({ kind: 'unit', queue: 'all' })).total).toBe(7);
  });

  test('a cache of which a row is lost for good is fetched anew, and what waits goes up', async () => {
    const rig = await opened();
    const [row] = (await pending(rig)) as [UnitRow];
    rig.network.isUp = false;
    await rig.desk.decide([approve(row)]);
    await rig.calm();
    await rig.crash();
    rig.network.isUp = true;
    rig.machine.unreadable = 'indexRows';
    await rig.signIn();
    expect(notices(rig)).toEqual([]);
    rig.machine.unreadable = null;
    await rig.drain();
    expect(effects(rig)).toEqual([row.id]);
    expect((await rig.desk.openQuery({ kind: 'unit', queue: 'all' })).total).toBe(6);
  });

  test('a pull under way stops before its next transaction once a decision’s has failed', async () => {
    const rig = await opened();
    const [row] = (await pending(rig)) as [UnitRow];
    await rig.gateway.putUnit('u-new');
    const { fetch } = rig.gateway;
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    Object.assign(rig.gateway, {
      fetch: async (url: string, init: RequestInit) => {
        if (url.includes('/changes')) await held;
        return fetch(url, init);
      },
    });
    const before = toDumpText(await cacheOf(rig));
    void rig.desk.syncNow();
    await turns(40);
    rig.machine.databaseFault = { how: 'quota', which: 'work-', after: 0 };
    await rig.desk.decide([approve(row)]);
    await turns(40);
    release();
    await rig.calm();
    expect(notices(rig)).toEqual(['storageFault']);
    expect(toDumpText(await cacheOf(rig))).toBe(before);
  });

  test.each([
    ['keeps everything', async () => undefined],
    ['lost everything', async (rig: Rig) => rig.machine.loseIndexedDB()],
    ['lost the decisions', (rig: Rig) => rig.machine.loseDatabases('work-')],
    ['lost the cache', (rig: Rig) => rig.machine.loseDatabases('cache-')],
  ])('in a browser the fault stands until the reviewer confirms; IndexedDB %s', async (_, lose) => {
    const rig = await opened({ isBrowser: true });
    const [first, second, third] = (await pending(rig)) as [UnitRow, UnitRow, UnitRow];
    await rig.desk.decide([approve(first)]);
    await rig.drain();
    rig.machine.databaseFault = { how: 'quota', which: 'work-', after: 0 };
    await rig.desk.decide([approve(second)]);
    await rig.calm();
    expect(rig.status.notices).toContainEqual({ code: 'storageFault', isRestartToConfirm: true });
    rig.machine.crash();
    await lose(rig);
    await rig.start();
    await rig.signIn();
    expect(rig.status.notices).toContainEqual({ code: 'storageFault', isRestartToConfirm: true });
    const before = await databases(rig);
    await rig.pass(60_000);
    expect(effects(rig)).toEqual([first.id]);
    expect(await databases(rig)).toBe(before);

    expect(await rig.desk.confirmRestarted()).toBe(true);
    await rig.calm();
    expect(rig.status).toMatchObject({ phase: 'open', notices: [] });
    await rig.desk.decide([approve(third)]);
    await rig.drain();
    expect(effects(rig)).toEqual([first.id, second.id, third.id].sort());
    expect(rig.status.outbox).toMatchObject({ window: 0, queued: 0, inFlight: 0, parked: 0 });
    expect(await rig.desk.confirmRestarted()).toBe(false);
  });

  test('a start that never gets to write is a refusal, not a stuck screen', async () => {
    const rig = await opened();
    await rig.desk.lock();
    await rig.calm();
    rig.machine.databaseFault = { how: 'hang', which: 'work-', after: 0 };
    let reply: unknown;
    void rig.desk.signIn(CREDENTIALS).then((given) => {
      reply = given;
    });
    await until(async () => {
      await rig.machine.time.advance(500, turn);
      return reply !== undefined;
    }, 'an answer');
    expect(reply).toEqual({ ok: false, why: 'storageDenied' });
    expect((await rig.desk.status()).phase).toBe('locked');
  });

  test('what was settled and lost is neither sent again nor shown as waiting', async () => {
    const rig = await opened();
    const rows = await pending(rig);
    await rig.desk.decide(rows.slice(0, 3).map(approve));
    await rig.drain();
    const pushes = rig.network.calls;
    rig.machine.crash();
    await rig.machine.loseDatabases('work-');
    await rig.start();
    await rig.signIn();
    await rig.drain();
    expect(rig.status.outbox).toMatchObject({ window: 0, queued: 0, inFlight: 0, parked: 0 });
    expect(effects(rig)).toHaveLength(3);
    expect(rig.network.calls).toBeGreaterThan(pushes);
  });

  test('rows from before are not believed where a compacted journal says more has come to rest', async () => {
    const rig = await opened({ journalBytes: 4_096 });
    const rows = await pending(rig);
    rig.network.isUp = false;
    await rig.desk.decide([approve(rows[0] as UnitRow)]);
    await rig.desk.decide([approve(rows[1] as UnitRow)]);
    await rig.calm();
    await rig.machine.rememberDatabases();
    await rig.desk.undo();
    await rig.calm();
    // Enough for the journal to be more than half full, so that the next start compacts it.
    for (let round = 0; round < 20; round++)
      await rig.desk.setAside('unit', rows[3]?.id ?? '', round % 2 === 0);
    await rig.crash();
    await rig.signIn();
    expect((await rig.desk.storage()).journalUsedBytes).toBeLessThan(4_096);
    rig.machine.crash();
    await rig.machine.loseNewestRows('work-');
    await rig.start();
    await rig.signIn();
    expect((await rig.desk.outbox()).map((row) => row.subjectId)).toEqual([rows[0]?.id]);
    await rig.drain();
    expect(effects(rig)).toEqual([rows[0]?.id]);
  });
});
