/** `npm run gateway -- <command>`: the gateway's command line, built first if need be. */
import { constants } from 'node:os';
import { join } from 'node:path';
import { ChildProcesses, onEndRequested } from './childProcesses.ts';
import { ensureBuilt, ROOT } from './ensureBuilt.ts';
import { sayFailure } from './say.ts';

const children = new ChildProcesses();
onEndRequested(() => void children.stopAll());
try {
  await ensureBuilt(children);
  const args = [join(ROOT, 'dist/gateway/cli.js'), ...process.argv.slice(2)];
  // Its standard input stays: a password may be typed or piped in.
  const { code, signal } = await children.runNode('gateway', args, {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  }).ended;
  process.exitCode = code ?? 128 + (signal ? constants.signals[signal] : 0);
} catch (error) {
  sayFailure(error);
}
process.exit();
