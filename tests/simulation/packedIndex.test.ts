/** The packed index: an unlock takes it as it is, and whatever happens to it, the lists are those of the blocks. */
import './deterministic.ts';
import { Dexie } from 'dexie';
import { IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, test } from 'vitest';
import { watchSealing } from './deterministic.ts';
import { CREDENTIALS, Rig } from './harness.ts';
import { approve, pending, unitRow } from './reviewing.ts';

const PACK_AFTER_MS = 2_500;

async function opened(units = 6): Promise<Rig> {
  const rig = new Rig();
  rig.config = { packFromRows: 1 };
  for (let unit = 1; unit <= units; unit++) {
    await rig.gateway.putUnit(`u-${unit}`);
    await rig.gateway.putAttendee(`a-${unit}`, `u-${unit}`);
  }
  await rig.start();
  await rig.signIn();
  return rig;
}

async function cacheOf(rig: Rig): Promise<Dexie> {
  const found = (await rig.machine.indexedDB.databases()).find(({ name }) => name?.startsWith('cache-'));
  return new Dexie(found?.name ?? '', { indexedDB: rig.machine.indexedDB, IDBKeyRange }).open();
}

interface Packed {
  key: string;
  generation: number;
  sealed?: Uint8Array;
}

async function packedRows(rig: Rig): Promise<Packed[]> {
  const db = await cacheOf(rig);
  const rows = (await db.table('packed').toArray()) as Packed[];
  db.close();
  return rows;
}

const hasHead = async (rig: Rig) => (await packedRows(rig)).some(({ key }) => key === 'head');

/** Locks and unlocks; answers which index was read: contexts of what was unsealed. */
async function unlocked(rig: Rig, before: () => Promise<void> = async () => undefined): Promise<string[]> {
  await rig.crash();
  await before();
  const contexts: string[] = [];
  const end = watchSealing((context) => contexts.push(context));
  rig.network.isUp = false;
  await rig.signIn();
  rig.network.isUp = true;
  end();
  return contexts
    .filter((context) => /\|packed\||\|rows$/.test(context))
    .map((each) => each.split('|').slice(2).join('|'));
}

const isFromPacked = (contexts: readonly string[]) =>
  contexts.some((each) => each.startsWith('packed|')) && !contexts.some((each) => each.endsWith('|rows'));

async function lists(rig: Rig): Promise<unknown> {
  const units = await rig.desk.openQuery({ kind: 'unit', queue: 'all' });
  const people = await rig.desk.openQuery({ kind: 'attendee', queue: 'all' });
  const rows = [
    ...(await rig.desk.rows(units.queryId, 0, units.total)),
    ...(await rig.desk.rows(people.queryId, 0, people.total)),
  ];
  const { queryId: _units, ...unitFacts } = units;
  const { queryId: _people, ...peopleFacts } = people;
  return { rows, unitFacts, peopleFacts };
}

