/** Keys bound to the operating system's key store: what a copied profile gives away, and what a lost store costs. */
import { describe, expect, test } from 'vitest';
import type { UnitRow } from '../../renderer/desk/contract/rows.ts';
import { createDesk } from '../../renderer/desk/createDesk.ts';
import { parseHeader, type WorkstationHeader } from '../../renderer/desk/journal/header.ts';
import { MemoryKeyring } from '../../renderer/desk/testing/memoryKeyring.ts';
import { turn } from '../../renderer/desk/testing/virtualTime.ts';
import { unwrapWithPassword } from '../../renderer/desk/vault/vault.ts';
import { CREDENTIALS, Rig } from './harness.ts';
import { Tap } from './tap.ts';
import { Trace } from './trace.ts';

const SLOT_BYTES = 16 * 1024;
const { password } = CREDENTIALS;

/** A rig whose machine has a key store, signed in. */
async function boundRig(mood: MemoryKeyring['mood'] = 'usable') {
  const rig = new Rig();
  const keyring = new MemoryKeyring();
  keyring.mood = mood;
  rig.machine.keyring = keyring;
  await rig.gateway.putUnit('u-1');
  await rig.gateway.putUnit('u-2');
  await rig.start();
  await rig.signIn();
  return { rig, keyring };
}

/** Time goes on until a call has its answer, also while the desk waits for somebody who never answers. */
async function answered<T>(rig: Rig, call: Promise<T>): Promise<T> {
  const state = { isOver: false };
  const end = () => {
    state.isOver = true;
  };
  call.then(end, end);
  for (let step = 0; step < 200 && !state.isOver; step++) await elapse(rig, 5_000);
  return call;
}

async function elapse(rig: Rig, durationMs: number): Promise<void> {
  await rig.machine.time.advance(durationMs, async () => {
    for (let count = 0; count < 100; count++) await turn();
  });
}

const protection = async ({ desk }: Rig) => (await desk.storage()).keyProtection;

async function approveOne(rig: Rig): Promise<void> {
  const { queryId } = await rig.desk.openQuery({ kind: 'unit', queue: 'pending' });
  const row = (await rig.desk.rows(queryId, 0, 1))[0] as UnitRow;
  await rig.desk.decide([{ kind: 'unit', id: row.id, seen: row.seen, verdict: 'approve' }]);
  await rig.calm();
}

/** Every header that can be found on the machine's disk, slot by slot, newer or not. */
async function headersOnDisk({ machine }: Rig): Promise<WorkstationHeader[]> {
  const headers: WorkstationHeader[] = [];
  for (const { header } of Object.values(machine.journals.copies())) {
    for (let at = 0; header && at < header.length; at += SLOT_BYTES) {
      const slot = new Uint8Array(2 * SLOT_BYTES);
      slot.set(header.subarray(at, at + SLOT_BYTES));
      const found = await parseHeader(slot);
      if (found) headers.push(found);
    }
  }
  return headers;
}

/** How many headers on the disk the password opens with nothing else. */
async function openedByPasswordAlone(rig: Rig): Promise<number> {
  let count = 0;
  for (const header of await headersOnDisk(rig)) {
    const secrets = { password, system: null };
    if (await unwrapWithPassword(header, secrets, rig.machine.random)) count++;
  }
  return count;
}

/** The copy of a profile on another machine at the same gateway, out of its reach. */
async function copiedTo(rig: Rig, keyring: MemoryKeyring | null): Promise<Rig> {
  const other = new Rig(2, rig.gateway);
  other.machine.keyring = keyring;
  other.machine.journals.put(rig.machine.journals.copies());
  other.network.isUp = false;
  await other.start();
  return other;
}

