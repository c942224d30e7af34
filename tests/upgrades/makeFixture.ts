/** `node --import tsx tests/upgrades/makeFixture.ts`: keeps a full outbox of this version; once per release. */
import { readFileSync, writeFileSync } from 'node:fs';
import { toDumpText } from '../../renderer/desk/testing/databaseDump.ts';
import { makeFullOutbox } from './fullOutbox.ts';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};
const path = new URL(`./fixtures/${version}.json`, import.meta.url);
// A released version's fixture is never made again: it is what lies on people's disks.
writeFileSync(path, `${toDumpText(await makeFullOutbox(version))}\n`, { flag: 'wx' });
process.stdout.write(`fixture of ${version} written\n`);
process.exit(0);
