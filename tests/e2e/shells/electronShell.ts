/**
 * The desk in Electron, in the place of a browser: the built program on a data folder, its one window as the
 * page. What a spec does with a browser is carried over: addresses, being offline, files handed out, closing.
 */
import { join } from 'node:path';
import {
  type BrowserContext,
  type ElectronApplication,
  _electron as electron,
  type Page,
} from '@playwright/test';
import { deskAddress, electronLaunch } from './electronLaunch.ts';
import { answerDialogs, nextSavedFile } from './savedFiles.ts';
import type { DeskRun, DeskShell } from './shell.ts';

const ROOT = join(import.meta.dirname, '../../..');
/** The main process' own session for the gateway; the page's requests never leave the program by themselves. */
const GATEWAY_PARTITION = 'persist:gateway';

/** One PC: what stays when the program ends and is started again. */
interface Seat {
  binary: string;
  profile: string;
  gateway: string;
  isOffline: boolean;
  /** null while the program is not running */
  app: ElectronApplication | null;
}

/** `binary`: Electron's, found by its path. */
export function electronShell(binary: string): DeskShell {
  return {
    name: 'electron',
    open: (profile, gateway) => start({ binary, profile, gateway, isOffline: false, app: null }),
  };
}

async function start(seat: Seat): Promise<DeskRun> {
  const isRoot = process.getuid?.() === 0;
  const app = await electron.launch(electronLaunch({ ...seat, root: ROOT, isRoot, env: process.env }));
  seat.app = app;
  app.once('close', () => {
    if (seat.app === app) seat.app = null;
  });
  await answerDialogs(app, seat.profile);
  const page = await app.firstWindow();
  carryOverPage(seat, app, page);
  carryOverContext(seat, app.context());
  if (seat.isOffline) await setOffline(seat, app, true);
  return { context: app.context(), page, close: () => close(seat), kill: () => kill(seat) };
}

/** As the reviewer closes the window; a question about unsent decisions is answered with «leave». */
async function close({ app }: Seat): Promise<void> {
  if (!app) return;
  const ended = app.waitForEvent('close');
  await app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.close();
  });
  await ended;
}

async function kill({ app }: Seat): Promise<void> {
  if (!app) return;
  const ended = app.waitForEvent('close');
  app.process().kill('SIGKILL');
  await ended;
}

/** Both ends: the page hears it from its browser, the gateway is asked by the main process. */
async function setOffline(seat: Seat, app: ElectronApplication, isOffline: boolean): Promise<void> {
  seat.isOffline = isOffline;
  await emulateOffline(app.context(), isOffline);
  await app.evaluate(
    ({ session }, { partition, offline }) => {
      const gateway = session.fromPartition(partition);
      if (offline) gateway.enableNetworkEmulation({ offline });
      else gateway.disableNetworkEmulation();
    },
    { partition: GATEWAY_PARTITION, offline: isOffline },
  );
}

const emulations = new WeakMap<BrowserContext, BrowserContext['setOffline']>();
const emulateOffline = (context: BrowserContext, isOffline: boolean) =>
  (emulations.get(context) ?? context.setOffline).call(context, isOffline);

function carryOverPage(seat: Seat, app: ElectronApplication, page: Page): void {
  const { goto } = page;
  const waitForEvent = page.waitForEvent.bind(page) as (
    event: string,
    ...rest: unknown[]
  ) => Promise<unknown>;
  const origin = originOf(page.url());
  Object.assign(page, {
    goto: (address: string, options?: Parameters<Page['goto']>[1]) =>
      goto.call(page, deskAddress(address, seat.gateway, origin), options),
    waitForEvent: (event: string, ...rest: unknown[]) =>
      event === 'download' ? nextSavedFile(app) : waitForEvent(event, ...rest),
    close: () => close(seat),
  });
}

/** `URL` knows no origin of a scheme of one's own. */
function originOf(address: string): string {
  const { protocol, host } = new URL(address);
  return `${protocol}//${host}`;
}

function carryOverContext(seat: Seat, context: BrowserContext): void {
  emulations.set(context, context.setOffline);
  Object.assign(context, {
    setOffline: async (isOffline: boolean) => {
      seat.isOffline = isOffline;
      if (seat.app) await setOffline(seat, seat.app, isOffline);
    },
    /** A page after the last one was closed is the program's next start. */
    newPage: async () => {
      if (seat.app) throw new Error('the desktop has one window');
      return (await start(seat)).page;
    },
    close: () => close(seat),
  });
}
