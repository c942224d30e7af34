/** The main process's end of what a desktop host does beyond a browser. */
import { freemem, release, totalmem } from 'node:os';
import { app, screen } from 'electron';
import {
  DesktopSettings,
  DiagnosticsRequest,
  MenuRequest,
  ReportedState,
  SavePdfRequest,
  SealKeyRequest,
  UnsealKeyRequest,
} from '../shared/protocol/desktop.ts';
import { DESKTOP_CHANNELS } from '../shared/protocol/desktopChannels.ts';
import { diagnosticsText } from './diagnostics.ts';
import { handle, Nothing } from './handle.ts';
import type { HostLog } from './hostLog.ts';
import type { HostShell } from './hostShell.ts';
import type { KeyStore } from './keyStore.ts';
import type { OpenAtLogin } from './openAtLogin.ts';
import { saveBytes } from './saveBytes.ts';
import type { Settings } from './settings.ts';
import type { Updates } from './updates.ts';

const LOG_LINES = 500;

export interface DesktopPorts {
  shell: HostShell;
  keyStore: KeyStore;
  updates: Updates;
  settings: Settings;
  openAtLogin: OpenAtLogin;
  log: HostLog;
}

/** Registers all of them. */
export function registerDesktopCalls(ports: DesktopPorts): void {
  const { shell, keyStore, updates } = ports;
  handle(DESKTOP_CHANNELS.reportState, ReportedState, (state) => shell.reportState(state));
  handle(DESKTOP_CHANNELS.setMenu, MenuRequest, (menu) => shell.setMenu(menu));
  handle(DESKTOP_CHANNELS.keyStore, Nothing, () => keyStore.state());
  handle(DESKTOP_CHANNELS.sealKey, SealKeyRequest, ({ localId, key }) => keyStore.seal(localId, key));
  handle(DESKTOP_CHANNELS.unsealKey, UnsealKeyRequest, ({ localId, sealed }) =>
    keyStore.unseal(localId, sealed),
  );
  handle(DESKTOP_CHANNELS.updateState, Nothing, () => updates.state());
  handle(DESKTOP_CHANNELS.checkForUpdate, Nothing, () => updates.check());
  handle(DESKTOP_CHANNELS.installUpdate, Nothing, () => updates.install());
  registerSettings(ports);
  registerPaper(ports);
}

function registerSettings({ settings, openAtLogin, log }: DesktopPorts): void {
  const current = async (): Promise<DesktopSettings> => ({
    openAtLogin: await openAtLogin.isOn(),
    notifications: settings.hasNotifications(),
  });
  handle(DESKTOP_CHANNELS.settings, Nothing, current);
  handle(DESKTOP_CHANNELS.setSettings, DesktopSettings, async (wanted) => {
    try {
      await settings.setNotifications(wanted.notifications);
      await openAtLogin.set(wanted.openAtLogin);
    } catch (error) {
      // Answered with what holds now: the page shows that the switch did not stay.
      log.fault('settings-failed', error);
    }
    return current();
  });
}

/** Printing, PDF and the diagnostics file: each asks the reviewer where to. */
function registerPaper(ports: DesktopPorts): void {
  handle(DESKTOP_CHANNELS.print, Nothing, (_, { sender }) => {
    return new Promise<{ result: 'printed' | 'cancelled' | 'failed' }>((resolve) => {
      sender.print({}, (isPrinted, reason) => {
        const isCancelled = /cancel/i.test(reason);
        resolve({ result: isPrinted ? 'printed' : isCancelled ? 'cancelled' : 'failed' });
      });
    });
  });
  handle(DESKTOP_CHANNELS.savePdf, SavePdfRequest, async ({ name, isLandscape }, { sender }) => {
    const bytes = await sender.printToPDF({
      landscape: isLandscape,
      pageSize: 'A4',
      printBackground: true,
      preferCSSPageSize: true,
    });
    const { result } = await saveBytes(name, bytes, sender);
    return { result };
  });
  handle(DESKTOP_CHANNELS.saveDiagnostics, DiagnosticsRequest, async ({ facts }, { sender }) => {
    const content = new TextEncoder().encode(await diagnostics(ports, facts));
    const { result } = await saveBytes('expo-review-desk-diagnostics.json', content, sender);
    return { result };
  });
}

async function diagnostics(ports: DesktopPorts, page: DiagnosticsRequest['facts']): Promise<string> {
  const { keyStore, updates, settings, openAtLogin, log, shell } = ports;
  const store = await keyStore.state();
  const update = updates.state();
  return diagnosticsText({
    versions: { ...process.versions, app: app.getVersion() },
    system: {
      platform: process.platform,
      // The kernel's or Windows' number; what a distribution appends says nothing to us.
      release: /^\d+(?:\.\d+){0,2}/.exec(release())?.[0] ?? '',
      arch: process.arch,
      memoryBytes: totalmem(),
      locale: app.getLocale(),
    },
    displays: screen
      .getAllDisplays()
      .map(({ workAreaSize, scaleFactor }) => ({ ...workAreaSize, scaleFactor })),
    host: {
      isPackaged: app.isPackaged,
      freeMemoryMb: Math.round(freemem() / 1024 / 1024),
      hasGateway: settings.gateway() !== null,
      openAtLogin: await openAtLogin.isOn(),
      notifications: settings.hasNotifications(),
      language: shell.language,
      unsent: shell.unsent,
      keyStore: store.backend,
      isKeyStoreUsable: store.isUsable,
      updates: update.state,
      updatesWhy: 'why' in update ? update.why : null,
    },
    page,
    logTail: await log.tail(LOG_LINES),
  });
}
