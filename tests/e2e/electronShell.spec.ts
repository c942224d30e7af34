/** What carries the specs over to Electron, tried on a stand-in for its binary: Node, and Chromium as its window. */
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from './desk.ts';
import { expectToUpload, openableOffline, signIn, strip } from './reviewer.ts';
import { electronShell } from './shells/electronShell.ts';

const ROOT = join(import.meta.dirname, '../..');
test.use({ gatewayOptions: { units: 60 } });
test.setTimeout(180_000);
test.skip(process.platform !== 'linux', 'what plays the binary needs setpriv');

let folder: string;
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'desk-played-'));
});
test.afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));

/** A file to be started in the place of Electron's binary. */
async function playedBinary(): Promise<string> {
  const path = join(folder, 'electron');
  const player = join(ROOT, 'tests/e2e/shells/playElectron.ts');
  const tsx = pathToFileURL(join(ROOT, 'node_modules/tsx/dist/esm/index.mjs')).href;
  await writeFile(path, `#!/bin/sh\nexec "${process.execPath}" --import "${tsx}" "${player}" "$@"\n`);
  await chmod(path, 0o755);
  return path;
}

test('a profile outlives closing and killing, offline reaches both processes', async ({ gateway }) => {
  const shell = electronShell(await playedBinary());
  const first = await shell.open(join(folder, 'profile'), gateway.origin);
  const { page, context } = first;
  // A browser's address and a relative one both lead to the desk.
  await page.goto(gateway.origin);
  await page.goto('/#/units');
  await signIn(page);
  await openableOffline(page);
  await context.setOffline(true);
  await page.keyboard.press('a');
  await expectToUpload(page, 1);
  await expect(strip(page)).toContainText('已存本机');
  await expect(context.newPage()).rejects.toThrow('one window');

  // Closed with a decision unsent; the next page is the next start, on the same disk and still offline.
  await page.close();
  const second = await context.newPage();
  await expect(second.getByText('1 条未上传')).toBeVisible();
  expect(await second.evaluate(() => navigator.onLine)).toBe(false);
  await signIn(second);
  await expectToUpload(second, 1);
  await first.kill();

  const last = await shell.open(join(folder, 'profile'), gateway.origin);
  await last.page.goto('/');
  await signIn(last.page);
  await expectToUpload(last.page, 0);
  await last.kill();
});
