/** One opener per PGlite folder: it takes no lock itself, and two openers silently lost rows. */
import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';

/** Takes the lock and returns the function that gives it back. Throws if a living process holds it. */
export function takeFolderLock(path: string): () => void {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      const file = openSync(path, 'wx', 0o600);
      writeSync(file, String(process.pid));
      closeSync(file);
      return () => rmSync(path, { force: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      const holder = readHolder(path);
      if (holder !== null && isAlive(holder)) {
        throw new Error(
          `The data folder is in use by process ${holder} (${path}). Stop that gateway first, or set DATA_DIR.`,
        );
      }
      rmSync(path, { force: true });
    }
  }
  throw new Error(`The lock file ${path} could not be taken.`);
}

function readHolder(path: string): number | null {
  try {
    const pid = Number.parseInt(readFileSync(path, 'utf8'), 10);
    return Number.isInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null; // given back in between
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
