/** The desk's one window, hardened: it shows app://bundle and nothing else, where it was last time. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, BrowserWindow, screen } from 'electron';
import { DESK_URL } from './policy.ts';
import { placeWindow, type SavedWindow } from './windowState.ts';

export interface WindowPorts {
  /** path of the built preload */
  preload: string;
  /** path of the small file that remembers the window's place */
  stateFile: string;
  /** wires the window before it loads anything */
  attend(window: BrowserWindow): void;
}

async function readSaved(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    // First start, or half a file of a killed program: the window opens where the system puts it.
    return null;
  }
}

/** Opens the window. Resolves when the page is loaded. */
export async function openDeskWindow({ preload, stateFile, attend }: WindowPorts): Promise<BrowserWindow> {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  const place = placeWindow(
    await readSaved(stateFile),
    [primary, ...others].map(({ workArea }) => workArea),
  );
  const { position, isMaximized, ...size } = place;
  const window = new BrowserWindow({
    ...size,
    ...(position ?? {}),
    title: '展审台 Expo Review Desk',
    backgroundColor: '#ffffff',
    show: false,
    // The page needs the height; Alt shows the menu.
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      // Names and numbers of people are not for a dictionary, which may be fetched.
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  });
  if (isMaximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => void remember(window, stateFile));
  attend(window);
  await window.loadURL(DESK_URL);
  return window;
}

async function remember(window: BrowserWindow, path: string): Promise<void> {
  const saved: SavedWindow = { ...window.getNormalBounds(), isMaximized: window.isMaximized() };
  // A place that cannot be kept is no reason to hold the reviewer at quitting.
  await writeFile(path, JSON.stringify(saved)).catch(() => undefined);
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
