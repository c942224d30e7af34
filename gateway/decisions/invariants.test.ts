/**
 * Random decisions, amendments, transfers and replays against the invariants: at most one decision takes
 * effect per subject, revision and predecessor; only on what was really there; replays change nothing;
 * seqs are dense; the delta always leads to the gateway's own state.
 */
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FeedItem, PutItem } from '../../shared/protocol/feed.ts';
import type { PushItem, Receipt } from '../../shared/protocol/push.ts';
import type { OpenDatabase } from '../database/open.ts';
import { findEdition } from '../editions.ts';
import { readChanges } from '../feed/changes.ts';
import { writeCursor } from '../feed/cursor.ts';
import type { Caller } from '../ports.ts';
import { transferUnits } from '../reports/transferUnits.ts';
import { ENGINES, openTestDatabase } from '../testing/engines.ts';
import { attendeeMaterial, decide, newAttendee, newUnit, unitMaterial } from '../testing/samples.ts';
import { applyItems, createWorld, parsePage, type World } from '../testing/world.ts';
import { pushDecisions } from './pushDecisions.ts';

const UNITS = 3;
const subject = fc.nat({ max: UNITS * 3 - 1 });
const act = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      type: fc.constant('decide' as const),
      subject,
      verdict: fc.nat(4),
      age: fc.nat(2),
      by: fc.nat(2),
      size: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('replay' as const),
      from: fc.nat(),
      count: fc.integer({ min: 1, max: 4 }),
      by: fc.nat(2),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('amend' as const), subject }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('transfer' as const), subject }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('pay' as const), subject }) },
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

const CALLERS = ['guangzhou', 'both', 'secretariat'];
const keyOf = (index: number): string => {
  const unit = `u${index % UNITS}`;
  return index < UNITS ? `unit/${unit}` : `attendee/${unit}-a${Math.floor(index / UNITS)}`;
};

/** One run: what the reviewers saw at different times, what they pushed, what they were answered. */
class Run {
  readonly views: Map<string, PutItem>[] = [new Map()];
  readonly pushed: { item: PushItem; ws: string; by: number; receipt: Receipt }[] = [];
  readonly numbers = [0, 0, 0];
  head = 0;

  constructor(
    readonly world: World,
    readonly callers: readonly Caller[],
    readonly all: Caller,
  ) {}

  ws(by: number): string {
    return `p${by}-${this.world.edition}`;
  }

  now(): Map<string, PutItem> {
    return this.views.at(-1) ?? new Map();
  }

  /** Pulls the whole delegation's delta and checks that its seqs are dense. */
  async pull(): Promise<void> {
    const { ports, edition } = this.world;
    const found = await findEdition(ports, edition);
    if (!found) throw new Error('no edition');
    const place = { feed: 'changes' as const, caller: this.all, edition: found };
    const cursor = writeCursor(ports, place, this.head);
    const page = parsePage(await readChanges(ports, this.all, edition, { cursor }));
    const expected = Array.from({ length: page.head - this.head }, (_, index) => this.head + index + 1);
    expect(page.items.map(({ seq }: FeedItem) => seq)).toEqual(expected);
    this.head = page.head;
    const view = new Map(this.now());
    applyItems(view, page.items);
    this.views.push(view);
  }

  async perform(step: Act): Promise<void> {
    if (step.type === 'decide') await this.decide(step);
    else if (step.type === 'replay') await this.replay(step);
    else if (step.type === 'amend') await this.amend(keyOf(step.subject));
    else if (step.type === 'transfer') await this.transfer(`u${step.subject % UNITS}`);
    else await this.pay(keyOf(step.subject));
    await this.pull();
  }

  async decide(step: Extract<Act, { type: 'decide' }>): Promise<void> {
    const view = this.views.at(-1 - Math.min(step.age, this.views.length - 1)) ?? this.now();
    const before = this.now();
    const items = Array.from({ length: step.size }, (_, index) => {
      const seen = view.get(keyOf((step.subject + index * 4) % (UNITS * 3)));
      this.numbers[step.by] = (this.numbers[step.by] ?? 0) + 1;
      return seen ? [this.choose(seen, step.verdict + index, this.numbers[step.by] ?? 0)] : [];
    }).flat();
    const reply = await this.push(step.by, items);
    for (const item of items) {
      const receipt = reply.get(item.id);
      if (!receipt) throw new Error('no receipt');
      this.pushed.push({ item, ws: this.ws(step.by), by: step.by, receipt });
      // I3: what took effect was decided on what the gateway really held
      if (receipt.result === 'applied') {
        const held = before.get(`${item.kind}/${item.subjectId}`);
        expect([held?.revision, held?.hash]).toEqual([item.baseRevision, item.seenHash]);
      }
    }
  }

