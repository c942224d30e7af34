/** Bad input and faults at the desk's door: each a clear refusal, nothing half applied, nothing lost. */
import { describe, expect, test } from 'vitest';
import type { UnitRow } from '../../renderer/desk/contract/rows.ts';
import { CREDENTIALS, Rig } from './harness.ts';
import { problem } from './modelReplies.ts';
import { approve, opened, pending, started } from './reviewing.ts';

const firstRow = async (rig: Rig) => (await pending(rig))[0] as UnitRow;

describe('signing in', () => {
  test('a wrong password, then the right one', async () => {
    const rig = await started(1);
    expect(await rig.desk.signIn({ ...CREDENTIALS, password: 'wrong' })).toEqual({
      ok: false,
      why: 'wrongPassword',
    });
    expect((await rig.desk.status()).phase).toBe('signedOut');
    expect((await rig.desk.status()).workstations).toEqual([]);
    await rig.signIn();
    expect(rig.status.phase).toBe('open');
  });

  test('no network on the first sign-in', async () => {
    const rig = await started(1);
    rig.network.isUp = false;
    expect(await rig.desk.signIn(CREDENTIALS)).toEqual({ ok: false, why: 'unreachable' });
  });

  test('a captive portal answers instead of the gateway', async () => {
    const rig = await started(1);
    rig.network.faults = ['captivePortal'];
    expect(await rig.desk.signIn(CREDENTIALS)).toEqual({ ok: false, why: 'notGateway' });
  });

  test('too many attempts say how long to wait', async () => {
    const rig = await started(1);
    const { fetch } = rig.gateway;
    const limited = problem('too-many-attempts');
    limited.headers.set('Retry-After', '60');
    Object.assign(rig.gateway, {
      fetch: async (url: string, init: RequestInit) =>
        url.includes('/session') ? limited : fetch(url, init),
    });
    expect(await rig.desk.signIn(CREDENTIALS)).toEqual({
      ok: false,
      why: 'tooManyAttempts',
      retryAfterSeconds: 60,
    });
  });

  test('offline, the password that opened it before opens it again, another does not', async () => {
    const rig = await opened();
    await rig.desk.lock();
    await rig.calm();
    rig.network.isUp = false;
    expect(await rig.desk.signIn({ ...CREDENTIALS, password: 'wrong' })).toEqual({
      ok: false,
      why: 'wrongPassword',
    });
    expect((await rig.desk.status()).phase).toBe('locked');
    await rig.signIn();
    expect(rig.status).toMatchObject({ phase: 'open', connectivity: 'offline' });
  });

  test('a password changed elsewhere opens the same workstation, its unsent work included', async () => {
    const rig = await opened();
    rig.network.isUp = false;
    await rig.desk.decide([approve(await firstRow(rig))]);
    await rig.calm();
    await rig.desk.lock();
    await rig.calm();
    rig.network.isUp = true;
    rig.gateway.password = 'a new password';
    rig.gateway.isSignedIn = false;
    expect(await rig.desk.signIn({ ...CREDENTIALS, password: 'a new password' })).toEqual({ ok: true });
    await rig.calm();
    await rig.drain();
    expect(rig.gateway.effects).toHaveLength(1);
    // And from now on it opens offline with the new one.
    await rig.desk.lock();
    await rig.calm();
    rig.network.isUp = false;
    expect(await rig.desk.signIn(CREDENTIALS)).toMatchObject({ ok: false, why: 'wrongPassword' });
    expect(await rig.desk.signIn({ ...CREDENTIALS, password: 'a new password' })).toEqual({ ok: true });
  });

  test('a second window is told that the desk is open elsewhere', async () => {
    const rig = await opened();
    const first = rig.desk;
    await rig.start();
    expect(await rig.desk.signIn(CREDENTIALS)).toEqual({ ok: false, why: 'elsewhere' });
    await first.lock();
    await rig.calm();
  });

  test('an expired session goes on reviewing, and uploads after signing in again', async () => {
    const rig = await opened();
    rig.gateway.isSignedIn = false;
    await rig.desk.decide([approve(await firstRow(rig))]);
    await rig.pass(40_000);
    expect(rig.status).toMatchObject({ phase: 'open', connectivity: 'signInNeeded' });
    expect(rig.gateway.effects).toHaveLength(0);
    expect(await rig.desk.signIn(CREDENTIALS)).toEqual({ ok: true });
    await rig.drain();
    expect(rig.gateway.effects).toHaveLength(1);
  });
});

