/** The built main under Node: boot order, second instance, and what its page may open, load and see. */
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BuiltDesktop, buildDesktop, DeskProcess } from './testing/deskProcess.ts';
import { type ScriptedGateway, startScriptedGateway } from './testing/scriptedGateway.ts';

const PAGE = {
  'index.html': '<p nonce="__DESK_NONCE__">',
  'assets/main-1.js': 'export {};',
  '.vite/manifest.json': '{}',
};
let built: BuiltDesktop;
let gateway: ScriptedGateway;
let folder: string;
let desk: DeskProcess | null = null;

beforeAll(async () => {
  built = await buildDesktop(PAGE);
  gateway = await startScriptedGateway();
});
afterAll(async () => {
  await built.dispose();
  await gateway.close();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'desk-main-'));
});
afterEach(async () => {
  await desk?.kill();
  desk = null;
  await rm(folder, { recursive: true, force: true });
});

async function start(env: Record<string, string> = {}): Promise<DeskProcess> {
  desk = await DeskProcess.start(built, folder, env);
  return desk;
}

describe('boot', () => {
  it('goes in order: data paths, scheme, lock, ready, guards, handlers, window', async () => {
    const names = await (await start()).callNames();
    const order = [
      'app.setPath',
      'protocol.registerSchemesAsPrivileged',
      'app.requestSingleInstanceLock',
      'app.whenReady',
      'session.setPermissionRequestHandler',
      'protocol.handle',
      'ipcMain.handle',
      'new BrowserWindow',
      'window.loadURL',
      'window.show',
    ];
    const positions = order.map((name) => names.indexOf(name));
    expect(positions).not.toContain(-1);
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
    expect(names.filter((name) => name === 'protocol.registerSchemesAsPrivileged').length).toBe(1);
  });

  it('keeps its data in one local folder, moved by the environment only out of a package', async () => {
    const paths = (calls: { name: string; args: unknown[] }[]) =>
      Object.fromEntries(
        calls.filter(({ name }) => name === 'app.setPath').map(({ args }) => args as [string, string]),
      );
    const own = join(folder, 'appData', 'expo-review-desk');
    expect(paths(await (await start()).ask('calls'))).toEqual({
      userData: own,
      sessionData: join(own, 'browser'),
    });
    await desk?.kill();
    const moved = join(folder, 'elsewhere');
    const calls = await (await start({ DESK_USER_DATA: moved })).ask('calls');
    expect(paths(calls)).toMatchObject({ userData: moved });
    await desk?.kill();
    const packaged = await (await start({ DESK_USER_DATA: moved, STAND_IN_PACKAGED: '1' })).ask('calls');
    expect(paths(packaged)).toMatchObject({ userData: own });
  });

  it('hardens the window', async () => {
    const calls = await (await start({ STAND_IN_PACKAGED: '1' })).ask('calls');
    const [options] = calls.find(({ name }) => name === 'new BrowserWindow')?.args ?? [];
    expect(options).toMatchObject({
      minWidth: 1280,
      minHeight: 720,
      webPreferences: {
        preload: built.preload,
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        webviewTag: false,
        webSecurity: true,
        spellcheck: false,
        devTools: false,
      },
    });
    expect(calls.find(({ name }) => name === 'window.loadURL')?.args).toEqual(['app://bundle/']);
  });

  it('a second instance quits and does nothing else; the first comes to the front', async () => {
    const names = await (await start({ STAND_IN_LOCK: 'taken' })).callNames();
    expect(names.slice(names.indexOf('app.requestSingleInstanceLock'))).toEqual([
      'app.requestSingleInstanceLock',
      'app.quit',
    ]);
    await desk?.kill();
    const first = await start();
    await first.ask('startSecondInstance');
    expect((await first.callNames()).slice(-3)).toEqual(['window.restore', 'window.show', 'window.focus']);
  });

  it('says so and ends where its page is missing', async () => {
    const broken = { ...built, main: join(folder, 'main', 'main.js') };
    await mkdir(join(folder, 'main'));
    await copyFile(built.main, broken.main);
    await writeFile(join(folder, 'package.json'), '{"type":"module"}');
    desk = await DeskProcess.start(broken, folder);
    const calls = await desk.ask('calls');
    const [, text] = calls.find(({ name }) => name === 'dialog.showErrorBox')?.args ?? [];
    expect(text).toContain('ENOENT');
    expect(text).not.toContain(folder);
    expect(calls.at(-1)).toEqual({ name: 'app.exit', args: [1] });
  });
});