describe('the packed index', () => {
  test('is written after the first pull, and the next unlock needs no block', async () => {
    const rig = await opened();
    expect(await hasHead(rig)).toBe(false);
    await rig.pass(PACK_AFTER_MS);
    expect(await hasHead(rig)).toBe(true);
    const before = await lists(rig);
    expect(isFromPacked(await unlocked(rig))).toBe(true);
    expect(await lists(rig)).toEqual(before);
  });

  test('own decisions are laid over it, and are not in it', async () => {
    const rig = await opened();
    rig.network.isUp = false;
    await rig.desk.decide([approve(await unitRow(rig, 'u-1'))]);
    await rig.pass(PACK_AFTER_MS);
    expect(await hasHead(rig)).toBe(true);
    await unlocked(rig);
    expect((await unitRow(rig, 'u-1')).status).toBe('approved');
    expect(await rig.desk.undo()).toMatchObject({ ok: true });
    await rig.calm();
    expect((await unitRow(rig, 'u-1')).status).toBe('pendingReview');
    expect(isFromPacked(await unlocked(rig))).toBe(true);
    expect((await unitRow(rig, 'u-1')).status).toBe('pendingReview');
  });

  test('what came since is read from its own blocks', async () => {
    const rig = await opened(30);
    await rig.pass(PACK_AFTER_MS);
    await rig.gateway.putUnit('u-1', { unitName: '另一个名称' });
    await rig.gateway.putUnit('u-new');
    await rig.desk.syncNow();
    await rig.calm();
    const before = await lists(rig);
    const contexts = await unlocked(rig);
    expect(contexts.filter((each) => each.endsWith('|rows'))).toHaveLength(1);
    expect(contexts.some((each) => each.startsWith('packed|'))).toBe(true);
    expect(await lists(rig)).toEqual(before);
    expect((await unitRow(rig, 'u-1')).unitName).toBe('另一个名称');
  });

  test('a process that dies before or while it is written opens from the blocks', async () => {
    for (const turnsBefore of [0, 1, 2, 3, 5, 8, 13, 21]) {
      const rig = await opened(2);
      const before = await lists(rig);
      let turns = 0;
      await rig.machine.time.advance(PACK_AFTER_MS, async () => {
        while (turns++ < turnsBefore) await new Promise((resolve) => setImmediate(resolve));
      });
      await unlocked(rig);
      expect(await lists(rig)).toEqual(before);
      await rig.pass(PACK_AFTER_MS);
      expect(await hasHead(rig)).toBe(true);
      expect(isFromPacked(await unlocked(rig))).toBe(true);
      expect(await lists(rig)).toEqual(before);
    }
  });

  test.each([
    ['its head', (row: Packed) => row.key === 'head'],
    ['a record', (row: Packed) => row.key.startsWith('record')],
  ])('one whose %s was altered is dropped and written again', async (_, isStruck) => {
    const rig = await opened();
    await rig.pass(PACK_AFTER_MS);
    const before = await lists(rig);
    const contexts = await unlocked(rig, async () => {
      const db = await cacheOf(rig);
      const [struck] = ((await db.table('packed').toArray()) as Packed[]).filter(isStruck);
      const sealed = struck?.sealed?.slice() ?? new Uint8Array(0);
      sealed[20] = (sealed[20] ?? 0) ^ 1;
      await db.table('packed').put({ ...struck, sealed });
      db.close();
    });
    expect(contexts.some((each) => each.endsWith('|rows'))).toBe(true);
    expect(await packedRows(rig)).toEqual([]);
    expect(await lists(rig)).toEqual(before);
    await rig.pass(PACK_AFTER_MS);
    expect(isFromPacked(await unlocked(rig))).toBe(true);
  });

  test('one that was altered and cannot be dropped is not believed, and keeps nobody out', async () => {
    const rig = await opened();
    await rig.pass(PACK_AFTER_MS);
    const before = await lists(rig);
    const contexts = await unlocked(rig, async () => {
      const db = await cacheOf(rig);
      const rows = (await db.table('packed').toArray()) as Packed[];
      const struck = rows.find(({ key }) => key.startsWith('record'));
      const sealed = struck?.sealed?.slice() ?? new Uint8Array(0);
      sealed[20] = (sealed[20] ?? 0) ^ 1;
      await db.table('packed').put({ ...struck, sealed });
      db.close();
      // The first write is the leader's claim.
      rig.machine.databaseFault = { how: 'abort', which: 'cache-', after: 1 };
    });
    expect(contexts.some((each) => each.endsWith('|rows'))).toBe(true);
    expect(await lists(rig)).toEqual(before);
    expect(rig.status.notices.map(({ code }) => code)).toEqual(['storageFault']);
  });

  test('one that cannot be read keeps nobody out', async () => {
    const rig = await opened();
    await rig.pass(PACK_AFTER_MS);
    const before = await lists(rig);
    const contexts = await unlocked(rig, async () => {
      rig.machine.unreadable = 'packed';
    });
    expect(contexts.some((each) => each.endsWith('|rows'))).toBe(true);
    expect(await lists(rig)).toEqual(before);
    expect(rig.status.notices).toEqual([]);
  });

  test('one that covers a block which is not there is not believed', async () => {
    const rig = await opened();
    await rig.pass(PACK_AFTER_MS);
    const contexts = await unlocked(rig, async () => {
      const db = await cacheOf(rig);
      const [id] = await db.table('blocks').toCollection().primaryKeys();
      await db.table('blocks').delete(id ?? '');
      db.close();
    });
    expect(contexts.some((each) => each.endsWith('|rows'))).toBe(true);
    expect(await packedRows(rig)).toEqual([]);
  });

  test('what leaves the scope takes it from the disk in the same transaction', async () => {
    const rig = await opened();
    await rig.pass(PACK_AFTER_MS);
    expect(await hasHead(rig)).toBe(true);
    rig.gateway.transfer('u-1', 'foshan');
    await rig.desk.syncNow();
    await rig.calm();
    expect(await packedRows(rig)).toEqual([]);
    await unlocked(rig);
    expect(await rig.desk.unitDetail('u-1')).toBeNull();
    expect((await pending(rig)).map(({ id }) => id)).not.toContain('u-1');
    await rig.pass(PACK_AFTER_MS);
    expect(isFromPacked(await unlocked(rig))).toBe(true);
    expect((await pending(rig)).map(({ id }) => id)).not.toContain('u-1');
    expect(await rig.desk.unitDetail('u-1')).toBeNull();
  });

  test('people whose unit has left stand where they stand without it, read from whichever', async () => {
    const rig = await opened();
    rig.gateway.exit('unit', 'u-3');
    await rig.desk.syncNow();
    await rig.calm();
    const before = await lists(rig);
    expect(isFromPacked(await unlocked(rig))).toBe(false);
    expect(await lists(rig)).toEqual(before);
    await rig.pass(PACK_AFTER_MS);
    expect(isFromPacked(await unlocked(rig))).toBe(true);
    expect(await lists(rig)).toEqual(before);
  });

  test('a lock while it is written ends it, and the next unlock is whole', async () => {
    for (const turnsBefore of [1, 3, 6, 10, 16]) {
      const rig = await opened(2);
      const before = await lists(rig);
      await rig.machine.time.advance(PACK_AFTER_MS, async () => undefined);
      for (let turns = 0; turns < turnsBefore; turns++) await new Promise((resolve) => setImmediate(resolve));
      await rig.desk.lock();
      await rig.calm();
      expect(rig.status.phase).toBe('locked');
      await rig.signIn();
      expect(await lists(rig)).toEqual(before);
      expect(rig.status.notices).toEqual([]);
    }
  });

  test('room that runs out for it is no fault', async () => {
    const rig = await opened();
    rig.machine.databaseFault = { how: 'quota', which: 'cache-', after: 1 };
    await rig.pass(PACK_AFTER_MS);
    expect(await hasHead(rig)).toBe(false);
    expect(rig.status.notices).toEqual([]);
    rig.machine.databaseFault = null;
    await rig.desk.decide([approve(await unitRow(rig, 'u-2'))]);
    await rig.drain();
    expect(rig.gateway.effects.map(({ subjectId }) => subjectId)).toEqual(['u-2']);
  });

  test('a workstation that was wiped has none', async () => {
    const rig = await opened();
    await rig.pass(PACK_AFTER_MS);
    rig.gateway.regrant(CREDENTIALS.account, []);
    await rig.desk.syncNow();
    await rig.calm();
    expect(await packedRows(rig)).toEqual([]);
    expect(await rig.desk.unitDetail('u-1')).toBeNull();
  });
});
