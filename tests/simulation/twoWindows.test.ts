/** Two windows of one browser: one leads, the other may take over with the password. */
import { describe, expect, test } from 'vitest';
import { createDesk } from '../../renderer/desk/createDesk.ts';
import { turn } from '../../renderer/desk/testing/virtualTime.ts';
import { CREDENTIALS, type Rig } from './harness.ts';
import { approve, opened, unitRow } from './reviewing.ts';

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
    await rig.desk.decide([approve(await unitRow(rig, 'u-1'))]);
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
    await second.decide([approve(await unitRow(rig, 'u-1'))]);
    await rig.drain();
    expect(rig.gateway.effects).toHaveLength(1);
  });
});
