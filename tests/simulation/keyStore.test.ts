/** Keys bound to the operating system's key store: what a copied profile gives away, and what a lost store costs. */
import { describe, expect, test } from 'vitest';
import { MemoryKeyring } from '../../renderer/desk/testing/memoryKeyring.ts';
import {
  answered,
  approveOne,
  boundRig,
  copiedTo,
  elapse,
  headersOnDisk,
  openedByPasswordAlone,
  protection,
} from './boundRig.ts';
import { CREDENTIALS } from './harness.ts';

const SLOT_BYTES = 16 * 1024;
const { password } = CREDENTIALS;

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
