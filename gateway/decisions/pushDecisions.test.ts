/** The push on both databases: every receipt, replays, effects, withdrawal, numbers. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PutItem } from '../../shared/protocol/feed.ts';
import type { OpenDatabase } from '../database/open.ts';
import { ENGINES, openTestDatabase } from '../testing/engines.ts';
import { attendeeMaterial, decide, HASH_A, newAttendee, newUnit, unitMaterial } from '../testing/samples.ts';
import { type Client, createWorld, expectOk, type World } from '../testing/world.ts';

describe.each(ENGINES)('push on %s', (engine) => {
  let database: OpenDatabase;
  let world: World;
  let client: Client;
  let n = 0;

  beforeAll(async () => {
    database = await openTestDatabase(engine);
  });
  afterAll(async () => await database?.close());
  beforeEach(async () => {
    world = await createWorld(database);
    client = await world.signIn('guangzhou');
    n = 0;
    await world.intake([
      newUnit('u1'),
      newAttendee('a1', 'u1'),
      newAttendee('a2', 'u1'),
      newUnit('f1', 'foshan'),
    ]);
  });

  const seen = async (key: string, by: Client = client): Promise<PutItem> => {
    const item = (await by.pull()).items.get(key);
    if (!item) throw new Error(`${key} is not in scope`);
    return item;
  };
  const next = (): { n: number } => {
    n += 1;
    return { n };
  };
  const pushOne = async (decision: object, by: Client = client) => {
    const reply = await by.push([decision]);
    const receipt = reply.items[0];
    if (!receipt) throw new Error('no receipt');
    return receipt;
  };

  it('applies a decision once and replays its stored receipt', async () => {
    const decision = decide(await seen('unit/u1'), 'reject', next());
    const first = await client.push([decision]);
    expect(first).toMatchObject({ contiguous: 1, items: [{ result: 'applied', replayed: false }] });
    // how it travelled is not what was decided
    const again = await pushOne({ ...decision, batchId: 'b-2', decidedAt: '2020-09-07T03:00:00.000Z' });
    expect(again).toEqual({ ...first.items[0], replayed: true });
    const item = await seen('unit/u1');
    expect(item).toMatchObject({
      status: 'rejected',
      seq: first.items[0]?.seq,
      decision: { id: decision.id },
    });
    expect(item.lastReview).toMatchObject({
      verdict: 'reject',
      baseRevision: 1,
      by: world.account('guangzhou'),
    });
  });

  it('answers another content under the same id, and another id under the same number, without storing', async () => {
    const decision = decide(await seen('unit/u1'), 'approve', next());
    await client.push([decision]);
    expect(await pushOne({ ...decision, note: 'changed' })).toMatchObject({ result: 'fingerprint-mismatch' });
    expect(await pushOne({ ...decision, id: randomUUID() })).toMatchObject({ result: 'sequence-reused' });
    const receipts = await expectOk(client.call('receipts', { query: { ws: client.ws } }));
    expect(receipts.items).toHaveLength(1);
  });

  it('says gone, forbidden, stale, decided, invalid in this order', async () => {
    const unit = await seen('unit/u1');
    const foreign = await seen('unit/f1', await world.signIn('foshan'));
    expect(await pushOne(decide({ ...unit, id: 'nobody' }, 'approve', next()))).toMatchObject({
      result: 'gone',
    });
    const forbidden = await pushOne(decide(foreign, 'approve', next()));
    expect(forbidden).toMatchObject({ result: 'forbidden' });
    expect(forbidden.current).toBeUndefined();
    const stale = await pushOne(decide({ ...unit, hash: HASH_A }, 'approve', next()));
    expect(stale).toMatchObject({ result: 'stale', current: { revision: 1, hash: unit.hash } });
    expect(await pushOne(decide(unit, 'reject', { ...next(), reasons: [] }))).toMatchObject({
      result: 'invalid',
      why: 'reasonMissing',
    });
    await pushOne(decide(unit, 'approve', next()));
    const other = await world.signIn('guangzhou2');
    expect(await pushOne(decide(unit, 'approve', { n: 1 }), other)).toMatchObject({
      result: 'decided',
      agrees: true,
    });
    expect(await pushOne(decide(unit, 'reject', { n: 2 }), other)).toMatchObject({
      result: 'decided',
      agrees: false,
      current: { decision: { verdict: 'approve', by: world.account('guangzhou') } },
    });
  });

  it('gives stored invalid receipts to items that the schema refuses, and applies the others', async () => {
    const good = decide(await seen('unit/u1'), 'approve', { n: 3 });
    const reply = await client.push([
      { id: 'bad-1', n: 1, kind: 'unit', verdict: 'explode' },
      { ...decide(await seen('attendee/a1'), 'tag', { n: 2 }), tag: 'vip', note: 'nul \u0000 byte' },
      good,
    ]);
    expect(reply.items.map(({ result, why }) => [result, why])).toEqual([
      ['invalid', 'schema'],
      ['invalid', 'text'],
      ['applied', undefined],
    ]);
    expect(reply.contiguous).toBe(3);
    const again = await client.push([{ id: 'bad-1', n: 1, kind: 'unit', verdict: 'explode' }]);
    expect(again.items[0]).toMatchObject({ result: 'invalid', replayed: true });
  });

  it('names the fields that changed since', async () => {
    const unit = await seen('unit/u1');
    await pushOne(decide(unit, 'reject', next()));
    await world.intake([
      {
        kind: 'unit',
        id: 'u1',
        event: 'amended',
        revision: 2,
        material: unitMaterial({ address: '佛山市' }),
        images: { qualificationDocument: HASH_A },
      },
    ]);
    const receipt = await pushOne(decide(unit, 'approve', next()));
    expect(receipt).toMatchObject({
      result: 'stale',
      current: { revision: 2, changed: ['address', 'qualificationDocument'], decision: null },
    });
    const amended = await seen('unit/u1');
    expect(amended.lastReview).toMatchObject({ verdict: 'reject', baseRevision: 1 });
  });

  it('moves tagged people along with their unit, each with its own seq, and back', async () => {
    const [unit, a1, a2] = [await seen('unit/u1'), await seen('attendee/a1'), await seen('attendee/a2')];
    await client.push([
      decide(a1, 'tag', { ...next(), tag: 'professional' }),
      decide(a2, 'tag', { ...next(), tag: 'vip' }),
      decide(unit, 'approve', next()),
    ]);
    const after = (await client.pull()).items;
    expect(after.get('attendee/a1')).toMatchObject({ status: 'awaitingPayment', tag: 'professional' });
    expect(after.get('attendee/a2')).toMatchObject({ status: 'inPersonReview', tag: 'vip' });
    const seqs = ['unit/u1', 'attendee/a1', 'attendee/a2'].map((key) => after.get(key)?.seq);
    expect(new Set(seqs).size).toBe(3);
    await pushOne(decide(await seen('unit/u1'), 'withdraw', next()));
    const back = (await client.pull()).items;
    expect(back.get('unit/u1')).toMatchObject({ status: 'pendingReview', decision: { verdict: 'withdraw' } });
    expect(back.get('unit/u1')?.lastReview).toBeUndefined();
    expect(back.get('attendee/a1')).toMatchObject({ status: 'tagged' });
    expect(back.get('attendee/a2')).toMatchObject({ status: 'tagged' });
    // deciding anew chains on the withdrawal
    expect(await pushOne(decide(await seen('unit/u1'), 'reject', next()))).toMatchObject({
      result: 'applied',
    });
  });

  it('tags a later addition of an approved unit straight on, and returns without blocking the unit', async () => {
    await client.push([
      decide(await seen('attendee/a1'), 'return', next()),
      decide(await seen('unit/u1'), 'approve', next()),
    ]);
    await world.intake([newAttendee('a3', 'u1', { event: 'added' })]);
    const added = await seen('attendee/a3');
    expect(added).toMatchObject({ isLaterAddition: true, status: 'awaitingTag' });
    await pushOne(decide(added, 'tag', { ...next(), tag: 'staff' }));
    expect(await seen('attendee/a3')).toMatchObject({ status: 'inPersonReview' });
    expect(await seen('attendee/a1')).toMatchObject({ status: 'returned' });
    const amended = {
      kind: 'attendee',
      id: 'a1',
      event: 'amended',
      material: attendeeMaterial({ jobTitle: '经理' }),
    };
    expect((await world.intake([amended])).items[0]).toMatchObject({ result: 'accepted' });
    expect(await seen('attendee/a1')).toMatchObject({ status: 'awaitingTag', revision: 2, decision: null });
  });

  it('withdraws within the window, never under an order, and leaves the secretariat its own', async () => {
    await pushOne(decide(await seen('unit/u1'), 'approve', next()));
    world.clock.nowMs += (world.profile.withdrawWindowHours + 1) * 3_600_000;
    expect(
      await pushOne(
        decide(await seen('unit/u1', await world.signIn('guangzhou2')), 'withdraw', next()),
        await world.signIn('guangzhou2'),
      ),
    ).toMatchObject({ result: 'invalid', why: 'withdrawWindowClosed' });
    const secretariat = await world.signIn('secretariat');
    const approved = await seen('unit/u1', secretariat);
    expect(await pushOne(decide(approved, 'withdraw', { n: 1 }), secretariat)).toMatchObject({
      result: 'applied',
    });
    await pushOne(decide(await seen('unit/u1', secretariat), 'approve', { n: 2 }), secretariat);
    const mine = await world.signIn('guangzhou');
    expect(await pushOne(decide(await seen('unit/u1', mine), 'withdraw', { n: 1 }), mine)).toMatchObject({
      why: 'notOwnDecision',
    });
    await pushOne(decide(await seen('attendee/a1', mine), 'tag', { n: 2, tag: 'professional' }), mine);
    const order = { orderNo: `V${'1'.repeat(23)}`, amount: '200.00' };
    await world.intake([{ kind: 'attendee', id: 'a1', event: 'ordered', order }]);
    expect(
      await pushOne(decide(await seen('unit/u1', secretariat), 'withdraw', { n: 3 }), secretariat),
    ).toMatchObject({ why: 'attendeeUnderway' });
    expect(await pushOne(decide(await seen('attendee/a1', mine), 'withdraw', { n: 3 }), mine)).toMatchObject({
      why: 'orderExists',
    });
  });

  it('answers every item of a closed edition with an invalid receipt', async () => {
    const decision = decide(await seen('unit/u1'), 'approve', next());
    world.clock.nowMs = Date.parse(world.profile.dates.decisionsAcceptedUntil) + 1;
    const late = await world.signIn('guangzhou');
    expect(await pushOne(decision, late)).toMatchObject({ result: 'invalid', why: 'editionClosed' });
  });

  it('knows the highest contiguous number, whatever order and cut the batches had', async () => {
    const unit = await seen('unit/u1');
    const items = [1, 2, 3, 4, 5].map((number) =>
      decide({ ...unit, id: `none-${number}` }, 'approve', { n: number }),
    );
    expect((await client.push([items[4], items[0]] as object[])).contiguous).toBe(1);
    expect((await client.push([items[2]] as object[])).contiguous).toBe(1);
    const bound = await expectOk(client.call('bindWorkstation', { params: { ws: client.ws } }));
    expect(bound).toMatchObject({ contiguous: 1, highest: 5 });
    expect((await client.push([items[1]] as object[])).contiguous).toBe(3);
    expect((await client.push(items)).contiguous).toBe(5);
    const page = await expectOk(client.call('receipts', { query: { ws: client.ws, after: 3 } }));
    expect(page.items.map((receipt) => receipt.n)).toEqual([4, 5]);
  });

  it('lets a cloned profile renumber under a new workstation and keep its ids', async () => {
    const decision = decide(await seen('unit/u1'), 'approve', { n: 1 });
    const first = await client.push([decision]);
    const clone = await world.signIn('guangzhou');
    const again = await clone.push([{ ...decision, n: 1 }]);
    expect(again).toEqual({ contiguous: 1, items: [{ ...first.items[0], replayed: true }] });
  });

  it('refuses the envelope of another workstation, and one that is too long', async () => {
    const foreign = await client.call('push', { body: { ws: 'another', items: [] } });
    expect(foreign).toMatchObject({ status: 403, problem: 'workstation-foreign' });
    const items = Array.from({ length: 501 }, (_, index) => ({ id: `x-${index}`, n: index + 1 }));
    expect(await client.call('push', { body: { ws: client.ws, items } })).toMatchObject({ status: 413 });
  });

  it('gives receipts, not refusals, to one whose right was taken away', async () => {
    const decision = decide(await seen('unit/u1'), 'approve', next());
    await world.ports.db
      .deleteFrom('access_grant')
      .where('account', '=', world.account('guangzhou'))
      .execute();
    expect(await pushOne(decision)).toMatchObject({ result: 'forbidden' });
  });
});
