/** The built host under Node, through the preload: menu, badge, power, keys, paper, settings, quitting. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BRIDGE_GLOBAL } from '../shared/protocol/bridge.ts';
import { KeyStoreState, SealKeyReply, UnsealKeyReply } from '../shared/protocol/desktop.ts';
import { type BuiltDesktop, buildDesktop, DeskProcess } from './testing/deskProcess.ts';

const PAGE = { 'index.html': '<p nonce="__DESK_NONCE__">' };
const OPEN = { language: 'zh-CN', isOpen: true, unsent: 0, conflicts: 0, resubmitted: 0 };
let built: BuiltDesktop;
let folder: string;
let desk: DeskProcess | null = null;

beforeAll(async () => {
  built = await buildDesktop(PAGE);
});
afterAll(() => built.dispose());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'desk-host-'));
});
afterEach(async () => {
  await desk?.kill();
  desk = null;
  await rm(folder, { recursive: true, force: true });
});

/** A started desk with its page's bridge loaded. */
async function start(env: Record<string, string> = {}) {
  await desk?.kill();
  const running = await DeskProcess.start(built, folder, env);
  desk = running;
  await running.ask('loadPreload', built.preload, 'app://bundle/');
  const call = (method: string, ...args: unknown[]) =>
    running.ask('callExposed', BRIDGE_GLOBAL, method, args);
  const named = async (name: string) =>
    (await running.ask('calls')).filter((each) => each.name === name).map(({ args }) => args);
  return { running, call, named };
}

describe('the menu', () => {
  const menu = {
    sections: [
      {
        label: '全局',
        commands: [{ id: 'global lock', label: '锁定', chord: 'Ctrl+L', isEnabled: true }],
      },
    ],
  };

  it('is the page’s list of commands; one chosen comes back to the page', async () => {
    const { running, call } = await start();
    await call('reportState', OPEN);
    await call('setMenu', menu);
    const labels = (await running.ask('menu')).map(([label]) => label);
    expect(labels).toEqual(['文件', '编辑', '全局', '显示', '帮助']);
    expect(await running.ask('hearHost', BRIDGE_GLOBAL)).toBe('function');
    await running.ask('clickMenu', '全局', '锁定');
    expect(await running.ask('heard')).toEqual([{ type: 'command', id: 'global lock' }]);
  });

  it('follows the page’s language and forgets its commands at lock', async () => {
    const { running, call } = await start();
    await call('reportState', OPEN);
    await call('setMenu', menu);
    await call('reportState', { ...OPEN, language: 'en' });
    expect((await running.ask('menu')).map(([label]) => label)).toContain('File');
    await call('reportState', { ...OPEN, language: 'en', isOpen: false });
    expect((await running.ask('menu')).map(([label]) => label)).toEqual(['File', 'Edit', 'View', 'Help']);
  });

  it('speaks the system’s language before', async () => {
    const { running } = await start({ STAND_IN_LOCALE: 'en-GB' });
    expect((await running.ask('menu')).map(([label]) => label)).toEqual(['File', 'Edit', 'View', 'Help']);
  });
});

describe('a look for updates by the menu', () => {
  it('has an answer where there is nothing to look for, too', async () => {
    const { running, named } = await start();
    const update = async () => (await running.ask('menu')).find(([label]) => label === '帮助')?.[1];
    expect((await update())?.map(([label]) => label)).toContain('检查更新');
    await running.ask('clickMenu', '帮助', '检查更新');
    await expect
      .poll(() => named('dialog.showMessageBox'))
      .toMatchObject([[{ message: expect.stringContaining('不自动更新') }]]);
  });
});

