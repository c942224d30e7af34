/** The guide's chapter can be taken apart, and names nothing that is not there; that it works, a Debian shows. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { guideSteps } from './documentSteps.ts';

const ROOT = join(import.meta.dirname, '../..');

it('has a step for everything an operator does, in the order of doing it', async () => {
  expect((await guideSteps()).map(({ title }) => title)).toEqual([
    ...['Packages', 'Program', 'Database', 'Environment', 'Edition', 'Edition', 'Accounts', 'Service', 'TLS'],
    ...['Backup', 'Restore', 'Upgrade'],
  ]);
});

it('takes only files that are there', async () => {
  const commands = (await guideSteps()).map((step) => step.commands).join('\n');
  const files = [...commands.matchAll(/\bops\/[\w.-]+/g)].map(([file]) => file);
  expect(files.length).toBeGreaterThan(3);
  for (const file of files) expect(existsSync(join(ROOT, file)), file).toBe(true);
});

it('puts no password on a command line', async () => {
  for (const { commands } of await guideSteps())
    for (const line of commands.split('\n')) expect(line).not.toMatch(/ACCOUNT_PASSWORD=\S/);
});
