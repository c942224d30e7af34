/** Knows whether the build is still that of the present sources, by a hash of their content. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const INPUT_FOLDERS = ['electron', 'gateway', 'renderer', 'shared'];
const INPUT_FILES = [
  'build/inputStamp.ts',
  'build/precachePlugin.ts',
  'package-lock.json',
  'package.json',
  'tsconfig.base.json',
  'vite.config.ts',
];
/** What a finished build leaves behind; one missing means building again. */
export const OUTPUTS = [
  'dist/page/index.html',
  'dist/page/sw.js',
  'dist/gateway/cli.js',
  'dist/main/main.js',
  'dist/preload/preload.cjs',
];
const STAMP = '.cache/build-stamp.json';

/** The files a build reads, as sorted paths with `/` relative to `root`; tests do not count. */
async function inputFiles(root: string): Promise<string[]> {
  const found = INPUT_FILES.filter((path) => existsSync(join(root, path)));
  for (const folder of INPUT_FOLDERS) {
    if (!existsSync(join(root, folder))) continue;
    for (const entry of await readdir(join(root, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || /\.test\.tsx?$/.test(entry.name)) continue;
      const path = join(entry.parentPath, entry.name).slice(root.length + 1);
      found.push(path.replaceAll('\\', '/'));
    }
  }
  return found.sort();
}

/** A hash over names and content of all inputs of the build below `root`, and the version of Node. */
export async function inputHash(root: string): Promise<string> {
  const hash = createHash('sha256').update(process.version);
  for (const path of await inputFiles(root)) {
    const bytes = await readFile(join(root, path));
    hash.update(`\n${path}\n${bytes.length}\n`).update(bytes);
  }
  return hash.digest('hex');
}

/** Remembers that the outputs below `root` were built from inputs with this hash. */
export async function writeStamp(root: string, inputs: string): Promise<void> {
  await mkdir(join(root, '.cache'), { recursive: true });
  await writeFile(join(root, STAMP), `${JSON.stringify({ inputs })}\n`);
}

/** True if every output exists and was built from the inputs as they are now. */
export async function isBuildCurrent(root: string): Promise<boolean> {
  if (!OUTPUTS.every((path) => existsSync(join(root, path)))) return false;
  try {
    const stamp: unknown = JSON.parse(await readFile(join(root, STAMP), 'utf8'));
    if (typeof stamp !== 'object' || stamp === null || !('inputs' in stamp)) return false;
    return stamp.inputs === (await inputHash(root));
  } catch {
    // No stamp, or a torn one: building again is always right.
    return false;
  }
}
