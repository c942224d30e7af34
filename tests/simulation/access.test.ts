/** Who may work here, through the desk's door: revoking, wiping, retention, the log, sessions and passwords. */
import { describe, expect, test } from 'vitest';
import { CREDENTIALS, type Rig } from './harness.ts';
import { problem } from './modelReplies.ts';
import { approve, opened, unitRow } from './reviewing.ts';

const ownWs = (rig: Rig) => [...rig.gateway.workstations.keys()][0] ?? '';
/** Databases and journal bytes that are left on the machine. */
async function remains(rig: Rig) {
  const databases = await rig.machine.indexedDB.databases();
  return { databases: databases.map(({ name }) => name), journals: rig.machine.journals.bytes().length };
}
const NOTHING = { databases: [], journals: 0 };

describe('revoked with drain', () => {
  test('what is left goes up, then the workstation wipes itself and says so', async () => {
    const rig = await opened();
    rig.network.isUp = false;
    await rig.desk.decide([approve(await unitRow(rig, 'u-1'))]);
    await rig.pass(30_000);
    rig.gateway.live.revoked.set(ownWs(rig), 'drain');
    rig.network.isUp = true;
    await rig.pass(60_000);
    expect(rig.gateway.effects).toHaveLength(1);
    expect(rig.status).toMatchObject({
      phase: 'signedOut',
      workstations: [],
      wiped: { account: CREDENTIALS.account, why: 'drained', notApplied: 0 },
    });
    expect(await remains(rig)).toEqual(NOTHING);
  });

  test('while something cannot go up yet, nothing is wiped, and reviewing goes on', async () => {
    const rig = await opened();
    await rig.desk.decide([approve(await unitRow(rig, 'u-1'))]);
    rig.gateway.live.revoked.set(ownWs(rig), 'drain');
    rig.gateway.isSignedIn = false;
    await rig.pass(120_000);
    expect(rig.status).toMatchObject({ phase: 'open', connectivity: 'revoked', needsSignIn: true });
    expect(await rig.desk.decide([approve(await unitRow(rig, 'u-2'))])).toMatchObject({ decided: 1 });
    // Signing in is all that a workstation in drain may still do, and all it needs.
    expect(await rig.desk.signIn(CREDENTIALS)).toEqual({ ok: true });
    await rig.pass(60_000);
    expect(rig.gateway.effects).toHaveLength(2);
    expect(rig.status.wiped?.why).toBe('drained');
    expect(await remains(rig)).toEqual(NOTHING);
  });

  test('found out at the next unlock it is the same', async () => {
    const rig = await opened();
    rig.network.isUp = false;
    await rig.desk.decide([approve(await unitRow(rig, 'u-1'))]);
    await rig.calm();
    await rig.crash();
    rig.gateway.live.revoked.set(ownWs(rig), 'drain');
    rig.network.isUp = true;
    expect(await rig.desk.signIn(CREDENTIALS)).toEqual({ ok: true });
    await rig.calm();
    await rig.pass(60_000);
    expect(rig.gateway.effects).toHaveLength(1);
    expect(rig.status).toMatchObject({ phase: 'signedOut', wiped: { why: 'drained' } });
    expect(await remains(rig)).toEqual(NOTHING);
  });
});

