/**
 * Players at the same moment – reviewers, registrants, the secretariat, readers with cursors – while batches are
 * doubled, cut again, turned round and lost, and, on PostgreSQL, connections are killed in mid-statement. A seed
 * fixes what the players want; on PostgreSQL the order is chance. More: FUZZ_RUNS=200 npx vitest run fuzz.
 */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson } from '../../shared/domain/canonical.ts';
import type { PutItem } from '../../shared/protocol/feed.ts';
import type { PushItem, Receipt } from '../../shared/protocol/push.ts';
import { isInScope, scopeOf } from '../access/grants.ts';
import type { OpenDatabase } from '../database/open.ts';
import { isBusy } from '../database/transact.ts';
import { createRandom, type Random } from '../demo/random.ts';
import { readChanges } from '../feed/changes.ts';
import { readSnapshot } from '../feed/snapshot.ts';
import type { Caller } from '../ports.ts';
import { transferUnits } from '../reports/transferUnits.ts';
import { ENGINES, type Engine, openTestDatabase } from '../testing/engines.ts';
import { attendeeMaterial, decide, newAttendee, newUnit, unitMaterial } from '../testing/samples.ts';
import { findStoredViolations } from '../testing/storedInvariants.ts';
import { applyItems, createWorld, parsePage, type World } from '../testing/world.ts';
import { pushDecisions } from './pushDecisions.ts';

const UNITS = 8;
const STEPS = 14;
const REVIEWERS = ['guangzhou', 'guangzhou2', 'foshan', 'both', 'secretariat'];
/** Seeds that once found something stay. */
const KEPT: readonly number[] = [];
const RUNS: Record<Engine, number> = {
  pglite: Number(process.env.FUZZ_RUNS ?? 2),
  postgres: Number(process.env.FUZZ_RUNS ?? 6),
};

/** What the gateway refuses for now is asked again, as a workstation does. */
async function insist<T>(act: () => Promise<T>): Promise<T> {
  for (let failures = 0; ; failures += 1) {
    try {
      return await act();
    } catch (error) {
      // Killing connections never costs so many: what stays busy is broken.
      if (!isBusy(error) || failures >= 300) throw error;
    }
  }
}

/** A reviewer with a workstation: a view by cursor, an outbox, the receipts that came. */
class Player {
  readonly view = new Map<string, PutItem>();
  readonly receipts = new Map<string, Receipt>();
  readonly violations: string[] = [];
  #outbox: PushItem[] = [];
  #sent: PushItem[] = [];
  #cursor = '';
  #lastSeq = 0;
  #n = 0;

  constructor(
    readonly world: World,
    readonly caller: Caller,
    readonly ws: string,
    readonly random: Random,
  ) {}

