/** Storage that fails in every way it is known to: what was shown as saved is sent once, nothing is half done. */
import { describe, expect, test } from 'vitest';
import type { DecisionInput } from '../../renderer/desk/contract/decisions.ts';
import type { UnitRow } from '../../renderer/desk/contract/rows.ts';
import { dumpDatabases, loadDatabases, toDumpText } from '../../renderer/desk/testing/databaseDump.ts';
import { turn, until } from '../../renderer/desk/testing/virtualTime.ts';
import { CREDENTIALS, Rig } from './harness.ts';

const MB = 1024 * 1024;

interface Setting {
  units?: number;
  journalBytes?: number;
  isBrowser?: boolean;
}
async function opened({ units = 6, journalBytes, isBrowser = false }: Setting = {}): Promise<Rig> {
  const rig = new Rig();
  rig.machine.knowsProcess = !isBrowser;
  if (journalBytes !== undefined) {
    const ports = rig.machine.ports.bind(rig.machine);
    rig.machine.ports = (fetch, config) => ports(fetch, { ...config, journalBytes });
  }
  for (let unit = 1; unit <= units; unit++) await rig.gateway.putUnit(`u-${unit}`);
  await rig.start();
  await rig.signIn();
  return rig;
}
async function pending(rig: Rig): Promise<UnitRow[]> {
  const query = await rig.desk.openQuery({ kind: 'unit', queue: 'pending' });
  return (await rig.desk.rows(query.queryId, 0, query.total)) as UnitRow[];
}
const approve = (row: UnitRow): DecisionInput => ({
  kind: 'unit',
  id: row.id,
  seen: row.seen,
  verdict: 'approve',
});
const notices = (rig: Rig) => rig.status.notices.map(({ code }) => code);
const effects = (rig: Rig) => rig.gateway.effects.map(({ subjectId }) => subjectId).sort();
const databases = async (rig: Rig) => toDumpText(await dumpDatabases(rig.machine.indexedDB));

const cacheOf = (rig: Rig) => dumpDatabases(rig.machine.indexedDB, (name) => name.startsWith('cache-'));

async function turns(count: number): Promise<void> {
  for (let done = 0; done < count; done++) await turn();
}

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
    rig.machine.journalFault = { how, name: 'UnknownError' };
    const reasons = [{ code: 'U-DOC-UNCLEAR', text: '不清晰' }];
    await rig.desk.decide([{ ...approve(first), verdict: 'reject', reasons }, approve(second)]);
    await rig.calm();
    const [now, other] = (await rig.desk.rowsById('unit', [first.id, second.id])) as [UnitRow, UnitRow];
    expect([now.status, other.status]).toEqual(['approved', 'pendingReview']);
    expect(notices(rig)).toEqual(['notSaved', code]);
    expect(rig.status.lastAct).toMatchObject({ state: 'savedHere', verdict: 'approve', count: 1 });
    rig.machine.journalFault = null;
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
    rig.machine.journalFault = 'UnknownError';
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
      rig.machine.tornTail = tornTail;
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
    rig.machine.journalFault = { how: 'noGrowth', name: 'QuotaExceededError' };
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
    rig.machine.journalFault = 'NotFoundError';
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
    rig.machine.journalFault = 'NotFoundError';
    await rig.desk.decide([approve(second)]);
    await rig.calm();
    expect(await rig.desk.undo()).toMatchObject({ ok: true, how: 'undone' });
    await rig.pass(60_000);
    expect(effects(rig)).toEqual([]);
  });
});
