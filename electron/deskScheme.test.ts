/** The page's scheme: assets by exact name and no way around it; forwarding that leaks nothing either way. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDeskHandler } from './deskScheme.ts';
import { gatewayUrl, incomingHeaders } from './forward.ts';
import { HARMFUL_HEADERS, type ScriptedGateway, startScriptedGateway } from './testing/scriptedGateway.ts';

const bundle = {
  html: '<script src="./assets/main-1.js" nonce="__DESK_NONCE__"></script>',
  files: new Map([
    ['assets/main-1.js', new TextEncoder().encode('export {};')],
    ['icon.svg', new TextEncoder().encode('<svg/>')],
  ]),
};
let gateway: ScriptedGateway;
let address: string | null;
const handler = createDeskHandler({ bundle, gateway: () => address, fetch: (url, init) => fetch(url, init) });
const ask = (path: string, init?: RequestInit) => handler(new Request(`app://bundle${path}`, init));

beforeAll(async () => {
  gateway = await startScriptedGateway();
});
afterAll(() => gateway.close());
beforeEach(() => {
  gateway.arrived.length = 0;
  address = gateway.origin;
});

describe('page and assets', () => {
  it('gives the page a nonce of its own at each opening', async () => {
    const nonces = new Set<string>();
    for (let n = 0; n < 3; n++) {
      const reply = await ask('/');
      const nonce = /nonce="([^"]+)"/.exec(await reply.text())?.[1] ?? '';
      expect(reply.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`);
      expect(nonce).toMatch(/^[\w-]{22}$/);
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(3);
  });

  it('gives assets with their type, and no headers that abort a custom scheme', async () => {
    const reply = await ask('/assets/main-1.js');
    expect(reply.status).toBe(200);
    expect(reply.headers.get('content-type')).toMatch(/^text\/javascript/);
    expect(reply.headers.get('x-content-type-options')).toBe('nosniff');
    for (const name of Object.keys(HARMFUL_HEADERS)) expect(reply.headers.get(name)).toBeNull();
  });

  it.each([
    '/assets/../index.html.bak',
    '/..%2f..%2fpackage.json',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/..%5c..%5cpackage.json',
    '/assets%5cmain-1.js',
    '/assets\\main-1.js',
    '//etc/passwd',
    '/assets//main-1.js',
    '/assets/main-1.js/',
    '/assets/main-1.js%00.png',
    '/ASSETS/MAIN-1.JS',
    '/assets/',
    '/.vite/manifest.json',
    '/sw.js',
    '/package.json',
    '/C:/Windows/win.ini',
    '/file:///etc/passwd',
    '/apix',
    '/api',
    '/__proto__',
    '/constructor',
  ])('finds nothing at %j', async (path) => {
    expect((await ask(path)).status).toBe(404);
    expect(gateway.arrived).toEqual([]);
  });

  it.each(['app://evil.example/', 'app://bundle.evil.example/', 'app://bundle:1/', 'https://bundle/'])(
    'does not answer for %j',
    async (url) => expect((await handler(new Request(url))).status).toBe(404),
  );

  it('takes GET only', async () => {
    expect((await ask('/', { method: 'POST' })).status).toBe(405);
  });
});

describe('forwarding', () => {
  it('passes on what the desk says, and nothing a page could forge', async () => {
    const reply = await ask('/api/v1/anything?cursor=a%2Bb&x=1', {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'Desk-Client': '1',
        'Desk-Workstation': 'ws1',
        Origin: 'app://bundle',
        Referer: 'app://bundle/',
        Cookie: 'desk-ws1=stolen',
        Authorization: 'Basic x',
        'X-Forwarded-For': '10.0.0.1',
      },
      body: '{"items":[]}',
    });
    expect(reply.status).toBe(200);
    const [arrived] = gateway.arrived;
    expect(arrived).toMatchObject({
      method: 'POST',
      url: '/api/v1/anything?cursor=a%2Bb&x=1',
      body: '{"items":[]}',
    });
    expect(arrived?.headers).toMatchObject({
      'content-type': 'application/json',
      'desk-client': '1',
      'desk-workstation': 'ws1',
      host: gateway.origin.slice('http://'.length),
    });
    for (const name of ['origin', 'referer', 'cookie', 'authorization', 'x-forwarded-for']) {
      expect(arrived?.headers[name]).toBeUndefined();
    }
  });

  it('keeps tokens and harmful headers out of the page', async () => {
    const reply = await ask('/api/v1/session');
    expect(await reply.json()).toEqual({ account: null });
    expect(reply.headers.get('desk-protocol')).toBe('1');
    for (const name of Object.keys(HARMFUL_HEADERS)) expect(reply.headers.get(name)).toBeNull();
    expect(reply.headers.getSetCookie()).toEqual([]);
    expect([...incomingHeaders(new Headers(HARMFUL_HEADERS))]).toEqual([]);
  });

  it('gives a decoded body without the headers of the encoded one', async () => {
    const reply = await ask('/api/v1/zipped');
    expect(await reply.json()).toEqual({ zipped: true });
    expect(reply.headers.get('content-encoding')).toBeNull();
    expect(reply.headers.get('content-length')).toBeNull();
    expect(reply.headers.get('cache-control')).toBe('no-store');
  });

  it.each([
    ['/api/v1/none', 204],
    ['/api/v1/unchanged', 304],
  ])('gives %s a null body', async (path, status) => {
    const reply = await ask(path);
    expect(reply.status).toBe(status);
    expect(reply.body).toBeNull();
  });

  it('passes problems on as they are', async () => {
    const reply = await ask('/api/v1/problem');
    expect(reply.status).toBe(410);
    expect(reply.headers.get('retry-after')).toBe('7');
    expect(await reply.json()).toEqual({ type: 'urn:expo-review-desk:cursor-invalid' });
  });

  it.each(['/api/v1/away', '/api/v1/portal'])('follows no redirect from %s', async (path) => {
    expect((await ask(path)).type).toBe('error');
    expect(gateway.arrived.length).toBe(1);
  });

  it('streams: a server-sent event arrives while the reply goes on', async () => {
    const reader = (await ask('/api/v1/poke')).body?.getReader();
    const { value } = (await reader?.read()) ?? {};
    expect(new TextDecoder().decode(value)).toBe('data: {"head":1}\n\n');
    await reader?.cancel();
  });

  it('shows a torn reply as torn', async () => {
    await expect((await ask('/api/v1/torn')).text()).rejects.toThrow();
  });

  it('is a network error where the gateway is not there', async () => {
    address = 'http://127.0.0.1:1';
    expect((await ask('/api/v1/session')).type).toBe('error');
  });

  it('says so where none is configured', async () => {
    address = null;
    expect((await ask('/api/v1/session')).status).toBe(503);
  });

  it('refuses other methods and bodies beyond any the desk sends', async () => {
    expect((await ask('/api/v1/session', { method: 'PATCH' })).status).toBe(405);
    const huge = new Uint8Array(33 * 1024 * 1024);
    expect((await ask('/api/v1/session', { method: 'POST', body: huge })).status).toBe(413);
    expect(gateway.arrived).toEqual([]);
  });

  it.each([
    '/api/..\\..\\admin',
    '/api/\\..\\..\\admin',
    '/api/%2e%2e/admin',
    '/api/.%2e/admin',
    '/api/x/../../admin',
  ])('does not leave /api/ by %j', async (path) => {
    expect((await ask(path)).status).toBe(404);
    expect(gateway.arrived).toEqual([]);
  });

  it('builds URLs on the gateway only', () => {
    const on = (path: string) => gatewayUrl('https://review.example.cn', path, '?a=1')?.href ?? null;
    expect(on('/api/v1/health')).toBe('https://review.example.cn/api/v1/health?a=1');
    expect(on('/api//evil.example/')).toBe('https://review.example.cn/api//evil.example/?a=1');
    for (const path of ['//evil.example/api/', '/\\evil.example/api/', '/x', '/api'])
      expect(on(path)).toBeNull();
  });
});
