/** `npm test` itself runs: a named part alone, and a word for a part that does not exist. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const npmTest = (...parts: string[]) =>
  spawnSync(process.execPath, ['--import', 'tsx', 'build/test.ts', ...parts], {
    cwd: join(import.meta.dirname, '..'),
    encoding: 'utf8',
  });

test('a part can be run alone and ends in its line of counts', () => {
  // Whether the lint is content is that part's own business: here it only has to have run to its end.
  const { status, stdout, stderr } = npmTest('lint');
  const [, passed, failed] = /[✔✖] lint +(\d) passed, (\d) failed, 0 skipped/.exec(stdout) ?? [];
  expect(stderr).not.toContain('ReferenceError');
  expect(Number(passed) + Number(failed)).toBe(1);
  expect(status).toBe(Number(failed));
}, 180_000);

test('a part that does not exist is refused with the names of those that do', () => {
  const { status, stderr } = npmTest('unit', 'speeds');
  expect(stderr).toContain(
    'speeds; the parts: machine, types, lint, unit, build, packages, speed, end-to-end',
  );
  expect(status).toBe(1);
});
