/** `npm run verify-package -- <folder>`: opens a finished, unpacked package and says what is wrong with it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ROOT } from './ensureBuilt.ts';
import { verifyPackage } from './packaging/verifyPackage.ts';
import { Refusal, say, sayFailure } from './say.ts';

try {
  const folders = process.argv.slice(2);
  if (folders.length === 0)
    throw new Refusal('用法：npm run verify-package -- <目录>', 'Usage: npm run verify-package -- <folder>');
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')));
  for (const folder of folders) {
    const problems = await verifyPackage(folder, { version, content: null, root: ROOT });
    for (const { code, detail } of problems) console.error(`✖ ${code}: ${detail}`);
    if (problems.length > 0) process.exitCode = 1;
    else say(`✔ ${folder} 没有问题`, `✔ nothing wrong with ${folder}`);
  }
} catch (error) {
  sayFailure(error);
}
