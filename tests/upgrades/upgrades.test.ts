/** Every released version's full outbox opens with the present code, and every decision in it is found. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { dumpDatabases, fromDumpText, loadDatabases } from '../../renderer/desk/testing/databaseDump.ts';
import { Rig } from '../simulation/harness.ts';
import { makeFullOutbox, type OutboxFixture, shownBy, untrimmed } from './fullOutbox.ts';

const folder = new URL('./fixtures/', import.meta.url);
const { version: present } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
) as { version: string };
const fixtures = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => fromDumpText(readFileSync(new URL(name, folder), 'utf8')) as OutboxFixture);

/** A machine whose disk is the fixture's, started out of reach of the gateway. */
async function machineOf(fixture: OutboxFixture, isWanted = (_: string) => true): Promise<Rig> {
  const rig = new Rig();
  rig.network.isUp = false;
  rig.machine.indexedDB = await loadDatabases(fixture.databases.filter(({ name }) => isWanted(name)));
  const journals = Object.entries(fixture.journals).map(([localId, files]) => [
    localId,
    Object.fromEntries(Object.entries(files).map(([name, file]) => [name, untrimmed(file)])),
  ]);
  rig.machine.journals.put(Object.fromEntries(journals));
  await rig.start();
  return rig;
}

/** Undo windows begin anew at a start, so what was queued is in its window again; 0.1.0 had one word for two. */
const SAME: Readonly<Record<string, string>> = { queued: 'window', parked: 'undone', resolved: 'undone' };
const begunAnew = (rows: [string, string, string][]) =>
  rows.map(([subjectId, verdict, state]) => [subjectId, verdict, SAME[state] ?? state]);

test('the present version has its fixture', () => {
  expect(fixtures.map(({ version }) => version)).toContain(present);
});

describe.each(fixtures)('of $version', (fixture) => {
  test('everything is there after the upgrade', async () => {
    const rig = await machineOf(fixture);
    expect(rig.status.workstations).toMatchObject([
      { account: 'reviewer.guangzhou', unsent: fixture.shown.outbox.filter(isUnsent).length },
    ]);
    await rig.signIn();
    const shown = await shownBy(rig.desk);
    expect({ ...shown, outbox: begunAnew(shown.outbox), recent: begunAnew(shown.recent) }).toEqual({
      ...fixture.shown,
      outbox: begunAnew(fixture.shown.outbox),
      recent: begunAnew(fixture.shown.recent),
    });
    expect(rig.status.notices).toEqual([]);
    // What was seen, receipts and log entries are read with the keys of then.
    expect((await rig.desk.tray())[0]?.theirs).toBeDefined();
  });

  test('opened twice it says the same, and no version of a database is lowered', async () => {
    const rig = await machineOf(fixture);
    await rig.signIn();
    const once = await shownBy(rig.desk);
    await rig.crash();
    await rig.signIn();
    expect(await shownBy(rig.desk)).toEqual(once);
    const versions = new Map(
      (await dumpDatabases(rig.machine.indexedDB)).map(({ name, version }) => [name, version]),
    );
    for (const { name, version } of fixture.databases)
      expect(versions.get(name) ?? version, name).toBeGreaterThanOrEqual(version);
  });

  test('its journal alone still tells every decision that was not uploaded', async () => {
    const rig = await machineOf(fixture, (name) => !name.startsWith('work-'));
    for (let unit = 1; unit <= 12; unit++) await rig.gateway.putUnit(`u-${unit}`);
    rig.network.isUp = true;
    rig.network.only = '/decisions';
    rig.network.faults = Array(500).fill('dropRequest');
    await rig.signIn();
    const subjects = new Set((await rig.desk.outbox()).map((row) => row.subjectId));
    for (const [subjectId] of fixture.shown.outbox) expect(subjects, subjectId).toContain(subjectId);
  });
});

test('a fixture holds a decision in every state', async () => {
  const { shown } = await makeFullOutbox(present);
  expect(new Set(shown.outbox.map(([, , state]) => state))).toEqual(
    new Set(['awaitingFeed', 'inFlight', 'window']),
  );
  expect(shown.tray).toEqual([['u-2', 'stale']]);
  expect(new Set(shown.recent.map(([, , state]) => state))).toContain('settled');
  expect(shown.setAside).toEqual(['u-9']);
});

function isUnsent([, , state]: [string, string, string]): boolean {
  return state === 'window' || state === 'queued' || state === 'inFlight';
}
