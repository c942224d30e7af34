/** Hears the system: sleep, lock screen, network, crashes; passes on what concerns the page, logs the rest. */
import { networkInterfaces } from 'node:os';
import { app, type BrowserWindow, dialog, powerMonitor } from 'electron';
import type { HostLog } from './hostLog.ts';
import { type HostShell, tellPage } from './hostShell.ts';
import { watchIdle } from './idle.ts';
import { watchNetwork } from './network.ts';
import { text } from './texts.ts';

const NETWORK_LOOK_MS = 10_000;
const IDLE_LOOK_MS = 20_000;
/** Reasons for which a page ends that are no crash. */
const CALM_ENDS: readonly string[] = ['clean-exit'];

/** Sleep, wake, screen lock, idleness and changed addresses reach the page; shutting down asks nothing. */
export function watchSystem(shell: HostShell): void {
  const power = (state: 'suspended' | 'resumed' | 'locked' | 'unlocked') => () =>
    tellPage({ type: 'power', state });
  powerMonitor.on('suspend', power('suspended'));
  powerMonitor.on('resume', power('resumed'));
  powerMonitor.on('lock-screen', power('locked'));
  powerMonitor.on('unlock-screen', power('unlocked'));
  const idleSeconds = (): number => powerMonitor.getSystemIdleTime();
  watchIdle(
    idleSeconds,
    () => shell.isOpen,
    IDLE_LOOK_MS,
    (seconds) => tellPage({ type: 'idle', seconds }),
  );
  powerMonitor.on('shutdown', () => shell.leave());
  watchNetwork(networkInterfaces, NETWORK_LOOK_MS, () => tellPage({ type: 'network' }));
}

/**
 * Faults of the main process and of Chromium's helpers, into the log.
 * SECURITY: no crashReporter: a dump is a picture of memory, with people's data in it, on the disk.
 */
export function watchFaults(log: HostLog): void {
  process.on('uncaughtException', (error) => log.fault('main-fault', error));
  process.on('unhandledRejection', (error) => log.fault('main-rejection', error));
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => {
    if (!CALM_ENDS.includes(reason)) log.event('helper-gone', { type, reason, exitCode });
  });
}

/** A page that has crashed is offered again; its decisions lie in the journal. */
export function watchPage(window: BrowserWindow, shell: HostShell, log: HostLog): void {
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (CALM_ENDS.includes(reason)) return;
    log.event('page-gone', { reason, exitCode });
    const { language } = shell;
    void dialog
      .showMessageBox(window, {
        type: 'error',
        message: text(language, 'crash.title'),
        detail: text(language, 'crash.detail'),
        buttons: [text(language, 'crash.reload')],
      })
      .then(() => window.webContents.reload());
  });
  window.webContents.on('unresponsive', () => log.event('page-unresponsive'));
  window.webContents.on('responsive', () => log.event('page-responsive'));
}