describe('a revoked workstation', () => {
  test('that is being drained still hands its decisions in', async () => {
    const rig = await opened();
    await rig.desk.decide([approve(await firstRow(rig))]);
    const { fetch } = rig.gateway;
    const isDrained = (url: string) => url.includes('/decisions') || url.includes('/receipts');
    Object.assign(rig.gateway, {
      fetch: async (url: string, init: RequestInit) =>
        isDrained(url) ? fetch(url, init) : problem('workstation-revoked'),
    });
    await rig.pass(60_000);
    expect(rig.status).toMatchObject({ phase: 'open', connectivity: 'revoked' });
    expect(rig.gateway.effects).toHaveLength(1);
  });
});

describe('what is on the disk', () => {
  test('an altered journal is refused, not believed', async () => {
    const rig = await opened();
    rig.network.isUp = false;
    await rig.desk.decide([approve(await firstRow(rig))]);
    await rig.calm();
    rig.machine.crash();
    rig.machine.loseIndexedDB();
    // Inside the first frame's ciphertext: the frame does not count, and nothing after it does.
    rig.machine.journals.tamper(200);
    await rig.start();
    rig.network.isUp = true;
    await rig.signIn();
    expect((await rig.desk.outbox()).length).toBe(0);
    expect(rig.gateway.effects).toHaveLength(0);
  });

  test.each([
    ['with the gateway at hand it is fetched anew', true],
    ['without it the reviewer is told', false],
  ])('an altered block of the cache is not believed: %s', async (_, isUp) => {
    const rig = await opened();
    await rig.desk.lock();
    await rig.calm();
    await alterBlocks(rig.machine.indexedDB);
    rig.network.isUp = isUp;
    if (isUp) {
      await rig.signIn();
      expect((await rig.desk.openQuery({ kind: 'unit', queue: 'all' })).total).toBe(3);
    } else {
      expect(await rig.desk.signIn(CREDENTIALS)).toEqual({ ok: false, why: 'blockTampered' });
      expect((await rig.desk.status()).phase).toBe('locked');
    }
  });

  test('a journal that refuses says so, and the decision is taken back', async () => {
    const rig = await opened();
    rig.machine.journals.fault = 'QuotaExceededError';
    await rig.desk.decide([approve(await firstRow(rig))]);
    await rig.calm();
    expect(rig.status.lastAct).toBeNull();
    expect((await firstRow(rig)).status).toBe('pendingReview');
    expect(rig.status.notices).toContainEqual({ code: 'journalFailed' });
    expect(rig.status.notices).toContainEqual({ code: 'notSaved', count: 1, name: expect.any(String) });
    const [other] = await rig.desk.rowsById('unit', ['u-2']);
    expect(await rig.desk.decide([approve(other as UnitRow)])).toMatchObject({
      decided: 0,
      refused: [{ why: 'storageFault' }],
    });
    await rig.pass(40_000);
    expect(rig.gateway.effects).toHaveLength(0);
  });

  test('nothing personal lies in clear in journal or databases', async () => {
    const rig = new Rig();
    await rig.gateway.putUnit('u-1', { unitName: '金丝雀贸易有限公司' });
    await rig.gateway.putAttendee('a-1', 'u-1');
    await rig.start();
    await rig.signIn();
    await rig.desk.decide([{ ...approve(await firstRow(rig)), note: '金丝雀附注' }]);
    await rig.calm();
    await rig.desk.lock();
    await rig.calm();
    const everything = [
      ...rig.machine.journals.bytes().map((bytes) => Buffer.from(bytes).toString('utf8')),
      JSON.stringify(await dump(rig.machine.indexedDB)),
    ];
    // The search does see what is there: a plain id, and the account in the journal's header.
    expect(everything.join()).toContain('reviewer.guangzhou');
    expect(everything.join()).toContain('p-');
    for (const canary of ['金丝雀', '11010519491231002X', '13523333233', 'desk@example.com', '张a-1']) {
      for (const place of everything) expect(place).not.toContain(canary);
    }
  });
});

