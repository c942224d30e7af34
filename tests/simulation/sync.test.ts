/** The sync through the desk's door: digests, recovered receipts, other versions, a pull cut off. */
import { describe, expect, test } from 'vitest';
import { CREDENTIALS, Rig } from './harness.ts';
import { approve, opened, unitRow } from './reviewing.ts';
import { watchCalls } from './watchCalls.ts';

const total = async (rig: Rig) => (await rig.desk.openQuery({ kind: 'unit', queue: 'all' })).total;

describe('digests', () => {
  test('a copy that is not the gateway’s is fetched anew, the outbox untouched', async () => {
    const rig = await opened(5);
    await rig.desk.decide([approve(await unitRow(rig, 'u-2'))]);
    await rig.drain();
    rig.network.isUp = false;
    await rig.desk.decide([approve(await unitRow(rig, 'u-1'))]);
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

describe('woken', () => {
  test('by a network that went or came back, the desk knows within two seconds', async () => {
    const rig = await opened(1);
    await rig.pass(60_000);
    expect(rig.status.connectivity).toBe('online');
    rig.network.isUp = false;
    await rig.desk.wake();
    await rig.pass(1_500);
    expect(rig.status.connectivity).toBe('offline');
    rig.network.isUp = true;
    await rig.desk.wake();
    await rig.pass(2_000);
    expect(rig.status.connectivity).toBe('online');
  });

  test('after its clock was set back, the desk does not wait for the time to come again', async () => {
    let setBackMs = 0;
    const rig = new Rig(1, undefined, (ports) => ({
      ...ports,
      clock: { now: () => ports.clock.now() - setBackMs },
    }));
    await rig.start();
    await rig.signIn();
    await rig.pass(5_000);
    await rig.desk.wake();
    setBackMs = 3_600_000;
    rig.network.isUp = false;
    await rig.desk.wake();
    await rig.pass(4_000);
    expect(rig.status.connectivity).toBe('offline');
  });

  test('many times at once, the gateway is asked twice at most', async () => {
    const rig = await opened(1);
    await rig.pass(5_000);
    const calls = watchCalls(rig);
    for (let time = 0; time < 9; time++) await rig.desk.wake();
    await rig.pass(4_000);
    expect(calls.filter((call) => call === 'hello').length).toBeLessThanOrEqual(2);
  });
});

test('after `work` is lost, receipts are recovered before anything is sent again', async () => {
  const rig = await opened(4);
  for (const id of ['u-1', 'u-2']) await rig.desk.decide([approve(await unitRow(rig, id))]);
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
  expect((await unitRow(rig, 'u-1')).status).toBe('approved');
});

test('receipts beside a reused number in the same reply are kept', async () => {
  const rig = await opened(4);
  await rig.desk.decide([approve(await unitRow(rig, 'u-1'))]);
  await rig.drain();
  // A cloned profile used number 3: of the next two decisions one is answered, the other refused.
  rig.gateway.numbers.set(3, 'somebody-else');
  for (const id of ['u-2', 'u-3']) await rig.desk.decide([approve(await unitRow(rig, id))]);
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
    await rig.desk.decide([approve(await unitRow(rig, 'u-1'))]);
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
    await rig.desk.decide([approve(await unitRow(rig, 'u-1'))]);
    await rig.drain();
    expect(rig.gateway.effects).toHaveLength(1);
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
