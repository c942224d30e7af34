/** The running gateway: a socket, a folder of its own, a graceful stop. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CIIE3 } from '../shared/domain/profiles/ciie3.ts';
import { ensureAccount } from './access/accounts.ts';
import { grantsOfRole } from './access/grants.ts';
import { ensureEdition } from './editions.ts';
import { openImageStore } from './images/store.ts';
import { openPorts, readConfiguration } from './openPorts.ts';
import type { Ports } from './ports.ts';
import { serve } from './serve.ts';
import { copyReadyPglite } from './testing/engines.ts';
import { samplePng } from './testing/sampleImage.ts';
import { PASSWORD } from './testing/world.ts';

describe('serve', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'desk-serve-'));
    await copyReadyPglite(join(folder, 'pglite'));
  });
  afterEach(async () => await rm(folder, { recursive: true, force: true }));

  const configuration = () => readConfiguration({ DATA_DIR: folder }, 'test');
  const options = () => ({
    configuration: configuration(),
    host: '127.0.0.1',
    port: 0,
    pageFolder: folder,
    isBehindProxy: false,
  });

  it('answers health while seeding, refuses a second opener of its folder, stops and lets go of it', async () => {
    let finish = (): void => undefined;
    const seeded = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const demo = {
      fair: 'ciie-3',
      units: 1,
      seed: 1,
      live: false,
      password: 'x',
      load: async () => async () => ({ seeded }),
    };
    const running = await serve({ ...options(), demo });
    const health = async () => (await fetch(`${running.url}/api/v1/health`)).json();
    expect(await health()).toEqual({ status: 'ok', seeding: true, version: 'test' });
    finish();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await health()).toEqual({ status: 'ok', version: 'test' });
    await expect(openPorts(configuration())).rejects.toThrow(
      /in use by process \d+.*Stop that gateway first/,
    );
    await running.stop();
    await expect(fetch(`${running.url}/api/v1/health`)).rejects.toThrow();
    const again = await openPorts(configuration());
    await again.close();
  });

  it('stops gracefully: says so, ends what runs, closes event streams, takes nothing new', async () => {
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    let ports: Ports | undefined;
    const demo = {
      fair: 'ciie-3',
      units: 1,
      seed: 1,
      live: false,
      password: 'x',
      // The generator is handed the ports: here they give a call that runs and does not end by itself.
      load: async () => async (own: Ports) => {
        ports = own;
        return { seeded: Promise.resolve() };
      },
    };
    const running = await serve({ ...options(), demo, stopNoticeMs: 300 });
    if (!ports) throw new Error('no ports');
    ports.passwordCost = 4;
    await ensureEdition(ports, CIIE3);
    const grants = grantsOfRole('reviewer', CIIE3.id, ['guangzhou']);
    const account = { name: 'r', displayName: 'r', role: 'reviewer', grants, password: PASSWORD } as const;
    await ensureAccount(ports, account);
    const headers = await signInAt(running.url, 'r');
    const poke = await fetch(`${running.url}/api/v1/editions/${CIIE3.id}/poke`, { headers });
    const put = ports.images.put;
    let begin = (): void => undefined;
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    ports.images.put = async (name, bytes) => {
      begin();
      await held;
      await put(name, bytes);
    };
    const admin = {
      ...account,
      name: 'i',
      role: 'intake',
      grants: grantsOfRole('intake', CIIE3.id),
    } as const;
    await ensureAccount(ports, admin);
    const png = samplePng(1);
    const sha256 = createHash('sha256').update(png).digest('hex');
    const intake = await signInAt(running.url, 'i');
    const long = fetch(`${running.url}/api/v1/editions/${CIIE3.id}/images/${sha256}`, {
      method: 'PUT',
      headers: { ...intake, 'Content-Type': 'image/png' },
      body: png,
    });
    await begun;
    const stopped = running.stop();
    const health = await fetch(`${running.url}/api/v1/health`);
    expect([health.status, await health.json()]).toMatchObject([503, { status: 'stopping' }]);
    await poke.text(); // ends, for the stream was closed
    letGo();
    expect((await long).status).toBe(200);
    await stopped;
    await expect(fetch(`${running.url}/api/v1/health`)).rejects.toThrow();
  });
});

async function signInAt(url: string, account: string): Promise<Record<string, string>> {
  const headers = { 'Desk-Client': 'x', 'Desk-Workstation': `ws-${account}` };
  const answer = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { ...headers, 'Content-Type': 'application/json' },
    body: JSON.stringify({ account, password: PASSWORD, workstation: `ws-${account}` }),
  });
  return { ...headers, Cookie: answer.headers.get('Set-Cookie')?.split(';')[0] ?? '' };
}

describe('configuration', () => {
  it('refuses what it cannot do with a sentence', () => {
    expect(() => openImageStore('s3://bucket?endpoint=http://x')).toThrow(/"s3:".*does not offer.*file:DIR/);
    expect(() => openImageStore('file:')).toThrow(/needs a folder/);
    expect(() => readConfiguration({ PUBLIC_ORIGIN: 'desk.example.org' }, 'test')).toThrow(
      /must be an origin/,
    );
  });
});
