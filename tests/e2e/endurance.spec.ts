/** A bounded share of `npm run endurance`: six kills, and a full disk under each of the browser's databases. */
import { BACKENDS } from '../endurance/browserRig.ts';
import { runDiskFull } from '../endurance/diskFull.ts';
import { isClean } from '../endurance/judge.ts';
import { runKills } from '../endurance/kills.ts';
import { expect, test } from './desk.ts';

test.use({ gatewayOptions: { units: 60, seed: 21, live: true } });
test.describe.configure({ mode: 'serial' });
test.setTimeout(180_000);

const ACCOUNT = 'secretariat';
const say = (line: string) => console.log(line);

test('six kills of page and browser lose nothing that was shown as saved', async ({ gateway }) => {
  // This seed's plan has every kind of moment that needs aiming at.
  const report = await runKills({
    rounds: 6,
    seed: 148,
    backend: 'leveldb',
    account: ACCOUNT,
    units: 0,
    gateway,
    say,
  });
  expect(report.troubles).toEqual([]);
  expect(report.judgement.saved).toBeGreaterThan(0);
  expect(isClean(report.judgement), JSON.stringify(report.judgement)).toBe(true);
});

for (const backend of BACKENDS) {
  test(`a full disk under ${backend} loses nothing that was shown as saved`, async ({ gateway }) => {
    if ((await gateway.health()) === null) await gateway.run();
    const report = await runDiskFull({
      rounds: 1,
      seed: 3,
      backend,
      disk: 'ext4',
      isKept: true,
      account: ACCOUNT,
      units: 0,
      gateway,
      say,
    });
    test.skip(typeof report === 'string', String(report));
    if (typeof report === 'string') return;
    expect(report.backendsFound).toEqual([backend]);
    expect(report.told).toBe(1);
    expect(report.savedInJournalOnly).toBeGreaterThan(0);
    expect(isClean(report.judgement), JSON.stringify(report.judgement)).toBe(true);
  });
}