describe('a workstation bound to the key store', () => {
  test('opens offline with the password, as before', async () => {
    const { rig } = await boundRig();
    expect(await protection(rig)).toBe('bound');
    await rig.crash();
    rig.network.isUp = false;
    expect(await rig.desk.signIn({ ...CREDENTIALS, password: 'wrong' })).toEqual({
      ok: false,
      why: 'wrongPassword',
    });
    expect(await rig.desk.signIn(CREDENTIALS)).toEqual({ ok: true });
  });

  test('copied to another machine it does not open with the password alone', async () => {
    const { rig } = await boundRig();
    await rig.desk.lock();
    expect(await openedByPasswordAlone(rig)).toBe(0);
    for (const keyring of [new MemoryKeyring(), null]) {
      const other = await copiedTo(rig, keyring);
      const why = keyring ? 'keyStoreLost' : 'keyStoreUnavailable';
      expect(await other.desk.signIn(CREDENTIALS)).toEqual({ ok: false, why });
      expect((await other.desk.status()).workstations).toHaveLength(1);
    }
  });

  test('gives no other workstation’s secret away: each is sealed under its own name', async () => {
    const { rig, keyring } = await boundRig();
    await rig.desk.lock();
    const [header] = await headersOnDisk(rig);
    expect(await keyring.unseal('another', header?.systemKey ?? '')).toEqual({ ok: false, why: 'lost' });
  });

  test('keeps its binding over a change of the password, here or elsewhere', async () => {
    const { rig } = await boundRig();
    expect(await rig.desk.changePassword({ current: password, next: 'the next password' })).toEqual({
      ok: true,
    });
    expect(await openedByPasswordAlone(rig)).toBe(0);
    rig.gateway.passwords.set(CREDENTIALS.account, 'one from elsewhere');
    rig.gateway.isSignedIn = false;
    await rig.crash();
    const reply = await rig.desk.signIn({ ...CREDENTIALS, password: 'one from elsewhere' });
    expect(reply).toEqual({ ok: true });
    expect(await protection(rig)).toBe('bound');
    await rig.crash();
    rig.network.isUp = false;
    expect(await rig.desk.signIn({ ...CREDENTIALS, password: 'the next password' })).toMatchObject({
      why: 'wrongPassword',
    });
    expect(await rig.desk.signIn({ ...CREDENTIALS, password: 'one from elsewhere' })).toEqual({ ok: true });
  });

  test('stores what the system seals anew after a change of its key', async () => {
    const { rig, keyring } = await boundRig();
    keyring.renew();
    await rig.crash();
    await rig.signIn();
    keyring.forgetFormer();
    await rig.crash();
    rig.network.isUp = false;
    expect(await rig.desk.signIn(CREDENTIALS)).toEqual({ ok: true });
  });
});

describe('a workstation from before', () => {
  test('is bound at the next unlock in reach of the gateway, and no trace of the former wrap is left', async () => {
    const { rig, keyring } = await boundRig('weak');
    expect(await protection(rig)).toBe('weak');
    expect(await openedByPasswordAlone(rig)).toBeGreaterThan(0);
    await approveOne(rig);
    keyring.mood = 'usable';
    await rig.crash();
    rig.network.isUp = false;
    await rig.signIn();
    // Nobody has seen the recovery key open it yet: a store that is lost tomorrow must not take the decision along.
    expect(await protection(rig)).toBe('pending');
    rig.network.isUp = true;
    await rig.crash();
    await rig.signIn();
    expect(await protection(rig)).toBe('bound');
    expect(await openedByPasswordAlone(rig)).toBe(0);
    await rig.drain();
    expect(rig.gateway.effects).toHaveLength(1);
  });

  test('a former header that a killed program left is effaced at the next unlock', async () => {
    const { rig, keyring } = await boundRig('weak');
    const unbound = rig.machine.journals.copies();
    keyring.mood = 'usable';
    await rig.crash();
    await rig.signIn();
    expect(await openedByPasswordAlone(rig)).toBe(0);
    // As if the process had died between the two slots: one is still the former.
    const [[localId = '', files] = []] = Object.entries(rig.machine.journals.copies());
    const former = unbound[localId]?.header?.slice(0, SLOT_BYTES);
    const isNewestFirst = new DataView(files?.header?.buffer as ArrayBuffer).getUint32(0) > 2;
    files?.header?.set(former ?? [], isNewestFirst ? SLOT_BYTES : 0);
    await rig.desk.lock();
    rig.machine.journals.put({ [localId]: files ?? {} });
    expect(await openedByPasswordAlone(rig)).toBe(1);
    await rig.crash();
    await rig.signIn();
    expect(await openedByPasswordAlone(rig)).toBe(0);
  });

  test.each(['locked', 'silent', 'forgetful'] as const)('a store that is %s binds nothing', async (mood) => {
    const { rig, keyring } = await boundRig('weak');
    keyring.mood = mood;
    await rig.crash();
    expect(await rig.desk.signIn(CREDENTIALS)).toEqual({ ok: true });
    await elapse(rig, 300_000);
    keyring.mood = 'usable';
    expect(await protection(rig)).toBe('pending');
    await rig.crash();
    rig.network.isUp = false;
    expect(await rig.desk.signIn(CREDENTIALS)).toEqual({ ok: true });
  });
});

