/** The stand-in's desktop: menu, dialogs, displays, power, key store and network requests. */
import { EventEmitter } from 'node:events';
import { type ClientRequest, type RequestOptions, request } from 'node:http';

type Record = (name: string, ...args: unknown[]) => void;
interface MenuItem {
  label?: string;
  role?: string;
  enabled?: boolean;
  accelerator?: string;
  registerAccelerator?: boolean;
  click?: () => void;
  submenu?: MenuItem[];
}

/** What a test sets and reads. */
export interface DesktopState {
  isFocused: boolean;
  /** the button that is pressed in the next question */
  answer: number;
  menu: MenuItem[];
}

/** The system's keys: another one after a rotation, none after a change of user. */
function createSafeStorage() {
  const backend = process.env.STAND_IN_KEYRING ?? 'gnome_libsecret';
  const mark = process.env.STAND_IN_SYSTEM_KEY ?? 'one';
  const blur = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => byte ^ 0x5a));
  return {
    getSelectedStorageBackend: () => backend,
    isAsyncEncryptionAvailable: async () => backend !== 'locked',
    encryptStringAsync: async (plain: string) => blur(Buffer.from(`${mark}:${plain}`)),
    async decryptStringAsync(sealed: Buffer) {
      const [, name, result] = /^(\w+):(.*)$/s.exec(blur(sealed).toString()) ?? [];
      const isFormer = mark === 'rotated' && name === 'one';
      if (result === undefined || (name !== mark && !isFormer)) throw new Error('cannot decrypt');
      return { result, shouldReEncrypt: isFormer };
    },
  };
}

/** net.request on Node's own client: the same events, and `redirect` where Electron has one. */
function createNet() {
  return {
    request(options: RequestOptions & { redirect?: string; session?: unknown }): ClientRequest {
      const { session: _session, redirect: _redirect, ...rest } = options;
      return request(rest);
    },
  };
}

export function desktopParts(record: Record, app: EventEmitter) {
  const state: DesktopState = { isFocused: false, answer: 0, menu: [] };
  class Notification extends EventEmitter {
    static isSupported = (): boolean => true;
    constructor(readonly options: { title: string; body: string }) {
      super();
    }
    show(): void {
      record('notification.show', this.options.body);
    }
  }
  const display = {
    id: 1,
    workArea: { x: 0, y: 0, width: 1920, height: 1040 },
    workAreaSize: { width: 1920, height: 1040 },
    scaleFactor: 1,
  };
  return {
    state,
    Notification,
    Menu: {
      buildFromTemplate(template: MenuItem[]): MenuItem[] {
        return template;
      },
      setApplicationMenu(menu: MenuItem[]): void {
        record(
          'Menu.setApplicationMenu',
          menu.map(({ label }) => label),
        );
        state.menu = menu;
      },
    },
    dialog: {
      showErrorBox(title: string, text: string): void {
        record('dialog.showErrorBox', title, text);
      },
      async showSaveDialog(...args: unknown[]): Promise<{ canceled: boolean; filePath: string }> {
        record('dialog.showSaveDialog', args.at(-1));
        const filePath = process.env.STAND_IN_SAVE_PATH ?? '';
        return { canceled: filePath === '', filePath };
      },
      async showMessageBox(...args: unknown[]): Promise<{ response: number }> {
        record('dialog.showMessageBox', args.at(-1));
        return { response: state.answer };
      },
    },
    nativeImage: { createFromBitmap: (bitmap: Buffer) => ({ length: bitmap.length }) },
    powerMonitor: Object.assign(new EventEmitter(), { getSystemIdleTime: () => 0 }),
    screen: { getPrimaryDisplay: () => display, getAllDisplays: () => [display] },
    safeStorage: createSafeStorage(),
    net: createNet(),
    /** Electron's own, which electron-updater tells that it is about to restart */
    autoUpdater: new EventEmitter(),
    app,
  };
}
