/** The running gateway: a socket, a folder of its own, a graceful stop. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openImageStore } from './images/store.ts';
import { openPorts, readConfiguration } from './openPorts.ts';
import { serve } from './serve.ts';

describe('serve', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'desk-serve-'));
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
});

describe('configuration', () => {
  it('refuses what it cannot do with a sentence', () => {
    expect(() => openImageStore('s3://bucket?endpoint=http://x')).toThrow(/"s3:".*does not offer.*file:DIR/);
    expect(() => openImageStore('file:')).toThrow(/needs a folder/);
    expect(() => readConfiguration({ PUBLIC_ORIGIN: 'desk.example.org' }, 'test')).toThrow(
      /must be an origin/,
    );
  });
});