describe('revoked as lost', () => {
  test('the keys go at once, unsent work with them', async () => {
    const rig = await opened();
    await rig.desk.decide([approve(await unitRow(rig, 'u-1'))]);
    rig.gateway.live.revoked.set(ownWs(rig), 'lost');
    await rig.desk.syncNow();
    await rig.calm();
    expect(rig.status).toMatchObject({ phase: 'signedOut', wiped: { why: 'lost' }, workstations: [] });
    expect(await remains(rig)).toEqual(NOTHING);
    expect(rig.gateway.effects).toEqual([]);
  });

  test.each([
    ['with the right password', CREDENTIALS.password],
    ['without it: the gateway says so at the door', 'not the password'],
  ])('found out at the next unlock, %s', async (_, password) => {
    const rig = await opened();
    await rig.desk.lock();
    await rig.calm();
    rig.gateway.live.revoked.set(ownWs(rig), 'lost');
    await rig.desk.signIn({ ...CREDENTIALS, password });
    await rig.calm();
    expect(await rig.desk.status()).toMatchObject({ phase: 'signedOut', wiped: { why: 'lost' } });
    expect(await remains(rig)).toEqual(NOTHING);
  });

  test('a reply that does not say how destroys nothing', async () => {
    const rig = await opened();
    await rig.desk.decide([approve(await unitRow(rig, 'u-1'))]);
    const { fetch } = rig.gateway;
    Object.assign(rig.gateway, { fetch: async () => problem('workstation-revoked') });
    await rig.pass(60_000);
    expect(rig.status).toMatchObject({ phase: 'open', connectivity: 'revoked', wiped: null });
    Object.assign(rig.gateway, { fetch });
    await rig.drain();
    expect(rig.gateway.effects).toHaveLength(1);
  });

  test('killed between keys and databases, the next start finishes it', async () => {
    const rig = await opened();
    rig.gateway.live.revoked.set(ownWs(rig), 'lost');
    const { indexedDB } = rig.machine;
    const { deleteDatabase } = indexedDB;
    indexedDB.deleteDatabase = () => {
      throw new DOMException('the machine is gone', 'AbortError');
    };
    await rig.desk.syncNow();
    await rig.calm();
    expect((await remains(rig)).journals).toBeGreaterThan(0);
    indexedDB.deleteDatabase = deleteDatabase.bind(indexedDB);
    await rig.crash();
    expect(rig.status).toMatchObject({ phase: 'signedOut', workstations: [] });
    expect(await remains(rig)).toEqual(NOTHING);
  });
});

describe('wiping by one’s own wish', () => {
  test('is refused while anything is not settled, with the count', async () => {
    const rig = await opened();
    await rig.desk.decide([approve(await unitRow(rig, 'u-1'))]);
    await rig.desk.decide([approve(await unitRow(rig, 'u-2'))]);
    expect(await rig.desk.unsettledCount()).toBe(2);
    expect(await rig.desk.wipe()).toEqual({ ok: false, why: 'unsettled', count: 2 });
    await rig.drain();
    // One that did not take effect still asks for its author's word.
    rig.network.isUp = false;
    await rig.desk.decide([approve(await unitRow(rig, 'u-3'))]);
    rig.gateway.decideAsOther('u-3', 'reject', 'theirs');
    await rig.drain();
    expect(await rig.desk.wipe()).toEqual({ ok: false, why: 'unsettled', count: 1 });
    expect(rig.status.phase).toBe('open');
  });

  test('destroys everything here and leaves a trace in the gateway’s log', async () => {
    const rig = await opened();
    expect(await rig.desk.wipe()).toEqual({ ok: true });
    await rig.calm();
    expect(rig.status).toMatchObject({ phase: 'signedOut', workstations: [], wiped: { why: 'own' } });
    expect(await remains(rig)).toEqual(NOTHING);
    expect(rig.gateway.live.audit.map(({ action }) => action)).toContain('wipe');
    // Another sign-in begins anew.
    await rig.signIn();
    expect(rig.status).toMatchObject({ phase: 'open', wiped: null });
  });
});

