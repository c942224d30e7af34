/** Races, on real PostgreSQL only: PGlite has one connection and cannot have any. */
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PutItem } from '../../shared/protocol/feed.ts';
import type { PushItem, Receipt } from '../../shared/protocol/push.ts';
import type { OpenDatabase } from '../database/open.ts';
import { isBusy } from '../database/transact.ts';
import { transferUnits } from '../reports/transferUnits.ts';
import { openTestDatabase } from '../testing/engines.ts';
import { attendeeMaterial, decide, newAttendee, newUnit, unitMaterial } from '../testing/samples.ts';
import { applyItems, type Client, createWorld, type World } from '../testing/world.ts';
import { pushDecisions } from './pushDecisions.ts';

describe('races on postgres', () => {
  let database: OpenDatabase;
  let world: World;
  let secretariat: Client;

  beforeAll(async () => {
    database = await openTestDatabase('postgres');
  });
  afterAll(async () => await database?.close());
  beforeEach(async () => {
    world = await createWorld(database);
    secretariat = await world.signIn('secretariat');
  });

  const fill = async (units: number, people: number): Promise<Map<string, PutItem>> => {
    await world.intake(
      Array.from({ length: units }, (_, u) => [
        newUnit(`u${u}`),
        ...Array.from({ length: people }, (_, a) => newAttendee(`u${u}-a${a}`, `u${u}`)),
      ]).flat(),
    );
    return (await secretariat.pull()).items;
  };

  it('applies exactly one of the decisions that many take on the same submission at once', async () => {
    const items = await fill(12, 1);
    const names = ['guangzhou', 'guangzhou2', 'both', 'secretariat'];
    const callers = await Promise.all(names.map((name) => world.caller(name)));
    const replies = await Promise.all(
      callers.map((caller, index) => {
        const decisions = [...items.values()].map((item, n) => {
          const number = { n: n + 1 };
          if (item.kind === 'unit') return decide(item, index % 2 ? 'approve' : 'reject', number);
          return decide(item, 'tag', { ...number, tag: index % 2 ? 'vip' : 'professional' });
        });
        // each in its own order: the gateway sorts its locks itself
        if (index % 2) decisions.reverse();
        return pushDecisions(world.ports, caller, world.edition, {
          ws: `race-${world.edition}-${index}`,
          items: decisions,
        });
      }),
    );
    const applied = replies.map((reply) => reply.items.filter(({ result }) => result === 'applied').length);
    expect(applied.reduce((sum, count) => sum + count, 0)).toBe(items.size);
    const others = replies.flatMap((reply) => reply.items).filter(({ result }) => result !== 'applied');
    expect(new Set(others.map(({ result }) => result))).toEqual(new Set(['decided']));
  });

  it('never misses an item while many write and one reads', async () => {
    const items = await fill(30, 2);
    const hurry = await makeCommitsSlow(database);
    const units = [...items.values()].filter(({ kind }) => kind === 'unit');
    let isWriting = true;
    const writers = [0, 1, 2, 3].map(async (writer) => {
      const caller = await world.caller(writer % 2 ? 'guangzhou' : 'guangzhou2');
      let n = 0;
      for (const unit of units.filter((_, index) => index % 4 === writer)) {
        n += 1;
        const rejected = decide(unit, 'reject', { n });
        const request = { ws: `w-${world.edition}-${writer}`, items: [rejected] };
        await pushDecisions(world.ports, caller, world.edition, request);
        await world.intake([
          { kind: 'unit', id: unit.id, event: 'amended', material: unitMaterial({ address: `${writer}` }) },
          {
            kind: 'attendee',
            id: `${unit.id}-a0`,
            event: 'amended',
            material: attendeeMaterial({ jobTitle: 'x' }),
          },
          newAttendee(`${unit.id}-new`, unit.id),
        ]);
      }
    });
    const start = await secretariat.pull();
    const state = new Map(start.items);
    const seqs: number[] = [];
    const reader = (async () => {
      let { cursor } = start;
      for (let isLast = false; ; ) {
        const delta = await secretariat.changes(cursor, 7);
        cursor = delta.cursor;
        seqs.push(...delta.items.map(({ seq }) => seq));
        applyItems(state, delta.items);
        if (isLast) return;
        isLast = !isWriting;
      }
    })();
    await Promise.all(writers);
    isWriting = false;
    await reader;
    await hurry();
    expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
    expect(state).toEqual((await secretariat.pull()).items);
    const stored = await database.db
      .selectFrom('submission')
      .select(['kind', 'id', 'seq'])
      .where('edition', '=', world.edition)
      .execute();
    expect(stored).toHaveLength(state.size);
    for (const { kind, id, seq } of stored) expect(state.get(`${kind}/${id}`)?.seq).toBe(seq);
  });

  it('holds no two writers against each other: pushes, amendments, transfers crossing', async () => {
    const items = await fill(16, 2);
    const all = [...items.values()];
    const secretary = await world.caller('secretariat');
    const jobs: Promise<unknown>[] = [];
    for (let round = 0; round < 6; round += 1) {
      const decisions = all.map((item, index) =>
        decide(item, item.kind === 'unit' ? 'approve' : 'tag', {
          n: index + 1,
          ...(item.kind === 'attendee' ? { tag: 'staff' as const } : {}),
        }),
      );
      const items = (round % 2 ? decisions.reverse() : decisions).slice(0, 30);
      jobs.push(
        pushDecisions(world.ports, secretary, world.edition, { ws: `x-${world.edition}-${round}`, items }),
      );
      const moves = all
        .filter(({ kind }) => kind === 'unit')
        .map(({ id }) => ({ unitId: id, fromSubGroupId: round % 2 ? 'foshan' : 'guangzhou' }));
      const toSubGroupId = round % 2 ? 'guangzhou' : 'foshan';
      jobs.push(
        transferUnits(world.ports, secretary, world.edition, {
          items: moves.reverse(),
          toSubGroupId,
          reason: 'x',
        }),
      );
      jobs.push(
        world.intake(
          all.map(({ id, kind }) =>
            kind === 'unit' ? newAttendee(`${id}-r${round}`, id) : newAttendee(id, id.split('-')[0] ?? ''),
          ),
        ),
      );
    }
    const results = await Promise.allSettled(jobs);
    expect(results.filter(({ status }) => status === 'rejected')).toEqual([]);
    const mixed = await sql<{ unit_id: string }>`
      select unit_id from submission where edition = ${world.edition}
      group by unit_id having count(distinct sub_group_id) > 1`.execute(database.db);
    expect(mixed.rows).toEqual([]);
  });

  it('ends each decision with one receipt, though connections are killed and batches re-cut', async () => {
    const items = await fill(60, 0);
    const caller = await world.caller('guangzhou');
    const ws = `k-${world.edition}`;
    const open: PushItem[] = [...items.values()].map((item, index) =>
      decide(item, 'approve', { n: index + 1 }),
    );
    const receipts = new Map<string, Receipt[]>();
    let isDone = false;
    const killer = (async () => {
      for (let kills = 0; !isDone && kills < 40; kills += 1) {
        await sql`
          select pg_terminate_backend(pid) from pg_stat_activity
          where pid <> pg_backend_pid() and state <> 'idle' and application_name = 'expo-review-desk'
          limit 1`
          .execute(database.db)
          .catch(() => undefined);
        await new Promise((resolve) => setTimeout(resolve, 4));
      }
    })();
    const decisions = [...open];
    const pusher = async (): Promise<void> => {
      while (open.length > 0) {
        const batch = open.slice(0, 1 + Math.floor(Math.random() * 9));
        try {
          const reply = await pushDecisions(world.ports, caller, world.edition, { ws, items: batch });
          for (const receipt of reply.items) {
            receipts.set(receipt.id, [...(receipts.get(receipt.id) ?? []), receipt]);
            const at = open.findIndex(({ id }) => id === receipt.id);
            if (at >= 0) open.splice(at, 1);
          }
        } catch (error) {
          if (!isBusy(error)) throw error;
        }
      }
    };
    await Promise.all([pusher(), pusher(), pusher()]);
    isDone = true;
    await killer;
    expect(receipts.size).toBe(decisions.length);
    for (const [, [first, ...more]] of receipts) {
      expect(first?.result).toBe('applied');
      for (const receipt of more)
        expect({ ...receipt, replayed: false }).toEqual({ ...first, replayed: false });
    }
    const after = (await secretariat.pull()).items;
    expect([...after.values()].every(({ status }) => status === 'approved')).toBe(true);
    const final = await pushDecisions(world.ports, caller, world.edition, { ws, items: [] });
    expect(final.contiguous).toBe(decisions.length);
  });

  it('registers a unit once that two deliver at the same moment', async () => {
    const results = await Promise.all(
      Array.from({ length: 8 }, () => world.intake([newUnit('same'), newAttendee('same-a', 'same')])),
    );
    const outcomes = results.flatMap(({ items }) => items.map(({ result }) => result));
    expect(outcomes.filter((result) => result === 'accepted')).toHaveLength(2);
    expect(outcomes.filter((result) => result === 'unchanged')).toHaveLength(14);
  });

  it('binds a workstation to one of the accounts that ask at once', async () => {
    const callers = await Promise.all(['guangzhou', 'foshan', 'both'].map((name) => world.caller(name)));
    const ws = `bind-${world.edition}`;
    const results = await Promise.allSettled(
      callers.map((caller) => pushDecisions(world.ports, caller, world.edition, { ws, items: [] })),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

/** Every commit that moved submissions dawdles: what a reader could overtake, it overtakes. Returns the undoing. */
async function makeCommitsSlow({ db }: OpenDatabase): Promise<() => Promise<void>> {
  await sql`
    create function dawdle() returns trigger language plpgsql as
    'begin perform pg_sleep(random() * 0.02); return null; end'`.execute(db);
  await sql`
    create constraint trigger dawdle after insert or update on submission
    deferrable initially deferred for each row execute function dawdle()`.execute(db);
  return async () => {
    await sql`drop function dawdle cascade`.execute(db);
  };
}
