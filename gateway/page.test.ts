/** The page: assets by exact name, a fresh nonce each time, nothing outside the bundle. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGateway, type Gateway } from './createGateway.ts';
import { createMetrics } from './observe/metrics.ts';
import { loadPage } from './page.ts';
import type { Ports } from './ports.ts';

describe('page', () => {
  let folder: string;
  let gateway: Gateway;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'desk-page-'));
    await mkdir(join(folder, 'assets'));
    await mkdir(join(folder, '.vite'));
    await writeFile(join(folder, 'index.html'), '<meta nonce="__DESK_NONCE__">');
    await writeFile(join(folder, 'sw.js'), 'self.x = 1');
    await writeFile(join(folder, 'assets', 'main-1.js'), 'console.log(1)'.repeat(200));
    await writeFile(join(folder, '.vite', 'manifest.json'), '{}');
    await writeFile(join(folder, '..', 'outside-desk-page.txt'), 'outside');
    const page = await loadPage(folder);
    // Assets need no database: any touch of another port would throw here.
    const ports: Partial<Ports> = {
      page,
      publicOrigin: null,
      log: () => {},
      now: () => 0,
      metrics: createMetrics(),
      isStopping: () => false,
      randomBytes: (size: number) => crypto.getRandomValues(new Uint8Array(size)),
    };
    gateway = createGateway(ports as Ports);
  });
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
    await rm(join(folder, '..', 'outside-desk-page.txt'), { force: true });
  });

  const get = (path: string, headers: Record<string, string> = {}) =>
    gateway(new Request(`http://127.0.0.1:4810${path}`, { headers }));

  it('gives each page its own nonce, in the policy and in the text', async () => {
    const [one, two] = [await get('/'), await get('/')];
    const policy = one.headers.get('Content-Security-Policy') ?? '';
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
    expect(await one.text()).toBe(`<meta nonce="${nonce}">`);
    expect(two.headers.get('Content-Security-Policy')).not.toBe(policy);
    expect(one.headers.get('Cache-Control')).toBe('no-store');
  });

  it('serves assets and the service worker, compressed where taken', async () => {
    const asset = await get('/assets/main-1.js', { 'Accept-Encoding': 'gzip' });
    expect(asset.headers.get('Content-Encoding')).toBe('gzip');
    expect(asset.headers.get('Cache-Control')).toContain('immutable');
    expect(Number((await asset.arrayBuffer()).byteLength)).toBeLessThan(200);
    expect(await (await get('/sw.js')).text()).toBe('self.x = 1');
  });

  it.each([
    '/..%2foutside-desk-page.txt',
    '/..%5coutside-desk-page.txt',
    '/%2e%2e/outside-desk-page.txt',
    '/assets/../../outside-desk-page.txt',
    '/.vite/manifest.json',
    '/assets/',
    '/nothing.js',
  ])('finds nothing at %s', async (path) => {
    expect((await get(path)).status).toBe(404);
  });
});
