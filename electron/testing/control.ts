/** Inside the stood-in process: does what a test asks for over the channel to its parent, and answers. */
import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import {
  app,
  calls,
  desktopState,
  ipcRenderer,
  type MessagePortMain,
  powerMonitor,
  registered,
  session,
} from './standIn.ts';

/** Who an IPC message seems to come from; null: a frame that is already gone. */
export interface ControlSender {
  url: string;
  isMainFrame: boolean;
}
export interface ControlRequest {
  url: string;
  method?: string;
  headers?: Record<string, string>;
  body?: Uint8Array;
  /** read the first piece of the reply's body only, then drop it */
  isStream?: boolean;
}

type MenuLine = (string | boolean | undefined)[];
const linesOf = (items: (typeof desktopState)['menu'] = []): MenuLine[] =>
  items.map(({ label, accelerator, registerAccelerator, enabled }) => [
    label,
    accelerator,
    registerAccelerator,
    enabled,
  ]);

const PAGE: ControlSender = { url: 'app://bundle/', isMainFrame: true };
let journalPort: MessagePortMain | null = null;

/** Everything a test can ask for, by name. Arguments and results are copied between the processes. */
export const CONTROLS = {
  calls: () => calls,
  async request({ url, method = 'GET', headers = {}, body, isStream }: ControlRequest) {
    const handler = registered.schemes.get('app');
    if (!handler) throw new Error('no handler');
    const aborter = new AbortController();
    const reply = await handler(
      new Request(url, {
        method,
        headers,
        signal: aborter.signal,
        ...(body ? { body: Buffer.from(body) } : {}),
      }),
    );
    const reader = isStream ? reply.body?.getReader() : undefined;
    const bytes = reader ? (await reader.read()).value : new Uint8Array(await reply.arrayBuffer());
    await reader?.cancel();
    return { type: reply.type, status: reply.status, headers: Object.fromEntries(reply.headers), bytes };
  },
  async invoke(channel: string, args: unknown[], sender: ControlSender | null = PAGE) {
    const handler = registered.channels.get(channel);
    if (!handler) throw new Error(`no handler of ${channel}`);
    const senderFrame = sender && {
      url: sender.url,
      parent: sender.isMainFrame ? null : {},
      postMessage: (name: string, _message: unknown, ports: MessagePortMain[]) => {
        journalPort = ports[0] ?? null;
        ipcRenderer.emit(name, { ports });
      },
    };
    return handler({ senderFrame, sender: registered.windows[0]?.webContents }, ...args);
  },
  /** Loads the built preload as Electron would, into a page at `url`; gives the names it exposes. */
  loadPreload(path: string, url: string) {
    const posted: unknown[] = [];
    const page = {
      location: { origin: url.replace(/\/$/, '') },
      postMessage: (message: unknown, target: string, ports: unknown[]) =>
        posted.push({ message, target, ports: ports.length }),
    };
    Object.assign(globalThis, { window: page, posted });
    ipcRenderer.reach = (channel, args) => CONTROLS.invoke(channel, args);
    createRequire(import.meta.url)(path);
    return [...registered.exposed].map(([name, value]) => [name, Object.keys(value)]);
  },
  callExposed(name: string, method: string, args: unknown[]) {
    return registered.exposed.get(name)?.[method]?.(...args);
  },
  posted: (): unknown => Reflect.get(globalThis, 'posted'),
  async journal(requests: readonly object[]) {
    const port = journalPort?.port;
    if (!port) throw new Error('no journal port');
    const replies = new Promise<unknown[]>((resolve) => {
      const found: unknown[] = [];
      const listen = (reply: unknown): void => {
        found.push(reply);
        if (found.length < requests.length) return;
        port.off('message', listen);
        resolve(found);
      };
      port.on('message', listen);
    });
    for (const request of requests) port.postMessage(request);
    return replies;
  },
  /** The files below `folder` that the process holds open; null where the system does not tell. */
  openFiles(folder: string): string[] | null {
    if (!existsSync('/proc/self/fd')) return null;
    const links = readdirSync('/proc/self/fd').map((fd) => {
      try {
        return readlinkSync(`/proc/self/fd/${fd}`);
      } catch {
        // The descriptor of this very listing is gone by now.
        return '';
      }
    });
    return links.filter((path) => path.startsWith(folder));
  },
  closeJournal: () => journalPort?.close(),
  /** Emits a navigation event on the window's contents; true if it was prevented. */
  isPrevented(event: string, url: string) {
    let isPrevented = false;
    const details = { url, preventDefault: () => (isPrevented = true) };
    registered.windows[0]?.webContents.emit(event, details, url);
    return isPrevented;
  },
  openWindow: (url: string) => registered.windows[0]?.webContents.windowOpenHandler?.({ url }),
  permission(permission: string, url: string) {
    let isGranted: boolean | null = null;
    session.defaultSession.permissionRequest?.(null, permission, (granted) => (isGranted = granted), {
      requestingUrl: url,
    });
    return [isGranted, session.defaultSession.permissionCheck?.(null, permission, url)];
  },
  isNetworkCancelled(url: string) {
    let isCancelled: boolean | null = null;
    session.defaultSession.beforeRequest?.({ url }, ({ cancel }) => (isCancelled = cancel));
    return isCancelled;
  },
  startSecondInstance: () => app.emit('second-instance', {}, ['app', 'expo-review-desk://open?x=1']),
  /** Emits an event of the program as a deep link would; true if it was prevented. */
  isLinkPrevented(event: string, link: string) {
    let isPrevented = false;
    app.emit(event, { preventDefault: () => (isPrevented = true) }, link);
    return isPrevented;
  },
  isDownloadPrevented(url: string) {
    let isPrevented = false;
    const event = { preventDefault: () => (isPrevented = true) };
    session.defaultSession.emit('will-download', event, { getURL: () => url });
    return isPrevented;
  },
  setDesktop: (change: Partial<Pick<typeof desktopState, 'isFocused' | 'answer'>>) =>
    void Object.assign(desktopState, change),
  emitPower: (event: string) => powerMonitor.emit(event),
  focusWindow() {
    desktopState.isFocused = true;
    registered.windows[0]?.emit('focus');
  },
  closeWindow: () => registered.windows[0]?.close(),
  crashPage: (reason: string) =>
    registered.windows[0]?.webContents.emit('render-process-gone', {}, { reason, exitCode: 5 }),
  /** The menu as labels, with each item's shown key and whether the menu itself would take it. */
  menu: () =>
    desktopState.menu.map(({ label, submenu }): [string, MenuLine[]] => [label ?? '', linesOf(submenu)]),
  clickMenu(menu: string, item: string) {
    const found = desktopState.menu
      .find(({ label }) => label === menu)
      ?.submenu?.find(({ label }) => label === item);
    if (!found?.click) throw new Error(`nothing to click at ${menu} › ${item}`);
    found.click();
  },
  /** Hears the host through the preload's own function; `heard` gives what came. */
  hearHost(name: string) {
    const heard: unknown[] = [];
    Reflect.set(globalThis, 'heard', heard);
    return typeof registered.exposed.get(name)?.onHostEvent?.((event: unknown) => heard.push(event));
  },
  heard: (): unknown => Reflect.get(globalThis, 'heard'),
};
export type ControlName = keyof typeof CONTROLS;

/** Listens for what the test asks. */
export function startControl(): void {
  process.on('message', (message: { id: number; name: ControlName; args: never[] }) => {
    const control = CONTROLS[message.name] as (...args: never[]) => unknown;
    Promise.resolve()
      .then(() => control(...message.args))
      .then(
        (value) => process.send?.({ id: message.id, ok: true, value }),
        (error: unknown) => process.send?.({ id: message.id, ok: false, message: String(error) }),
      );
  });
}
