/** Sign-in, sessions, workstations and revocation on both databases. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/open.ts';
import { ENGINES, openTestDatabase } from '../testing/engines.ts';
import { callRoute, createWorld, expectOk, PASSWORD, type World } from '../testing/world.ts';
import { ensureAccount } from './accounts.ts';
import { hashPassword, verifyPassword } from './passwords.ts';

describe.each(ENGINES)('access on %s', (engine) => {
  let database: OpenDatabase;
  let world: World;

  beforeAll(async () => {
    database = await openTestDatabase(engine);
  });
  afterAll(async () => await database?.close());
  beforeEach(async () => {
    world = await createWorld(database);
  });

  const headers = { 'Desk-Client': 'test' };
  const trySignIn = (account: string, password: string, address?: string, workstation = 'ws-try') =>
    callRoute(world.gateway, 'signIn', { body: { account, password, workstation }, headers }, address);

  it('says who one is, and null when signed out', async () => {
    expect((await callRoute(world.gateway, 'session')).data).toEqual({ account: null });
    const client = await world.signIn('guangzhou');
    const session = await expectOk(client.call('session'));
    expect(session).toMatchObject({ workstation: client.ws, account: { role: 'reviewer' } });
    expect(session.account?.grants).toContainEqual({
      edition: world.edition,
      right: 'decide',
      subGroupId: 'guangzhou',
    });
    await expectOk(client.call('signOut'));
    expect((await client.call('session')).data).toEqual({ account: null });
    expect(await client.call('hello')).toMatchObject({ status: 401, problem: 'not-signed-in' });
  });

  it('sets a cookie that scripts and other sites never see, and keeps no token', async () => {
    const answer = await trySignIn(world.account('guangzhou'), PASSWORD);
    const cookie = answer.headers.get('Set-Cookie') ?? '';
    expect(cookie).toMatch(/^desk-ws-try=[\w-]{43}; Path=\/api; HttpOnly; SameSite=Strict; Max-Age=\d+$/);
    const token = /=([\w-]+);/.exec(cookie)?.[1] ?? '';
    const rows = await world.ports.db.selectFrom('session').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it('answers an unknown account as it answers a wrong password', async () => {
    const unknown = await trySignIn('nobody', PASSWORD, '198.51.100.1');
    const wrong = await trySignIn(world.account('guangzhou'), 'wrong', '198.51.100.1');
    expect(unknown).toMatchObject({ status: 401, problem: 'sign-in-failed' });
    expect(unknown.data).toEqual(wrong.data);
  });

  it('stops guessing after five wrong passwords, for that account from that address', async () => {
    const account = world.account('guangzhou');
    const from = `203.0.113.${1 + Math.floor(Math.random() * 250)}`;
    for (let i = 0; i < 5; i += 1) expect((await trySignIn(account, 'wrong', from)).status).toBe(401);
    const stopped = await trySignIn(account, PASSWORD, from);
    expect(stopped).toMatchObject({ status: 429, problem: 'too-many-attempts' });
    expect(Number(stopped.headers.get('Retry-After'))).toBeGreaterThan(0);
    expect((await trySignIn(account, PASSWORD, '198.51.100.77')).status).toBe(200);
    world.clock.nowMs += 15 * 60_000 + 1;
    expect((await trySignIn(account, PASSWORD, from)).status).toBe(200);
  });

  it('ends a session that was not used for a day, prolongs one that is, and asks again after a week', async () => {
    const client = await world.signIn('guangzhou');
    for (let day = 1; day < 7; day += 1) {
      world.clock.nowMs += 23 * 3_600_000;
      expect((await client.call('hello')).status).toBe(200);
    }
    world.clock.nowMs += 23 * 3_600_000;
    expect((await client.call('hello')).status).toBe(200);
    world.clock.nowMs += 8 * 3_600_000;
    expect((await client.call('hello')).status).toBe(401);
    const idle = await world.signIn('guangzhou');
    world.clock.nowMs += 24 * 3_600_000 + 1;
    expect(await idle.call('hello')).toMatchObject({ status: 401, problem: 'not-signed-in' });
  });

  it('binds a workstation for good: same key each time, foreign to every other account', async () => {
    const client = await world.signIn('guangzhou');
    const first = await expectOk(client.call('bindWorkstation', { params: { ws: client.ws } }));
    expect(Buffer.from(first.recoveryKey, 'base64')).toHaveLength(32);
    const again = await expectOk(client.call('bindWorkstation', { params: { ws: client.ws } }));
    expect(again).toEqual(first);
    const other = await world.signIn('foshan');
    expect(await other.call('bindWorkstation', { params: { ws: client.ws } })).toMatchObject({
      status: 403,
      problem: 'workstation-foreign',
    });
    expect(await trySignIn(world.account('foshan'), PASSWORD, undefined, client.ws)).toMatchObject({
      problem: 'workstation-foreign',
    });
    expect(await other.call('receipts', { query: { ws: client.ws } })).toMatchObject({
      problem: 'workstation-foreign',
    });
  });

  it('refuses a cookie under the name of another workstation', async () => {
    const client = await world.signIn('guangzhou');
    const token = client.headers.Cookie?.split('=')[1] ?? '';
    const moved = { 'Desk-Workstation': 'elsewhere', Cookie: `desk-elsewhere=${token}` };
    expect(await client.call('hello', { headers: moved })).toMatchObject({
      status: 403,
      problem: 'workstation-foreign',
    });
  });

  it('signs a cloned profile in under its new workstation', async () => {
    const client = await world.signIn('guangzhou');
    const bound = await client.call('bindWorkstation', { params: { ws: `${client.ws}-new` } });
    const cookie = (bound.headers.get('Set-Cookie') ?? '').split(';')[0] ?? '';
    const renamed = { 'Desk-Workstation': `${client.ws}-new`, Cookie: cookie };
    expect((await client.call('hello', { headers: renamed })).status).toBe(200);
  });

  it('lets a drained workstation bring its decisions home and nothing else', async () => {
    const client = await world.signIn('guangzhou');
    await expectOk(client.call('bindWorkstation', { params: { ws: client.ws } }));
    await expectOk(client.call('revokeWorkstation', { params: { ws: client.ws }, query: { mode: 'drain' } }));
    const refused = await client.call('hello');
    expect(refused).toMatchObject({ status: 403, problem: 'workstation-revoked', data: { mode: 'drain' } });
    expect((await client.call('snapshot')).problem).toBe('workstation-revoked');
    expect((await client.call('push', { body: { ws: client.ws, items: [] } })).status).toBe(200);
    expect((await client.call('receipts', { query: { ws: client.ws } })).status).toBe(200);
  });

  it('refuses everything to a lost workstation, even signed out, and never takes that back', async () => {
    const client = await world.signIn('guangzhou');
    await expectOk(client.call('bindWorkstation', { params: { ws: client.ws } }));
    const admin = await world.signIn('admin');
    const revoke = (mode: string) =>
      expectOk(admin.call('revokeWorkstation', { params: { ws: client.ws }, query: { mode } }));
    await revoke('lost');
    await revoke('drain');
    for (const name of ['session', 'hello', 'snapshot'] as const) {
      expect(await client.call(name)).toMatchObject({ status: 403, data: { mode: 'lost' } });
    }
    const push = await client.call('push', { body: { ws: client.ws, items: [] } });
    expect(push).toMatchObject({ status: 403, data: { mode: 'lost' } });
    expect((await trySignIn(client.account, PASSWORD, undefined, client.ws)).problem).toBe(
      'workstation-revoked',
    );
  });

  it('lists own workstations, all of them for an admin, and revokes no stranger', async () => {
    const mine = await world.signIn('guangzhou');
    await expectOk(mine.call('bindWorkstation', { params: { ws: mine.ws } }));
    const other = await world.signIn('foshan');
    const list = await expectOk(other.call('listWorkstations'));
    expect(list.items).toEqual([]);
    const all = await expectOk((await world.signIn('admin')).call('listWorkstations'));
    expect(all.items.map(({ ws }) => ws)).toContain(mine.ws);
    const revoked = await other.call('revokeWorkstation', {
      params: { ws: mine.ws },
      query: { mode: 'lost' },
    });
    expect(revoked.status).toBe(404);
  });

  it('changes the password and ends the other sessions', async () => {
    const [here, elsewhere] = [await world.signIn('guangzhou'), await world.signIn('guangzhou')];
    const body = { current: PASSWORD, next: 'another long password' };
    expect((await here.call('changePassword', { body: { ...body, current: 'wrong' } })).problem).toBe(
      'sign-in-failed',
    );
    await expectOk(here.call('changePassword', { body }));
    expect((await here.call('hello')).status).toBe(200);
    expect((await elsewhere.call('hello')).status).toBe(401);
    expect((await trySignIn(here.account, body.next)).status).toBe(200);
  });

  it('shows an account only the editions it has grants for', async () => {
    const hello = await expectOk((await world.signIn('guangzhou')).call('hello'));
    expect(hello.editions.map(({ id }) => id)).toEqual([world.edition]);
    await ensureAccount(world.ports, {
      name: world.account('bare'),
      displayName: 'bare',
      role: 'reviewer',
      grants: [],
      password: PASSWORD,
    });
    const bare = await world.signIn('bare');
    expect((await expectOk(bare.call('hello'))).editions).toEqual([]);
    expect((await bare.call('profile')).status).toBe(404);
    expect(await bare.call('snapshot')).toMatchObject({ status: 403, problem: 'not-granted' });
  });
});

describe('passwords', () => {
  const ports = {
    passwordCost: 4,
    randomBytes: (size: number) => crypto.getRandomValues(new Uint8Array(size)),
  };

  it('gives every account its own salt and matches the right password only', async () => {
    const [one, two] = [await hashPassword('pass', ports), await hashPassword('pass', ports)];
    expect(one).not.toBe(two);
    expect(await verifyPassword('pass', one)).toBe(true);
    expect(await verifyPassword('Pass', one)).toBe(false);
    for (const broken of ['', 'x', 'scrypt$4$8$3$$', 'md5$4$8$3$AA==$AA==']) {
      expect(await verifyPassword('pass', broken)).toBe(false);
    }
  });
});