describe('what others may make of the program', () => {
  it('opens nothing by a link or a file, and claims no scheme', async () => {
    const running = await start();
    expect(await running.ask('isLinkPrevented', 'open-url', 'app://bundle/?x')).toBe(true);
    expect(await running.ask('isLinkPrevented', 'open-file', '/tmp/x.html')).toBe(true);
    await running.ask('startSecondInstance');
    const loaded = (await running.ask('calls')).filter(({ name }) => name === 'window.loadURL');
    expect(loaded.map(({ args }) => args[0])).toEqual(['app://bundle/']);
  });

  it('downloads what the page made, nothing else', async () => {
    const running = await start();
    expect(await running.ask('isDownloadPrevented', 'blob:app://bundle/5b1f')).toBe(false);
    for (const url of ['https://evil.example/x.exe', 'blob:https://evil.example/1', 'data:text/html,x'])
      expect(await running.ask('isDownloadPrevented', url)).toBe(true);
  });

  it('sandboxes everything before it is ready, spell-checks nothing, keeps no cache of replies', async () => {
    const running = await start();
    const names = await running.callNames();
    expect(names.indexOf('app.enableSandbox')).toBeGreaterThan(-1);
    expect(names.indexOf('app.enableSandbox')).toBeLessThan(names.indexOf('app.whenReady'));
    const calls = await running.ask('calls');
    const spell = calls.filter(({ name }) => name === 'session.setSpellCheckerEnabled');
    expect(spell.map(({ args }) => args)).toEqual([
      ['default', false],
      ['persist:gateway', false],
    ]);
    const partition = calls.find(({ name }) => name === 'session.fromPartition');
    expect(partition?.args).toEqual(['persist:gateway', { cache: false }]);
  });

  it('quits in a package that is started with a debugger or without checks', async () => {
    const packaged = { STAND_IN_PACKAGED: '1' };
    desk = await DeskProcess.start(built, folder, packaged, ['--remote-debugging-port=9222']);
    const names = await desk.callNames();
    expect(names.at(-1)).toBe('app.quit');
    expect(names).not.toContain('app.requestSingleInstanceLock');
    await desk.kill();
    desk = await DeskProcess.start(built, folder, {}, ['--remote-debugging-port=9222']);
    expect(await desk.callNames()).toContain('window.loadURL');
  });
});

describe('the page’s surroundings', () => {
  it('navigates, opens and permits by policy', async () => {
    const running = await start();
    for (const event of ['will-navigate', 'will-redirect', 'will-frame-navigate'] as const) {
      expect(await running.ask('isPrevented', event, 'app://bundle/')).toBe(false);
      expect(await running.ask('isPrevented', event, 'https://www.ciie.org/')).toBe(true);
    }
    expect(await running.ask('isPrevented', 'will-attach-webview', '')).toBe(true);
    expect(await running.ask('openWindow', 'https://www.ciie.org/')).toEqual({ action: 'deny' });
    expect(await running.ask('openWindow', 'https://evil.example/')).toEqual({ action: 'deny' });
    const opened = (await running.ask('calls')).filter(({ name }) => name === 'shell.openExternal');
    expect(opened.map(({ args }) => args[0])).toEqual(['https://www.ciie.org/']);
    expect(await running.ask('permission', 'persistent-storage', 'app://bundle/')).toEqual([true, true]);
    expect(await running.ask('permission', 'persistent-storage', 'https://evil.example/')).toEqual([
      false,
      false,
    ]);
    expect(await running.ask('permission', 'geolocation', 'app://bundle/')).toEqual([false, false]);
  });

  it('keeps the page’s session off the network', async () => {
    const running = await start();
    for (const url of [
      'https://evil.example/',
      'http://127.0.0.1:4810/',
      'ws://127.0.0.1/',
      'file:///etc/passwd',
    ]) {
      expect(await running.ask('isNetworkCancelled', url)).toBe(true);
    }
    for (const url of ['app://bundle/api/v1/hello', 'blob:app://bundle/1', 'data:image/png;base64,']) {
      expect(await running.ask('isNetworkCancelled', url)).toBe(false);
    }
  });

  it('serves the page and forwards /api with a cookie jar the page cannot see', async () => {
    const running = await start({ DESK_GATEWAY: gateway.origin });
    expect((await running.ask('request', { url: 'app://bundle/' })).status).toBe(200);
    expect((await running.ask('request', { url: 'app://bundle/.vite/manifest.json' })).status).toBe(404);
    gateway.arrived.length = 0;
    const signIn = await running.ask('request', { url: 'app://bundle/api/v1/session', method: 'POST' });
    expect(JSON.stringify(signIn.headers)).not.toContain('secret-token');
    await running.ask('request', {
      url: 'app://bundle/api/v1/hello',
      headers: { Cookie: 'desk-ws1=forged' },
    });
    expect(gateway.arrived.map(({ headers }) => headers.cookie)).toEqual([
      undefined,
      'desk-ws1=secret-token',
    ]);
    const fetches = (await running.ask('calls')).filter(({ name }) => name === 'session.fetch');
    expect(fetches.at(-1)?.args).toEqual(['persist:gateway', 'GET', 'error', 'no-store', 'include']);
    const event = await running.ask('request', { url: 'app://bundle/api/v1/poke', isStream: true });
    expect(new TextDecoder().decode(event.bytes)).toContain('"head":1');
  });
});