describe('retention', () => {
  const over = (rig: Rig) => {
    const end = Date.parse(`${rig.gateway.profile.dates.expoLastDay}T00:00:00.000+08:00`);
    return end + (rig.gateway.profile.retentionDays + 1) * 86_400_000 - rig.machine.time.now();
  };

  test('long after the edition the next start wipes what was closed with everything settled', async () => {
    const rig = await opened();
    await rig.desk.lock();
    await rig.calm();
    await rig.machine.time.advance(over(rig) - 60_000);
    await rig.crash();
    expect(rig.status.workstations).toHaveLength(1);
    await rig.machine.time.advance(61_000);
    await rig.crash();
    expect(rig.status).toMatchObject({ workstations: [], wiped: { why: 'retention' } });
    expect(await remains(rig)).toEqual(NOTHING);
  });

  test('never while a decision is not settled', async () => {
    const rig = await opened();
    rig.network.isUp = false;
    await rig.desk.decide([approve(await unitRow(rig, 'u-1'))]);
    await rig.desk.lock();
    await rig.calm();
    await rig.machine.time.advance(over(rig) + 60_000);
    await rig.crash();
    expect(rig.status.workstations).toMatchObject([{ unsent: 1 }]);
  });
});

describe('workstations', () => {
  test('are listed with what is known here, and revoked from here', async () => {
    const rig = await opened();
    rig.gateway.workstation('old-laptop', CREDENTIALS.account);
    await rig.desk.decide([approve(await unitRow(rig, 'u-1'))]);
    const list = await rig.desk.workstationList();
    expect(list).toMatchObject({
      ok: true,
      items: [
        { ws: ownWs(rig), isThis: true, unsent: 1, revoked: null },
        { ws: 'old-laptop', isThis: false, unsent: null, revoked: null },
      ],
    });
    expect(await rig.desk.revokeWorkstation('old-laptop', 'lost')).toEqual({ ok: true });
    expect(rig.gateway.live.revoked.get('old-laptop')).toBe('lost');
    rig.network.isUp = false;
    expect(await rig.desk.workstationList()).toEqual({ ok: false, why: 'unreachable' });
  });
});

test('the log keeps sign-in, reveal, lock and unlock with this machine’s time, handed in once', async () => {
  const rig = await opened();
  await rig.gateway.putAttendee('a-1', 'u-1');
  await rig.desk.syncNow();
  await rig.calm();
  rig.network.isUp = false;
  await rig.desk.reveal('attendee', 'a-1', 'documentNumber');
  await rig.desk.lock();
  await rig.calm();
  await rig.signIn();
  rig.network.isUp = true;
  await rig.drain();
  const entries = rig.gateway.live.audit;
  expect(entries.map(({ action }) => action).sort()).toEqual(
    ['signIn', 'unlock', 'reveal', 'lock', 'unlock'].sort(),
  );
  expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
  const reveal = entries.find(({ action }) => action === 'reveal');
  expect(reveal).toMatchObject({ subject: { kind: 'attendee', id: 'a-1' }, field: 'documentNumber' });
  expect(JSON.stringify(entries)).not.toContain('11010519491231002X');
  await rig.pass(300_000);
  expect(rig.gateway.live.audit).toHaveLength(5);
});

test('another reviewer’s unsent work on the same PC is named and never shown', async () => {
  const rig = await opened();
  rig.gateway.addAccount('reviewer2.guangzhou', '另一位审核员', ['guangzhou']);
  rig.network.isUp = false;
  await rig.desk.decide([approve(await unitRow(rig, 'u-1'))]);
  await rig.desk.lock();
  await rig.calm();
  rig.network.isUp = true;
  expect(await rig.desk.signIn({ ...CREDENTIALS, account: 'reviewer2.guangzhou' })).toEqual({ ok: true });
  await rig.calm();
  expect(rig.status.workstations).toContainEqual(
    expect.objectContaining({ account: CREDENTIALS.account, unsent: 1 }),
  );
  expect(rig.status.outbox).toEqual(expect.objectContaining({ window: 0, queued: 0, inFlight: 0 }));
  expect(await rig.desk.recentDecisions(10)).toEqual([]);
  expect((await unitRow(rig, 'u-1')).status).toBe('pendingReview');
  expect(rig.gateway.effects).toEqual([]);
});
