/**
 * The page in Chromium with the desktop host behind it: the built main process under Node, reached through the
 * same bridge, with Playwright in the place of Electron's IPC. Journal bytes go to real files.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { DeskProcess } from '../../electron/testing/deskProcess.ts';
import { BRIDGE_CHANNELS, BRIDGE_GLOBAL } from '../../shared/protocol/bridge.ts';
import { DESKTOP_CHANNELS } from '../../shared/protocol/desktopChannels.ts';

const ROOT = join(import.meta.dirname, '../..');
const CHANNELS = { ...BRIDGE_CHANNELS, ...DESKTOP_CHANNELS };

export interface Host {
  process: DeskProcess;
  folder: string;
  /** the data folder of the main process */
  userData: string;
  /** hands the page what the main process has sent since the last time */
  deliver(): Promise<void>;
  dispose(): Promise<void>;
}

/**
 * Starts the built main process and puts its bridge into the page; before the page is opened. `env`: what the
 * system is like; `folder`: that of a former host, to be its next start.
 */
export async function hostPage(
  page: Page,
  gateway: string,
  env: Record<string, string> = {},
  former?: Host,
): Promise<Host> {
  const folder = former?.folder ?? (await mkdtemp(join(tmpdir(), 'desk-hosted-')));
  const built = {
    folder: join(ROOT, 'dist'),
    main: join(ROOT, 'dist/main/main.js'),
    preload: join(ROOT, 'dist/preload/preload.cjs'),
    dispose: async () => undefined,
  };
  const host = await DeskProcess.start(built, folder, { DESK_GATEWAY: gateway, ...env });
  await page.exposeFunction('hostInvoke', (channel: string, args: unknown[]) =>
    host.ask('invoke', channel, args),
  );
  // Bytes as base64: Playwright would send each of a journal's 32 million bytes as a number of its own.
  await page.exposeFunction('hostJournal', async (request: { base64?: string }) => {
    const { base64, ...rest } = request;
    const bytes = base64 === undefined ? {} : { bytes: new Uint8Array(Buffer.from(base64, 'base64')) };
    const [reply] = await host.ask('journal', [{ ...rest, ...bytes }]);
    const { value, ...others } = reply as { value?: unknown };
    return value instanceof Uint8Array ? { ...others, base64: Buffer.from(value).toString('base64') } : reply;
  });
  await page.exposeFunction('hostSeal', (localId: string, key: string) =>
    host.ask('invoke', CHANNELS.sealKey, [{ localId, key: new Uint8Array(Buffer.from(key, 'base64')) }]),
  );
  await page.exposeFunction('hostUnseal', async (localId: string, sealed: string) => {
    const reply = (await host.ask('invoke', CHANNELS.unsealKey, [{ localId, sealed }])) as object;
    return 'key' in reply
      ? { ...reply, key: Buffer.from(reply.key as Uint8Array).toString('base64') }
      : reply;
  });
  await page.addInitScript(installBridge, { channels: CHANNELS, global: BRIDGE_GLOBAL });
  let delivered = 0;
  return {
    process: host,
    folder,
    userData: join(folder, 'appData/expo-review-desk'),
    async deliver() {
      const sent = (await host.ask('calls')).filter(({ name }) => name === 'webContents.send');
      for (const { args } of sent.slice(delivered))
        await page.evaluate((event) => Reflect.get(window, 'hearHost')?.(event), args[1]);
      delivered = sent.length;
    },
    async dispose() {
      // First the page: what it still asked for would be told as an error of its own.
      await page.close();
      await host.kill();
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** In the page, before its own scripts: the functions the preload exposes, over Playwright's binding. */
function installBridge({ channels, global }: { channels: Record<string, string>; global: string }): void {
  type Invoke = (channel: string | undefined, args: unknown[]) => Promise<unknown>;
  type Journal = (request: object) => Promise<{ base64?: string }>;
  const invoke: Invoke = (channel, args) => (Reflect.get(window, 'hostInvoke') as Invoke)(channel, args);
  const journal = Reflect.get(window, 'hostJournal') as Journal;
  const seal = Reflect.get(window, 'hostSeal') as (localId: string, key: string) => Promise<object>;
  const unseal = Reflect.get(window, 'hostUnseal') as (
    localId: string,
    sealed: string,
  ) => Promise<{ key?: string }>;
  const fromBase64 = (text: string) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  const toBase64 = (bytes: Uint8Array): string => {
    let text = '';
    for (let at = 0; at < bytes.length; at += 0x8000)
      text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
    return btoa(text);
  };
  const ask = async ({ bytes, ...request }: { bytes?: Uint8Array }): Promise<object> => {
    const { base64, ...reply } = await journal(bytes ? { ...request, base64: toBase64(bytes) } : request);
    if (base64 === undefined) return reply;
    return { ...reply, value: fromBase64(base64) };
  };
  const listeners = new Set<(event: unknown) => void>();
  Reflect.set(window, 'hearHost', (event: unknown) => {
    for (const listener of listeners) listener(event);
  });
  Reflect.set(window, global, {
    hostInfo: () => invoke(channels.hostInfo, []),
    setGateway: (gateway: string) => invoke(channels.setGateway, [{ gateway }]),
    saveFile: (name: string, bytes: Uint8Array) => invoke(channels.saveFile, [{ name, bytes }]),
    setBadge: (count: number) => invoke(channels.setBadge, [{ count }]),
    async connectJournal() {
      await invoke(channels.connectJournal, []);
      const { port1, port2 } = new MessageChannel();
      let last: Promise<unknown> = Promise.resolve();
      port1.onmessage = ({ data }) => {
        // In order, as over Electron's own port.
        last = last.then(() => ask(data)).then((reply) => port1.postMessage(reply));
      };
      window.postMessage(channels.journalPort, window.location.origin, [port2]);
    },
    onHostEvent(listener: (event: unknown) => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    reportState: (state: object) => invoke(channels.reportState, [state]),
    setMenu: (menu: object) => invoke(channels.setMenu, [menu]),
    print: () => invoke(channels.print, []),
    savePdf: (name: string, isLandscape: boolean) => invoke(channels.savePdf, [{ name, isLandscape }]),
    saveDiagnostics: (facts: object) => invoke(channels.saveDiagnostics, [{ facts }]),
    settings: () => invoke(channels.settings, []),
    setSettings: (settings: object) => invoke(channels.setSettings, [settings]),
    keyStore: () => invoke(channels.keyStore, []),
    sealKey: (localId: string, key: Uint8Array) => seal(localId, toBase64(key)),
    async unsealKey(localId: string, sealed: string) {
      const { key, ...reply } = await unseal(localId, sealed);
      return key === undefined ? reply : { ...reply, key: fromBase64(key) };
    },
    updateState: () => invoke(channels.updateState, []),
    checkForUpdate: () => invoke(channels.checkForUpdate, []),
    installUpdate: () => invoke(channels.installUpdate, []),
  });
}