  async pull(limit: number): Promise<void> {
    const { ports, edition } = this.world;
    // No parts are built before anything is there: the delta brings it all.
    if (this.#cursor === '')
      this.#cursor = (await insist(() => readSnapshot(ports, this.caller, edition))).cursor;
    for (let more = true; more; ) {
      const query = { cursor: this.#cursor, limit };
      const page = parsePage(await insist(() => readChanges(ports, this.caller, edition, query)));
      for (const item of page.items) {
        if (item.seq <= this.#lastSeq) this.violations.push(`I5: ${item.seq} after ${this.#lastSeq}`);
        this.#lastSeq = item.seq;
        const scope = scopeOf(this.caller, edition, 'view');
        if (item.op === 'put' && !isInScope(scope, item.subGroupId)) this.violations.push(`I7: ${item.id}`);
      }
      applyItems(this.view, page.items);
      this.#cursor = page.cursor;
      more = page.more;
    }
  }

  async step(): Promise<void> {
    if (this.random.chance(0.6)) await this.pull(this.random.int(1, 9));
    const seen = [...this.view.values()];
    if (seen.length === 0) return;
    for (let index = this.random.int(1, 6); index > 0; index -= 1) this.#confirm(this.random.pick(seen));
    await this.push();
  }

  #confirm(item: PutItem): void {
    this.#n += 1;
    const n = this.#n;
    const isUnit = item.kind === 'unit';
    const verdict = this.random.pick(
      isUnit ? (['approve', 'reject', 'withdraw'] as const) : (['tag', 'tag', 'return', 'withdraw'] as const),
    );
    const tag = verdict === 'tag' ? { tag: this.random.pick(['vip', 'staff', 'professional'] as const) } : {};
    this.#outbox.push(decide(item, verdict, { n, ...tag }));
  }

  /** Sends what is in the outbox, as a bad network and a changing mind about sizes would. */
  async push(): Promise<void> {
    while (this.#outbox.length > 0) {
      const items = this.#outbox.slice(0, this.random.int(1, this.#outbox.length));
      if (this.random.chance(0.3)) items.push(...this.#sent.slice(-3));
      if (this.random.chance(0.3)) items.reverse();
      const send = () =>
        insist(() =>
          pushDecisions(this.world.ports, this.caller, this.world.edition, { ws: this.ws, items }),
        );
      const replies = this.random.chance(0.3) ? await Promise.all([send(), send()]) : [await send()];
      if (this.random.chance(0.25)) continue; // the reply is lost
      for (const { items: receipts } of replies) for (const receipt of receipts) this.#keep(receipt);
      this.#sent.push(...this.#outbox.filter(({ id }) => this.receipts.has(id)));
      this.#outbox = this.#outbox.filter(({ id }) => !this.receipts.has(id));
    }
  }

  #keep({ replayed, ...receipt }: Receipt): void {
    const known = this.receipts.get(receipt.id);
    if (known && canonicalJson(known) !== canonicalJson(receipt))
      this.violations.push(`I2: receipt ${receipt.id} changed from ${known.result} to ${receipt.result}`);
    if (!['applied', 'stale', 'decided', 'gone', 'forbidden', 'invalid'].includes(receipt.result))
      this.violations.push(`I1: ${receipt.id} was answered ${receipt.result}`);
    this.receipts.set(receipt.id, receipt);
  }

  async checkAtRest(rows: readonly StoredRow[]): Promise<string[]> {
    await this.pull(500);
    const scope = scopeOf(this.caller, this.world.edition, 'view');
    const mine = rows.filter((row) => isInScope(scope, row.sub_group_id));
    const wrong = mine.filter((row) => {
      const item = this.view.get(`${row.kind}/${row.id}`);
      return item?.seq !== row.seq || (item.decision?.id ?? null) !== row.decision_id;
    });
    const stored = await this.world.ports.db
      .selectFrom('decision')
      .select(['id', 'receipt'])
      .where('ws', '=', this.ws)
      .execute();
    return [
      ...this.violations,
      ...wrong.map(({ id, seq }) => `I4: ${this.caller.name} does not see ${id} at ${seq}`),
      ...(this.view.size === mine.length ? [] : [`I7: ${this.caller.name} keeps ${this.view.size}`]),
      ...(stored.length === this.#n ? [] : [`I1: ${this.#n} sent, ${stored.length} stored`]),
      ...stored
        .filter(({ id, receipt }) => canonicalJson(receipt) !== canonicalJson(this.receipts.get(id)))
        .map(({ id }) => `I6: the receipt of ${id} is not the one that came`),
    ];
  }
}

type StoredRow = { kind: string; id: string; seq: number; decision_id: string | null; sub_group_id: string };

/** The registration side: amends, adds, orders, pays, deletes. */
async function registrant(world: World, random: Random): Promise<void> {
  for (let step = 0; step < STEPS; step += 1) {
    const unit = `u${random.int(0, UNITS - 1)}`;
    const person = `${unit}-a${random.int(0, 1)}`;
    const order = { orderNo: `V${String(random.int(0, 99)).padStart(23, '5')}`, amount: '200.00' };
    const event = random.pick([
      { kind: 'unit', id: unit, event: 'amended', material: unitMaterial({ address: `${step}` }) },
      { kind: 'attendee', id: person, event: 'amended', material: attendeeMaterial({ jobTitle: `${step}` }) },
      newAttendee(`${unit}-late${step}`, unit, { event: 'added' }),
      { kind: 'attendee', id: person, event: 'ordered', order: { ...order, payStatus: 'unpaid' } },
      { kind: 'attendee', id: person, event: 'paid', order },
      { kind: 'attendee', id: `${unit}-late${random.int(0, STEPS)}`, event: 'deleted' },
    ]);
    await insist(() => world.intake([event]));
  }
}

async function mover(world: World, caller: Caller, random: Random): Promise<void> {
  for (let step = 0; step < STEPS; step += 1) {
    const units = [0, 1].map(() => `u${random.int(0, UNITS - 1)}`);
    const [fromSubGroupId, toSubGroupId] = random.pick([
      ['guangzhou', 'foshan'],
      ['foshan', 'guangzhou'],
    ] as const);
    const items = units.map((unitId) => ({ unitId, fromSubGroupId }));
    const request = { items, toSubGroupId, reason: 'x' };
    await insist(() => transferUnits(world.ports, caller, world.edition, request));
  }
}

/** Ends connections that are at work until told to stop. */
async function killer({ db }: OpenDatabase, isDone: () => boolean): Promise<number> {
  let kills = 0;
  while (!isDone()) {
    const { rows } = await sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where pid <> pg_backend_pid() and state <> 'idle' and application_name = 'expo-review-desk'
      order by random() limit 1`
      .execute(db)
      .catch(() => ({ rows: [] }));
    kills += rows.length;
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
  return kills;
}

describe.each(ENGINES)('fuzz on %s', (engine) => {
  let database: OpenDatabase;

  beforeAll(async () => {
    database = await openTestDatabase(engine);
  });
  afterAll(async () => await database?.close());

  const seeds = [...new Set([...KEPT, ...Array.from({ length: RUNS[engine] }, (_, index) => index + 1)])];
  it.each(seeds)('keeps the invariants with seed %i', { timeout: 120_000 }, async (seed) => {
    const world = await createWorld(database);
    const players = await Promise.all(
      REVIEWERS.map(
        async (name, index) =>
          new Player(
            world,
            await world.caller(name),
            `f${index}-${world.edition}`,
            createRandom('fuzz', seed, name),
          ),
      ),
    );
    for (const player of players) await player.pull(100);
    await world.intake(
      Array.from({ length: UNITS }, (_, u) => [
        newUnit(`u${u}`, u % 2 ? 'guangzhou' : 'foshan'),
        newAttendee(`u${u}-a0`, `u${u}`),
        newAttendee(`u${u}-a1`, `u${u}`),
      ]).flat(),
    );
    let isDone = false;
    const killing = engine === 'postgres' ? killer(database, () => isDone) : Promise.resolve(0);
    const work = async (player: Player): Promise<void> => {
      for (let step = 0; step < STEPS; step += 1) await player.step();
      await player.push();
    };
    await Promise.all([
      ...players.map(work),
      registrant(world, createRandom('fuzz', seed, 'registrant')),
      mover(world, await world.caller('secretariat'), createRandom('fuzz', seed, 'mover')),
    ]).finally(() => {
      isDone = true;
    });
    await killing;
    const rows = await database.db
      .selectFrom('submission')
      .select(['kind', 'id', 'seq', 'decision_id', 'sub_group_id'])
      .where('edition', '=', world.edition)
      .where('is_deleted', '=', false)
      .execute();
    const violations = [...(await findStoredViolations(database.db, world.edition))];
    for (const player of players) violations.push(...(await player.checkAtRest(rows)));
    expect(violations, `seed ${seed} on ${engine}`).toEqual([]);
  });
});
