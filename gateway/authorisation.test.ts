/**
 * The grants matrix: every route, for every kind of caller, on what is theirs and on what is not. A route
 * without a row fails; so does a 200 that carries anything of a sub-group outside the caller's right.
 */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROUTES, type RouteName } from '../shared/protocol/routes.ts';
import { revokeWorkstation } from './access/workstations.ts';
import type { OpenDatabase } from './database/open.ts';
import { storeImage } from './intake/storeImage.ts';
import { openTestDatabase } from './testing/engines.ts';
import { samplePng } from './testing/sampleImage.ts';
import { decide, newAttendee, newUnit, unitMaterial } from './testing/samples.ts';
import {
  type CallOptions,
  type Client,
  callRoute,
  createWorld,
  expectOk,
  type World,
} from './testing/world.ts';

/** What lies in Foshan carries this name: a reviewer of Guangzhou must never read it. */
const FOREIGN_NAME = '佛山异分团样例有限公司';

const CALLERS = [
  'own', // reviewer of Guangzhou
  'foreign', // reviewer of Foshan, asking for what is Guangzhou's
  'secretariat',
  'intake',
  'admin',
  'signedOut',
  'drain', // own, on a workstation revoked with drain
  'lost', // own, on a workstation revoked as lost
  'foreignWs', // own session under another workstation's name
  'elsewhere', // own, in an edition without grants
] as const;
type CallerName = (typeof CALLERS)[number];

/** A status, or the problem's slug. */
type Expected = number | string;
const OUT = 'not-signed-in';
const NO = 'not-granted';
const REVOKED = 'workstation-revoked';
const WS = 'workstation-foreign';
const TRAVEL = 'travel-foreign';
/** a travelling workstation of the reviewer of Guangzhou */
const TRAVELLER = 'travel-of-guangzhou';

/** own, foreign, secretariat, intake, admin, signedOut, drain, lost, foreignWs, elsewhere */
const TABLE: Record<RouteName, readonly Expected[]> = {
  health: [200, 200, 200, 200, 200, 200, 200, 200, 200, 200],
  openapi: [200, 200, 200, 200, 200, 200, 200, 200, 200, 200],
  session: [200, 200, 200, 200, 200, 200, 200, REVOKED, WS, 200],
  signIn: [401, 401, 401, 401, 401, 401, 401, REVOKED, WS, 401],
  signOut: [200, 200, 200, 200, 200, OUT, 200, REVOKED, WS, 200],
  changePassword: [401, 401, 401, 401, 401, OUT, REVOKED, REVOKED, WS, 401],
  hello: [200, 200, 200, 200, 200, OUT, REVOKED, REVOKED, WS, 200],
  bindWorkstation: [200, WS, WS, WS, WS, OUT, REVOKED, REVOKED, WS, 200],
  listWorkstations: [200, 200, 200, 200, 200, OUT, REVOKED, REVOKED, WS, 200],
  revokeWorkstation: [404, 404, 404, 404, 404, OUT, REVOKED, REVOKED, WS, 404],
  profile: [200, 200, 200, 200, 200, OUT, REVOKED, REVOKED, WS, 404],
  snapshot: [200, 200, 200, NO, NO, OUT, REVOKED, REVOKED, WS, NO],
  part: [200, 404, 200, NO, NO, OUT, REVOKED, REVOKED, WS, NO],
  changes: [200, 410, 410, NO, NO, OUT, REVOKED, REVOKED, WS, NO],
  poke: [200, 200, 200, NO, NO, OUT, REVOKED, REVOKED, WS, NO],
  presence: [200, 200, 200, NO, NO, OUT, REVOKED, REVOKED, WS, NO],
  // The envelope is for everyone who is signed in: a decision whose right is gone gets its receipt.
  push: [200, 200, 200, 200, 200, OUT, 200, REVOKED, WS, 200],
  // Only one's own traveller is handed in for; what its decisions may do is in their receipts.
  handIn: [200, TRAVEL, TRAVEL, TRAVEL, TRAVEL, OUT, REVOKED, REVOKED, WS, 200],
  receipts: [200, WS, WS, WS, WS, OUT, 200, REVOKED, WS, 200],
  digests: [200, 200, 200, NO, NO, OUT, REVOKED, REVOKED, WS, NO],
  image: [200, 404, 200, NO, NO, OUT, REVOKED, REVOKED, WS, NO],
  history: [200, 404, 200, NO, NO, OUT, REVOKED, REVOKED, WS, NO],
  transfer: [NO, NO, 200, NO, NO, OUT, REVOKED, REVOKED, WS, NO],
  progress: [200, 200, 200, NO, NO, OUT, REVOKED, REVOKED, WS, NO],
  publishProgress: [NO, NO, 200, NO, NO, OUT, REVOKED, REVOKED, WS, NO],
  publications: [200, 200, 200, NO, NO, OUT, REVOKED, REVOKED, WS, NO],
  deals: [200, 200, 200, NO, NO, OUT, REVOKED, REVOKED, WS, NO],
  putDeals: [200, NO, 200, NO, NO, OUT, REVOKED, REVOKED, WS, NO],
  contacts: [200, 200, 200, NO, NO, OUT, REVOKED, REVOKED, WS, NO],
  putContacts: [200, NO, 200, NO, NO, OUT, REVOKED, REVOKED, WS, NO],
  // What was revealed before the grants went must still arrive.
  audit: [200, 200, 200, 200, 200, OUT, REVOKED, REVOKED, WS, 200],
  submissions: [NO, NO, NO, 200, NO, OUT, REVOKED, REVOKED, WS, NO],
  putImage: [NO, NO, NO, 200, NO, OUT, REVOKED, REVOKED, WS, NO],
  outcomes: [NO, NO, NO, 200, NO, OUT, REVOKED, REVOKED, WS, NO],
};

