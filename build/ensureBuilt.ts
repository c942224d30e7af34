/** Builds the programs unless what is built is that of the present sources. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ChildProcesses } from './childProcesses.ts';
import { isBuildCurrent } from './inputStamp.ts';
import { Refusal, say, sayFailure } from './say.ts';

/** The repository's folder. */
export const ROOT = join(import.meta.dirname, '..');

/** Resolves when dist/ is that of the present sources; throws a `Refusal` if the build fails. */
export async function ensureBuilt(children = new ChildProcesses()): Promise<void> {
  if (await isBuildCurrent(ROOT)) return;
  say('正在构建……', 'Building …');
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
  const { code } = await children.runNode('build', [vite, 'build', '--logLevel', 'warn'], { cwd: ROOT })
    .ended;
  if (code !== 0) throw new Refusal('构建失败，原因见上。', 'The build failed; the reason is above.');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await ensureBuilt().catch(sayFailure);
}
