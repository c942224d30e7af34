/** Several instances on one PostgreSQL, each with a pool of its own: what they share and how they start. */
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createGateway, type Gateway } from './createGateway.ts';
import { FIRST, MIGRATIONS, migrate } from './database/migrations.ts';
import { type OpenDatabase, openDatabase } from './database/open.ts';
import { isBusy } from './database/transact.ts';
import { pushDecisions } from './decisions/pushDecisions.ts';
import { createFeedBus } from './feed/bus.ts';
import { startPostgres, type TestPostgres } from './testing/postgres.ts';
import { decide, newAttendee, newUnit } from './testing/samples.ts';
import { callRoute, createWorld, ORIGIN, PASSWORD, type World } from './testing/world.ts';

describe('two instances on one database', () => {
  let server: TestPostgres;
  let database: OpenDatabase;
  let second: OpenDatabase;
  let world: World;
  let other: Gateway;

  beforeAll(async () => {
    server = await startPostgres();
    database = await openDatabase({ url: server.urlOf('postgres') });
    second = await openDatabase({ url: server.urlOf('postgres') });
    await migrate(database.db);
  });
  afterAll(async () => {
    await database?.close();
    await second?.close();
    await server?.stop();
  });
  beforeEach(async () => {
    world = await createWorld(database);
    other = createGateway({ ...world.ports, db: second.db, poolUse: second.poolUse, bus: createFeedBus() });
  });

  it('share sessions, the limits of sign-in and what was revoked', async () => {
    const client = await world.signIn('guangzhou');
    const hello = () => callRoute(other, 'hello', { headers: client.headers });
    expect((await hello()).status).toBe(200);
    const body = { account: world.account('foshan'), password: 'wrong', workstation: 'w' };
    const attempt = (gateway: Gateway, password: string) =>
      callRoute(gateway, 'signIn', { body: { ...body, password }, headers: { 'Desk-Client': 'x' } });
    for (let i = 0; i < 5; i += 1) await attempt(i % 2 ? other : world.gateway, 'wrong');
    expect((await attempt(world.gateway, PASSWORD)).status).toBe(429);
    expect((await attempt(other, PASSWORD)).status).toBe(429);
    await client.call('bindWorkstation', { params: { ws: client.ws } });
    await client.call('revokeWorkstation', { params: { ws: client.ws }, query: { mode: 'lost' } });
    expect((await hello()).problem).toBe('workstation-revoked');
  });

  it('poke those who listen at the other instance', async () => {
    const client = await world.signIn('guangzhou');
    const url = `${ORIGIN}/api/v1/editions/${world.edition}/poke`;
    const response = await other(new Request(url, { headers: client.headers }));
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let heard = '';
    await world.intake([newUnit('u1'), newUnit('u2')]);
    while (!heard.includes('"head":2')) heard += (await reader?.read())?.value ?? '';
    await reader?.cancel();
    expect(heard).toContain('"head":2');
  });

  it('build a part set once, however many ask both of them for it', async () => {
    await world.intake(Array.from({ length: 400 }, (_, i) => newUnit(`u${i}`)));
    const client = await world.signIn('guangzhou');
    const params = { edition: world.edition };
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        callRoute(i % 2 ? other : world.gateway, 'snapshot', { params, headers: client.headers }),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ data }) => data.parts[0]?.sha256)).size).toBe(1);
    const sets = await database.db
      .selectFrom('part_set')
      .select('id')
      .where('edition', '=', world.edition)
      .execute();
    expect(sets).toHaveLength(1);
  });
});

describe('migrations on PostgreSQL', () => {
  let server: TestPostgres;
  let databases = 0;

  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(async () => await server?.stop());

  const openFresh = async (count: number): Promise<OpenDatabase[]> => {
    databases += 1;
    const name = `fresh${databases}`;
    const main = await openDatabase({ url: server.urlOf('postgres') });
    await sql.raw(`create database ${name}`).execute(main.db);
    await main.close();
    return await Promise.all(
      Array.from({ length: count }, () => openDatabase({ url: server.urlOf(name), poolSize: 20 })),
    );
  };

  it('are run once by instances that start at the same moment', async () => {
    for (let round = 0; round < 4; round += 1) {
      const instances = await openFresh(4);
      const done = await Promise.all(instances.map(({ db }) => migrate(db)));
      expect(done.flat().sort()).toEqual(MIGRATIONS.map(({ name }) => name).sort());
      for (const instance of instances) await instance.close();
    }
  });

  it('go forward while an instance serves: nothing is lost, and nobody waits for long', async () => {
    const [older, newer] = await openFresh(2);
    if (!older || !newer) throw new Error('not open');
    await migrate(older.db, [FIRST]);
    const world = await createWorld(older);
    await world.intake(
      Array.from({ length: 40 }, (_, u) => [newUnit(`u${u}`), newAttendee(`a${u}`, `u${u}`)]).flat(),
    );
    const seen = [...(await (await world.signIn('secretariat')).pull()).items.values()];
    const additive = [
      ...MIGRATIONS,
      {
        name: '999-to-come',
        statements: [
          `alter table decision add column weight int not null default 1`,
          `alter table submission add column shade text`,
          `create index decision_by_weight on decision (weight)`,
        ],
      },
    ];
    let isMigrating = true;
    const answered: string[] = [];
    const push = async (worker: number): Promise<void> => {
      const caller = await world.caller('guangzhou');
      const ws = `m-${world.edition}-${worker}`;
      for (let n = 1; isMigrating || n < 5; n += 1) {
        const item = seen[(n * 7 + worker) % seen.length];
        if (!item) return;
        const verdict = item.kind === 'unit' ? ('approve' as const) : ('tag' as const);
        const decision = decide(item, verdict, { n, ...(item.kind === 'unit' ? {} : { tag: 'vip' }) });
        for (;;) {
          try {
            const reply = await pushDecisions(world.ports, caller, world.edition, { ws, items: [decision] });
            expect(reply.contiguous).toBe(n);
            answered.push(reply.items[0]?.id ?? '');
            break;
          } catch (error) {
            if (!isBusy(error)) throw error;
          }
        }
      }
    };
    const pushing = Promise.all([push(0), push(1), push(2)]);
    const steps = await migrate(newer.db, additive);
    isMigrating = false;
    await pushing;
    expect(steps).toEqual(additive.slice(1).map(({ name }) => name));
    const stored = await newer.db
      .selectFrom('decision')
      .select('id')
      .where('receipt', 'is not', null)
      .execute();
    expect(stored.map(({ id }) => id).sort()).toEqual(answered.sort());
    await older.close();
    await newer.close();
  });
});

describe('a database that goes away', () => {
  it('makes health say so, and is found again by itself', async () => {
    // A crash must not take with it what was committed.
    const server = await startPostgres({ isDurable: true });
    const database = await openDatabase({ url: server.urlOf('postgres') });
    try {
      await migrate(database.db);
      const world = await createWorld(database);
      const client = await world.signIn('guangzhou');
      const health = () => callRoute(world.gateway, 'health');
      expect((await health()).data).toEqual({ status: 'ok', version: 'test' });
      await server.crash();
      expect(await health()).toMatchObject({
        status: 503,
        data: { status: 'failing', detail: 'The database does not answer.' },
      });
      const refused = await client.call('hello');
      expect(refused).toMatchObject({ status: 503, problem: 'busy' });
      expect(refused.headers.get('Retry-After')).toBe('2');
      await server.restart();
      expect((await health()).status).toBe(200);
      expect((await client.call('hello')).status).toBe(200);
    } finally {
      await database.close();
      await server.stop();
    }
  });
});
