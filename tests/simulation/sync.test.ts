/** The sync through the desk's door: poke, presence, digests, recovered receipts, other versions, scope and windows. */
import { describe, expect, test } from 'vitest';
import type { DecisionInput } from '../../renderer/desk/contract/decisions.ts';
import type { UnitRow } from '../../renderer/desk/contract/rows.ts';
import type { DeskEvent } from '../../renderer/desk/contract/status.ts';
import { createDesk } from '../../renderer/desk/createDesk.ts';
import { turn } from '../../renderer/desk/testing/virtualTime.ts';
import { CREDENTIALS, Rig } from './harness.ts';

async function opened(units = 3): Promise<Rig> {
  const rig = new Rig();
  for (let unit = 1; unit <= units; unit++) await rig.gateway.putUnit(`u-${unit}`);
  await rig.start();
  await rig.signIn();
  return rig;
}
const total = async (rig: Rig) => (await rig.desk.openQuery({ kind: 'unit', queue: 'all' })).total;
async function unit(rig: Rig, id: string): Promise<UnitRow> {
  return (await rig.desk.rowsById('unit', [id]))[0] as UnitRow;
}
const approve = (row: UnitRow): DecisionInput => ({
  kind: 'unit',
  id: row.id,
  seen: row.seen,
  verdict: 'approve',
});
/** The paths of the calls made from now on, in order. */
function watchCalls(rig: Rig): string[] {
  const calls: string[] = [];
  const { fetch } = rig.gateway;
  Object.assign(rig.gateway, {
    fetch: (url: string, init: RequestInit) => {
      calls.push(url.replace(/^.*\/(?=[^/]+$)/, '').replace(/\?.*/, ''));
      return fetch(url, init);
    },
  });
  return calls;
}

describe('the poke', () => {
  test('a higher head is pulled at once, long before the poll', async () => {
    const rig = await opened();
    expect(rig.gateway.live.listeners).toBe(1);
    await rig.gateway.putUnit('u-4');
    rig.gateway.live.tell(rig.gateway.head);
    await rig.calm();
    expect(await total(rig)).toBe(4);
  });

  test('lost, it costs latency only, and comes back by itself', async () => {
    const rig = await opened();
    rig.gateway.live.cut();
    await rig.calm();
    expect(rig.gateway.live.listeners).toBe(0);
    await rig.gateway.putUnit('u-4');
    await rig.pass(25_000);
    expect(await total(rig)).toBe(4);
    expect(rig.gateway.live.listeners).toBe(1);
  });

  test('locked, nothing listens; unlocked, it does again', async () => {
    const rig = await opened();
    await rig.desk.lock();
    await rig.calm();
    expect(rig.gateway.live.listeners).toBe(0);
    await rig.signIn();
    await rig.calm();
    expect(rig.gateway.live.listeners).toBe(1);
  });

  test('a silent stream is given up after a minute', async () => {
    const rig = await opened();
    const calls = watchCalls(rig);
    await rig.pass(70_000);
    expect(calls.filter((call) => call === 'poke')).toHaveLength(1);
    expect(rig.gateway.live.listeners).toBe(1);
  });
});

describe('presence', () => {
  test('the open submission is told every 30 s while online, and taken back when it is closed', async () => {
    const rig = await opened();
    const calls = watchCalls(rig);
    await rig.desk.openSubject({ kind: 'unit', id: 'u-1' });
    await rig.pass(62_000);
    expect(calls.filter((call) => call === 'presence')).toHaveLength(3);
    expect([...rig.gateway.live.presence.values()]).toEqual([
      { kind: 'unit', id: 'u-1', by: CREDENTIALS.account },
    ]);
    await rig.desk.openSubject(null);
    await rig.pass(3_000);
    expect(rig.gateway.live.presence.size).toBe(0);
    await rig.pass(62_000);
    expect(calls.filter((call) => call === 'presence')).toHaveLength(4);
  });

  test('going through a list tells of what was stopped at only', async () => {
    const rig = await opened();
    const calls = watchCalls(rig);
    for (const id of ['u-1', 'u-2', 'u-3']) {
      await rig.desk.openSubject(null);
      await rig.desk.openSubject({ kind: 'unit', id });
      await rig.pass(200);
    }
    await rig.pass(2_000);
    expect(calls.filter((call) => call === 'presence')).toHaveLength(1);
    expect([...rig.gateway.live.presence.values()][0]?.id).toBe('u-3');
  });

  test('a colleague is named, and no longer once gone; deciding is never barred', async () => {
    const rig = await opened();
    const events: DeskEvent[] = [];
    await rig.desk.subscribe((event) => void (event.type === 'presence' && events.push(event)));
    rig.gateway.live.presence.set('other-ws', { kind: 'unit', id: 'u-1', by: 'reviewer2.guangzhou' });
    rig.gateway.live.tell(rig.gateway.head);
    await rig.calm();
    expect(await rig.desk.openSubject({ kind: 'unit', id: 'u-1' })).toEqual(['reviewer2.guangzhou']);
    expect(await rig.desk.decide([approve(await unit(rig, 'u-1'))])).toMatchObject({ decided: 1 });
    rig.gateway.live.presence.delete('other-ws');
    rig.gateway.live.tell(rig.gateway.head);
    await rig.calm();
    expect(events).toEqual([
      { type: 'presence', kind: 'unit', id: 'u-1', names: ['reviewer2.guangzhou'] },
      { type: 'presence', kind: 'unit', id: 'u-1', names: [] },
    ]);
  });
});