describe('a key store that was lost', () => {
  test('opens by the gateway’s recovery key, and nothing unsent is lost', async () => {
    const { rig, keyring } = await boundRig();
    rig.network.isUp = false;
    await approveOne(rig);
    keyring.lose();
    await rig.crash();
    expect(await rig.desk.signIn(CREDENTIALS)).toEqual({ ok: false, why: 'keyStoreLost' });
    expect((await rig.desk.status()).workstations).toMatchObject([{ unsent: 1 }]);
    rig.network.isUp = true;
    rig.gateway.isSignedIn = false;
    expect(await rig.desk.signIn({ ...CREDENTIALS, password: 'wrong' })).toEqual({
      ok: false,
      why: 'wrongPassword',
    });
    await rig.signIn();
    expect(rig.status.outbox.window).toBe(1);
    expect(await protection(rig)).toBe('bound');
    await rig.drain();
    expect(rig.gateway.effects).toHaveLength(1);
    await rig.crash();
    rig.network.isUp = false;
    expect(await rig.desk.signIn(CREDENTIALS)).toEqual({ ok: true });
  });

  test('even with the databases gone as well', async () => {
    const { rig, keyring } = await boundRig();
    rig.network.isUp = false;
    await approveOne(rig);
    keyring.lose();
    rig.machine.crash();
    rig.machine.loseIndexedDB();
    await rig.start();
    rig.network.isUp = true;
    await rig.signIn();
    await rig.drain();
    expect(rig.gateway.effects).toHaveLength(1);
  });

  test('and replaced by none that can be trusted, leaves the password alone, and says so', async () => {
    const { rig, keyring } = await boundRig();
    keyring.lose();
    keyring.mood = 'weak';
    await rig.crash();
    await rig.signIn();
    expect(await protection(rig)).toBe('weak');
    await rig.crash();
    rig.network.isUp = false;
    expect(await rig.desk.signIn(CREDENTIALS)).toEqual({ ok: true });
  });

  test('is no loss either after the gateway has made another recovery key: the next unlock takes it on', async () => {
    const { rig, keyring } = await boundRig();
    rig.gateway.recoveryKey = btoa('n'.repeat(32));
    await rig.crash();
    await rig.signIn();
    keyring.lose();
    await rig.crash();
    expect(await rig.desk.signIn(CREDENTIALS)).toEqual({ ok: true });
  });

  test('stays closed where the gateway’s recovery key is another one, everything kept', async () => {
    const { rig, keyring } = await boundRig();
    rig.network.isUp = false;
    await approveOne(rig);
    const former = rig.machine.journals.copies();
    keyring.lose();
    await rig.crash();
    rig.network.isUp = true;
    rig.gateway.recoveryKey = btoa('x'.repeat(32));
    expect(await rig.desk.signIn(CREDENTIALS)).toEqual({ ok: false, why: 'recoveryFailed' });
    expect(rig.machine.journals.copies()).toEqual(former);
  });
});

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

describe('a key store that does not answer', () => {
  test.each(['locked', 'silent'] as const)('%s: the gateway opens, and the binding stays', async (mood) => {
    const { rig, keyring } = await boundRig();
    keyring.mood = mood;
    await rig.crash();
    const before = await headersOnDisk(rig);
    expect(await answered(rig, rig.desk.signIn(CREDENTIALS))).toEqual({ ok: true });
    await rig.calm();
    expect(await headersOnDisk(rig)).toEqual(before);
    keyring.mood = 'usable';
    await rig.crash();
    rig.network.isUp = false;
    expect(await rig.desk.signIn(CREDENTIALS)).toEqual({ ok: true });
  });

  test('and no network: it says which of the two is missing, and how often one comes back does not matter', async () => {
    const { rig, keyring } = await boundRig();
    rig.network.isUp = false;
    await approveOne(rig);
    await rig.crash();
    keyring.mood = 'locked';
    for (let time = 0; time < 3; time++)
      expect(await rig.desk.signIn(CREDENTIALS)).toEqual({ ok: false, why: 'keyStoreUnavailable' });
    keyring.mood = 'usable';
    await rig.signIn();
    expect(rig.status.outbox.window).toBe(1);
  });

  test('a changed password is not noted while it is locked: the former one opens here', async () => {
    const { rig, keyring } = await boundRig();
    const change = { current: password, next: 'the next password' };
    keyring.mood = 'locked';
    expect(await rig.desk.changePassword(change)).toEqual({ ok: false, why: 'keyStoreUnavailable' });
    expect(rig.gateway.password).toBe(password);
  });
});

describe('an earlier version on a bound workstation', () => {
  test('asks the gateway once, goes on under the password alone, and the next one binds again', async () => {
    const { rig } = await boundRig();
    rig.network.isUp = false;
    await approveOne(rig);
    await rig.desk.lock();
    // It knows nothing of key stores: the entry is unknown to it and the wrap does not open.
    const { keyring } = rig.machine;
    rig.machine.keyring = null;
    await rig.crash();
    rig.network.isUp = true;
    await rig.signIn();
    expect(await protection(rig)).toBe('noStore');
    rig.machine.keyring = keyring;
    await rig.crash();
    await rig.signIn();
    expect(await protection(rig)).toBe('bound');
    await rig.drain();
    expect(rig.gateway.effects).toHaveLength(1);
  });
});
