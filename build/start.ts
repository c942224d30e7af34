/** `npm start`: builds if need be, runs the demo gateway, opens the desk. Options: --fair ID --units N --seed N --live. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ChildProcesses, onEndRequested } from './childProcesses.ts';
import {
  type Address,
  announce,
  dataFolder,
  gatewayAddress,
  refuseUsedPort,
  waitForHealth,
} from './demoGateway.ts';
import { ensureBuilt, ROOT } from './ensureBuilt.ts';
import { findElectron, hasDisplay, installElectron } from './findElectron.ts';
import { Refusal, say, sayFailure } from './say.ts';

const children = new ChildProcesses();
let isEnding = false;

onEndRequested(() => {
  isEnding = true;
  void children.stopAll().then(() => process.exit(0));
});
try {
  const options = gatewayOptions(process.argv.slice(2));
  const address = gatewayAddress(process.env);
  await refuseUsedPort(address);
  await ensureBuilt(children);
  const gateway = runGateway(address, options);
  await waitForHealth(address.origin, gateway);
  announce(address, process.env);
  await openDesk(address);
  await gateway.ended;
  if (!isEnding) throw new Refusal('网关意外停止。', 'The gateway has stopped unexpectedly.');
} catch (error) {
  // What fails because it is being stopped is not a failure.
  if (!isEnding) {
    sayFailure(error);
    await children.stopAll();
    process.exit(1);
  }
}

/** The command line's options as the gateway takes them. */
function gatewayOptions(args: string[]): string[] {
  const text = { type: 'string' } as const;
  const { values } = readArguments(() =>
    parseArgs({ args, options: { fair: text, units: text, seed: text, live: { type: 'boolean' } } }),
  );
  for (const name of ['units', 'seed'] as const) {
    const value = values[name];
    if (value !== undefined && !/^\d{1,9}$/.test(value)) {
      throw new Refusal(`--${name} 需要一个非负整数。`, `--${name} takes a whole number.`);
    }
  }
  return [
    ...(values.fair === undefined ? [] : ['--fair', values.fair]),
    ...(values.units === undefined ? [] : ['--units', values.units]),
    ...(values.seed === undefined ? [] : ['--seed', values.seed]),
    ...(values.live ? ['--live'] : []),
  ];
}

function readArguments<T>(read: () => T): T {
  try {
    return read();
  } catch {
    throw new Refusal(
      '用法：npm start -- [--fair ID] [--units N] [--seed N] [--live]',
      'Usage: npm start -- [--fair ID] [--units N] [--seed N] [--live]',
    );
  }
}

function runGateway({ host, port }: Address, options: readonly string[]) {
  const program = join(ROOT, 'dist/gateway/cli.js');
  return children.runNode('gateway', [program, 'serve', '--demo', ...options], {
    cwd: ROOT,
    env: { ...process.env, HOST: host, PORT: String(port), DATA_DIR: dataFolder(ROOT, process.env) },
  });
}

/** Opens the desk in Electron, or says why not and what to do instead. */
async function openDesk({ origin }: Address): Promise<void> {
  const browser = (zh: string, en: string): void =>
    say(`${zh}请用浏览器打开 ${origin}`, `${en} Open ${origin} in a browser.`);
  if (!hasDisplay())
    return browser('此处没有图形界面，不启动桌面版。', 'No display here, so no desktop window.');
  let binary = findElectron(ROOT);
  if (binary === null) {
    say('正在获取 Electron（最多两分钟）……', 'Fetching Electron (two minutes at most) …');
    binary = await installElectron(ROOT, children);
  }
  if (isEnding) return;
  if (binary === null) {
    return browser('无法获取 Electron，不启动桌面版。', 'Electron cannot be had here, so no desktop window.');
  }
  // Chromium refuses to run as root with its sandbox; only a test machine does that.
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  const desk = children.run('desk', binary, [ROOT, ...(isRoot ? ['--no-sandbox'] : [])], {
    env: {
      ...process.env,
      DESK_GATEWAY: origin,
      DESK_USER_DATA: join(dataFolder(ROOT, process.env), 'desktop'),
    },
  });
  void desk.ended.then(({ code }) => {
    if (isEnding) return;
    if (code === 0)
      browser('桌面窗口已关闭，网关仍在运行。', 'The window is closed, the gateway still runs.');
    else browser(`桌面版未能运行（${code}）。`, `The desktop window could not run (${code}).`);
  });
}