describe('digests', () => {
  test('a copy that is not the gateway’s is fetched anew, the outbox untouched', async () => {
    const rig = await opened(5);
    await rig.desk.decide([approve(await unit(rig, 'u-2'))]);
    await rig.drain();
    rig.network.isUp = false;
    await rig.desk.decide([approve(await unit(rig, 'u-1'))]);
    await rig.pass(40_000);
    // One was lost on the way without a word: its exit was never written.
    rig.gateway.items.delete('unit:u-5');
    rig.network.isUp = true;
    await rig.pass(700_000);
    expect(await total(rig)).toBe(4);
    await rig.drain();
    expect(rig.gateway.effects).toHaveLength(2);
    expect((await rig.desk.syncLog()).map(({ detail }) => detail)).toContain('digests');
  });

  test('are asked once after the feed has come to rest, and not again while nothing comes', async () => {
    const rig = new Rig();
    await rig.gateway.putUnit('u-1');
    await rig.start();
    const calls = watchCalls(rig);
    await rig.signIn();
    await rig.pass(3_600_000);
    expect(calls.filter((call) => call === 'digests')).toHaveLength(1);
    await rig.gateway.putUnit('u-4');
    await rig.pass(300_000);
    expect(calls.filter((call) => call === 'digests')).toHaveLength(2);
  });
});

test('after `work` is lost, receipts are recovered before anything is sent again', async () => {
  const rig = await opened(4);
  for (const id of ['u-1', 'u-2']) await rig.desk.decide([approve(await unit(rig, id))]);
  await rig.pass(12_000);
  expect(rig.gateway.effects).toHaveLength(2);
  rig.machine.crash();
  rig.machine.loseIndexedDB();
  await rig.start();
  const sent = rig.gateway.arrivals.length;
  await rig.signIn();
  await rig.pass(20_000);
  // Nothing was sent twice: the receipts were enough.
  expect(rig.gateway.arrivals.length).toBe(sent);
  expect(rig.status.outbox).toMatchObject({ window: 0, queued: 0, inFlight: 0 });
  expect((await unit(rig, 'u-1')).status).toBe('approved');
});

test('receipts beside a reused number in the same reply are kept', async () => {
  const rig = await opened(4);
  await rig.desk.decide([approve(await unit(rig, 'u-1'))]);
  await rig.drain();
  // A cloned profile used number 3: of the next two decisions one is answered, the other refused.
  rig.gateway.numbers.set(3, 'somebody-else');
  for (const id of ['u-2', 'u-3']) await rig.desk.decide([approve(await unit(rig, id))]);
  await rig.pass(15_000);
  expect(rig.gateway.effects).toHaveLength(3);
  // Its receipt was taken from that very reply: it was not sent again under the new name.
  const second = rig.gateway.effects[1]?.decisionId ?? '';
  expect(rig.gateway.arrivals.filter((id) => id === second)).toHaveLength(1);
});

describe('another version', () => {
  const saysInstead = (rig: Rig, change: (hello: Record<string, unknown>) => Record<string, unknown>) => {
    const { fetch } = rig.gateway;
    Object.assign(rig.gateway, {
      fetch: async (url: string, init: RequestInit) => {
        const reply = await fetch(url, init);
        if (!url.includes('/hello')) return reply;
        const hello = (await reply.json()) as Record<string, unknown>;
        return new Response(JSON.stringify(change(hello)), { headers: reply.headers });
      },
    });
  };

  test.each([
    ['a gateway that asks for a newer schema', { schema: { min: 2, max: 3 } }, 'updateNeeded'],
    ['a gateway that speaks an older one', { schema: { min: 0, max: 0 } }, 'gatewayOutdated'],
    ['a gateway that asks for a newer protocol', { protocol: { min: 2, max: 2 } }, 'updateNeeded'],
  ])('%s: everything is kept, reviewing goes on, nothing is exchanged', async (_, change, expected) => {
    const rig = await opened();
    saysInstead(rig, (hello) => ({ ...hello, ...change }));
    await rig.pass(21_000);
    expect(rig.status.connectivity).toBe(expected);
    await rig.desk.decide([approve(await unit(rig, 'u-1'))]);
    const calls = watchCalls(rig);
    await rig.pass(120_000);
    expect(new Set(calls)).toEqual(new Set(['hello']));
    expect(rig.status).toMatchObject({ phase: 'open', lastAct: { state: 'savedHere' } });
    saysInstead(rig, (hello) => ({ ...hello, protocol: { min: 1, max: 1 }, schema: { min: 1, max: 1 } }));
    await rig.drain();
    expect(rig.gateway.effects).toHaveLength(1);
  });

  test('an item of an unknown kind stops the pull instead of being skipped', async () => {
    const rig = await opened();
    const { fetch } = rig.gateway;
    Object.assign(rig.gateway, {
      fetch: async (url: string, init: RequestInit) => {
        const reply = await fetch(url, init);
        if (!url.includes('/changes')) return reply;
        const page = (await reply.json()) as { items: unknown[] };
        const items = [...page.items, { op: 'put', kind: 'delegate', id: 'd-1', seq: 99, revision: 1 }];
        return new Response(JSON.stringify({ ...page, items }), { headers: reply.headers });
      },
    });
    await rig.gateway.putUnit('u-4');
    await rig.pass(70_000);
    expect(await total(rig)).toBe(3);
    expect(rig.status.notices).toContainEqual({ code: 'pullStopped', detail: 'unknownKind' });
    // The cursor has not moved past it: once it is understood, nothing is missing.
    Object.assign(rig.gateway, { fetch });
    await rig.drain();
    expect(await total(rig)).toBe(4);
  });

  test('a clock more than five minutes off is a notice and orders nothing', async () => {
    const rig = await opened();
    rig.gateway.now = () => rig.machine.time.now() - 11 * 60_000;
    await rig.pass(21_000);
    expect(rig.status.notices).toContainEqual({ code: 'clockSkew', minutes: 11 });
    await rig.desk.decide([approve(await unit(rig, 'u-1'))]);
    await rig.drain();
    expect(rig.gateway.effects).toHaveLength(1);
  });
});

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

