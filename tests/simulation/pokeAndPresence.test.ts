/** The poke and presence through the desk's door: told at once, lost without harm, silent when locked. */
import { describe, expect, test } from 'vitest';
import type { DeskEvent } from '../../renderer/desk/contract/status.ts';
import { CREDENTIALS, type Rig } from './harness.ts';
import { approve, opened, unitRow } from './reviewing.ts';
import { watchCalls } from './watchCalls.ts';

const total = async (rig: Rig) => (await rig.desk.openQuery({ kind: 'unit', queue: 'all' })).total;

describe('the poke', () => {
  test('a higher head is pulled at once, long before the poll', async () => {
    const rig = await opened();
    expect(rig.gateway.live.listeners).toBe(1);
    await rig.gateway.putUnit('u-4');
    rig.gateway.live.tell(rig.gateway.head);
    await rig.calm();
    expect(await total(rig)).toBe(4);
  });

  test('while decisions go up for long it is followed some seconds later, before they are up', async () => {
    const rig = await opened();
    await rig.desk.decide([approve(await unitRow(rig, 'u-1'))]);
    rig.network.only = '/decisions';
    rig.network.faults = ['delayReply'];
    const calls = watchCalls(rig);
    while (!calls.includes('decisions')) await rig.passBusy(1_000);
    await rig.gateway.putUnit('u-4');
    rig.gateway.live.tell(rig.gateway.head);
    await rig.passBusy(0);
    await rig.passBusy(3_000);
    expect(await total(rig)).toBe(3);
    await rig.passBusy(3_000);
    expect(await total(rig)).toBe(4);
    expect(rig.status.outbox.inFlight).toBe(1);
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
    await rig.passBusy(3_000);
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
    expect(await rig.desk.decide([approve(await unitRow(rig, 'u-1'))])).toMatchObject({ decided: 1 });
    rig.gateway.live.presence.delete('other-ws');
    rig.gateway.live.tell(rig.gateway.head);
    await rig.calm();
    expect(events).toEqual([
      { type: 'presence', kind: 'unit', id: 'u-1', names: ['reviewer2.guangzhou'] },
      { type: 'presence', kind: 'unit', id: 'u-1', names: [] },
    ]);
  });
});
