/** Metrics and log lines: what they tell, whom, and what they never say. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createGateway } from '../createGateway.ts';
import type { OpenDatabase } from '../database/open.ts';
import { openTestDatabase } from '../testing/engines.ts';
import { decide, newUnit } from '../testing/samples.ts';
import { type Client, createWorld, ORIGIN, PASSWORD, type World } from '../testing/world.ts';
import { createLog, readLogLevel } from './log.ts';
import { createMetrics } from './metrics.ts';

describe('metrics and log', () => {
  let database: OpenDatabase;
  let world: World;
  let client: Client;
  let lines: string[];

  beforeAll(async () => {
    database = await openTestDatabase('pglite');
  });
  afterAll(async () => await database?.close());
  beforeEach(async () => {
    lines = [];
    world = await createWorld(database);
    client = await world.signIn('guangzhou');
    world.ports.log = createLog('debug', (line) => lines.push(line));
  });

  const metrics = async (headers: Record<string, string> = {}, peer = '127.0.0.1', origin = ORIGIN) =>
    await world.gateway(new Request(`${origin}/metrics`, { headers }), { peer });

  it('counts requests, pushed decisions and refused sign-ins, and knows the head', async () => {
    await world.intake([newUnit('u1')]);
    const unit = (await client.pull()).items.get('unit/u1');
    if (!unit) throw new Error('no unit');
    const item = decide(unit, 'approve', { n: 1 });
    await client.push([item]);
    await client.push([item]);
    const body = { account: 'nobody', password: 'x', workstation: 'w' };
    await client.call('signIn', { body, headers: { 'Desk-Workstation': 'w' } });
    const text = await (await metrics()).text();
    expect(text).toContain('desk_requests_total{route="push",status="200"} 2');
    expect(text).toContain('desk_request_duration_seconds_bucket{route="push",le="+Inf"} 2');
    expect(text).toContain('desk_push_items_total{result="applied"} 1');
    expect(text).toContain('desk_push_items_total{result="replayed"} 1');
    expect(text).toContain('desk_sign_in_refusals_total{problem="sign-in-failed"} 1');
    expect(text).toContain(`desk_feed_head{edition="${world.edition}"} 2`);
    expect(text).toContain('desk_database_up 1');
    expect(text).not.toContain(client.account);
    expect(text).not.toContain('u1');
  });

  it('shows the metrics to this machine only, or to whoever holds the token', async () => {
    expect((await metrics()).status).toBe(200);
    expect((await metrics({}, '10.0.0.7')).status).toBe(404);
    expect((await metrics({ 'X-Forwarded-For': '10.0.0.7' })).status).toBe(404);
    world.ports.publicOrigin = 'https://desk.example.org';
    expect((await metrics({ Host: 'desk.example.org' })).status).toBe(404);
    world.ports.metricsToken = 'secret';
    expect((await metrics()).status).toBe(404);
    expect((await metrics({ Authorization: 'Bearer secret' }, '10.0.0.7')).status).toBe(200);
    expect((await metrics({ Authorization: 'Bearer secret2' })).status).toBe(404);
  });

  it('writes one line per request with route, status, role and a pseudonym, and nothing anyone typed', async () => {
    await client.call('hello');
    await client.call('changes', { query: { cursor: 'typed-cursor' } });
    await client.call('history', { params: { kind: 'unit', id: 'typed-id' } });
    const body = { account: 'typed-name', password: PASSWORD, workstation: 'typed-ws' };
    await client.call('signIn', { body, headers: { 'Desk-Workstation': 'typed-ws' } });
    const entries = lines.map((line) => JSON.parse(line));
    expect(entries).toMatchObject([
      { level: 'info', event: 'request', route: 'hello', status: 200, role: 'reviewer' },
      { event: 'request', route: 'changes', status: 410, problem: 'cursor-invalid' },
      { event: 'request', route: 'history', status: 404 },
      { event: 'request', route: 'signIn', status: 401, problem: 'sign-in-failed' },
    ]);
    expect(entries[0].who).toMatch(/^[0-9a-f]{8}$/);
    expect(new Set(entries.slice(0, 3).map(({ who }) => who)).size).toBe(1);
    const text = lines.join();
    for (const secret of [client.account, 'typed-', PASSWORD, client.ws, '192.0.2.1'])
      expect(text).not.toContain(secret);
  });

  it('writes what is at least of the level asked for', async () => {
    world.ports.log = createLog('warn', (line) => lines.push(line));
    await client.call('hello');
    expect(lines).toEqual([]);
    const broken = createGateway({
      ...world.ports,
      now: () => {
        throw new Error('broken');
      },
    });
    await broken(new Request(`${ORIGIN}/api/v1/hello`, { headers: client.headers }));
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { level: 'error', event: 'fault' },
      { level: 'warn', event: 'request', route: 'hello', status: 500 },
    ]);
    expect(() => readLogLevel('loud')).toThrow(/LOG_LEVEL must be one of/);
  });
});

describe('histograms', () => {
  it('count an observation in every bucket that holds it', () => {
    const metrics = createMetrics();
    metrics.observe('desk_request_duration_seconds', { route: 'x' }, 30);
    metrics.observe('desk_request_duration_seconds', { route: 'x' }, 3000);
    const text = metrics.render([]);
    expect(text).toContain('_bucket{route="x",le="0.025"} 0');
    expect(text).toContain('_bucket{route="x",le="0.05"} 1');
    expect(text).toContain('_bucket{route="x",le="5"} 2');
    expect(text).toContain('_sum{route="x"} 3.03');
  });
});
