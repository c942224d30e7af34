/** The hashes of what was staged: the content a finished package must have, file by file. */
import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { sha256 } from './readPackage.ts';

/** Name → SHA-256 of every file below the staged folder. */
export async function stagedContent(folder: string): Promise<Map<string, string>> {
  const content = new Map<string, string>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const name = path
      .slice(folder.length + 1)
      .split(sep)
      .join('/');
    content.set(name, sha256(await readFile(path)));
  }
  return content;
}
