/** What the boundary refuses: foreign hosts and origins, missing headers, bodies too large, bombs, nonsense. */
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROBLEMS } from '../../shared/protocol/problems.ts';
import { ROUTES, type Route } from '../../shared/protocol/routes.ts';
import { createGateway } from '../createGateway.ts';
import type { OpenDatabase } from '../database/open.ts';
import { ENGINES, openTestDatabase } from '../testing/engines.ts';
import { type Client, callRoute, createWorld, ORIGIN, readAnswer, type World } from '../testing/world.ts';

describe.each(ENGINES)('boundary on %s', (engine) => {
  let database: OpenDatabase;
  let world: World;
  let client: Client;

  beforeAll(async () => {
    database = await openTestDatabase(engine);
    world = await createWorld(database);
    client = await world.signIn('guangzhou');
  });
  afterAll(async () => await database?.close());

  const send = async (path: string, init: RequestInit = {}, origin = ORIGIN) =>
    await readAnswer<Record<string, unknown>>(await world.gateway(new Request(origin + path, init)));

  it.each(['http://evil.example', 'http://127.0.0.1.evil.example:4810', 'http://192.168.1.7:4810'])(
    'does not answer for the host %s',
    async (origin) => {
      expect(await send('/api/v1/health', {}, origin)).toMatchObject({
        status: 421,
        problem: 'host-foreign',
      });
    },
  );

  it('answers for the configured origin and refuses its neighbours', async () => {
    const gateway = createGateway({ ...world.ports, publicOrigin: 'https://desk.example.org' });
    const from = async (host: string, origin: string) =>
      (
        await gateway(
          new Request('http://10.0.0.1/api/v1/health', { headers: { Host: host, Origin: origin } }),
        )
      ).status;
    expect(await from('desk.example.org', 'https://desk.example.org')).toBe(200);
    expect(await from('desk.example.org', 'https://desk.example.org.evil.example')).toBe(403);
    expect(await from('other.example.org', 'https://desk.example.org')).toBe(421);
  });

  it.each([
    'https://evil.example',
    'null',
    'http://127.0.0.1:9999',
    'http://localhost:4810',
    'https://127.0.0.1:4810',
  ])('refuses the origin %s, for reading as well', async (origin) => {
    const answer = await send('/api/v1/health', { headers: { Origin: origin } });
    expect(answer).toMatchObject({ status: 403, problem: 'origin-foreign' });
  });

  it('wants the desk header on changes that have no origin', async () => {
    const body = JSON.stringify({ account: 'x', password: 'x', workstation: 'x' });
    const headers = { 'Content-Type': 'application/json' };
    expect(await send('/api/v1/session', { method: 'POST', body, headers })).toMatchObject({
      status: 403,
      problem: 'desk-header-missing',
    });
    const own = await send('/api/v1/session', {
      method: 'POST',
      body,
      headers: { ...headers, Origin: ORIGIN },
    });
    expect(own.status).toBe(401);
  });

  it('speaks protocol 1 only', async () => {
    expect((await client.call('hello', { headers: { 'Desk-Protocol': '1' } })).status).toBe(200);
    const other = await client.call('hello', { headers: { 'Desk-Protocol': '2' } });
    expect(other).toMatchObject({ status: 426, problem: 'protocol-unsupported' });
  });

  it('answers unknown URLs with 404 and known ones under another method with 405', async () => {
    for (const path of [
      '/api',
      '/api/v1',
      '/api/v2/health',
      '/api/v1/nothing',
      '/api/v1/editions/x/../../health/',
    ]) {
      expect((await send(path)).status, path).toBe(404);
    }
    const answer = await send('/api/v1/hello', { method: 'POST', headers: { 'Desk-Client': 'x' } });
    expect(answer).toMatchObject({ status: 405, problem: 'method-not-allowed' });
    expect(answer.headers.get('Allow')).toBe('GET');
  });

  it('takes JSON only, in UTF-8, plain or gzip', async () => {
    const put = (rawBody: string | Uint8Array<ArrayBuffer>, headers: Record<string, string>) =>
      client.call('presence', { rawBody, headers });
    const json = { 'Content-Type': 'application/json; charset=utf-8' };
    expect((await put('{"open":null}', json)).status).toBe(200);
    const packed = new Uint8Array(gzipSync('{"open":null}'));
    expect((await put(packed, { ...json, 'Content-Encoding': 'gzip' })).status).toBe(200);
    expect((await put('{"open":null}', { 'Content-Type': 'text/plain' })).status).toBe(415);
    expect((await put('{"open":null}', { ...json, 'Content-Encoding': 'br' })).status).toBe(415);
    expect((await put('{"open":', json)).problem).toBe('bad-request');
    expect((await put(new Uint8Array([0x22, 0xff, 0x22]), json)).problem).toBe('bad-request');
    expect((await put('not gzip', { ...json, 'Content-Encoding': 'gzip' })).problem).toBe('bad-request');
  });

  it('refuses bodies over the limit, declared, streamed or inflated', async () => {
    const large = JSON.stringify({ ws: client.ws, items: [], padding: 'x'.repeat(1024 * 1024) });
    const json = { 'Content-Type': 'application/json' };
    expect(await client.call('push', { rawBody: large, headers: json })).toMatchObject({
      status: 413,
      problem: 'too-large',
    });
    const declared = { ...json, 'Content-Length': '999999999' };
    expect((await client.call('push', { rawBody: '{}', headers: declared })).status).toBe(413);
    const belied = { ...json, 'Content-Length': '2' };
    expect((await client.call('push', { rawBody: large, headers: belied })).status).toBe(413);
    const bomb = new Uint8Array(gzipSync(Buffer.alloc(200 * 1024 * 1024, ' ')));
    expect(bomb.length).toBeLessThan(1024 * 1024);
    const before = process.memoryUsage().rss;
    const answer = await client.call('push', {
      rawBody: bomb,
      headers: { ...json, 'Content-Encoding': 'gzip' },
    });
    expect(answer).toMatchObject({ status: 413, problem: 'too-large' });
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
  });

  it('names where a body breaks the schema and never repeats what was sent', async () => {
    const answer = await client.call('presence', { body: { open: { kind: 'secret-value', id: 7 } } });
    expect(answer).toMatchObject({ status: 400, problem: 'schema-invalid' });
    const text = JSON.stringify(answer.data);
    expect(text).toContain('/open/kind');
    expect(text).not.toContain('secret-value');
    expect((await client.call('presence', { body: { open: { kind: 'unit', id: 'a\u0000b' } } })).status).toBe(
      400,
    );
    expect((await client.call('changes', { query: { cursor: 'x', limit: 0 } })).status).toBe(400);
  });

  it('answers everything signed out with 401 but what is open', async () => {
    const params = { edition: world.edition, ws: 'x', sha256: 'x', variant: 'full', kind: 'unit', id: 'x' };
    for (const [name, route] of Object.entries<Route>(ROUTES)) {
      if (route.access === 'open') continue;
      const answer = await callRoute(world.gateway, name as 'hello', {
        params,
        headers: { 'Desk-Client': 'x' },
      });
      expect(answer, name).toMatchObject({ status: 401, problem: 'not-signed-in' });
    }
  });

  it('answers each role only where its grants reach', async () => {
    const intake = await world.signIn('intake');
    const secretariat = await world.signIn('secretariat');
    const submissions = { body: { items: [] } };
    expect((await client.call('submissions', submissions)).problem).toBe('not-granted');
    expect((await secretariat.call('submissions', submissions)).problem).toBe('not-granted');
    expect((await intake.call('submissions', submissions)).status).toBe(200);
    expect((await intake.call('snapshot')).problem).toBe('not-granted');
    expect((await client.call('publishProgress', { body: { week: '2020-09-07' } })).problem).toBe(
      'not-granted',
    );
    const transfer = {
      items: [{ unitId: 'u', fromSubGroupId: 'guangzhou' }],
      toSubGroupId: 'foshan',
      reason: 'x',
    };
    expect((await client.call('transfer', { body: transfer })).problem).toBe('not-granted');
  });

  it('describes every route in OpenAPI', async () => {
    const { data } = await callRoute(world.gateway, 'openapi');
    const paths = data.paths as Record<string, Record<string, { operationId: string }>>;
    const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
    expect(operations.map(({ operationId }) => operationId).sort()).toEqual(Object.keys(ROUTES).sort());
  });

  it('says ok and whether it is seeding, and failing without a database', async () => {
    expect((await callRoute(world.gateway, 'health')).data).toEqual({ status: 'ok', version: 'test' });
    const seeding = createGateway({ ...world.ports, isSeeding: () => true });
    expect((await callRoute(seeding, 'health')).data).toMatchObject({ status: 'ok', seeding: true });
  });

  it('leaks nothing of a fault', async () => {
    const events: string[] = [];
    const broken = createGateway({
      ...world.ports,
      images: { put: fail, get: fail, open: fail, has: fail, remove: fail },
      now: () => {
        throw new Error('secret detail');
      },
      log: (event, fields) => events.push(JSON.stringify({ event, ...fields })),
    });
    const request = new Request(`${ORIGIN}/api/v1/hello`, { headers: client.headers });
    const answer = await readAnswer(await broken(request));
    expect(answer).toMatchObject({ status: PROBLEMS.internal, problem: 'internal' });
    expect(JSON.stringify(answer.data)).not.toContain('secret');
    expect(events.join()).not.toContain('secret');
    expect(events.map((line) => JSON.parse(line).event)).toEqual(['fault', 'request']);
  });
});

function fail(): never {
  throw new Error('secret detail');
}
