/** The demo on a gateway in memory: filled, left alone when complete, continued when interrupted, alive. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, daysBetween } from '../../shared/domain/calendar.ts';
import { ATTENDEE_STATUSES } from '../../shared/domain/vocabulary.ts';
import { findCaller, listAccounts } from '../access/accounts.ts';
import { verifyPassword } from '../access/passwords.ts';
import type { OpenDatabase } from '../database/open.ts';
import { requireEdition } from '../editions.ts';
import { createFeedBus } from '../feed/bus.ts';
import { createMetrics } from '../observe/metrics.ts';
import type { DemoOptions, LogFields, Ports } from '../ports.ts';
import { createMemoryStore } from '../testing/memoryStore.ts';
import type { ImageDrawer } from './drawingWorker.ts';
import { playOneAct } from './live.ts';
import { createRandom } from './random.ts';
import { seedWith } from './seedDemo.ts';
import { readSeedingState, writeSeedingState } from './seedingState.ts';

const UNITS = 180;
const TODAY = '2026-11-21';
const EDITION = 'ciie-3';
type LogEntry = [event: string, fields: LogFields | undefined];

async function openTestPorts(): Promise<{ ports: Ports; log: LogEntry[]; database: OpenDatabase }> {
  const { openTestDatabase } = await import('../testing/engines.ts');
  const database = await openTestDatabase('pglite');
  const log: LogEntry[] = [];
  let nowMs = Date.parse(`${TODAY}T02:00:00.000Z`);
  const random = createRandom('test');
  const ports: Ports = {
    db: database.db,
    images: createMemoryStore(),
    now: () => nowMs++,
    randomBytes: (size) => Uint8Array.from({ length: size }, () => random.int(0, 255)),
    log: (event, fields) => log.push([event, fields]),
    metrics: createMetrics(),
    metricsToken: null,
    poolUse: database.poolUse,
    bus: createFeedBus(),
    cursorKey: new Uint8Array(32),
    publicOrigin: null,
    page: null,
    isSeeding: () => true,
    isStopping: () => false,
    passwordCost: 4,
    version: 'test',
  };
  return { ports, log, database };
}

const options = (signal = new AbortController().signal) => ({
  fair: EDITION,
  units: UNITS,
  seed: 5,
  live: false,
  password: 'demo-desk-2020',
  signal,
});

/** Stands in for the worker, which has a test of its own: a JPEG's head and the order's text. */
function startSketching(): ImageDrawer {
  const sketch = (text: string) => new Uint8Array([0xff, 0xd8, 0xff, ...new TextEncoder().encode(text)]);
  return {
    draw: async (orders) =>
      orders.map((order) => ({ bytes: sketch(JSON.stringify(order)), thumb: sketch('thumb') })),
    close: async () => undefined,
  };
}

const seed = (ports: Ports, demo: DemoOptions) => seedWith(startSketching, ports, demo);

async function statusesOf({ db }: Ports): Promise<string[]> {
  const rows = await db
    .selectFrom('submission')
    .select(['kind', 'id', 'status', 'revision'])
    .where('edition', '=', EDITION)
    .orderBy('id')
    .execute();
  return rows.map(({ id, status, revision }) => `${id} ${status} ${revision}`);
}

