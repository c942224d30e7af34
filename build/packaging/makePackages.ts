/** Runs electron-builder for one platform and gives the folders of the unpacked packages it made. */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Arch, build, Platform } from 'electron-builder';
import { builderConfig } from './builderConfig.ts';
import type { PackagePlatform } from './readPackage.ts';
import type { StagedApp } from './stageApp.ts';
import { writeStandInElectron } from './standInElectron.ts';

export type PackageArch = 'x64' | 'arm64';
export interface MakeRequest {
  root: string;
  app: StagedApp;
  outFolder: string;
  platform: PackagePlatform;
  archs: readonly PackageArch[];
  feed: string | null;
}

const PLATFORMS = {
  linux: { platform: Platform.LINUX, prefix: 'linux', targets: ['AppImage', 'deb'] },
  win32: { platform: Platform.WINDOWS, prefix: 'win', targets: ['nsis'] },
  darwin: { platform: Platform.MAC, prefix: 'mac', targets: ['dmg', 'zip'] },
} as const;

const arch = (name: PackageArch): Arch => (name === 'x64' ? Arch.x64 : Arch.arm64);

/** Where electron-builder leaves the unpacked package. */
export function unpackedFolder(outFolder: string, platform: PackagePlatform, name: PackageArch): string {
  const { prefix } = PLATFORMS[platform];
  const suffix = platform === 'darwin' ? '' : '-unpacked';
  return join(outFolder, name === 'x64' ? `${prefix}${suffix}` : `${prefix}-arm64${suffix}`);
}

async function make(
  request: MakeRequest,
  targets: readonly string[],
  electronDist: string | null,
): Promise<string[]> {
  const { root, app, outFolder, platform, archs, feed } = request;
  await build({
    projectDir: root,
    targets: PLATFORMS[platform].platform.createTarget([...targets], ...archs.map(arch)),
    publish: 'never',
    config: builderConfig({
      root,
      appFolder: app.folder,
      outFolder,
      electronVersion: app.electronVersion,
      electronDist,
      feed,
    }),
  });
  return archs.map((name) => unpackedFolder(outFolder, platform, name));
}

/** Installers, with Electron and the packaging tools fetched by electron-builder. */
export function makeInstallers(request: MakeRequest): Promise<string[]> {
  return make(request, PLATFORMS[request.platform].targets, null);
}

/** Unpacked packages around a stand-in distribution: all but Electron itself is as in an installer. */
export async function makeStandInPackages(request: MakeRequest): Promise<string[]> {
  const distribution = join(request.outFolder, `.electron-${request.platform}`);
  await mkdir(request.outFolder, { recursive: true });
  await writeStandInElectron(distribution, request.platform, request.app.electronVersion);
  try {
    return await make(request, ['dir'], distribution);
  } finally {
    await rm(distribution, { recursive: true, force: true });
  }
}
