/** Loads the built page once, as the map of exact names that serveAsset answers from. */
import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { AssetBundle } from '../shared/web/assets.ts';

/** Reads the page's folder; the build's own manifest, the page itself and the service worker are no assets. */
export async function loadPageBundle(folder: string): Promise<AssetBundle> {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const name = path
      .slice(folder.length + 1)
      .split(sep)
      .join('/');
    if (name === 'index.html' || name === 'sw.js' || name.startsWith('.')) continue;
    files.set(name, new Uint8Array(await readFile(path)));
  }
  return { html: await readFile(join(folder, 'index.html'), 'utf8'), files };
}
