/** Which shell the specs run in, how Electron is started for them, and what is left to a browser. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { BROWSER_ONLY, browserOnly, browserOnlySpecs } from './browserOnly.ts';
import { deskAddress, electronLaunch } from './electronLaunch.ts';
import { chooseElectron, shellOf } from './shell.ts';

const SPECS = join(import.meta.dirname, '..');
const gateway = 'http://127.0.0.1:41000';

describe('which shell', () => {
  test('is a browser unless asked otherwise, and a misspelt one is none', () => {
    expect(shellOf({})).toBe('chromium');
    expect(shellOf({ E2E_SHELL: 'electron' })).toBe('electron');
    expect(() => shellOf({ E2E_SHELL: 'Electron' })).toThrow('chromium, electron');
  });

  test.each([
    [null, true, true, { can: false, missing: 'binary' }],
    ['/e', true, false, { can: true, under: 'display' }],
    ['/e', true, true, { can: true, under: 'display' }],
    ['/e', false, true, { can: true, under: 'xvfb' }],
    ['/e', false, false, { can: false, missing: 'display' }],
  ] as const)('binary %s, display %s, xvfb %s', (electron, hasDisplay, hasXvfb, choice) => {
    expect(chooseElectron({ electron, hasDisplay, hasXvfb })).toEqual(choice);
  });
});

describe('starting Electron', () => {
  const given = { binary: '/e', root: '/repo', profile: '/p', gateway, isRoot: false, env: {} };

  test('runs the built program on the profile, with the gateway and no policy of this machine', () => {
    expect(electronLaunch(given)).toMatchObject({
      executablePath: '/e',
      args: ['/repo'],
      env: { DESK_GATEWAY: gateway, DESK_USER_DATA: '/p', DESK_POLICY: '/p/no-policy.json' },
    });
    const { main } = JSON.parse(readFileSync(join(SPECS, '../../package.json'), 'utf8'));
    expect(main).toBe('dist/main/main.js');
  });

  test('takes the sandbox off for root only', () => {
    expect(electronLaunch({ ...given, isRoot: true }).args).toContain('--no-sandbox');
  });

  test('hands on what the machine has, but nothing that makes Electron a Node', () => {
    const env = { DISPLAY: ':1', ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '--import x', EMPTY: undefined };
    const launch = electronLaunch({ ...given, env });
    expect(launch.env).toMatchObject({ DISPLAY: ':1' });
    expect(Object.keys(launch.env)).not.toEqual(expect.arrayContaining(['ELECTRON_RUN_AS_NODE']));
    expect(Object.keys(launch.env)).not.toEqual(expect.arrayContaining(['NODE_OPTIONS']));
    expect(Object.keys(launch.env)).not.toContain('EMPTY');
  });
});

test.each([
  ['/', 'app://bundle/'],
  ['/#/units?id=u-1', 'app://bundle/#/units?id=u-1'],
  [gateway, 'app://bundle/'],
  [`${gateway}/#/settings`, 'app://bundle/#/settings'],
  ['http://127.0.0.1:1/elsewhere', 'http://127.0.0.1:1/elsewhere'],
])('%s is %s', (address, desk) => {
  expect(deskAddress(address, gateway)).toBe(desk);
});

describe('what runs in a browser only', () => {
  test('is there, by name and title, each with its reason', () => {
    for (const { spec, title, why } of BROWSER_ONLY) {
      expect(existsSync(join(SPECS, spec)), spec).toBe(true);
      expect(readFileSync(join(SPECS, spec), 'utf8'), `${spec}: ${title}`).toContain(title ?? '');
      expect(why.length).toBeGreaterThan(10);
    }
  });

  test('is the smaller part', () => {
    const all = readdirSync(SPECS).filter((name) => name.endsWith('.spec.ts'));
    expect(browserOnlySpecs().length).toBeLessThan(all.length / 2);
  });

  test('is found by a spec’s path and, where it is one test, by its title', () => {
    expect(browserOnly('/x/tests/e2e/twoWindows.spec.ts', 'anything')).toMatch(/one window/);
    expect(browserOnly('C:\\x\\progress.spec.ts', 'as workbook and on paper')).toMatch(/prints/);
    expect(browserOnly('/x/progress.spec.ts', 'the secretariat publishes')).toBeNull();
    expect(browserOnly('/x/story.spec.ts', 'a day')).toBeNull();
  });
});
