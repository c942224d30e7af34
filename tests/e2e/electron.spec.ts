/** What only a real Electron shows; skipped, visibly, where its binary or a display is missing. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron as electron } from '@playwright/test';
import { findElectron, hasDisplay } from '../../build/findElectron.ts';
import { BRIDGE_CHANNELS, BRIDGE_GLOBAL, type DesktopBridge } from '../../shared/protocol/bridge.ts';
import { expect, test } from './desk.ts';

const ROOT = join(import.meta.dirname, '../..');
const binary = findElectron(ROOT);

test.skip(binary === null, 'no Electron binary on this machine');
test.skip(!hasDisplay(), 'no display for Electron');
test.use({ gatewayOptions: { units: 20 } });

test('opens the desk, forwards its calls and carries journal bytes', async ({ gateway }) => {
  const userData = await mkdtemp(join(tmpdir(), 'desk-electron-'));
  const isRoot = process.getuid?.() === 0;
  const app = await electron.launch({
    executablePath: binary ?? '',
    args: [ROOT, ...(isRoot ? ['--no-sandbox'] : [])],
    env: { ...process.env, DESK_GATEWAY: gateway.origin, DESK_USER_DATA: userData } as Record<string, string>,
  });
  try {
    const page = await app.firstWindow();
    await expect(page).toHaveTitle(/展审台/);
    expect(page.url()).toBe('app://bundle/');
    expect(await page.evaluate(() => fetch('/api/v1/session').then((reply) => reply.json()))).toEqual({
      account: null,
    });
    const read = await page.evaluate(
      async ([channel, global]) => {
        const arrived = new Promise<MessagePort>((resolve) => {
          addEventListener('message', (event) => {
            const [port] = event.ports;
            if (event.source === window && event.data === channel && port) resolve(port);
          });
        });
        const bridge = Reflect.get(window, global) as { connectJournal(): Promise<void> };
        await bridge.connectJournal();
        const port = await arrived;
        const ask = (request: object) =>
          new Promise<{ value: unknown }>((resolve) => {
            port.onmessage = ({ data }) => resolve(data);
            port.postMessage(request);
          });
        const file = { folder: 'e2e', file: 'a' };
        await ask({ id: 1, op: 'open', ...file });
        await ask({ id: 2, op: 'write', ...file, at: 0, bytes: new Uint8Array([1, 2, 3]) });
        await ask({ id: 3, op: 'flush', ...file });
        const { value } = await ask({ id: 4, op: 'read', ...file, at: 1, length: 9 });
        return value instanceof Uint8Array ? [...value] : null;
      },
      [BRIDGE_CHANNELS.journalPort, BRIDGE_GLOBAL] as const,
    );
    expect(read).toEqual([2, 3]);
  } finally {
    await app.close();
    await rm(userData, { recursive: true, force: true, maxRetries: 3 });
  }
});

test('answers in a sandboxed page what only a desktop can', async ({ gateway }) => {
  const userData = await mkdtemp(join(tmpdir(), 'desk-electron-'));
  const isRoot = process.getuid?.() === 0;
  const app = await electron.launch({
    executablePath: binary ?? '',
    args: [ROOT, ...(isRoot ? ['--no-sandbox'] : [])],
    env: { ...process.env, DESK_GATEWAY: gateway.origin, DESK_USER_DATA: userData } as Record<string, string>,
  });
  try {
    const page = await app.firstWindow();
    await expect(page).toHaveTitle(/展审台/);
    const answers = await page.evaluate(async (global) => {
      const bridge = Reflect.get(window, global) as DesktopBridge;
      const { isUsable } = await bridge.keyStore();
      const key = new Uint8Array(32).fill(7);
      const sealed = await bridge.sealKey('e2e', key);
      const opened = sealed.ok ? await bridge.unsealKey('e2e', sealed.sealed) : null;
      return {
        // A session without a keyring seals nothing; one with a keyring gives the same key back.
        isConsistent: sealed.ok ? opened?.ok === true && String(opened.key) === String(key) : !isUsable,
        settings: await bridge.settings(),
        update: await bridge.updateState(),
        hasNode: 'require' in window || 'process' in window,
      };
    }, BRIDGE_GLOBAL);
    expect(answers).toEqual({
      isConsistent: true,
      settings: { openAtLogin: false, notifications: true },
      update: { state: 'off', why: 'noFeed' },
      hasNode: false,
    });
    const menus = await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.length ?? 0);
    expect(menus).toBeGreaterThanOrEqual(4);
  } finally {
    await app.close();
    await rm(userData, { recursive: true, force: true, maxRetries: 3 });
  }
});
