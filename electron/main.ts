/** The desktop host: each line one step, in boot order. */
import { join } from 'node:path';
import { app, dialog, protocol, session } from 'electron';
import { registerBridge } from './bridge.ts';
import { setDataPaths } from './dataPaths.ts';
import { createDeskHandler, registerDeskScheme } from './deskScheme.ts';
import { focusDeskWindow, openDeskWindow, preloadPath } from './deskWindow.ts';
import { denyNetwork, guardPermissions, guardWebContents } from './guards.ts';
import { loadPageBundle } from './pageBundle.ts';
import { DESK_SCHEME } from './policy.ts';
import { openSettings } from './settings.ts';

/** The gateway's cookies: a session without a page. Never renamed, or everybody is signed out. */
const GATEWAY_PARTITION = 'persist:gateway';

boot();

function boot(): void {
  setDataPaths(app, process.env);
  registerDeskScheme(protocol);
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    // Quitting takes a moment in which a second desk must not open the first one's files.
    return;
  }
  guardWebContents();
  app.on('second-instance', focusDeskWindow);
  app.on('window-all-closed', () => app.quit());
  app.whenReady().then(openDesk).catch(giveUp);
}

async function openDesk(): Promise<void> {
  const userData = app.getPath('userData');
  const given = app.isPackaged ? undefined : process.env.DESK_GATEWAY;
  const settings = await openSettings(join(userData, 'settings.json'), given);
  const bundle = await loadPageBundle(join(import.meta.dirname, '../page'));
  const gatewaySession = session.fromPartition(GATEWAY_PARTITION);
  guardPermissions(session.defaultSession);
  guardPermissions(gatewaySession);
  denyNetwork(session.defaultSession);
  protocol.handle(
    DESK_SCHEME,
    createDeskHandler({
      bundle,
      gateway: settings.gateway,
      fetch: (url, init) => gatewaySession.fetch(url, init),
    }),
  );
  registerBridge(settings, join(userData, 'journal'));
  await openDeskWindow(preloadPath(import.meta.dirname));
}

/** The program cannot start: say so, without the paths and values an error may carry. */
function giveUp(error: unknown): void {
  const code = error instanceof Error ? ('code' in error ? String(error.code) : error.name) : 'unknown';
  dialog.showErrorBox(
    '展审台 Expo Review Desk',
    `无法启动，请重新安装 (${code})。\nCannot start; please reinstall (${code}).`,
  );
  app.exit(1);
}