describe('authorisation', () => {
  let database: OpenDatabase;
  let world: World;
  let elsewhere: string;
  let clients: Record<CallerName, Client>;
  let options: Record<RouteName, CallOptions>;

  beforeAll(async () => {
    database = await openTestDatabase('pglite');
    elsewhere = (await createWorld(database)).edition;
    world = await createWorld(database);
    const image = await storeImage(world.ports, world.edition, samplePng(1));
    if (!image.ok) throw new Error(image.detail);
    const foreign = { material: unitMaterial({ unitName: FOREIGN_NAME }) };
    await world.intake([
      newUnit('u1', 'guangzhou', { images: { qualificationDocument: image.sha256 } }),
      newAttendee('a1', 'u1'),
      newUnit('f1', 'foshan', foreign),
    ]);
    clients = await signInAll(world);
    options = await optionsOf(clients, image.sha256);
  });
  afterAll(async () => await database?.close());

  const ask = async (route: RouteName, name: CallerName) => {
    const client = clients[name];
    const { params, ...rest } = options[route];
    const edition = name === 'elsewhere' ? elsewhere : world.edition;
    const body = bodyOf(route, name, client.ws) ?? rest.body;
    const answer = callRoute(world.gateway, route as 'hello', {
      ...rest,
      ...(body === undefined ? {} : { body }),
      params: { edition, ...params },
      headers: { ...client.headers, ...rest.headers },
    });
    return route === 'poke' ? await openAndClose(world, client, edition) : await answer;
  };

  it('has a row for every route and a column for every caller', () => {
    expect(Object.keys(TABLE).sort()).toEqual(Object.keys(ROUTES).sort());
    for (const row of Object.values(TABLE)) expect(row).toHaveLength(CALLERS.length);
  });

  // What ends a session, a password or a workstation comes last.
  const order = (Object.keys(TABLE) as RouteName[]).sort(
    (a, b) => Number(a === 'signOut') - Number(b === 'signOut'),
  );
  it.each(order)('%s', async (route) => {
    const answers = await Promise.all(CALLERS.map((name) => ask(route, name)));
    const found = answers.map(({ status, problem }, index) =>
      typeof TABLE[route][index] === 'string' ? problem : status,
    );
    expect(Object.fromEntries(CALLERS.map((name, index) => [name, found[index]]))).toEqual(
      Object.fromEntries(CALLERS.map((name, index) => [name, TABLE[route][index]])),
    );
    for (const [index, { status, data }] of answers.entries()) {
      const mayRead = CALLERS[index] === 'foreign' || CALLERS[index] === 'secretariat';
      if (status === 200 && !mayRead) expect(JSON.stringify(data)).not.toContain(FOREIGN_NAME);
    }
  });

  it('gives a reviewer nothing of a foreign sub-group, by whatever name they ask for it', async () => {
    const { own, foreign, secretariat } = await signInAll(world);
    const parts = (await expectOk(foreign.call('snapshot'))).parts;
    for (const { sha256 } of parts) expect((await own.call('part', { params: { sha256 } })).status).toBe(404);
    expect((await own.call('history', { params: { kind: 'unit', id: 'f1' } })).status).toBe(404);
    const pulled = await own.pull();
    expect([...pulled.items.values()].every(({ subGroupId }) => subGroupId === 'guangzhou')).toBe(true);
    for (const name of ['digests', 'progress', 'deals', 'contacts'] as const)
      expect(JSON.stringify((await own.call(name)).data)).not.toContain('foshan');
    const seen = (await secretariat.pull()).items.get('unit/f1');
    if (!seen) throw new Error('f1 is not there');
    const reply = await own.push([decide(seen, 'approve', { n: 1 })]);
    expect(reply.items).toMatchObject([{ result: 'forbidden' }]);
    expect(JSON.stringify(reply)).not.toContain('佛山');
    const deal = {
      id: 'd1',
      subGroupId: 'foshan',
      unitId: 'f1',
      exhibitor: 'x',
      amount: '1',
      date: '2020-11-05',
    };
    expect((await own.call('putDeals', { body: { items: [deal] } })).problem).toBe(NO);
  });

  it('takes submissions from a secretariat that was given the right, for the whole delegation only', async () => {
    const { ensureAccount } = await import('./access/accounts.ts');
    const { grantsOfRole, importGrant } = await import('./access/grants.ts');
    const importer = await world.signIn('secretariat');
    const items = [newUnit('imported')];
    const add = async (grants: Parameters<typeof ensureAccount>[1]['grants']) => {
      await ensureAccount(world.ports, {
        name: importer.account,
        displayName: 'secretariat',
        role: 'secretariat',
        grants: [...grantsOfRole('secretariat', world.edition), ...grants],
      });
      return (await importer.call('submissions', { body: { items } })).problem ?? 'taken';
    };
    expect(await add([])).toBe(NO);
    expect(await add([{ edition: world.edition, right: 'intake', subGroupId: 'guangzhou' }])).toBe(NO);
    expect(await add([importGrant(elsewhere)])).toBe(NO);
    expect(await add([importGrant(world.edition)])).toBe('taken');
    expect(await add([])).toBe(NO);
  });

  it('forgets a sub-group with the first call after the grant has gone', async () => {
    const both = await world.signIn('both');
    const { cursor } = await both.pull();
    const { ensureAccount } = await import('./access/accounts.ts');
    const { grantsOfRole } = await import('./access/grants.ts');
    await ensureAccount(world.ports, {
      name: both.account,
      displayName: 'both',
      role: 'reviewer',
      grants: grantsOfRole('reviewer', world.edition, ['guangzhou']),
    });
    expect((await both.call('changes', { query: { cursor } })).problem).toBe('cursor-invalid');
    expect((await both.pull()).items.has('unit/f1')).toBe(false);
    expect((await both.call('history', { params: { kind: 'unit', id: 'f1' } })).status).toBe(404);
  });
});

