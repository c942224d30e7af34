/** The service worker's rules: whole builds only, never the API, the stored page when the network is not ours. */
import { beforeEach, describe, expect, it } from 'vitest';
import {
  answer,
  cacheName,
  dropOtherBuilds,
  NAVIGATION_TIMEOUT_MS,
  type PrecacheList,
  type PrecachePorts,
  storeBuild,
} from './precache.ts';

const SCOPE = 'http://127.0.0.1:4810/';
const POLICY = "default-src 'none'; style-src 'self' 'nonce-abc'";
const LIST: PrecacheList = {
  version: 'v2',
  assets: ['assets/main-1.js', 'assets/desk.worker-2.js', 'icon.svg'],
  pageNames: ['assets/main-1.js'],
};
const HTML = '<script type="module" src="./assets/main-1.js" nonce="abc"></script>';

const html = (body: string, headers: Record<string, string> = {}) =>
  new Response(body, { headers: { 'Content-Type': 'text/html; charset=utf-8', ...headers } });
const page = () => html(HTML, { 'Content-Security-Policy': POLICY });
const script = (body: string) => new Response(body, { headers: { 'Content-Type': 'text/javascript' } });

/** A virtual host and cache: `replies` by path, `stores` by cache name. */
class VirtualHost {
  replies = new Map<string, () => Response | Promise<Response>>();
  stores = new Map<string, Map<string, Response>>();
  asked: string[] = [];
  delays: number[] = [];
  delay: () => Promise<void> = () => new Promise(() => undefined);

  get ports(): PrecachePorts {
    return {
      scope: SCOPE,
      delay: (ms) => {
        this.delays.push(ms);
        return this.delay();
      },
      fetch: async (request) => {
        const { pathname } = new URL(typeof request === 'string' ? request : request.url);
        this.asked.push(pathname);
        const reply = this.replies.get(pathname);
        if (!reply) throw new TypeError('Failed to fetch');
        return reply();
      },
      caches: {
        keys: async () => [...this.stores.keys()],
        delete: async (name) => this.stores.delete(name),
        open: async (name) => this.#cache(name),
      },
    };
  }

  #cache(name: string): Cache {
    const store = this.stores.get(name) ?? new Map<string, Response>();
    this.stores.set(name, store);
    const cache: Pick<Cache, 'put' | 'match'> = {
      put: async (url, response) => void store.set(String(url), response),
      match: async (url) => store.get(String(url))?.clone(),
    };
    return cache as Cache;
  }
}

/** A request as the browser would hand it over; Node's own refuses the mode `navigate`. */
function request(path: string, init: { method?: string; mode?: string } = {}): Request {
  const { mode = 'no-cors', method = 'GET' } = init;
  return { url: new URL(path, SCOPE).href, method, mode } as Request;
}
const navigation = (path = '/') => request(path, { mode: 'navigate' });

let host: VirtualHost;
beforeEach(() => {
  host = new VirtualHost();
  host.replies.set('/', page);
  for (const name of LIST.assets) host.replies.set(`/${name}`, () => script(name));
});

describe('storing a build', () => {
  it('stores the page with its policy and nonce, and every asset', async () => {
    await storeBuild(LIST, host.ports);
    const store = host.stores.get(cacheName(LIST));
    expect([...(store?.keys() ?? [])].sort()).toEqual(
      [SCOPE, ...LIST.assets.map((name) => SCOPE + name)].sort(),
    );
    const stored = store?.get(SCOPE);
    expect(stored?.headers.get('content-security-policy')).toBe(POLICY);
    expect(await stored?.text()).toContain('nonce="abc"');
  });

  const failures: [string, string, () => Response][] = [
    ['an asset is missing', '/icon.svg', () => new Response('', { status: 404 })],
    ['an asset is half there', '/icon.svg', () => new Response('x', { status: 206 })],
    ['a captive portal answers for an asset', '/assets/main-1.js', () => html('<h1>Wi-Fi</h1>')],
    ['a captive portal answers for the page', '/', () => html('<h1>Wi-Fi</h1>')],
    [
      'the page is of another build',
      '/',
      () => html('<script src="./assets/main-9.js">', { 'Content-Security-Policy': POLICY }),
    ],
    ['the gateway fails', '/', () => new Response('', { status: 500 })],
  ];
  it.each(failures)('stores nothing and throws where %s', async (_, path, reply) => {
    host.replies.set(path, reply);
    await expect(storeBuild(LIST, host.ports)).rejects.toThrow();
    expect(host.stores.has(cacheName(LIST))).toBe(false);
  });

  it('drops the pages of other builds and nothing else', async () => {
    await storeBuild(LIST, host.ports);
    host.stores.set('desk-page-v1', new Map());
    host.stores.set('somebody-else', new Map());
    await dropOtherBuilds(LIST, host.ports);
    expect([...host.stores.keys()].sort()).toEqual([cacheName(LIST), 'somebody-else'].sort());
  });
});

describe('answering', () => {
  beforeEach(async () => {
    await storeBuild(LIST, host.ports);
    host.asked = [];
  });

  it.each([
    '/api',
    '/api/v1/session',
    '/api/v1/editions/ciie-3/parts/00',
    '/unknown.js',
    '/assets/../secret',
    '/assets/main-1.js?x=1',
    'https://elsewhere.example/assets/main-1.js',
  ])('leaves %s to the network', (path) => {
    expect(answer(request(path), LIST, host.ports)).toBeNull();
    expect(answer(navigation(path === '/' ? '/x' : path), { ...LIST, assets: [] }, host.ports)).toBeNull();
  });

  it('leaves anything but a GET to the network', () => {
    expect(answer(request('/', { method: 'POST', mode: 'navigate' }), LIST, host.ports)).toBeNull();
  });

  it('gives assets from the store without asking', async () => {
    host.replies.clear();
    const reply = await answer(request('/assets/desk.worker-2.js'), LIST, host.ports);
    expect(await reply?.text()).toBe('assets/desk.worker-2.js');
    expect(host.asked).toEqual([]);
  });

  it('prefers the network for the page', async () => {
    host.replies.set('/', () => html(`${HTML}<!-- fresh -->`, { 'Content-Security-Policy': POLICY }));
    expect(await (await answer(navigation(), LIST, host.ports))?.text()).toContain('fresh');
    expect(host.delays).toEqual([NAVIGATION_TIMEOUT_MS]);
  });

  it.each<[string, () => Response | Promise<Response>]>([
    ['is down', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['fails', () => new Response('', { status: 502 })],
    ['is a captive portal', () => html('<h1>Wi-Fi</h1>')],
  ])('opens the stored page where the network %s', async (_, reply) => {
    host.replies.set('/', reply);
    expect(await (await answer(navigation(), LIST, host.ports))?.text()).toBe(HTML);
  });

  it('opens the stored page where the gateway does not answer in time', async () => {
    host.replies.set('/', () => new Promise(() => undefined));
    host.delay = () => Promise.resolve();
    expect(await (await answer(navigation('/index.html'), LIST, host.ports))?.text()).toBe(HTML);
  });

  it('says what the network says where nothing is stored', async () => {
    host.stores.clear();
    host.replies.set('/', () => new Response('down', { status: 502 }));
    expect((await answer(navigation(), LIST, host.ports))?.status).toBe(502);
    host.replies.clear();
    await expect(answer(navigation(), LIST, host.ports)).rejects.toThrow('Failed to fetch');
  });
});
