/** Storage that may not be written: a disk nearly full, a newer program's data, a browser that clears everything. */
import { describe, expect, test } from 'vitest';
import type { UnitRow } from '../../renderer/desk/contract/rows.ts';
import { dumpDatabases, loadDatabases } from '../../renderer/desk/testing/databaseDump.ts';
import type { Rig } from './harness.ts';
import { approve, pending } from './reviewing.ts';
import { databases, effects, MB, notices, opened } from './storageRig.ts';

describe('space', () => {
  test('a disk that is nearly full: decisions go to the journal only, and all goes on with space', async () => {
    const rig = await opened();
    const rows = await pending(rig);
    rig.machine.freeBytes = 400 * MB;
    await rig.pass(31_000);
    expect(notices(rig)).toEqual(['spaceLow']);
    const before = await databases(rig);
    await rig.desk.decide([approve(rows[0] as UnitRow)]);
    await rig.desk.setAside('unit', rows[1]?.id ?? '', true);
    await rig.pass(60_000);
    expect(rig.status.lastAct?.state).toBe('savedHere');
    expect(effects(rig)).toEqual([]);
    expect(await databases(rig)).toBe(before);
    rig.machine.freeBytes = 520 * MB;
    await rig.pass(31_000);
    expect(notices(rig)).toEqual(['spaceLow']);
    rig.machine.freeBytes = 3_000 * MB;
    await rig.pass(31_000);
    await rig.drain();
    expect(notices(rig)).toEqual([]);
    expect(effects(rig)).toEqual([rows[0]?.id]);
    // The databases have got all of it: the journal alone would not say it was settled.
    await rig.crash();
    await rig.signIn();
    expect((await rig.desk.recentDecisions(5)).map((row) => row.state)).toEqual(['settled']);
    const aside = await rig.desk.openQuery({ kind: 'unit', queue: 'setAside' });
    expect(aside.total).toBe(1);
  });

  test('below that a restart still has every decision', async () => {
    const rig = await opened();
    rig.machine.freeBytes = 100 * MB;
    await rig.pass(31_000);
    const [first] = (await pending(rig)) as [UnitRow];
    await rig.desk.decide([approve(first)]);
    await rig.calm();
    await rig.crash();
    await rig.signIn();
    expect((await rig.desk.outbox()).map((row) => row.subjectId)).toEqual([first.id]);
    expect(notices(rig)).toEqual(['spaceLow']);
  });
});

describe('a newer program has been here', () => {
  /** Raises the version of every database, as a newer program's first start does. */
  async function raise(rig: Rig, factor: number): Promise<void> {
    const dumps = await dumpDatabases(rig.machine.indexedDB);
    rig.machine.indexedDB = await loadDatabases(
      dumps.map((dump) => ({ ...dump, version: dump.version * factor })),
    );
  }

  test('what was decided is sent, receipts are kept, and the newer program finds all of it', async () => {
    const rig = await opened();
    const [first, second] = (await pending(rig)) as [UnitRow, UnitRow];
    rig.network.isUp = false;
    await rig.desk.decide([approve(first)]);
    await rig.desk.decide([approve(second)]);
    await rig.calm();
    rig.machine.crash();
    await raise(rig, 10);
    await rig.start();
    expect(rig.status.workstations).toMatchObject([{ unsent: 2 }]);
    rig.network.isUp = true;
    await rig.signIn();
    const before = await databases(rig);
    expect(notices(rig)).toEqual(['newerData']);
    await rig.drain();
    expect(effects(rig)).toEqual([first.id, second.id].sort());
    expect(rig.status.outbox).toMatchObject({ window: 0, queued: 0, inFlight: 0 });
    const sent = rig.gateway.effects.length;
    await rig.crash();
    await rig.signIn();
    expect(rig.status.outbox).toMatchObject({ window: 0, queued: 0, inFlight: 0 });
    expect(await databases(rig)).toBe(before);
    rig.machine.crash();
    await raise(rig, 0.1);
    await rig.start();
    await rig.signIn();
    await rig.drain();
    expect(rig.gateway.effects).toHaveLength(sent);
    expect((await rig.desk.recentDecisions(5)).map((row) => row.state)).toEqual(['settled', 'settled']);
  });
});

describe('a browser that clears everything', () => {
  test('what was saved goes up from memory; nothing more is decided, and the count is said', async () => {
    const rig = await opened();
    const [first, second, third] = (await pending(rig)) as [UnitRow, UnitRow, UnitRow];
    await rig.desk.decide([approve(first)]);
    await rig.desk.decide([approve(second)]);
    await rig.calm();
    expect(rig.status.lastAct?.state).toBe('savedHere');

    // The files are gone under their open handles, and so are the databases.
    rig.machine.journals.fault = 'NotFoundError';
    rig.machine.databaseFault = { how: 'abort', which: '', after: 0 };
    await rig.desk.decide([approve(third)]);
    await rig.calm();
    expect(rig.status.notices).toContainEqual({ code: 'evicted', count: 2 });
    expect(rig.status.notices).toContainEqual(expect.objectContaining({ code: 'notSaved', count: 1 }));
    expect((await rig.desk.decide([approve(third)])).refused.map(({ why }) => why)).toEqual(['storageFault']);

    await rig.pass(60_000);
    expect(effects(rig)).toEqual([first.id, second.id].sort());
    expect(rig.status.notices).toContainEqual({ code: 'evicted', count: 0 });
    expect([...rig.gateway.numbers.keys()]).toEqual([1, 2]);
  });

  test('what is still in its window can be taken back', async () => {
    const rig = await opened();
    const [first, second] = (await pending(rig)) as [UnitRow, UnitRow];
    await rig.desk.decide([approve(first)]);
    await rig.calm();
    rig.machine.journals.fault = 'NotFoundError';
    await rig.desk.decide([approve(second)]);
    await rig.calm();
    expect(await rig.desk.undo()).toMatchObject({ ok: true, how: 'undone' });
    await rig.pass(60_000);
    expect(effects(rig)).toEqual([]);
  });
});
