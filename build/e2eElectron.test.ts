/** Where Electron cannot be had its specs are skipped for everybody to see, with what to do about it. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

test('without a binary it says what is missing and how to get it, and ends as «skipped», not as well', () => {
  const { status, stdout } = spawnSync(process.execPath, ['--import', 'tsx', 'build/e2eElectron.ts'], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: join(ROOT, 'no-such-folder') },
  });
  expect(status).toBe(77);
  for (const word of ['跳过', 'Skipped', 'install-electron', 'ELECTRON_OVERRIDE_DIST_PATH'])
    expect(stdout).toContain(word);
});