describe('badge and notifications', () => {
  it('tell numbers of what came while nobody looked, until somebody looks', async () => {
    const { running, call, named } = await start();
    await call('reportState', OPEN);
    await call('reportState', { ...OPEN, conflicts: 2, resubmitted: 3 });
    expect(await named('notification.show')).toEqual([['2 条决定未生效，请处理'], ['3 个单位或人员已补正']]);
    expect((await named('app.setBadgeCount')).at(-1)).toEqual([5]);
    await running.ask('focusWindow');
    expect((await named('app.setBadgeCount')).at(-1)).toEqual([2]);
  });

  it('are silent when switched off, and stay so', async () => {
    const { call } = await start();
    expect(await call('settings')).toEqual({ openAtLogin: false, notifications: true });
    await call('setSettings', { openAtLogin: false, notifications: false });
    const again = await start();
    expect(await again.call('settings')).toEqual({ openAtLogin: false, notifications: false });
    await again.call('reportState', OPEN);
    await again.call('reportState', { ...OPEN, conflicts: 1 });
    expect(await again.named('notification.show')).toEqual([]);
  });
});

describe('open at login', () => {
  it.runIf(process.platform === 'linux')('is off, and a file of the session when on', async () => {
    const { call } = await start({ APPIMAGE: '/opt/desk/expo-review-desk.AppImage' });
    const entry = join(folder, 'config/autostart/expo-review-desk.desktop');
    await expect(readFile(entry)).rejects.toThrow('ENOENT');
    expect(await call('setSettings', { openAtLogin: true, notifications: true })).toEqual({
      openAtLogin: true,
      notifications: true,
    });
    expect(await readFile(entry, 'utf8')).toContain('Exec="/opt/desk/expo-review-desk.AppImage"');
    await call('setSettings', { openAtLogin: false, notifications: true });
    await expect(readFile(entry)).rejects.toThrow('ENOENT');
  });
});

describe('power and network', () => {
  it('reach the page as they happen', async () => {
    const { running } = await start();
    await running.ask('hearHost', BRIDGE_GLOBAL);
    for (const event of ['suspend', 'resume', 'lock-screen', 'unlock-screen'])
      await running.ask('emitPower', event);
    expect(await running.ask('heard')).toEqual(
      ['suspended', 'resumed', 'locked', 'unlocked'].map((state) => ({ type: 'power', state })),
    );
  });
});

describe('quitting', () => {
  it('with unsent decisions asks once, and stays when told to', async () => {
    const { running, call, named } = await start();
    await call('reportState', { ...OPEN, unsent: 12 });
    await running.ask('closeWindow');
    const [[question] = []] = await named('dialog.showMessageBox');
    expect(question).toMatchObject({ message: '还有 12 条决定未上传', defaultId: 0, cancelId: 0 });
    expect(await running.callNames()).not.toContain('window.closed');
  });

  it('goes when told to, and without a question when nothing waits', async () => {
    const { running, call, named } = await start();
    await call('reportState', { ...OPEN, language: 'en', unsent: 1 });
    await running.ask('setDesktop', { answer: 1 });
    await running.ask('closeWindow');
    expect((await running.callNames()).slice(-2)).toEqual(['window.closed', 'app.quit']);
    const second = await start();
    await second.call('reportState', OPEN);
    await second.running.ask('closeWindow');
    expect(await second.named('dialog.showMessageBox')).toEqual([]);
    expect(await named('dialog.showMessageBox').catch(() => [])).toEqual([]);
  });

  it('does not hold up a system that shuts down', async () => {
    const { running, call, named } = await start();
    await call('reportState', { ...OPEN, unsent: 12 });
    await running.ask('emitPower', 'shutdown');
    await running.ask('closeWindow');
    expect(await named('dialog.showMessageBox')).toEqual([]);
    expect(await running.callNames()).toContain('window.closed');
  });

  it('remembers where the window was', async () => {
    const { running } = await start();
    await running.ask('closeWindow');
    await expect
      .poll(async () =>
        readFile(join(folder, 'appData/expo-review-desk/window.json'), 'utf8').catch(() => ''),
      )
      .toContain('"width":1300');
    const again = await start();
    const [[options] = []] = await again.named('new BrowserWindow');
    expect(options).toMatchObject({ x: 10, y: 20, width: 1300, height: 800 });
  });
});