describe('deciding', () => {
  test('what changed since it was seen is not decided', async () => {
    const rig = await opened();
    const row = await firstRow(rig);
    await rig.gateway.amend('unit', row.id);
    await rig.desk.syncNow();
    await rig.calm();
    expect(await rig.desk.decide([approve(row)])).toMatchObject({
      decided: 0,
      refused: [{ why: 'changedSinceSeen' }],
    });
  });

  test.each([
    ['a rejection without a reason', { verdict: 'reject' as const }, 'reasonMissing'],
    [
      'a reason that needs a text',
      { verdict: 'reject' as const, reasons: [{ code: 'X-OTHER', text: ' ' }] },
      'textMissing',
    ],
    ['a note of 3,000 characters', { verdict: 'approve' as const, note: 'x'.repeat(3_000) }, 'textTooLong'],
    [
      '21 reasons',
      {
        verdict: 'reject' as const,
        reasons: Array.from({ length: 21 }, () => ({ code: 'U-CONTACT', text: 'x' })),
      },
      'tooManyReasons',
    ],
    ['a withdrawal of nothing', { verdict: 'withdraw' as const }, 'lifeCycle'],
  ])('%s is refused', async (_, change, why) => {
    const rig = await opened();
    const reply = await rig.desk.decide([{ ...approve(await firstRow(rig)), ...change }]);
    expect(reply).toMatchObject({ decided: 0, batchId: null, refused: [{ why }] });
    expect(await rig.desk.outbox()).toEqual([]);
  });

  test('after the profile’s last moment nothing more is decided', async () => {
    const rig = await started(1);
    rig.gateway.profile = {
      ...rig.gateway.profile,
      dates: { ...rig.gateway.profile.dates, decisionsAcceptedUntil: '2020-09-01T00:00:00.000Z' },
    };
    await rig.signIn();
    expect(await rig.desk.decide([approve(await firstRow(rig))])).toMatchObject({
      refused: [{ why: 'afterDeadline' }],
    });
  });
});

function opening(factory: IDBFactory, name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = factory.open(name);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Changes one byte in each sealed block of the cache, as a hand on the disk would. */
async function alterBlocks(factory: IDBFactory): Promise<void> {
  for (const { name = '' } of await factory.databases()) {
    if (!name.startsWith('cache-')) continue;
    const db = await opening(factory, name);
    const store = db.transaction('indexRows', 'readwrite').objectStore('indexRows');
    await new Promise<void>((resolve, reject) => {
      const request = store.openCursor();
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {
        const cursor = request.result;
        if (!cursor) return resolve();
        const row = cursor.value as { rows: Uint8Array };
        row.rows[40] = (row.rows[40] ?? 0) ^ 1;
        cursor.update(row);
        cursor.continue();
      };
    });
    db.close();
  }
}

/** All records of all databases, bytes as text, so that a search finds what is readable. */
async function dump(factory: IDBFactory): Promise<unknown> {
  const content: unknown[] = [];
  for (const { name } of await factory.databases()) {
    const db = await opening(factory, name ?? '');
    for (const store of db.objectStoreNames) {
      const rows = await new Promise<unknown[]>((resolve, reject) => {
        const request = db.transaction(store).objectStore(store).getAll();
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      content.push(...rows.map((row) => JSON.stringify(row, asText)));
    }
    db.close();
  }
  return content;
}

function asText(_: string, value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : value;
}