async function signInAll(world: World): Promise<Record<CallerName, Client>> {
  const own = await world.signIn('guangzhou');
  await expectOk(own.call('bindWorkstation', { params: { ws: own.ws } }));
  await expectOk(own.call('handIn', { body: { ws: TRAVELLER, items: [] } }));
  const revoked = async (mode: 'drain' | 'lost'): Promise<Client> => {
    const client = await world.signIn('guangzhou');
    await expectOk(client.call('bindWorkstation', { params: { ws: client.ws } }));
    await revokeWorkstation(world.ports, client.ws, mode);
    return client;
  };
  const other = await world.signIn('guangzhou');
  const token = other.headers.Cookie?.split('=')[1] ?? '';
  return {
    own,
    foreign: await world.signIn('foshan'),
    secretariat: await world.signIn('secretariat'),
    intake: await world.signIn('intake'),
    admin: await world.signIn('admin'),
    signedOut: { ...own, headers: { 'Desk-Client': 'test', 'Desk-Workstation': own.ws } },
    drain: await revoked('drain'),
    lost: await revoked('lost'),
    foreignWs: {
      ...other,
      headers: { 'Desk-Client': 'test', 'Desk-Workstation': own.ws, Cookie: `desk-${own.ws}=${token}` },
    },
    elsewhere: await world.signIn('guangzhou'),
  };
}