describe('the key store', () => {
  const key = crypto.getRandomValues(new Uint8Array(32));

  it('seals a key that only this PC’s user opens', async () => {
    const { call } = await start();
    expect(KeyStoreState.parse(await call('keyStore')).isUsable).toBe(true);
    const reply = SealKeyReply.parse(await call('sealKey', 'local-1', key));
    const sealed = reply.ok ? reply.sealed : '';
    const open = async (env: Record<string, string>) =>
      UnsealKeyReply.parse(await (await start(env)).call('unsealKey', 'local-1', sealed));
    expect(await open({})).toEqual({ ok: true, key, resealed: null });
    expect(await open({ STAND_IN_SYSTEM_KEY: 'rotated' })).toMatchObject({
      ok: true,
      key,
      resealed: expect.any(String),
    });
    expect(await open({ STAND_IN_SYSTEM_KEY: 'other' })).toEqual({ ok: false, why: 'lost' });
  });

  it.runIf(process.platform === 'linux')('refuses a keyring that hides nothing', async () => {
    const { call } = await start({ STAND_IN_KEYRING: 'basic_text' });
    expect(await call('keyStore')).toEqual({ isUsable: false, why: 'weak', backend: 'basic_text' });
    expect(await call('sealKey', 'local-1', key)).toEqual({ ok: false, why: 'weak' });
  });
});

describe('paper and diagnostics', () => {
  it('print by the system’s dialog, and say when it was left', async () => {
    expect(await (await start()).call('print')).toEqual({ result: 'printed' });
    expect(await (await start({ STAND_IN_PRINT: 'cancel' })).call('print')).toEqual({ result: 'cancelled' });
  });

  it('save the page as PDF where the reviewer says', async () => {
    const path = join(folder, 'week.pdf');
    const { call, named } = await start({ STAND_IN_SAVE_PATH: path });
    expect(await call('savePdf', '周报.pdf', true)).toEqual({ result: 'saved' });
    expect(await readFile(path, 'utf8')).toBe('%PDF-');
    expect(await named('webContents.printToPDF')).toMatchObject([[{ landscape: true, pageSize: 'A4' }]]);
  });

  it('give versions, states, counts and the log, and no address', async () => {
    const path = join(folder, 'diagnostics.json');
    const gateway = 'https://desk.some-office.example';
    const { running, call } = await start({ STAND_IN_SAVE_PATH: path, DESK_GATEWAY: gateway });
    await running.ask('crashPage', 'oom');
    await call('reportState', { ...OPEN, unsent: 3 });
    expect(await call('saveDiagnostics', { outbox: 3, phase: 'open' })).toEqual({ result: 'saved' });
    const written = await readFile(path, 'utf8');
    expect(JSON.parse(written)).toMatchObject({
      product: 'expo-review-desk',
      host: { hasGateway: true, unsent: 3, updates: 'off', updatesWhy: 'noFeed' },
      page: { outbox: 3, phase: 'open' },
      log: expect.arrayContaining([expect.objectContaining({ event: 'page-gone', reason: 'oom' })]),
    });
    for (const secret of ['some-office', folder, 'appData']) expect(written).not.toContain(secret);
  });
});

describe('a crash', () => {
  it('of the page is logged and the page offered again', async () => {
    const { running, named } = await start();
    await running.ask('crashPage', 'crashed');
    await expect.poll(() => named('webContents.reload')).toHaveLength(1);
    await running.ask('crashPage', 'clean-exit');
    expect(await named('dialog.showMessageBox')).toHaveLength(1);
  });
});

describe('the office’s policy', () => {
  const withPolicy = async (content: string) => {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'policy.json'), content);
    return start({ DESK_POLICY: join(folder, 'policy.json') });
  };

  it('proposes a gateway to an installation that has none', async () => {
    const { call } = await withPolicy('\uFEFF{"gateway":"https://desk.example.org/"}');
    expect(await call('hostInfo')).toMatchObject({ gateway: 'https://desk.example.org' });
  });

  it.each(['{"updates":{"isEnabled":false}}', '{"updates":', '{"update":{}}', '{"gateway":"http://a.cn"}'])(
    'switches updates off by %j',
    async (content) => {
      const { call } = await withPolicy(content);
      expect(await call('updateState')).toEqual({ state: 'off', why: 'policy' });
      expect(await call('checkForUpdate')).toEqual({ state: 'off', why: 'policy' });
      expect(await call('installUpdate')).toBe(false);
    },
  );
});
