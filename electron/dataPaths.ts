/** Where the desktop keeps its data: local to this machine, never roaming, the same for ever. */
import { join } from 'node:path';
import type { App } from 'electron';

const FOLDER = 'expo-review-desk';

/**
 * Sets `userData` and Chromium's own folder in it. Before the single-instance lock: the lock lives there,
 * and two programs with one lock but two folders, or the reverse, would open one journal twice.
 * `DESK_USER_DATA` moves it for development and tests, never in a package.
 */
export function setDataPaths(
  app: Pick<App, 'isPackaged' | 'getPath' | 'setPath'>,
  env: NodeJS.ProcessEnv,
): void {
  // On Windows «appData» roams to a server at sign-out; keys and a journal must stay where they are flushed.
  const base =
    process.platform === 'win32' ? (env.LOCALAPPDATA ?? app.getPath('appData')) : app.getPath('appData');
  const given = app.isPackaged ? undefined : env.DESK_USER_DATA;
  const userData = given || join(base, FOLDER);
  app.setPath('userData', userData);
  app.setPath('sessionData', join(userData, 'browser'));
}
