/** `npm run dist`: makes the installers this machine can make, or says why not and makes verifiable folders. */
import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt, ROOT } from './ensureBuilt.ts';
import { stagedContent } from './packaging/builtContent.ts';
import {
  type MakeRequest,
  makeInstallers,
  makeStandInPackages,
  type PackageArch,
} from './packaging/makePackages.ts';
import { feedOfBuild } from './packaging/product.ts';
import type { PackagePlatform } from './packaging/readPackage.ts';
import { type StagedApp, stageApp } from './packaging/stageApp.ts';
import { verifyPackage } from './packaging/verifyPackage.ts';
import { Refusal, say, sayFailure } from './say.ts';

const OUT = join(ROOT, 'dist/packages');
const STAGE = join(ROOT, '.cache/package-app');
const PROBE_TIMEOUT_MS = 10_000;
const PLATFORMS = { linux: 'linux', win: 'win32', mac: 'darwin' } as const;
/** From where electron-builder fetches Electron and its tools unless a mirror is named. */
const SOURCES = [
  process.env.ELECTRON_MIRROR ?? 'https://github.com/electron/electron/releases/',
  process.env.ELECTRON_BUILDER_BINARIES_MIRROR ??
    'https://github.com/electron-userland/electron-builder-binaries/releases/',
];

try {
  await dist();
} catch (error) {
  sayFailure(error);
}

async function dist(): Promise<void> {
  const { platforms, archs, isFolderOnly } = readArguments();
  const feed = feedOfBuild(process.env);
  await ensureBuilt();
  const app = await stageApp(ROOT, join(ROOT, 'dist'), STAGE, feed);
  await rm(OUT, { recursive: true, force: true });
  const request = { root: ROOT, app, outFolder: OUT, archs, feed };
  const canFetch = !isFolderOnly && (await canReachSources());
  if (canFetch) {
    for (const platform of platforms) await finish(app, await makeInstallers({ ...request, platform }));
    for (const name of await readdir(OUT)) if (name.startsWith('expo-review-desk-')) console.log(`  ${name}`);
    say(
      `安装包在 ${OUT}${feed ? '' : '（没有更新源：DESK_UPDATE_FEED 未设置）'}。`,
      `The installers are in ${OUT}${feed ? '' : ' (no update feed: DESK_UPDATE_FEED is not set)'}.`,
    );
    return;
  }
  if (!isFolderOnly) {
    say(
      '无法从此处获取 Electron 或打包工具，不生成安装包；只生成可供检查、不能运行的目录。',
      'Electron or the packaging tools cannot be fetched from here, so there are no installers: only folders that can be verified, not run.',
    );
  }
  await makeStandIns(app, request, platforms);
}

async function makeStandIns(
  app: StagedApp,
  request: Omit<MakeRequest, 'platform'>,
  platforms: readonly PackagePlatform[],
): Promise<void> {
  for (const platform of platforms) await finish(app, await makeStandInPackages({ ...request, platform }));
}

/** Verifies each folder; a package that may not be shipped ends the command. */
async function finish(app: StagedApp, folders: readonly string[]): Promise<void> {
  const content = await stagedContent(app.folder);
  for (const folder of folders) {
    const problems = await verifyPackage(folder, { version: app.version, content, root: ROOT });
    for (const { code, detail } of problems) console.error(`✖ ${code}: ${detail}`);
    if (problems.length > 0) throw new Refusal(`${folder} 不能发布。`, `${folder} may not be shipped.`);
    say(`✔ 已检查 ${folder}`, `✔ verified ${folder}`);
  }
}

async function canReachSources(): Promise<boolean> {
  const answers = await Promise.all(
    SOURCES.map((url) =>
      fetch(url, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) }).then(
        ({ status }) => status < 500,
        () => false,
      ),
    ),
  );
  return answers.every(Boolean);
}

function readArguments(): { platforms: PackagePlatform[]; archs: PackageArch[]; isFolderOnly: boolean } {
  const flag = { type: 'boolean' } as const;
  const options = { linux: flag, win: flag, mac: flag, x64: flag, arm64: flag, dir: flag };
  const values = (() => {
    try {
      return parseArgs({ options }).values;
    } catch {
      throw new Refusal(
        '用法：npm run dist -- [--linux] [--win] [--mac] [--x64] [--arm64] [--dir]',
        'Usage: npm run dist -- [--linux] [--win] [--mac] [--x64] [--arm64] [--dir]',
      );
    }
  })();
  const chosen = (['linux', 'win', 'mac'] as const).filter((name) => values[name]);
  const archs = (['x64', 'arm64'] as const).filter((name) => values[name]);
  return {
    platforms: chosen.length > 0 ? chosen.map((name) => PLATFORMS[name]) : hostPlatforms(),
    archs: archs.length > 0 ? archs : ['x64', 'arm64'],
    isFolderOnly: values.dir === true,
  };
}

/** What this system can make: its own packages, and under Linux those of Windows where wine is. */
function hostPlatforms(): PackagePlatform[] {
  if (process.platform === 'win32') return ['win32'];
  if (process.platform === 'darwin') return ['darwin'];
  const hasWine = (process.env.PATH ?? '').split(':').some((folder) => existsSync(join(folder, 'wine')));
  return hasWine ? ['linux', 'win32'] : ['linux'];
}
