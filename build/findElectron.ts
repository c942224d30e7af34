/** Finds Electron's binary by its path, and tries to fetch it where that makes sense. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ChildProcesses } from './childProcesses.ts';

const INSTALL_TIMEOUT_MS = 120_000;

/**
 * The path of the binary, or null. Never by `require('electron')`: in plain Node that starts a download
 * which may hang for minutes.
 */
export function findElectron(root: string, env: NodeJS.ProcessEnv = process.env): string | null {
  const folder = join(root, 'node_modules/electron');
  const pathFile = join(folder, 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : platformPath(process.platform);
  const path = join(env.ELECTRON_OVERRIDE_DIST_PATH || join(folder, 'dist'), name);
  return existsSync(path) ? path : null;
}

function platformPath(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return platform === 'win32' ? 'electron.exe' : 'electron';
}

/** Whether a window can be shown here. */
export function hasDisplay(env: NodeJS.ProcessEnv = process.env, platform = process.platform): boolean {
  return platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/** Tries to fetch the binary, for two minutes at most; its path, or null. */
export async function installElectron(root: string, children: ChildProcesses): Promise<string | null> {
  const installer = join(root, 'node_modules/electron/install.js');
  if (!existsSync(installer)) return null;
  await children.runNode('electron-install', [installer], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    timeout: INSTALL_TIMEOUT_MS,
  }).ended;
  return findElectron(root);
}