/** What each route is asked with: always what is Guangzhou's, so that its reviewer gets it and others do not. */
async function optionsOf(
  { own }: Record<CallerName, Client>,
  image: string,
): Promise<Record<RouteName, CallOptions>> {
  const snapshot = await expectOk(own.call('snapshot'));
  const part = snapshot.parts[0]?.sha256 ?? '';
  const png = samplePng(2);
  const newImage = createHash('sha256').update(png).digest('hex');
  const subGroupId = 'guangzhou';
  const contact = { subGroupId, unit: 'x', name: 'x', title: 'x', officePhone: 'x', mobile: 'x' };
  const deal = { id: 'd0', subGroupId, unitId: 'u1', exhibitor: 'x', amount: '1', date: '2020-11-05' };
  return {
    health: {},
    openapi: {},
    session: {},
    signIn: {},
    signOut: {},
    changePassword: { body: { current: 'wrong', next: 'a long new password' } },
    hello: {},
    bindWorkstation: { params: { ws: own.ws } },
    listWorkstations: {},
    revokeWorkstation: { params: { ws: 'of-nobody' }, query: { mode: 'drain' } },
    profile: {},
    snapshot: {},
    part: { params: { sha256: part } },
    changes: { query: { cursor: snapshot.cursor } },
    poke: {},
    presence: { body: { open: { kind: 'unit', id: 'u1' } } },
    push: {},
    handIn: { body: { ws: TRAVELLER, items: [] } },
    receipts: { query: { ws: own.ws } },
    digests: {},
    image: { params: { sha256: image, variant: 'thumb' } },
    history: { params: { kind: 'unit', id: 'u1' } },
    transfer: {
      body: { items: [{ unitId: 'u1', fromSubGroupId: 'zhuhai' }], toSubGroupId: subGroupId, reason: 'x' },
    },
    progress: {},
    publishProgress: { body: { week: '2020-09-07' } },
    publications: {},
    deals: {},
    putDeals: { body: { items: [deal] } },
    contacts: {},
    putContacts: { body: { items: [contact] } },
    audit: { body: { items: [] } },
    submissions: { body: { items: [] } },
    putImage: { params: { sha256: newImage }, rawBody: png, headers: { 'Content-Type': 'image/png' } },
    outcomes: {},
  };
}

/** Bodies that name the caller's own workstation. */
function bodyOf(route: RouteName, name: CallerName, ws: string): object | undefined {
  if (route === 'push') return { ws, items: [] };
  return route === 'signIn' ? { account: `nobody-${name}`, password: 'wrong', workstation: ws } : undefined;
}

/** An event stream never ends by itself. */
async function openAndClose(world: World, client: Client, edition: string) {
  const url = `http://127.0.0.1:4810/api/v1/editions/${edition}/poke`;
  const response = await world.gateway(new Request(url, { headers: client.headers }));
  if (response.status === 200) {
    await response.body?.cancel();
    return { status: 200, problem: undefined, data: null };
  }
  const { type }: { type: string } = await response.json();
  return { status: response.status, problem: type.replace('urn:expo-review-desk:', ''), data: null };
}