describe('seedDemo', () => {
  let ports: Ports;
  let log: LogEntry[];
  let database: OpenDatabase;
  beforeAll(async () => {
    ({ ports, log, database } = await openTestPorts());
    // Interrupted in the middle of the first sub-group, then once more between two.
    for (const putsBefore of [60, 300]) {
      const stopping = new AbortController();
      let puts = 0;
      const images = {
        ...ports.images,
        put: (name: string, bytes: Uint8Array) => {
          if (++puts === putsBefore) stopping.abort();
          return ports.images.put(name, bytes);
        },
      };
      await (await seed({ ...ports, images }, options(stopping.signal))).seeded;
    }
    expect((await readSeedingState(ports))?.isComplete).toBe(false);
    await (await seed(ports, options())).seeded;
  });
  afterAll(() => database.close());

  it('goes on where it was interrupted until everything is in', async () => {
    expect(await readSeedingState(ports)).toMatchObject({
      isComplete: true,
      seed: 5,
      units: UNITS,
      today: TODAY,
    });
    const units = (await statusesOf(ports)).filter((line) => line.startsWith('u-'));
    expect(units).toHaveLength(UNITS);
    const subGroups = log
      .filter(([event]) => event === 'demo-sub-group')
      .map(([, fields]) => fields?.subGroupId);
    expect(subGroups[0]).toBe('guangzhou');
    expect(new Set(subGroups).size).toBe(26);
  });

  it('fills sub-groups without a single refusal where nothing was there before', () => {
    const refused = log.filter(([event]) => event === 'demo-sub-group').map(([, fields]) => fields?.refused);
    // The one that was interrupted is repeated; the later ones are fresh.
    expect(refused.slice(2).every((count) => count === 0)).toBe(true);
  });

  it('has members in every status', async () => {
    const rows = await statusesOf(ports);
    const seen = (prefix: string) =>
      new Set(rows.filter((row) => row.startsWith(prefix)).map((row) => row.split(' ')[1]));
    expect(seen('u-')).toEqual(new Set(['pendingReview', 'approved', 'rejected']));
    expect(seen('a-')).toEqual(new Set(ATTENDEE_STATUSES));
    expect(rows.some((row) => row.startsWith('u-') && row.endsWith('pendingReview 2'))).toBe(true);
  });

  it('shifts the edition so that registration closes 8 to 14 days after the first start', async () => {
    const { profile } = await requireEdition(ports, EDITION);
    const left = daysBetween(TODAY, profile.dates.registrationCloses);
    expect(left).toBeGreaterThanOrEqual(8);
    expect(left).toBeLessThanOrEqual(14);
  });

  it('makes the accounts with their rights, all with the one password', async () => {
    const accounts = await listAccounts(ports);
    expect(accounts).toHaveLength(26 * 2 + 3);
    const reviewer = await findCaller(ports, 'reviewer.guangzhou');
    expect(reviewer?.grants).toHaveLength(3);
    expect(reviewer?.grants.every(({ subGroupId }) => subGroupId === 'guangzhou')).toBe(true);
    const row = await ports.db
      .selectFrom('account')
      .select('password_hash')
      .where('name', '=', 'reviewer2.yunfu')
      .executeTakeFirstOrThrow();
    expect(await verifyPassword('demo-desk-2020', row.password_hash)).toBe(true);
  });

  it('dates decisions in the weeks in which they fell', async () => {
    const rows = await ports.db
      .selectFrom('submission')
      .select('decided_at')
      .where('kind', '=', 'unit')
      .where('decided_at', 'is not', null)
      .execute();
    const days = rows.map(({ decided_at }) => decided_at?.toISOString().slice(0, 10) ?? '');
    expect(days.filter((day) => day < addDays(TODAY, -20)).length).toBeGreaterThan(days.length / 3);
  });

  it('stores each image that a submission names, with thumbnails', async () => {
    const refs = await ports.db.selectFrom('image_ref').select('sha256').distinct().execute();
    const stored = await ports.db.selectFrom('image').select(['sha256', 'has_thumb']).execute();
    expect(stored.length).toBeGreaterThan(500);
    const names = new Set(stored.map(({ sha256 }) => sha256));
    expect(refs.every(({ sha256 }) => names.has(sha256))).toBe(true);
    expect(stored.every(({ has_thumb }) => has_thumb)).toBe(true);
  });

  it('does nothing at a later start, whatever units and seed are asked for', async () => {
    const before = (await requireEdition(ports, EDITION)).head;
    const later = { ...ports, now: () => Date.parse('2026-12-24T02:00:00.000Z') };
    await (await seed(later, { ...options(), units: 20, seed: 9 })).seeded;
    const { head, profile } = await requireEdition(ports, EDITION);
    expect(head).toBe(before);
    expect(daysBetween(TODAY, profile.dates.registrationCloses)).toBeLessThanOrEqual(14);
  });

  it('may be repeated as a whole and changes nothing', async () => {
    const before = await statusesOf(ports);
    const state = await readSeedingState(ports);
    if (!state) throw new Error('no state');
    await writeSeedingState(ports, { ...state, done: [], isComplete: false });
    await (await seed(ports, options())).seeded;
    expect(await statusesOf(ports)).toEqual(before);
  });

  it('plays live: every kind of act finds something to do', async () => {
    const { profile, head } = await requireEdition(ports, EDITION);
    const drawer = startSketching();
    const random = createRandom('live test');
    const played = new Set<string | null>();
    for (let turn = 0; turn < 60; turn++)
      played.add(await playOneAct({ ports, profile, random, drawer, turn }));
    await drawer.close();
    expect([...played].sort()).toEqual(['added', 'amended', 'newUnit', 'order', 'secondReviewer']);
    expect((await requireEdition(ports, EDITION)).head).toBeGreaterThan(head + 50);
  });
});

describe('seedDemo beside another edition', () => {
  it('leaves an edition alone that it did not make', async () => {
    const { ports, log, database } = await openTestPorts();
    const { CIIE3 } = await import('../../shared/domain/profiles/ciie3.ts');
    const { ensureEdition } = await import('../editions.ts');
    await ensureEdition(ports, CIIE3);
    await (await seed(ports, options())).seeded;
    expect(log.map(([event]) => event)).toContain('demo-skipped');
    expect(await listAccounts(ports)).toEqual([]);
    await database.close();
  });
});
