/** The desk's one window, hardened: it shows app://bundle and nothing else. */
import { join } from 'node:path';
import { app, BrowserWindow, Menu } from 'electron';
import { DESK_URL } from './policy.ts';

/** The size below which two panes no longer fit. */
const MIN_SIZE = { minWidth: 1280, minHeight: 720 };

/** Opens the window; `preload` is the path of the built preload. Resolves when the page is loaded. */
export async function openDeskWindow(preload: string): Promise<BrowserWindow> {
  // The default menu reloads and closes by keys the desk uses; on macOS it also carries copy and paste.
  if (process.platform !== 'darwin') Menu.setApplicationMenu(null);
  const window = new BrowserWindow({
    ...MIN_SIZE,
    width: 1440,
    height: 900,
    title: '展审台 Expo Review Desk',
    backgroundColor: '#ffffff',
    show: false,
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      // Names and numbers of people are not for a dictionary, which may be fetched.
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  });
  window.once('ready-to-show', () => window.show());
  await window.loadURL(DESK_URL);
  return window;
}

/** The path of the preload beside the built main. */
export function preloadPath(mainFolder: string): string {
  return join(mainFolder, '../preload/preload.cjs');
}

/** Brings the window to the front: what a second start of the program does. */
export function focusDeskWindow(): void {
  const [window] = BrowserWindow.getAllWindows();
  if (!window) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
