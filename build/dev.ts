/** `npm run dev`: Vite's dev server, its /api going to a demo gateway that restarts when its sources change. */
import { join } from 'node:path';
import { ChildProcesses, onEndRequested } from './childProcesses.ts';
import { announce, dataFolder, gatewayAddress, refuseUsedPort } from './demoGateway.ts';
import { ROOT } from './ensureBuilt.ts';
import { say, sayFailure } from './say.ts';

const children = new ChildProcesses();
let isEnding = false;
onEndRequested(() => {
  isEnding = true;
  void children.stopAll().then(() => process.exit(0));
});

try {
  const address = gatewayAddress(process.env);
  await refuseUsedPort(address);
  const env = {
    ...process.env,
    HOST: address.host,
    PORT: String(address.port),
    DATA_DIR: dataFolder(ROOT, process.env),
  };
  const inModules = (path: string): string => join(ROOT, 'node_modules', path);
  const gatewayArgs = ['watch', 'gateway/cli.ts', 'serve', '--demo', ...process.argv.slice(2)];
  const gateway = children.runNode('gateway', [inModules('tsx/dist/cli.mjs'), ...gatewayArgs], {
    cwd: ROOT,
    env,
  });
  const page = children.runNode('page', [inModules('vite/bin/vite.js')], { cwd: ROOT, env });
  announce(address, process.env);
  say('页面（热更新）：http://127.0.0.1:5173', 'The page, reloading as you write: http://127.0.0.1:5173');
  await Promise.race([gateway.ended, page.ended]);
  if (!isEnding) process.exitCode = 1;
} catch (error) {
  sayFailure(error);
}
if (!isEnding) {
  await children.stopAll();
  process.exit();
}
