/**
 * `npm run e2e:electron [-- spec …]`: the end-to-end specs in Electron, under xvfb where there is no display.
 * Without a binary or a display nothing is run, and it says so: exit code 77, which test harnesses read as «skipped».
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { BROWSER_ONLY } from '../tests/e2e/shells/browserOnly.ts';
import { chooseElectron } from '../tests/e2e/shells/shell.ts';
import { ChildProcesses, onEndRequested } from './childProcesses.ts';
import { ensureBuilt, ROOT } from './ensureBuilt.ts';
import { findElectron, hasDisplay } from './findElectron.ts';
import { say, sayFailure } from './say.ts';

/** As autotools and meson have it. */
const SKIPPED = 77;
const MISSING = {
  binary: [
    '没有 Electron 程序：运行 npx install-electron（可用 ELECTRON_MIRROR 指定镜像），或以 ELECTRON_OVERRIDE_DIST_PATH 指向其目录。',
    'No Electron binary: run npx install-electron (ELECTRON_MIRROR names a mirror), or let ELECTRON_OVERRIDE_DIST_PATH point to its folder.',
  ],
  display: [
    '没有显示器，也没有 xvfb-run。Debian：apt-get install xvfb。',
    'No display, and no xvfb-run. Debian: apt-get install xvfb.',
  ],
} as const;

async function runSpecs(args: readonly string[]): Promise<void> {
  const choice = chooseElectron({
    electron: findElectron(ROOT),
    hasDisplay: hasDisplay(),
    hasXvfb: spawnSync('sh', ['-c', 'command -v xvfb-run']).status === 0,
  });
  if (!choice.can) {
    const [zh, en] = MISSING[choice.missing];
    say(`⚠ 跳过：${zh}`, `⚠ Skipped: ${en}`);
    process.exitCode = SKIPPED;
    return;
  }
  const children = new ChildProcesses();
  onEndRequested(() => void children.stopAll().then(() => process.exit(130)));
  await ensureBuilt(children);
  for (const { spec, title, why } of BROWSER_ONLY)
    console.log(`  in a browser only: ${spec}${title ? ` › ${title}` : ''} – ${why}`);
  const playwright = join(ROOT, 'node_modules/@playwright/test/cli.js');
  const command = [process.execPath, playwright, 'test', '-c', 'tests/playwright.config.ts', ...args];
  const [program = '', ...rest] =
    choice.under === 'xvfb' ? ['xvfb-run', '-a', '-s', '-screen 0 1600x1000x24', ...command] : command;
  const env = { ...process.env, E2E_SHELL: 'electron' };
  const { code } = await children.run('playwright', program, rest, {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  }).ended;
  process.exitCode = code ?? 1;
}

await runSpecs(process.argv.slice(2)).catch(sayFailure);
