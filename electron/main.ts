/** The desktop host: each line one step, in boot order. */
import { join } from 'node:path';
import { app, dialog, protocol, safeStorage, session } from 'electron';
import { registerBridge } from './bridge.ts';
import { setDataPaths } from './dataPaths.ts';
import { createDeskHandler, registerDeskScheme } from './deskScheme.ts';
import { registerDesktopCalls } from './desktopCalls.ts';
import { focusDeskWindow, openDeskWindow, preloadPath } from './deskWindow.ts';
import {
  denyNetwork,
  guardPermissions,
  guardWebContents,
  refuseDeepLinks,
  refuseDownloads,
} from './guards.ts';
import { type HostLog, openHostLog } from './hostLog.ts';
import { HostShell } from './hostShell.ts';
import { createKeyStore } from './keyStore.ts';
import { officePolicyPath, readOfficePolicy } from './officePolicy.ts';
import { createOpenAtLogin } from './openAtLogin.ts';
import { openUpdates } from './openUpdates.ts';
import { loadPageBundle } from './pageBundle.ts';
import { DESK_SCHEME } from './policy.ts';
import { refusedSwitches } from './refusedSwitches.ts';
import { openSettings } from './settings.ts';
import { watchFaults, watchPage, watchSystem } from './watches.ts';

/** The gateway's cookies: a session without a page. Never renamed, or everybody is signed out. */
const GATEWAY_PARTITION = 'persist:gateway';

boot();

function boot(): void {
  setDataPaths(app, process.env);
  registerDeskScheme(protocol);
  app.enableSandbox();
  const refused = app.isPackaged ? refusedSwitches(process.argv.slice(1)) : [];
  if (refused.length > 0 || !app.requestSingleInstanceLock()) {
    app.quit();
    // Quitting takes a moment in which a second desk must not open the first one's files.
    return;
  }
  const log = openHostLog(join(app.getPath('userData'), 'logs', 'desk.log'));
  watchFaults(log);
  guardWebContents();
  refuseDeepLinks();
  app.on('second-instance', focusDeskWindow);
  app.on('window-all-closed', () => app.quit());
  app
    .whenReady()
    .then(() => openDesk(log))
    .catch((error: unknown) => giveUp(error, log));
}

async function openDesk(log: HostLog): Promise<void> {
  log.event('start', { version: app.getVersion(), platform: process.platform });
  const userData = app.getPath('userData');
  const policy = await readOfficePolicy(policyPath());
  const settings = await openSettings(join(userData, 'settings.json'), {
    given: app.isPackaged ? undefined : process.env.DESK_GATEWAY,
    proposed: policy.isReadable ? policy.file.gateway : undefined,
  });
  const bundle = await loadPageBundle(join(import.meta.dirname, '../page'));
  // Without a cache in memory or on the disk: replies of the gateway are for the page only.
  const gatewaySession = session.fromPartition(GATEWAY_PARTITION, { cache: false });
  for (const each of [session.defaultSession, gatewaySession]) {
    guardPermissions(each);
    refuseDownloads(each);
    each.setSpellCheckerEnabled(false);
  }
  denyNetwork(session.defaultSession);
  protocol.handle(
    DESK_SCHEME,
    createDeskHandler({
      bundle,
      gateway: settings.gateway,
      fetch: (url, init) => gatewaySession.fetch(url, init),
    }),
  );
  const shell = new HostShell(settings);
  const updates = await openUpdates(policy, join(import.meta.dirname, '../package.json'), shell, log);
  registerBridge(settings, join(userData, 'journal'));
  registerDesktopCalls({
    shell,
    keyStore: createKeyStore(safeStorage, process.platform),
    updates,
    settings,
    openAtLogin: createOpenAtLogin(app, process.platform, configFolder(), executable()),
    log,
  });
  watchSystem(shell);
  shell.drawMenu();
  await openDeskWindow({
    preload: preloadPath(import.meta.dirname),
    stateFile: join(userData, 'window.json'),
    attend: (window) => {
      shell.attend(window);
      watchPage(window, shell, log);
    },
  });
}

/** SECURITY: a package reads the administrator's file only; elsewhere developers may try their own. */
function policyPath(): string {
  const given = app.isPackaged ? undefined : process.env.DESK_POLICY;
  return given ?? officePolicyPath(process.platform, process.env);
}

const configFolder = (): string => process.env.XDG_CONFIG_HOME || join(app.getPath('home'), '.config');

/** What a desktop session has to start: an AppImage's own file, not the folder it is unpacked to. */
const executable = (): string => process.env.APPIMAGE ?? process.execPath;

/** The program cannot start: say so, without the paths and values an error may carry. */
function giveUp(error: unknown, log: HostLog): void {
  log.fault('start-failed', error);
  const code = error instanceof Error ? ('code' in error ? String(error.code) : error.name) : 'unknown';
  dialog.showErrorBox(
    '展审台 Expo Review Desk',
    `无法启动，请重新安装 (${code})。\nCannot start; please reinstall (${code}).`,
  );
  app.exit(1);
}
