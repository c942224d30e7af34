/** Gives the service worker the list of what the page's build has written: `virtual:precache`. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const VIRTUAL = 'virtual:precache';
const RESOLVED = `\0${VIRTUAL}`;

/** What the service worker stores: see `Precache` in renderer/sw/precache.ts, which reads it. */
export interface PrecacheList {
  /** changes with any byte of the page or of an asset */
  version: string;
  /** asset names relative to the page */
  assets: string[];
  /** those of `assets` that the page itself names; a page without them is of another build */
  pageNames: string[];
}

/** Lists the built page in `folder`; the manifest, the page and the service worker itself are no assets. */
async function listBuiltPage(folder: string): Promise<PrecacheList> {
  const html = await readFile(join(folder, 'index.html'), 'utf8');
  const assets: string[] = [];
  const hash = createHash('sha256').update(html);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
  for (const name of names) {
    if (name === 'index.html' || name === 'sw.js' || name.startsWith('.vite/') || name.endsWith('.map'))
      continue;
    assets.push(name);
    hash.update(`\n${name}\n`).update(await readFile(join(folder, name)));
  }
  return {
    version: hash.digest('hex').slice(0, 16),
    assets,
    pageNames: assets.filter((name) => html.includes(name)),
  };
}

/** The plugin; `folder` is the page's output, read when the service worker is built after it. */
export function precachePlugin(folder: string): Plugin {
  return {
    name: 'desk-precache',
    resolveId: (id) => (id === VIRTUAL ? RESOLVED : null),
    async load(id) {
      if (id !== RESOLVED) return null;
      const isBuilt = existsSync(join(folder, 'index.html'));
      const list: PrecacheList = isBuilt
        ? await listBuiltPage(folder)
        : { version: 'none', assets: [], pageNames: [] };
      return `export const precache = ${JSON.stringify(list)};`;
    },
  };
}
