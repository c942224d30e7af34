/** Starting over beside data that neither key store nor gateway opens: nothing of it changes, and it opens again later. */
import { describe, expect, test } from 'vitest';
import { createDesk } from '../../renderer/desk/createDesk.ts';
import { MemoryKeyring } from '../../renderer/desk/testing/memoryKeyring.ts';
import { approveOne, boundRig, protection } from './boundRig.ts';
import { CREDENTIALS, type Rig } from './harness.ts';
import { Tap } from './tap.ts';
import { Trace } from './trace.ts';

describe('starting over where neither the key store nor the gateway opens any more', () => {
  /** One decision is unsent, then the system's key store is another one and the gateway has another key. */
  async function lostRig() {
    const { rig, keyring } = await boundRig();
    rig.network.isUp = false;
    await approveOne(rig);
    const [[localId = '', former = {}] = []] = Object.entries(rig.machine.journals.copies());
    rig.machine.keyring = new MemoryKeyring();
    const { recoveryKey } = rig.gateway;
    rig.gateway.recoveryKey = btoa('x'.repeat(32));
    await rig.crash();
    return { rig, keyring, recoveryKey, localId, former };
  }
  const startOver = { ...CREDENTIALS, startOver: true };
  const here = async ({ desk }: Rig) => (await desk.status()).workstations;

  /** Whether the files of a workstation are what they were; not by `toEqual`, which takes seconds for so many bytes. */
  const isUntouched = ({ machine }: Rig, localId: string, former: Record<string, Uint8Array>) =>
    Object.entries(former).every(
      ([name, bytes]) =>
        Buffer.compare(machine.journals.copies()[localId]?.[name] ?? new Uint8Array(), bytes) === 0,
    );

  /** Starts over in a process that dies at its call `at`; true if it came to its end before. */
  async function startOverDyingAt(rig: Rig, at: number): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const tap = new Tap('first', new Trace(), () => {
        rig.machine.crash();
        resolve(false);
      });
      const desk = createDesk(tap.on(rig.machine.ports(rig.network.fetch)));
      const begin = async () => {
        await desk.boot();
        tap.dieAt = tap.calls + at;
        const { ok } = await desk.signIn(startOver);
        tap.dieAt = null;
        resolve(ok);
      };
      begin().catch(reject);
    });
  }

  test('leaves what is sealed as it was, to the byte, and works on with what the gateway has', async () => {
    const { rig, localId, former } = await lostRig();
    rig.network.isUp = true;
    expect(await rig.desk.signIn(CREDENTIALS)).toEqual({ ok: false, why: 'recoveryFailed' });
    expect(await rig.desk.signIn(startOver)).toEqual({ ok: true });
    await rig.calm();
    expect(rig.status.outbox).toMatchObject({ window: 0, queued: 0 });
    await approveOne(rig);
    await rig.drain();
    expect(rig.gateway.effects).toHaveLength(1);
    expect(isUntouched(rig, localId, former)).toBe(true);
    await rig.crash();
    expect(await here(rig)).toHaveLength(2);
    expect((await here(rig)).find((each) => each.localId === localId)).toMatchObject({
      unsent: 1,
      asideSince: expect.any(Number),
    });
    rig.network.isUp = false;
    // The password opens the new one; what lies aside is left alone.
    await rig.signIn();
    expect(await protection(rig)).toBe('bound');
    expect(isUntouched(rig, localId, former)).toBe(true);
  });

  test('is not to be had out of reach of the gateway, nor with a wrong password', async () => {
    const { rig, localId, former } = await lostRig();
    expect(await rig.desk.signIn(startOver)).toEqual({ ok: false, why: 'keyStoreLost' });
    rig.network.isUp = true;
    rig.gateway.isSignedIn = false;
    expect(await rig.desk.signIn({ ...startOver, password: 'wrong' })).toMatchObject({ ok: false });
    expect(Object.keys(rig.machine.journals.copies())).toEqual([localId]);
    expect(isUntouched(rig, localId, former)).toBe(true);
  });

  test('does nothing where the data can be opened', async () => {
    const { rig, keyring, recoveryKey } = await lostRig();
    rig.machine.keyring = keyring;
    await rig.crash();
    expect(await rig.desk.signIn(startOver)).toEqual({ ok: true });
    await rig.calm();
    expect(rig.status.outbox.window).toBe(1);
    rig.machine.keyring = new MemoryKeyring();
    rig.gateway.recoveryKey = recoveryKey;
    rig.network.isUp = true;
    await rig.crash();
    expect(await rig.desk.signIn(startOver)).toEqual({ ok: true });
    expect(await here(rig)).toHaveLength(1);
  });

  test('is undone by choosing what lies aside, once a key is back: its decision goes up, the other rests', async () => {
    const { rig, keyring, recoveryKey, localId } = await lostRig();
    rig.network.isUp = true;
    expect(await rig.desk.signIn(startOver)).toEqual({ ok: true });
    await rig.calm();
    await rig.crash();
    const aside = { ...CREDENTIALS, localId };
    expect(await rig.desk.signIn(aside)).toEqual({ ok: false, why: 'recoveryFailed' });
    // Nothing is put aside for good by asking for it: here a second time would only make a third one.
    expect(await rig.desk.signIn({ ...aside, startOver: true })).toEqual({
      ok: false,
      why: 'recoveryFailed',
    });
    expect(await here(rig)).toHaveLength(2);
    const { keyring: later } = rig.machine;
    rig.machine.keyring = keyring;
    rig.gateway.recoveryKey = recoveryKey;
    await rig.crash();
    expect(await rig.desk.signIn(aside)).toEqual({ ok: true });
    await rig.calm();
    await rig.drain();
    expect(rig.gateway.effects).toHaveLength(1);
    await rig.crash();
    const [other] = (await here(rig)).filter((each) => each.asideSince !== null);
    expect(other?.localId).not.toBe(localId);
    // It is the one in use from here on, and the other can be had back in the same way.
    await rig.signIn();
    expect(rig.gateway.effects).toHaveLength(1);
    rig.machine.keyring = later;
    await rig.crash();
    expect(await rig.desk.signIn({ ...CREDENTIALS, localId: other?.localId ?? '' })).toEqual({ ok: true });
  });

  test('cut off anywhere, the machine has the former choice or the new one, and all of the former data', {
    timeout: 120_000,
  }, async () => {
    for (let at = 1, isWhole = false; !isWhole; at += 5) {
      const { rig, localId, former } = await lostRig();
      rig.network.isUp = true;
      isWhole = await startOverDyingAt(rig, at);
      expect(isUntouched(rig, localId, former)).toBe(true);
      await rig.crash();
      expect(await rig.desk.signIn(startOver)).toEqual({ ok: true });
      await rig.calm();
      const inUse = (await here(rig)).filter((each) => each.asideSince === null);
      expect(inUse).toHaveLength(1);
      expect(inUse[0]?.localId).not.toBe(localId);
      expect(isUntouched(rig, localId, former)).toBe(true);
    }
  });
});
