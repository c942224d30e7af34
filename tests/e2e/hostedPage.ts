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
  /** the data folder of the main process */
  userData: string;
  /** hands the page what the main process has sent since the last time */
  deliver(): Promise<void>;
  dispose(): Promise<void>;
}

/** Starts the built main process and puts its bridge into the page; before the page is opened. */
export async function hostPage(page: Page, gateway: string): Promise<Host> {
  const folder = await mkdtemp(join(tmpdir(), 'desk-hosted-'));
  const built = {
    folder: join(ROOT, 'dist'),
    main: join(ROOT, 'dist/main/main.js'),
    preload: join(ROOT, 'dist/preload/preload.cjs'),
    dispose: async () => undefined,
  };
  const host = await DeskProcess.start(built, folder, { DESK_GATEWAY: gateway });
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
  await page.addInitScript(installBridge, { channels: CHANNELS, global: BRIDGE_GLOBAL });
  let delivered = 0;
  return {
    process: host,
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
  const toBase64 = (bytes: Uint8Array): string => {
    let text = '';
    for (let at = 0; at < bytes.length; at += 0x8000)
      text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
    return btoa(text);
  };
  const ask = async ({ bytes, ...request }: { bytes?: Uint8Array }): Promise<object> => {
    const { base64, ...reply } = await journal(bytes ? { ...request, base64: toBase64(bytes) } : request);
    if (base64 === undefined) return reply;
    return { ...reply, value: Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)) };
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
    settings: () => invoke(channels.settings, []),
    keyStore: () => invoke(channels.keyStore, []),
    updateState: () => invoke(channels.updateState, []),
  });
}
