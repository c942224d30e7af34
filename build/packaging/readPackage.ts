/** Opens a finished, unpacked package and gives what there is to judge: files, fuses, metadata, integrity. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { type DirectoryRecord, extractFile, getRawHeader, uncacheAll } from '@electron/asar';
import { type FuseConfig, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import * as resedit from 'resedit';
import { parse } from 'yaml';
import { EXECUTABLE } from './product.ts';

export type PackagePlatform = 'linux' | 'win32' | 'darwin';

/** A file of the archive: what its header says of it, and what is there. */
export interface ArchivedFile {
  bytes: Buffer;
  declaredSha256: string | null;
  isUnpacked: boolean;
}

export interface WindowsFacts {
  strings: Readonly<Record<string, string>>;
  iconCount: number;
  /** what Electron will hold app.asar to; null: no such resource */
  integrity: readonly { file: string; alg: string; value: string }[] | null;
}

export interface PackageFacts {
  platform: PackagePlatform;
  /** all files of the package, relative with `/`, with their sizes */
  files: ReadonlyMap<string, number>;
  /** relative path of the resources folder */
  resources: string;
  /** null: there is no app.asar, or it cannot be read */
  archive: ReadonlyMap<string, ArchivedFile> | null;
  headerSha256: string | null;
  /** fuse states by name; null: the binary has no wire */
  fuses: Readonly<Record<string, 'on' | 'off' | 'other'>> | null;
  windows: WindowsFacts | null;
  /** Info.plist of macOS as text; null elsewhere */
  infoPlist: string | null;
  updateConfig: Readonly<Record<string, unknown>> | null;
}

const FUSE_STATES = new Map([
  [48, 'off'],
  [49, 'on'],
] as const);

async function listFiles(folder: string): Promise<Map<string, number>> {
  const files = new Map<string, number>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const name = path
      .slice(folder.length + 1)
      .split(sep)
      .join('/');
    files.set(name, (await stat(path)).size);
  }
  return files;
}

function findPlatform(files: ReadonlyMap<string, number>): [PackagePlatform, binary: string] {
  if (files.has(`${EXECUTABLE}.exe`)) return ['win32', `${EXECUTABLE}.exe`];
  if (files.has(EXECUTABLE)) return ['linux', EXECUTABLE];
  const plist = [...files.keys()].find((name) => /^[^/]+\.app\/Contents\/Info\.plist$/.test(name));
  if (plist) return ['darwin', plist.slice(0, plist.indexOf('.app') + 4)];
  throw new Error(`No package here: neither ${EXECUTABLE}, ${EXECUTABLE}.exe nor an .app.`);
}

/** The SHA-256 of bytes or text, in hex. */
export const sha256 = (content: Uint8Array | string): string =>
  createHash('sha256').update(content).digest('hex');

function readArchive(path: string): Map<string, ArchivedFile> {
  // The library remembers headers by path; a package that was made again has another one.
  uncacheAll();
  const { header } = getRawHeader(path);
  const found = new Map<string, ArchivedFile>();
  const walk = (folder: DirectoryRecord, prefix: string): void => {
    for (const [name, entry] of Object.entries(folder.files)) {
      const full = `${prefix}${name}`;
      if ('files' in entry) walk(entry, `${full}/`);
      else if ('link' in entry)
        found.set(full, { bytes: Buffer.from(String(entry.link)), declaredSha256: null, isUnpacked: true });
      else
        found.set(full, {
          bytes: entry.unpacked ? Buffer.alloc(0) : extractFile(path, full.split('/').join(sep)),
          declaredSha256: entry.integrity?.hash ?? null,
          isUnpacked: entry.unpacked === true,
        });
    }
  };
  walk(header, '');
  return found;
}

async function readFuses(binary: string): Promise<PackageFacts['fuses']> {
  let wire: FuseConfig<number>;
  try {
    // Typed by the names of the fuses of its own version; a wire may hold more than those.
    wire = (await getCurrentFuseWire(binary)) as unknown as FuseConfig<number>;
  } catch {
    // No wire at all: judged as such, not a fault of the reading.
    return null;
  }
  const fuses: Record<string, 'on' | 'off' | 'other'> = {};
  for (const [index, state] of Object.entries(wire)) {
    const name = FuseV1Options[Number(index)];
    if (name !== undefined) fuses[name] = FUSE_STATES.get(Number(state) as 48 | 49) ?? 'other';
  }
  return fuses;
}

async function readWindows(binary: string): Promise<WindowsFacts> {
  const executable = resedit.NtExecutable.from(await readFile(binary), { ignoreCert: true });
  const { entries } = resedit.NtExecutableResource.from(executable);
  const [info] = resedit.Resource.VersionInfo.fromEntries(entries);
  const [language] = info?.getAllLanguagesForStringValues() ?? [];
  const integrity = entries.find(({ type, id }) => type === 'INTEGRITY' && id === 'ELECTRONASAR');
  return {
    strings: info && language ? { ...info.getStringValues(language) } : {},
    iconCount: resedit.Resource.IconGroupEntry.fromEntries(entries)[0]?.icons.length ?? 0,
    integrity: integrity ? JSON.parse(Buffer.from(integrity.bin).toString('utf8')) : null,
  };
}

/** Reads the package in `folder` (`linux-unpacked`, `win-unpacked`, `mac`). Throws where there is none. */
export async function readPackage(folder: string): Promise<PackageFacts> {
  const files = await listFiles(folder);
  const [platform, binary] = findPlatform(files);
  const resources = platform === 'darwin' ? `${binary}/Contents/Resources` : 'resources';
  const asarPath = join(folder, resources, 'app.asar');
  const hasArchive = existsSync(asarPath);
  const plistPath = join(folder, binary, 'Contents/Info.plist');
  const updatePath = join(folder, resources, 'app-update.yml');
  return {
    platform,
    files,
    resources,
    archive: hasArchive ? readArchive(asarPath) : null,
    headerSha256: hasArchive ? sha256(getRawHeader(asarPath).headerString) : null,
    fuses: await readFuses(join(folder, binary)),
    windows: platform === 'win32' ? await readWindows(join(folder, binary)) : null,
    infoPlist: platform === 'darwin' ? await readFile(plistPath, 'utf8') : null,
    updateConfig: existsSync(updatePath) ? parse(await readFile(updatePath, 'utf8')) : null,
  };
}
