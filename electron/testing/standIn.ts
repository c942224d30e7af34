/**
 * A stand-in for the module `electron`: as much of it as the desktop host uses, enough to run the built main
 * and preload under Node. It records what is called; `control.ts` lets a test ask and act from outside.
 */
import { EventEmitter } from 'node:events';
import { tmpdir } from 'node:os';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { desktopParts } from './standInDesktop.ts';

type Handler = (request: Request) => Promise<Response>;
type Invoke = (event: object, ...args: unknown[]) => unknown;

/** All calls in order, as `name` and arguments that survive a copy. */
export const calls: { name: string; args: unknown[] }[] = [];
/** What was registered, for the control to use. */
export const registered = {
  schemes: new Map<string, Handler>(),
  channels: new Map<string, Invoke>(),
  exposed: new Map<string, Record<string, (...args: unknown[]) => unknown>>(),
  windows: [] as BrowserWindow[],
  sessions: new Map<string, StandInSession>(),
};
let isReady = false;

function record(name: string, ...args: unknown[]): void {
  calls.push({ name, args });
}

class StandInApp extends EventEmitter {
  isPackaged = process.env.STAND_IN_PACKAGED === '1';
  #paths = new Map<string, string>();

  getPath(name: string): string {
    return this.#paths.get(name) ?? `${process.env.STAND_IN_FOLDER ?? tmpdir()}/${name}`;
  }
  setPath(name: string, path: string): void {
    record('app.setPath', name, path);
    this.#paths.set(name, path);
  }
  getVersion(): string {
    return process.env.STAND_IN_VERSION ?? '0.0.0-stand-in';
  }
  getName(): string {
    return 'expo-review-desk';
  }
  getAppPath(): string {
    return process.env.STAND_IN_FOLDER ?? tmpdir();
  }
  getLocale(): string {
    return process.env.STAND_IN_LOCALE ?? 'zh-CN';
  }
  enableSandbox(): void {
    record('app.enableSandbox');
  }
  requestSingleInstanceLock(): boolean {
    record('app.requestSingleInstanceLock');
    return process.env.STAND_IN_LOCK !== 'taken';
  }
  async whenReady(): Promise<void> {
    if (isReady) return;
    record('app.whenReady');
    await new Promise((resolve) => setImmediate(resolve));
    isReady = true;
  }
  setBadgeCount(count: number): boolean {
    record('app.setBadgeCount', count);
    return true;
  }
  quit(): void {
    record('app.quit');
  }
  exit(code: number): void {
    record('app.exit', code);
  }
}
export const app = new StandInApp();

export const protocol = {
  registerSchemesAsPrivileged(schemes: unknown): void {
    if (isReady) throw new Error('registerSchemesAsPrivileged after ready');
    record('protocol.registerSchemesAsPrivileged', schemes);
  },
  handle(scheme: string, handler: Handler): void {
    if (!isReady) throw new Error('protocol.handle before ready');
    record('protocol.handle', scheme);
    registered.schemes.set(scheme, handler);
  },
};

type BeforeRequest = (details: { url: string }, callback: (answer: { cancel: boolean }) => void) => void;
type PermissionRequest = (
  contents: null,
  permission: string,
  callback: (isGranted: boolean) => void,
  details: { requestingUrl: string },
) => void;

/** A session with a cookie jar, as a browser keeps it: by origin, sent when credentials are included. */
class StandInSession extends EventEmitter {
  #jar = new Map<string, Map<string, string>>();
  beforeRequest: BeforeRequest | null = null;
  permissionRequest: PermissionRequest | null = null;
  permissionCheck: ((contents: null, permission: string, origin: string) => boolean) | null = null;
  webRequest = {
    onBeforeRequest: (listener: BeforeRequest): void => {
      this.beforeRequest = listener;
    },
  };

  constructor(readonly name: string) {
    super();
  }

  setPermissionRequestHandler(handler: PermissionRequest): void {
    record('session.setPermissionRequestHandler', this.name);
    this.permissionRequest = handler;
  }
  setPermissionCheckHandler(handler: (contents: null, permission: string, origin: string) => boolean): void {
    record('session.setPermissionCheckHandler', this.name);
    this.permissionCheck = handler;
  }
  setSpellCheckerEnabled(isOn: boolean): void {
    record('session.setSpellCheckerEnabled', this.name, isOn);
  }
  setDevicePermissionHandler(): void {
    record('session.setDevicePermissionHandler', this.name);
  }
  async fetch(url: string, init: RequestInit): Promise<Response> {
    record('session.fetch', this.name, init.method, init.redirect, init.cache, init.credentials);
    const { origin } = new URL(url);
    const jar = this.#jar.get(origin) ?? new Map<string, string>();
    this.#jar.set(origin, jar);
    const headers = new Headers(init.headers);
    if (jar.size > 0) headers.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await fetch(url, { ...init, headers });
    for (const cookie of response.headers.getSetCookie()) {
      const [name, value] = (cookie.split(';')[0] ?? '').split('=');
      if (name && value !== undefined) jar.set(name, value);
    }
    return response;
  }
}
export const session = {
  defaultSession: new StandInSession('default'),
  fromPartition(name: string, options?: object): StandInSession {
    record('session.fromPartition', name, options);
    const found = registered.sessions.get(name) ?? new StandInSession(name);
    registered.sessions.set(name, found);
    return found;
  },
};

