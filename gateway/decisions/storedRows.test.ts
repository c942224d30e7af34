/** What a push leaves in the tables is the same whether a decision went alone or in company that wrote it another way. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PutItem } from '../../shared/protocol/feed.ts';
import type { OpenDatabase } from '../database/open.ts';
import { fingerprintOf } from '../submissions/hashes.ts';
import { ENGINES, openTestDatabase } from '../testing/engines.ts';
import { decide, newAttendee, newUnit } from '../testing/samples.ts';
import { type Client, createWorld, type PushItem, type World } from '../testing/world.ts';

const NOTE = '请注意 "引号" \\ 与，逗号';

describe.each(ENGINES)('the rows of a push on %s', (engine) => {
  let database: OpenDatabase;
  beforeAll(async () => {
    database = await openTestDatabase(engine);
  });
  afterAll(async () => await database?.close());

  interface Story {
    world: World;
    client: Client;
    decisions: PushItem[];
  }

  /** The same decisions in each world: chains on one subject, reasons, withdrawals, a unit that moves its people. */
  async function prepare(): Promise<Story> {
    const world = await createWorld(database);
    const people = ['p-1', 'p-2', 'p-3', 'p-4', 'p-5', '-'];
    await world.intake([newUnit('unit'), newUnit('other'), ...people.map((id) => newAttendee(id, 'unit'))]);
    await world.intake([newAttendee('p-6', 'other')]);
    const client = await world.signIn('guangzhou', `ws-${world.edition}`);
    const { items } = await client.pull();
    const last = new Map<string, string>();
    const decisions: PushItem[] = [];
    const say = (key: string, verdict: PushItem['verdict'], change: object = {}): void => {
      const item = items.get(key) as PutItem;
      const n = decisions.length + 1;
      const id = `d${n}.${world.edition}`;
      const previousDecisionId = last.get(key) ?? null;
      decisions.push(decide(item, verdict, { id, n, previousDecisionId, ...change }));
      last.set(key, id);
    };
    say('attendee/p-1', 'tag', { tag: 'vip' });
    say('attendee/p-2', 'tag', {
      tag: 'staff',
      note: NOTE,
      overrides: [{ code: 'A-AGE', field: 'birthDate', note: NOTE }],
    });
    say('attendee/p-1', 'tag', { tag: 'professional' });
    say('attendee/p-3', 'return', { note: NOTE });
    say('attendee/-', 'tag', { tag: 'vip' });
    say('unit/unit', 'approve');
    say('attendee/p-3', 'withdraw');
    say('attendee/p-3', 'tag', { tag: 'staff' });
    say('unit/other', 'reject');
    say('attendee/p-4', 'tag', { tag: 'vip', seenHash: 'b'.repeat(64) });
    say('unit/other', 'withdraw');
    say('attendee/p-4', 'tag', { previousDecisionId: null });
    say('attendee/p-5', 'return');
    // Taken back: the review before it is the last one again, though another decision holds.
    say('attendee/p-6', 'tag', { tag: 'vip' });
    say('attendee/p-6', 'return');
    say('attendee/p-6', 'withdraw');
    return { world, client, decisions };
  }

  /** Everything but the order in which it came, and under names that do not tell the edition. */
  async function rowsOf({ world: { edition } }: Story): Promise<unknown> {
    const read = async (text: string, order = 'id'): Promise<unknown> =>
      (await sql.raw<object>(`${text} where edition = '${edition}' order by ${order}`).execute(database.db))
        .rows;
    const rows = {
      decisions: await read(`select id, ws, n, account, received_at, payload, kind, subject_id,
        base_revision, seen_hash, previous_decision_id, verdict, result, receipt - 'seq' as receipt,
        is_by_delegation, review_before from decision`),
      submissions: await read(
        `select id, kind, status, tag, decision_id, decision, decided_at, last_review from submission`,
      ),
      outcomes: await read(
        `select distinct on (id) id, kind, revision, decision_id, verdict, tag, reasons, status, decided_at
        from outcome`,
        'id, seq desc',
      ),
      attempts: (
        await sql
          .raw<object>(`select n, decision_id from attempt where ws = 'ws-${edition}' order by n`)
          .execute(database.db)
      ).rows,
    };
    return JSON.parse(JSON.stringify(rows).replaceAll(edition, 'edition'));
  }

  it('are the same one by one, two by two, and all at once', async () => {
    const results: unknown[] = [];
    for (const size of [1, 2, 20]) {
      const story = await prepare();
      const { decisions } = story;
      const answers: string[] = [];
      for (let at = 0; at < decisions.length; at += size) {
        const reply = await story.client.push(decisions.slice(at, at + size));
        answers.push(...reply.items.map(({ result }) => result));
      }
      expect(answers.filter((result) => result !== 'applied')).toEqual(['stale', 'invalid']);
      results.push(await rowsOf(story));
    }
    expect(results[0]).toMatchObject({
      submissions: [
        { id: '-', status: 'inPersonReview', tag: 'vip', decision_id: 'd5.edition' },
        { id: 'other', status: 'pendingReview', tag: null, decision_id: 'd11.edition', last_review: null },
        { id: 'p-1', status: 'awaitingPayment', tag: 'professional', last_review: { baseRevision: 1 } },
        {
          id: 'p-2',
          status: 'inPersonReview',
          tag: 'staff',
          decision: { note: NOTE, by: 'guangzhou.edition' },
        },
        { id: 'p-3', tag: 'staff', decision_id: 'd8.edition', last_review: { id: 'd8.edition' } },
        { id: 'p-4', tag: null, decision_id: null, decision: null, last_review: null },
        { id: 'p-5', status: 'returned', tag: null, decision: { verdict: 'return' } },
        { id: 'p-6', decision_id: 'd16.edition', last_review: { id: 'd14.edition' } },
        { id: 'unit', status: 'approved', tag: null, decision: { verdict: 'approve' } },
      ],
    });
    expect(results[0]).toMatchObject({
      outcomes: expect.arrayContaining([
        expect.objectContaining({ id: 'p-2', decision_id: 'd2.edition', tag: 'staff', reasons: [] }),
        expect.objectContaining({
          ...{ id: 'p-5', revision: 1, verdict: 'return', tag: null, status: 'returned' },
          reasons: [{ code: 'A-PHOTO-QUALITY', text: '不清晰' }],
        }),
      ]),
    });
    expect(results[1]).toEqual(results[0]);
    expect(results[2]).toEqual(results[0]);
  });

  it('carry the seqs that the receipts and the feed tell, and the fingerprints of what came', async () => {
    const { world, client, decisions } = await prepare();
    const { cursor } = await client.pull();
    // One of them twice, as a request cut carelessly would bring it.
    const reply = await client.push([...decisions, ...decisions.slice(0, 1)]);
    expect(reply.contiguous).toBe(decisions.length);
    const stored = await database.db
      .selectFrom('decision')
      .select(['id', 'seq', 'receipt', 'fingerprint'])
      .where('edition', '=', world.edition)
      .execute();
    const told = new Map(reply.items.map(({ id, seq }) => [id, seq]));
    expect(new Map(stored.map(({ id, seq }) => [id, seq]))).toEqual(told);
    expect(new Map(stored.map(({ id, receipt }) => [id, receipt?.seq]))).toEqual(told);
    expect(new Map(stored.map(({ id, fingerprint }) => [id, fingerprint]))).toEqual(
      new Map(decisions.map((decision) => [decision.id, fingerprintOf(decision)])),
    );
    const { items } = await client.changes(cursor);
    expect(items.map(({ seq }) => seq)).toEqual(
      Array.from({ length: items.length }, (_, index) => (items[0]?.seq ?? 0) + index),
    );
    const ofUnit = items.find(({ id }) => id === 'unit');
    expect(told.get(`d6.${world.edition}`)).toBe(ofUnit?.seq);
  });
});
