/**
 * A stand-in for Electron's distribution: the files electron-builder edits, with a fuse wire to flip and, for
 * Windows, a real if empty executable with a version resource. Its packages can be verified, not run.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as resedit from 'resedit';

export type StandInPlatform = 'linux' | 'win32';

/** What @electron/fuses looks for, then the wire's version, its length, and each fuse as Electron ships it. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const FUSE_VERSION = 1;
const SHIPPED_FUSES = '10110001';
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

/** Writes the distribution of one platform into `folder`. */
export async function writeStandInElectron(
  folder: string,
  platform: StandInPlatform,
  version: string,
): Promise<void> {
  await mkdir(join(folder, 'resources'), { recursive: true });
  await mkdir(join(folder, 'locales'), { recursive: true });
  for (const language of ['zh-CN', 'en-US', 'de', 'fr'])
    await writeFile(join(folder, 'locales', `${language}.pak`), language);
  await writeFile(join(folder, 'LICENSE'), 'A stand-in for Electron: for verification, not to be run.\n');
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
