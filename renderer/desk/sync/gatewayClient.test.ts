import { describe, expect, it } from 'vitest';
import { VirtualTime } from '../testing/virtualTime.ts';
import { backoffMs } from './backoff.ts';
import { createGatewayClient } from './gatewayClient.ts';

const HELLO = {
  serverTime: '2020-09-18T02:00:00.000Z',
  protocol: { min: 1, max: 1 },
  schema: { min: 1, max: 1 },
  limits: { pushItems: 500, pushBytes: 1, changesItems: 1, imageBytes: 1 },
  editions: [],
};
const OURS = { 'Desk-Protocol': '1', 'Content-Type': 'application/json; charset=utf-8' };

function clientFor(respond: (url: string, init: RequestInit) => Response | Promise<Response>) {
  const time = new VirtualTime();
  const seen: { url: string; init: RequestInit }[] = [];
  const client = createGatewayClient(
    {
      clock: time,
      schedule: time,
      async fetch(url, init) {
        seen.push({ url, init });
        return respond(url, init);
      },
    },
    'ws-1',
  );
  return { client, seen, time };
}
const reply = (body: unknown, headers: Record<string, string> = OURS, status = 200) =>
  new Response(typeof body === 'string' ? body : JSON.stringify(body), { headers, status });

describe('a reply counts only if it is the gateway’s', () => {
  it('takes ours', async () => {
    const { client, seen } = clientFor(() => reply(HELLO));
    expect(await client.call('hello')).toEqual({ ok: true, value: HELLO });
    expect(seen[0]?.url).toBe('/api/v1/hello');
    expect(seen[0]?.init.headers).toMatchObject({ 'Desk-Client': '1', 'Desk-Workstation': 'ws-1' });
    expect(seen[0]?.init).toMatchObject({ cache: 'no-store', redirect: 'error' });
  });

  it.each([
    [
      'a captive portal’s page with status 200',
      () => reply('<html>hotel</html>', { 'Content-Type': 'text/html' }),
    ],
    ['somebody else’s JSON', () => reply({ ok: true }, { 'Content-Type': 'application/json' })],
    [
      'ours in name, a page in fact',
      () => reply('<html>', { 'Desk-Protocol': '1', 'Content-Type': 'text/html' }),
    ],
    ['a foreign 404', () => reply('not here', { 'Content-Type': 'text/plain' }, 404)],
  ])('%s is not the gateway', async (_, respond) => {
    expect(await clientFor(respond).client.call('hello')).toEqual({ ok: false, kind: 'notGateway' });
  });

  it('a proxy’s 502 is an outage', async () => {
    const { client } = clientFor(() =>
      reply('<html>bad gateway</html>', { 'Content-Type': 'text/html' }, 502),
    );
    expect(await client.call('hello')).toEqual({ ok: false, kind: 'unreachable' });
  });

  it('another protocol or schema is incompatible, and nothing of it is taken', async () => {
    const newer = clientFor(() => reply(HELLO, { ...OURS, 'Desk-Protocol': '2' }));
    expect(await newer.client.call('hello')).toMatchObject({ ok: false, kind: 'incompatible' });
    const odd = clientFor(() => reply({ ...HELLO, editions: 'none' }));
    expect(await odd.client.call('hello')).toMatchObject({ ok: false, kind: 'incompatible' });
    const cut = clientFor(() => reply(JSON.stringify(HELLO).slice(0, 40)));
    expect(await cut.client.call('hello')).toMatchObject({ ok: false, kind: 'incompatible' });
  });

  it('a problem is told by its type, with the wait it asks for', async () => {
    const problem = { type: 'urn:expo-review-desk:busy', title: 'busy', status: 503 };
    const { client } = clientFor(() => reply(problem, { ...OURS, 'Retry-After': '7' }, 503));
    expect(await client.call('hello')).toMatchObject({
      ok: false,
      kind: 'problem',
      slug: 'busy',
      retryAfterMs: 7_000,
    });
  });

  it('no answer in time is no answer', async () => {
    const { client, time } = clientFor(
      (_, init) =>
        new Promise((_resolve, reject) => {
          init.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
        }),
    );
    const asked = client.call('hello', { timeoutMs: 5_000 });
    await time.advance(5_000);
    expect(await asked).toEqual({ ok: false, kind: 'unreachable' });
  });

  it('gzips large bodies and escapes parameters', async () => {
    const { client, seen } = clientFor(() => reply({ contiguous: 0, items: [] }));
    await client.call('push', {
      params: { edition: 'a/../b' },
      body: { ws: 'x', items: ['y'.repeat(20_000)] },
    });
    expect(seen[0]?.url).toBe('/api/v1/editions/a%2F..%2Fb/decisions');
    expect(seen[0]?.init.headers).toMatchObject({ 'Content-Encoding': 'gzip' });
    const body = seen[0]?.init.body;
    expect(body instanceof ArrayBuffer && body.byteLength).toBeLessThan(500);
  });
});

describe('back-off', () => {
  it('doubles from a second to five minutes, with full jitter', () => {
    const most = { bytes: (length: number) => new Uint8Array(length).fill(0xff) };
    const least = { bytes: (length: number) => new Uint8Array(length) };
    expect([1, 2, 3, 9, 10, 50].map((failures) => backoffMs(failures, most))).toEqual([
      1_000, 2_000, 4_000, 256_000, 300_000, 300_000,
    ]);
    expect(backoffMs(5, least)).toBe(0);
  });
});
