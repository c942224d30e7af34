/**
 * Plays Electron's binary, as far as Playwright and a test's driver deal with it: a Node process with an inspector
 * and a module `electron`, and Chromium as its window. Its page is the gateway's own. For testing the driver
 * where Electron cannot be had; started by a small script of its own name, with Electron's arguments.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import inspector from 'node:inspector';
import Module from 'node:module';
import { join } from 'node:path';
import { chromiumLaunchOptions } from '../chromium.ts';

/** What the main process was asked to do to its network; told by `session.asked`. */
const asked: unknown[] = [];

async function openWindow(profile: string, gateway: string): Promise<ChildProcess> {
  const { executablePath, args = [] } = await chromiumLaunchOptions();
  const own = ['--headless=new', '--remote-debugging-port=0', `--user-data-dir=${join(profile, 'browser')}`];
  // «DevTools listening on …» goes to the error stream: Playwright waits for it there.
  // Electron's windows end with its main process, however that ends.
  const command = ['--pdeathsig', 'SIGKILL', executablePath, ...args, ...own, `${gateway}/`];
  const window = spawn('setpriv', command, { stdio: ['ignore', 'ignore', 'inherit'] });
  window.once('exit', () => process.exit(0));
  return window;
}

/** The parts of the module that drivers and Playwright call. */
function moduleOf(window: ChildProcess): object {
  const leave = () => void window.kill('SIGTERM');
  return {
    app: { quit: leave },
    dialog: {},
    BrowserWindow: { getAllWindows: () => [{ close: leave }] },
    session: {
      asked,
      fromPartition: (partition: string) => ({
        enableNetworkEmulation: (how: object) => asked.push([partition, how]),
        disableNetworkEmulation: () => asked.push([partition, null]),
      }),
    },
  };
}

type Load = (request: string, ...rest: unknown[]) => unknown;

async function play(): Promise<void> {
  const { DESK_USER_DATA, DESK_GATEWAY } = process.env;
  if (!DESK_USER_DATA || !DESK_GATEWAY) throw new Error('no data folder or gateway');
  // «Debugger listening on …», as --inspect=0 does it.
  inspector.open(0);
  const window = await openWindow(DESK_USER_DATA, DESK_GATEWAY);
  const played = moduleOf(window);
  // Node's own loader for `require`: there, but not in its types.
  const loader = Module as unknown as { _load: Load };
  const load = loader._load;
  loader._load = (request, ...rest) =>
    request === 'electron' ? played : load.call(Module, request, ...rest);
}

await play();
