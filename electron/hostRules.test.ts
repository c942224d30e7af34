/** The host's pure rules: window places, attention, menu, switches, network, autostart. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { MenuRequest, ReportedState } from '../shared/protocol/desktop.ts';
import { badgeCount, look, NO_ATTENTION, report } from './attention.ts';
import { watchIdle } from './idle.ts';
import { accelerator, menuTemplate } from './menuTemplate.ts';
import { networkFingerprint } from './network.ts';
import { autostartEntry } from './openAtLogin.ts';
import { refusedSwitches } from './refusedSwitches.ts';
import { systemLanguage, text } from './texts.ts';
import { placeWindow } from './windowState.ts';

describe('the window’s place', () => {
  const primary = { x: 0, y: 0, width: 1920, height: 1040 };
  const second = { x: 1920, y: 0, width: 2560, height: 1400 };
  const saved = { x: 2000, y: 100, width: 1500, height: 900, isMaximized: false };

  it('is where it was while its display is there', () => {
    expect(placeWindow(saved, [primary, second])).toMatchObject({
      position: { x: 2000, y: 100 },
      width: 1500,
      height: 900,
    });
  });

  it.each([
    ['its display is gone', saved],
    ['it is above all displays', { ...saved, x: 100, y: -500 }],
    ['a sliver of it is left', { ...saved, x: 1910 - 1500 + 1500 - 5, y: 2000 }],
    ['it is far away', { ...saved, x: -90_000 }],
  ])('is centred when %s', (_why, place) => {
    expect(placeWindow(place, [primary]).position).toBeNull();
  });

  it.each([
    null,
    undefined,
    'text',
    {},
    { ...saved, x: Number.NaN },
    { ...saved, width: -5 },
    { ...saved, x: '1' },
    { ...saved, height: 1e9 },
  ])('of %j is the default', (raw) => {
    expect(placeWindow(raw, [primary])).toMatchObject({ position: null, width: 1440, height: 900 });
  });

  it('is never larger than its display, nor its minimum', () => {
    const small = { x: 0, y: 0, width: 1024, height: 600 };
    expect(placeWindow({ ...saved, x: 0, y: 0 }, [small])).toMatchObject({
      width: 1024,
      height: 600,
      minWidth: 1024,
      minHeight: 600,
    });
  });

  it('is never smaller than two panes need, and remembers being maximised', () => {
    const tiny = { x: 0, y: 0, width: 200, height: 100, isMaximized: true };
    expect(placeWindow(tiny, [primary])).toMatchObject({ width: 1280, height: 720, isMaximized: true });
  });
});

describe('attention', () => {
  const state = (change: Partial<ReportedState> = {}): ReportedState => ({
    language: 'zh-CN',
    isOpen: true,
    unsent: 0,
    conflicts: 0,
    resubmitted: 5,
    ...change,
  });
  const opened = report(NO_ATTENTION, state(), false).attention;

  it('takes what was there at opening as seen', () => {
    expect(badgeCount(opened)).toBe(0);
    expect(report(NO_ATTENTION, state({ conflicts: 3 }), false).notices).toEqual([]);
  });

  it('counts and tells what grew while nobody looked', () => {
    const { attention, notices } = report(opened, state({ conflicts: 2, resubmitted: 8 }), false);
    expect(badgeCount(attention)).toBe(5);
    expect(notices).toEqual([
      { kind: 'conflicts', count: 2 },
      { kind: 'resubmitted', count: 3 },
    ]);
    expect(badgeCount(look(attention))).toBe(2);
  });

  it('tells nothing to someone who is looking, or of what shrank', () => {
    expect(report(opened, state({ conflicts: 2, resubmitted: 8 }), true).notices).toEqual([]);
    const grown = report(opened, state({ resubmitted: 8 }), false).attention;
    const shrunk = report(grown, state({ resubmitted: 4 }), false);
    expect(shrunk.notices).toEqual([]);
    expect(badgeCount(shrunk.attention)).toBe(0);
  });

  it('counts anew after decisions below what was seen', () => {
    const decided = report(opened, state({ resubmitted: 2 }), false).attention;
    expect(badgeCount(report(decided, state({ resubmitted: 3 }), false).attention)).toBe(1);
  });

  it('shows no number on a locked desk', () => {
    const locked = report(opened, state({ isOpen: false, conflicts: 4 }), false).attention;
    expect(badgeCount(locked)).toBe(0);
    expect(report(locked, state({ conflicts: 4 }), false).notices).toEqual([]);
  });
});

describe('the menu', () => {
  const menu: MenuRequest = {
    sections: [
      {
        label: '本页',
        commands: [
          { id: 'units approve', label: '通过', chord: 'A', isEnabled: true },
          { id: 'global lock', label: '锁定', chord: 'Ctrl+L', isEnabled: false },
        ],
      },
      { label: '空', commands: [] },
    ],
  };
  const clicked: string[] = [];
  const actions = {
    command: (id: string) => void clicked.push(id),
    print: () => void clicked.push('print'),
    checkForUpdate: () => undefined,
  };
  const input = { language: 'zh-CN', menu, version: '1.2.3', isPackaged: true, platform: 'win32' } as const;
  const template = menuTemplate(input, actions);
  interface Item {
    accelerator?: string;
    registerAccelerator?: boolean;
    enabled?: boolean;
    click?: () => void;
  }
  const itemsOf = (top: { submenu?: unknown } | undefined) => (top?.submenu ?? []) as Item[];

  it('carries the page’s commands in the page’s words, and their ids back', () => {
    expect(template.map(({ label }) => label)).toEqual(['文件', '编辑', '本页', '显示', '帮助']);
    const [approve, lock] = itemsOf(template[2]);
    approve?.click?.();
    expect(clicked).toEqual(['units approve']);
    expect(lock?.enabled).toBe(false);
  });

  it('shows keys without taking them from the page', () => {
    const [approve] = itemsOf(template[2]);
    expect(approve).toMatchObject({ accelerator: 'A', registerAccelerator: false });
    expect(accelerator('Ctrl+K', 'linux')).toBe('Ctrl+K');
    expect(accelerator('A', 'darwin')).toBeNull();
    for (const odd of ['', 'Meta+X', 'Ctrl+', 'Ctrl+Alt+Entf', '暂缓', 'CmdOrCtrl+Q', 'Ctrl++'])
      expect(accelerator(odd, 'win32')).toBeNull();
  });

  it('has developer tools outside packages only, and speaks English', () => {
    expect(JSON.stringify(template)).not.toContain('toggleDevTools');
    const english = menuTemplate({ ...input, language: 'en', isPackaged: false }, actions);
    expect(JSON.stringify(english)).toContain('toggleDevTools');
    expect(english.map(({ label }) => label)).toEqual(['File', 'Edit', '本页', 'View', 'Help']);
  });

  it('prints nothing while the desk is locked', () => {
    const [file] = menuTemplate({ ...input, menu: null }, actions);
    expect(itemsOf(file)[0]?.enabled).toBe(false);
  });
});

describe('command-line switches', () => {
  it.each([
    '--remote-debugging-port=9222',
    '-remote-debugging-port=1',
    '/remote-debugging-port=1',
    '--REMOTE-DEBUGGING-PIPE',
    '--inspect',
    '--inspect-brk=0',
    '--disable-web-security',
    '--ignore-certificate-errors',
    '--host-rules=MAP * evil.example',
    '--host-resolver-rules=MAP * 127.0.0.1',
    '--load-extension=/tmp/x',
    '--ssl-key-log-file=/tmp/keys',
    '--user-data-dir=/tmp/x',
    '--js-flags=--expose-gc',
    '--password-store=basic',
  ])('refuses %j', (argument) => expect(refusedSwitches(['x', argument])).toHaveLength(1));

  it.each([
    '--no-sandbox',
    '--lang=zh-CN',
    '--password-store=gnome-libsecret',
    '--ozone-platform=wayland',
    '--disable-gpu',
    'remote-debugging-port',
    'expo-review-desk://open',
    '',
  ])('lets %j pass', (argument) => expect(refusedSwitches([argument])).toEqual([]));
});

describe('the network’s fingerprint', () => {
  const address = (at: string, internal = false) => ({
    address: at,
    internal,
    netmask: '',
    mac: '',
    cidr: null,
    family: 'IPv4' as const,
  });
  it('changes with outward addresses, not with order, loopback or link-local ones', () => {
    const home = { eth0: [address('192.0.2.5')], lo: [address('127.0.0.1', true)] };
    const same = { lo: [], eth0: [address('169.254.1.1'), address('192.0.2.5'), address('fe80::1')] };
    expect(networkFingerprint(same)).toBe(networkFingerprint(home));
    expect(networkFingerprint({ ...home, tun0: [address('198.51.100.2')] })).not.toBe(
      networkFingerprint(home),
    );
  });
});

describe('idleness', () => {
  afterEach(() => vi.useRealTimers());

  it('is told while a desk is open and nobody is there, not otherwise', () => {
    vi.useFakeTimers();
    const told: number[] = [];
    const system = { seconds: 0, isOpen: true };
    watchIdle(
      () => system.seconds,
      () => system.isOpen,
      20_000,
      (seconds) => told.push(seconds),
    );
    vi.advanceTimersByTime(60_000);
    expect(told).toEqual([]);
    system.seconds = 901;
    vi.advanceTimersByTime(20_000);
    system.isOpen = false;
    vi.advanceTimersByTime(60_000);
    expect(told).toEqual([901]);
  });
});

describe('words and entries', () => {
  it('speaks the system’s language until the page has said its own', () => {
    expect(['zh-CN', 'zh-TW', 'ZH'].map(systemLanguage)).toEqual(['zh-CN', 'zh-CN', 'zh-CN']);
    expect(systemLanguage('de')).toBe('en');
    expect(text('en', 'quit.title', { count: 12 })).toBe('12 decisions have not been uploaded');
  });

  it('quotes an executable’s path so that it starts that and nothing else', () => {
    const entry = autostartEntry('/opt/Expo Review Desk/x$(touch /tmp/y)"; rm `z` 5%');
    expect(entry).toContain('Exec="/opt/Expo Review Desk/x\\$(touch /tmp/y)\\"; rm \\`z\\` 5%%"');
  });
});