export const ipcMain = {
  handle(channel: string, handler: Invoke): void {
    record('ipcMain.handle', channel);
    registered.channels.set(channel, handler);
  },
};

class StandInContents extends EventEmitter {
  windowOpenHandler: ((details: { url: string }) => { action: string }) | null = null;
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.windowOpenHandler = handler;
  }
  send(channel: string, message: unknown): void {
    record('webContents.send', channel, message);
    ipcRenderer.emit(channel, { sender: 'all of IPC' }, message);
  }
  reload(): void {
    record('webContents.reload');
  }
  print(_options: object, done: (isPrinted: boolean, reason: string) => void): void {
    record('webContents.print');
    done(process.env.STAND_IN_PRINT !== 'cancel', 'Print job canceled');
  }
  async printToPDF(options: object): Promise<Buffer> {
    record('webContents.printToPDF', options);
    return Buffer.from('%PDF-');
  }
}

export class BrowserWindow extends EventEmitter {
  webContents = new StandInContents();
  constructor(options: unknown) {
    super();
    record('new BrowserWindow', options);
    registered.windows.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }
  static getAllWindows(): BrowserWindow[] {
    return registered.windows;
  }
  static fromWebContents(contents: StandInContents): BrowserWindow | null {
    return registered.windows.find((window) => window.webContents === contents) ?? null;
  }
  async loadURL(url: string): Promise<void> {
    record('window.loadURL', url);
    this.emit('ready-to-show');
  }
  show(): void {
    record('window.show');
  }
  isFocused(): boolean {
    return desktop.state.isFocused;
  }
  isMaximized(): boolean {
    return false;
  }
  maximize(): void {
    record('window.maximize');
  }
  getNormalBounds(): object {
    return { x: 10, y: 20, width: 1300, height: 800 };
  }
  setOverlayIcon(icon: unknown, text: string): void {
    record('window.setOverlayIcon', icon !== null, text);
  }
  /** As Electron closes: asks whoever listens, and ends unless one prevents it. */
  close(): void {
    let isPrevented = false;
    this.emit('close', { preventDefault: () => (isPrevented = true) });
    record(isPrevented ? 'window.close prevented' : 'window.closed');
    if (isPrevented) return;
    app.emit('window-all-closed');
  }
  isMinimized(): boolean {
    return true;
  }
  restore(): void {
    record('window.restore');
  }
  focus(): void {
    record('window.focus');
  }
}

const desktop = desktopParts(record, app);
export const desktopState = desktop.state;
export const {
  Menu,
  Notification,
  autoUpdater,
  dialog,
  nativeImage,
  net,
  powerMonitor,
  safeStorage,
  screen,
} = desktop;
export const shell = {
  async openExternal(url: string): Promise<void> {
    record('shell.openExternal', url);
  },
};

/** Electron's port: an emitter whose messages come wrapped, and which waits for `start`. */
export class MessagePortMain extends EventEmitter {
  constructor(readonly port: MessagePort) {
    super();
    port.on('close', () => this.emit('close'));
  }
  start(): void {
    this.port.on('message', (data: unknown) => this.emit('message', { data, ports: [] }));
  }
  postMessage(data: unknown): void {
    this.port.postMessage(data);
  }
  close(): void {
    this.port.close();
  }
}
export class MessageChannelMain {
  port1: MessagePortMain;
  port2: MessagePortMain;
  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port1 = new MessagePortMain(port1);
    this.port2 = new MessagePortMain(port2);
  }
}

class StandInRenderer extends EventEmitter {
  /** set by the control: what an invoke of the preload reaches */
  reach: ((channel: string, args: unknown[]) => Promise<unknown>) | null = null;
  invoke(channel: string, ...args: unknown[]): Promise<unknown> {
    if (!this.reach) throw new Error('the preload is not loaded');
    return this.reach(channel, args);
  }
}
export const ipcRenderer = new StandInRenderer();
export const contextBridge = {
  exposeInMainWorld(name: string, value: Record<string, (...args: unknown[]) => unknown>): void {
    record('contextBridge.exposeInMainWorld', name, Object.keys(value));
    registered.exposed.set(name, value);
  },
};
