/** Lays out what goes into the package: the built programs, the page, and a package.json without dependencies. */
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { z } from 'zod';

const Manifest = z.object({
  name: z.string(),
  version: z.string(),
  description: z.string(),
  license: z.string(),
  devDependencies: z.object({ electron: z.string() }),
});

export interface StagedApp {
  folder: string;
  version: string;
  electronVersion: string;
}

/** The page's own list of files and its service worker serve a browser; the desktop host answers itself. */
const isForBrowserOnly = (path: string): boolean =>
  path.startsWith('page/.') || path === 'page/sw.js' || path.endsWith('.map');

/**
 * Copies `built` (a folder with main/, preload/ and page/) to `folder`, which is emptied first. `feed` goes
 * into the staged package.json, where the program reads it.
 */
export async function stageApp(
  root: string,
  built: string,
  folder: string,
  feed: string | null,
): Promise<StagedApp> {
  const manifest = Manifest.parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')));
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const part of ['main', 'preload', 'page']) {
    await cp(join(built, part), join(folder, part), {
      recursive: true,
      filter: (source) => !isForBrowserOnly(relative(built, source).split(sep).join('/')),
    });
  }
  const staged = {
    name: manifest.name,
    version: manifest.version,
    description: manifest.description,
    license: manifest.license,
    author: 'Expo Review Desk',
    homepage: 'https://expo-review-desk.invalid',
    type: 'module',
    main: 'main/main.js',
    ...(feed === null ? {} : { updateFeed: feed }),
  };
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(staged, null, 2)}\n`);
  await cp(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  return { folder, version: manifest.version, electronVersion: manifest.devDependencies.electron };
}
