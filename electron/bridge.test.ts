/** The built bridge under Node: who may call it, with what, and what of the journal survives a kill. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  BRIDGE_CHANNELS,
  BRIDGE_GLOBAL,
  HostInfo,
  SaveFileReply,
  SetGatewayReply,
} from '../shared/protocol/bridge.ts';
import { DESKTOP_CHANNELS } from '../shared/protocol/desktopChannels.ts';
import { type BuiltDesktop, buildDesktop, DeskProcess } from './testing/deskProcess.ts';
import { type ScriptedGateway, startScriptedGateway } from './testing/scriptedGateway.ts';

const PAGE = {
  'index.html': '<p nonce="__DESK_NONCE__">',
  'assets/main-1.js': 'export {};',
  '.vite/manifest.json': '{}',
};
const REPORTED = { language: 'zh-CN', isOpen: true, unsent: 0, conflicts: 0, resubmitted: 0 };
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

describe('the bridge', () => {
  const strangers = [
    null,
    { url: 'app://bundle/', isMainFrame: false },
    { url: 'https://evil.example/', isMainFrame: true },
    { url: 'app://evil.example/', isMainFrame: true },
    { url: 'about:blank', isMainFrame: true },
    { url: 'file:///etc/passwd', isMainFrame: true },
    { url: '', isMainFrame: true },
  ];
  it.each(strangers)('rejects every call from %j', async (sender) => {
    const running = await start();
    const unasked: string[] = [BRIDGE_CHANNELS.journalPort, DESKTOP_CHANNELS.event];
    for (const channel of [...Object.values(BRIDGE_CHANNELS), ...Object.values(DESKTOP_CHANNELS)]) {
      if (unasked.includes(channel)) continue;
      await expect(running.ask('invoke', channel, [], sender)).rejects.toThrow('refused');
    }
    await expect(running.ask('journal', [])).rejects.toThrow('no journal port');
  });

  it('rejects wrong arguments', async () => {
    const running = await start();
    const bytes = new Uint8Array(1);
    const wrong: [string, unknown[]][] = [
      [BRIDGE_CHANNELS.hostInfo, [{}]],
      [BRIDGE_CHANNELS.setGateway, []],
      [BRIDGE_CHANNELS.setGateway, ['https://review.example.cn']],
      [BRIDGE_CHANNELS.setGateway, [{ gateway: 'https://a.cn' }, 'more']],
      [BRIDGE_CHANNELS.setBadge, [{ count: -1 }]],
      [BRIDGE_CHANNELS.setBadge, [{ count: Number.NaN }]],
      [BRIDGE_CHANNELS.saveFile, [{ name: '../x.xlsx', bytes }]],
      [BRIDGE_CHANNELS.saveFile, [{ name: 'C:\\x.xlsx', bytes }]],
      [BRIDGE_CHANNELS.saveFile, [{ name: '', bytes }]],
      [BRIDGE_CHANNELS.saveFile, [{ name: 'x.xlsx', bytes: 'text' }]],
      [BRIDGE_CHANNELS.connectJournal, ['/etc']],
      [DESKTOP_CHANNELS.reportState, [{ language: 'zh-CN', isOpen: true, unsent: 1 }]],
      [DESKTOP_CHANNELS.reportState, [{ ...REPORTED, name: '某人' }]],
      [DESKTOP_CHANNELS.setMenu, [{ sections: [{ label: 'x', commands: [{ id: 'a' }] }] }]],
      [DESKTOP_CHANNELS.savePdf, [{ name: '../x.pdf', isLandscape: false }]],
      [DESKTOP_CHANNELS.saveDiagnostics, [{ facts: { note: '广州某某有限公司' } }]],
      [DESKTOP_CHANNELS.saveDiagnostics, [{ facts: { number: '110101 19900101' } }]],
      [DESKTOP_CHANNELS.setSettings, [{ openAtLogin: 'yes', notifications: true }]],
      [DESKTOP_CHANNELS.sealKey, [{ localId: '../x', key: new Uint8Array(32) }]],
      [DESKTOP_CHANNELS.sealKey, [{ localId: 'a', key: new Uint8Array(4) }]],
      [DESKTOP_CHANNELS.unsealKey, [{ localId: 'a', sealed: '' }]],
      [DESKTOP_CHANNELS.checkForUpdate, [{ feed: 'https://evil.example/' }]],
    ];
    for (const [channel, args] of wrong) {
      await expect(running.ask('invoke', channel, args)).rejects.toThrow('wrong argument');
    }
    expect(await running.callNames()).not.toContain('dialog.showSaveDialog');
  });

  it('through the preload: exposes the contract’s functions and nothing else', async () => {
    const running = await start({ DESK_GATEWAY: gateway.origin });
    const exposed = await running.ask('loadPreload', built.preload, 'app://bundle/');
    const names = ['hostInfo', 'setGateway', 'saveFile', 'setBadge', 'connectJournal'];
    names.push('onHostEvent', 'reportState', 'setMenu', 'print', 'savePdf', 'saveDiagnostics');
    names.push('settings', 'setSettings', 'keyStore', 'sealKey', 'unsealKey');
    names.push('updateState', 'checkForUpdate', 'installUpdate');
    expect(exposed).toEqual([[BRIDGE_GLOBAL, names]]);
    const call = (method: string, ...args: unknown[]) =>
      running.ask('callExposed', BRIDGE_GLOBAL, method, args);
    expect(HostInfo.parse(await call('hostInfo'))).toMatchObject({
      host: 'electron',
      gateway: gateway.origin,
    });
    expect(SetGatewayReply.parse(await call('setGateway', 'http://evil.example'))).toEqual({
      ok: false,
      why: 'notHttps',
    });
    expect(await call('setGateway', 'no address')).toEqual({ ok: false, why: 'malformed' });
    expect(await call('setGateway', ' https://Review.example.cn/ ')).toEqual({
      ok: true,
      gateway: 'https://review.example.cn',
    });
    await call('setBadge', 12);
    expect((await running.ask('calls')).at(-1)).toEqual({ name: 'app.setBadgeCount', args: [12] });
    await call('connectJournal');
    const posted = [{ message: BRIDGE_CHANNELS.journalPort, target: 'app://bundle', ports: 1 }];
    expect(await running.ask('posted')).toEqual(posted);
    await desk?.kill();
    const again = await start();
    expect(await again.ask('invoke', BRIDGE_CHANNELS.hostInfo, [])).toMatchObject({
      gateway: 'https://review.example.cn',
    });
  });

  it('saves a file where the reviewer says, or says why not', async () => {
    const save = async (path: string) => {
      await desk?.kill();
      const running = await start({ STAND_IN_SAVE_PATH: path });
      const request = { name: '审核结果.xlsx', bytes: new TextEncoder().encode('content') };
      return SaveFileReply.parse(await running.ask('invoke', BRIDGE_CHANNELS.saveFile, [request]));
    };
    expect(await save('')).toEqual({ result: 'cancelled' });
    expect(await save(join(folder, 'out.xlsx'))).toEqual({ result: 'saved' });
    expect(await readFile(join(folder, 'out.xlsx'), 'utf8')).toBe('content');
    expect(await save(join(folder, 'no', 'such', 'folder.xlsx'))).toEqual({
      result: 'failed',
      detail: 'ENOENT',
    });
  });
});

describe('the journal', () => {
  const inA = { folder: 'local-1', file: 'a' };
  const connect = (running: DeskProcess) => running.ask('invoke', BRIDGE_CHANNELS.connectJournal, []);

  it('is there again after a kill, once flushed', async () => {
    const first = await start();
    await connect(first);
    const bytes = new TextEncoder().encode('sealed frame');
    const replies = await first.ask('journal', [
      { id: 1, op: 'open', ...inA },
      { id: 2, op: 'write', ...inA, at: 0, bytes },
      { id: 3, op: 'flush', ...inA },
    ]);
    expect(replies).toEqual([
      { id: 1, ok: true, value: 0 },
      { id: 2, ok: true, value: 12 },
      { id: 3, ok: true, value: null },
    ]);
    await first.kill();
    const second = await start();
    await connect(second);
    const read = await second.ask('journal', [
      { id: 1, op: 'open', ...inA },
      { id: 2, op: 'read', ...inA, at: 0, length: 100 },
    ]);
    expect(read).toEqual([
      { id: 1, ok: true, value: 12 },
      { id: 2, ok: true, value: bytes },
    ]);
  });

  it('goes from one page to the next at a reload', async () => {
    const running = await start();
    await connect(running);
    await running.ask('journal', [{ id: 1, op: 'open', ...inA }]);
    await connect(running);
    const flush = { id: 2, op: 'flush', ...inA };
    expect(await running.ask('journal', [flush])).toEqual([{ id: 2, ok: false, code: 'EBADF' }]);
    const held = await running.ask('openFiles', folder);
    if (held) expect(held).toEqual([]);
    const open = { id: 3, op: 'open', ...inA };
    expect(await running.ask('journal', [open, { ...flush, id: 4 }])).toEqual([
      { id: 3, ok: true, value: 0 },
      { id: 4, ok: true, value: null },
    ]);
    await running.ask('closeJournal');
  });

  it('opens no path of the page’s making', async () => {
    const running = await start();
    await connect(running);
    const requests = ['..', '../..', '/etc', 'a/b', 'a\\b'].map((path, id) => ({
      id,
      op: 'open',
      folder: path,
      file: 'a',
    }));
    const replies = await running.ask('journal', requests);
    expect(replies).toEqual(requests.map(({ id }) => ({ id, ok: false, code: 'EINVAL' })));
  });
});
