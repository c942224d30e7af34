/**
 * A stand-in for Electron's distribution: the files electron-builder edits, with a fuse wire to flip and, for
 * Windows, a real if empty executable with a version resource. Its packages can be verified, not run.
 */
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as resedit from 'resedit';
import type { PackagePlatform } from './readPackage.ts';

/** What @electron/fuses looks for, then the wire's version, its length, and each fuse as Electron ships it. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const FUSE_VERSION = 1;
const SHIPPED_FUSES = '10110001';
const LICENCE = 'A stand-in for Electron: for verification, not to be run.\n';
const LANGUAGE = { lang: 1033, codepage: 1200 };

/** A fuse wire as it lies in the binary. */
function fuseWire(fuses: string = SHIPPED_FUSES): Buffer {
  return Buffer.concat([
    Buffer.from(SENTINEL, 'latin1'),
    Buffer.from([FUSE_VERSION, fuses.length]),
    Buffer.from(fuses, 'latin1'),
  ]);
}

function windowsExecutable(version: string): Buffer {
  const executable = resedit.NtExecutable.createEmpty(false, false);
  const resources = resedit.NtExecutableResource.from(executable);
  const info = resedit.Resource.VersionInfo.createEmpty();
  info.lang = LANGUAGE.lang;
  info.setStringValues(LANGUAGE, { ProductName: 'Electron', FileDescription: 'Electron' });
  info.setFileVersion(version);
  info.outputToResourceEntries(resources.entries);
  // Among the resources, since a rewritten executable keeps its sections only.
  const wire = fuseWire();
  resources.entries.push({
    type: 'STANDIN',
    id: 'FUSES',
    bin: wire.buffer.slice(wire.byteOffset, wire.byteOffset + wire.byteLength) as ArrayBuffer,
    ...LANGUAGE,
  });
  resources.outputResource(executable);
  return Buffer.from(executable.generate());
}

/** An ELF header for x86-64 and the wire; enough to be told from a script. */
function linuxExecutable(): Buffer {
  const header = Buffer.alloc(64);
  header.write('\x7fELF\x02\x01\x01', 'latin1');
  header.writeUInt16LE(2, 16);
  header.writeUInt16LE(62, 18);
  return Buffer.concat([header, fuseWire()]);
}

/** A property list as Electron's bundles carry it. */
function infoPlist(executable: string): string {
  const entries = { CFBundleExecutable: executable, CFBundleName: executable, CFBundlePackageType: 'APPL' };
  const lines = Object.entries(entries).map(([key, value]) => `<key>${key}</key><string>${value}</string>`);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    `<plist version="1.0"><dict>${lines.join('')}</dict></plist>`,
  ].join('\n');
}

async function writeBundle(folder: string, name: string, executable: Buffer): Promise<void> {
  const contents = join(folder, `${name}.app/Contents`);
  await mkdir(join(contents, 'MacOS'), { recursive: true });
  await writeFile(join(contents, 'Info.plist'), infoPlist(name));
  await writeFile(join(contents, 'MacOS', name), executable, { mode: 0o755 });
}

/** The bundle with its helpers; a Mach-O's first bytes, and the wire in the framework, where Electron has it. */
async function writeMacDistribution(folder: string): Promise<void> {
  const machO = Buffer.from('cffaedfe07000001', 'hex');
  await writeBundle(folder, 'Electron', machO);
  const contents = join(folder, 'Electron.app/Contents');
  const frameworks = join(contents, 'Frameworks');
  for (const helper of ['', ' (GPU)', ' (Plugin)', ' (Renderer)'])
    await writeBundle(frameworks, `Electron Helper${helper}`, machO);
  const framework = join(frameworks, 'Electron Framework.framework');
  const version = join(framework, 'Versions/A');
  for (const language of ['zh_CN', 'en', 'de', 'fr']) {
    for (const resources of [join(contents, 'Resources'), join(version, 'Resources')]) {
      await mkdir(join(resources, `${language}.lproj`), { recursive: true });
      await writeFile(join(resources, `${language}.lproj/locale.pak`), language);
    }
  }
  await writeFile(join(version, 'Electron Framework'), Buffer.concat([machO, fuseWire()]), { mode: 0o755 });
  await symlink('A', join(framework, 'Versions/Current'));
  for (const name of ['Electron Framework', 'Resources'])
    await symlink(join('Versions/Current', name), join(framework, name));
}

/** Writes the distribution of one platform into `folder`. */
export async function writeStandInElectron(
  folder: string,
  platform: PackagePlatform,
  version: string,
): Promise<void> {
  if (platform === 'darwin') {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'LICENSE'), LICENCE);
    await writeFile(join(folder, 'version'), version);
    return writeMacDistribution(folder);
  }
  await mkdir(join(folder, 'resources'), { recursive: true });
  await mkdir(join(folder, 'locales'), { recursive: true });
  for (const language of ['zh-CN', 'en-US', 'de', 'fr'])
    await writeFile(join(folder, 'locales', `${language}.pak`), language);
  await writeFile(join(folder, 'LICENSE'), LICENCE);
  await writeFile(join(folder, 'LICENSES.chromium.html'), '<p>stand-in</p>');
  await writeFile(join(folder, 'version'), version);
  if (platform === 'win32') {
    await writeFile(join(folder, 'electron.exe'), windowsExecutable(version));
  } else {
    await writeFile(join(folder, 'electron'), linuxExecutable(), { mode: 0o755 });
    await writeFile(join(folder, 'chrome-sandbox'), '', { mode: 0o755 });
    await writeFile(join(folder, 'chrome_crashpad_handler'), '', { mode: 0o755 });
  }
}