test('a pull cut off midway goes on where it stopped', async () => {
  const rig = new Rig();
  for (let unit = 1; unit <= 50; unit++) await rig.gateway.putUnit(`u-${unit}`);
  await rig.start();
  const calls = watchCalls(rig);
  rig.network.only = '/parts/';
  rig.network.faults = ['none', 'none', 'dropRequest'];
  expect(await rig.desk.signIn(CREDENTIALS)).toMatchObject({ ok: false, why: 'unreachable' });
  const first = calls.filter((call) => call.length === 64);
  await rig.signIn();
  expect(await total(rig)).toBe(50);
  const again = calls.filter((call) => call.length === 64).slice(first.length);
  expect(again.filter((part) => first.slice(0, 2).includes(part))).toEqual([]);
});

describe('two windows', () => {
  /** A second window of the same browser. */
  async function secondWindow(rig: Rig) {
    const desk = createDesk(rig.machine.ports(rig.network.fetch));
    await desk.boot();
    return desk;
  }

  test('the second is told since when the first has it, takes over, and the first may take it back', async () => {
    const rig = await opened();
    const since = rig.machine.time.now();
    rig.network.isUp = false;
    await rig.desk.decide([approve(await unit(rig, 'u-1'))]);
    const second = await secondWindow(rig);
    await rig.pass(5_000);
    expect(await second.signIn(CREDENTIALS)).toEqual({ ok: false, why: 'elsewhere' });
    await turn();
    expect(await second.status()).toMatchObject({
      phase: 'elsewhere',
      elsewhere: { account: CREDENTIALS.account, since },
    });
    expect(await second.signIn({ ...CREDENTIALS, takeOver: true })).toEqual({ ok: true });
    expect(await rig.desk.status()).toMatchObject({ phase: 'takenOver', lockedAs: CREDENTIALS.account });
    // What was confirmed in the first is there in the second.
    expect((await second.status()).outbox).toMatchObject({ window: 1 });
    expect(await rig.desk.signIn({ ...CREDENTIALS, takeOver: true })).toEqual({ ok: true });
    expect((await second.status()).phase).toBe('takenOver');
    expect((await rig.desk.status()).outbox).toMatchObject({ window: 1 });
    rig.network.isUp = true;
    await rig.drain();
    expect(rig.gateway.effects).toHaveLength(1);
  });

  test('nobody takes a window without the password that opens it', async () => {
    const rig = await opened();
    const second = await secondWindow(rig);
    expect(await second.signIn({ ...CREDENTIALS, password: 'wrong', takeOver: true })).toEqual({
      ok: false,
      why: 'wrongPassword',
    });
    expect((await rig.desk.status()).phase).toBe('open');
  });

  test('one that does not answer is robbed after a few seconds and writes nothing more', async () => {
    const rig = await opened();
    const first = rig.desk;
    rig.machine.deafenWindows();
    const second = await secondWindow(rig);
    const taking = second.signIn({ ...CREDENTIALS, takeOver: true });
    for (let count = 0; count < 200; count++) await turn();
    expect((await first.status()).phase).toBe('open');
    await rig.machine.time.advance(4_100);
    expect(await taking).toEqual({ ok: true });
    expect((await first.status()).phase).toBe('takenOver');
    rig.desk = second;
    await rig.calm();
    await second.decide([approve(await unit(rig, 'u-1'))]);
    await rig.drain();
    expect(rig.gateway.effects).toHaveLength(1);
  });
});