  choose(seen: PutItem, choice: number, n: number): PushItem {
    if (seen.kind === 'unit')
      return decide(seen, (['approve', 'reject', 'withdraw'] as const)[choice % 3] ?? 'approve', { n });
    if (choice % 4 === 0) return decide(seen, 'return', { n });
    if (choice % 4 === 1) return decide(seen, 'withdraw', { n });
    return decide(seen, 'tag', { n, tag: choice % 4 === 2 ? 'vip' : 'professional' });
  }

  async replay(step: Extract<Act, { type: 'replay' }>): Promise<void> {
    const mine = this.pushed.filter(({ by }) => by === step.by);
    if (mine.length === 0) return;
    const from = step.from % mine.length;
    const again = mine.slice(from, from + step.count).reverse();
    const reply = await this.push(
      step.by,
      again.map(({ item }) => ({ ...item, batchId: 'again' })),
    );
    for (const { item, receipt } of again) expect(reply.get(item.id)).toEqual({ ...receipt, replayed: true });
  }

  async push(by: number, items: PushItem[]): Promise<Map<string, Receipt>> {
    const caller = this.callers[by];
    if (!caller) throw new Error('no caller');
    const { ports, edition } = this.world;
    const reply = await pushDecisions(ports, caller, edition, { ws: this.ws(by), items });
    return new Map(reply.items.map((receipt) => [receipt.id, receipt]));
  }

  async amend(key: string): Promise<void> {
    const [kind, id] = key.split('/');
    const address = String(this.views.length);
    const material = kind === 'unit' ? unitMaterial({ address }) : attendeeMaterial({ jobTitle: address });
    await this.world.intake([{ kind, id, event: 'amended', material }]);
  }

  async transfer(unitId: string): Promise<void> {
    const from = this.now().get(`unit/${unitId}`)?.subGroupId ?? '';
    await transferUnits(this.world.ports, this.all, this.world.edition, {
      items: [{ unitId, fromSubGroupId: from }],
      toSubGroupId: from === 'guangzhou' ? 'foshan' : 'guangzhou',
      reason: 'x',
    });
  }

  async pay(key: string): Promise<void> {
    const order = { orderNo: `V${'5'.repeat(23)}`, amount: '200.00' };
    await this.world.intake([{ kind: 'attendee', id: key.split('/')[1], event: 'ordered', order }]);
  }

  /** I2, and the gateway's own state against what the deltas led to. */
  async checkEnd(): Promise<void> {
    const { ports, edition } = this.world;
    const doubles = await sql`
      select subject_id from decision where edition = ${edition} and result = 'applied'
      group by kind, subject_id, base_revision, coalesce(previous_decision_id, '') having count(*) > 1`.execute(
      ports.db,
    );
    expect(doubles.rows).toEqual([]);
    const stored = await ports.db
      .selectFrom('decision')
      .select(['id', 'receipt'])
      .where('edition', '=', edition)
      .execute();
    expect(stored).toHaveLength(this.pushed.length);
    const rows = await ports.db
      .selectFrom('submission')
      .select(['kind', 'id', 'seq', 'status', 'decision_id'])
      .where('edition', '=', edition)
      .execute();
    expect(rows).toHaveLength(this.now().size);
    for (const row of rows) {
      const item = this.now().get(`${row.kind}/${row.id}`);
      expect([item?.seq, item?.status, item?.decision?.id ?? null]).toEqual([
        row.seq,
        row.status,
        row.decision_id,
      ]);
    }
  }
}

describe.each(ENGINES)('invariants on %s', (engine) => {
  let database: OpenDatabase;

  beforeAll(async () => {
    database = await openTestDatabase(engine);
  });
  afterAll(async () => await database?.close());

  it('hold for whatever reviewers, registrants and the secretariat do', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 25 }), async (steps) => {
        const world = await createWorld(database);
        const callers = await Promise.all(CALLERS.map((name) => world.caller(name)));
        const run = new Run(world, callers, await world.caller('secretariat'));
        for (let u = 0; u < UNITS; u += 1) {
          await world.intake([
            newUnit(`u${u}`),
            newAttendee(`u${u}-a1`, `u${u}`),
            newAttendee(`u${u}-a2`, `u${u}`),
          ]);
        }
        await run.pull();
        for (const step of steps) await run.perform(step);
        await run.checkEnd();
      }),
      { numRuns: 20, endOnFailure: false },
    );
  });
});
