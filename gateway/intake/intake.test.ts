/** Intake on both databases: the life cycle per item, upserts, images, outcomes. */

import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PutItem } from '../../shared/protocol/feed.ts';
import type { OpenDatabase } from '../database/open.ts';
import { ENGINES, openTestDatabase } from '../testing/engines.ts';
import { samplePng } from '../testing/sampleImage.ts';
import { attendeeMaterial, decide, HASH_A, newAttendee, newUnit, unitMaterial } from '../testing/samples.ts';
import { type Client, createWorld, expectOk, type World } from '../testing/world.ts';

const ORDER = { orderNo: `V${'2'.repeat(23)}`, amount: '200.00' };

describe.each(ENGINES)('intake on %s', (engine) => {
  let database: OpenDatabase;
  let world: World;
  let client: Client;
  let intake: Client;

  beforeAll(async () => {
    database = await openTestDatabase(engine);
  });
  afterAll(async () => await database?.close());
  beforeEach(async () => {
    world = await createWorld(database);
    client = await world.signIn('guangzhou');
    intake = await world.signIn('intake');
  });

  const deliver = async (...items: object[]) => {
    const reply = await expectOk(intake.call('submissions', { body: { items } }));
    return reply.items.map(({ result, problem }) => {
      const slug = problem?.type.replace('urn:expo-review-desk:', '');
      const why = problem?.detail ?? '';
      return result === 'refused' ? `${slug}: ${why}` : result;
    });
  };
  const event = (kind: string, id: string, name: string, change: object = {}) => ({
    kind,
    id,
    event: name,
    ...change,
  });
  const item = async (key: string): Promise<PutItem> => {
    const found = (await client.pull()).items.get(key);
    if (!found) throw new Error(`${key} is not there`);
    return found;
  };

  it('takes a registration, and the same again as no news', async () => {
    const items = [newUnit('u1'), newAttendee('a1', 'u1', { entryPeriod: 'full', deliveryMethod: 'onSite' })];
    expect(await deliver(...items)).toEqual(['accepted', 'accepted']);
    const { cursor } = await client.pull();
    expect(await deliver(...items)).toEqual(['unchanged', 'unchanged']);
    expect((await client.changes(cursor)).items).toEqual([]);
    expect(await item('attendee/a1')).toMatchObject({
      status: 'awaitingTag',
      unitId: 'u1',
      entryPeriod: 'full',
    });
  });

  it('refuses one item alone, by schema, by life cycle, by what is missing', async () => {
    expect(
      await deliver(
        newUnit('u1'),
        { kind: 'unit', id: 'u2', event: 'submitted', subGroupId: 'guangzhou', material: { unitName: 7 } },
        newUnit('u3', 'atlantis'),
        newAttendee('a1', 'nobody'),
        newUnit('u4', 'guangzhou', { material: unitMaterial({ address: 'nul \u0000 byte' }) }),
        newUnit('u5', 'guangzhou', { submittedAt: '2020-02-31T00:00:00.000Z' }),
        newUnit('u1', 'guangzhou', { material: unitMaterial({ address: '另一处' }) }),
        newAttendee('a2', 'u1'),
      ),
    ).toEqual([
      'accepted',
      'schema-invalid: ',
      'not-found: There is no such sub-group in this edition.',
      'not-found: No such unit; it must come before its people.',
      'schema-invalid: A text holds characters that cannot be stored.',
      'schema-invalid: submittedAt is no instant.',
      'illegal-event: revisionMismatch',
      'accepted',
    ]);
    expect((await client.pull()).items.size).toBe(2);
  });

  it('amends a rejected unit with its people, until the deadline', async () => {
    await deliver(newUnit('u1'), newAttendee('a1', 'u1'));
    expect(await deliver(event('unit', 'u1', 'amended', { material: unitMaterial() }))).toEqual([
      'illegal-event: notRejected',
    ]);
    await client.push([
      decide(await item('attendee/a1'), 'tag', { n: 1, tag: 'vip' }),
      decide(await item('unit/u1'), 'reject', { n: 2 }),
    ]);
    const amend = [
      event('unit', 'u1', 'amended', { revision: 2, material: unitMaterial({ address: '新址' }) }),
      event('attendee', 'a1', 'amended', { revision: 2, material: attendeeMaterial({ jobTitle: '经理' }) }),
    ];
    expect(await deliver(...amend)).toEqual(['accepted', 'accepted']);
    expect(await deliver(...amend)).toEqual(['unchanged', 'unchanged']);
    expect(await item('unit/u1')).toMatchObject({ status: 'pendingReview', revision: 2, decision: null });
    const person = await item('attendee/a1');
    expect(person).toMatchObject({
      status: 'awaitingTag',
      revision: 2,
      decision: null,
      lastReview: { tag: 'vip' },
    });
    expect(person).not.toHaveProperty('tag');
    await client.push([decide(await item('unit/u1'), 'reject', { n: 3 })]);
    world.clock.nowMs = Date.parse(`${world.profile.dates.resubmissionDeadline}T16:00:00.000Z`);
    intake = await world.signIn('intake');
    expect(await deliver(event('unit', 'u1', 'amended', { material: unitMaterial() }))).toEqual([
      'illegal-event: afterDeadline',
    ]);
  });

  it('moves a unit that the registrant gives to another sub-group when amending', async () => {
    await deliver(newUnit('u1'), newAttendee('a1', 'u1'));
    const { cursor } = await client.pull();
    await client.push([decide(await item('unit/u1'), 'reject', { n: 1 })]);
    await deliver(event('unit', 'u1', 'amended', { subGroupId: 'foshan', material: unitMaterial() }));
    const left = (await client.changes(cursor)).items.filter(({ op }) => op === 'exit');
    expect(left.map(({ id }) => id).sort()).toEqual(['a1', 'u1']);
    expect((await (await world.signIn('foshan')).pull()).items.size).toBe(2);
  });

  it('takes a person from order to badge, each step once', async () => {
    await deliver(newUnit('u1'), newAttendee('a1', 'u1'));
    await client.push([
      decide(await item('attendee/a1'), 'tag', { n: 1, tag: 'professional' }),
      decide(await item('unit/u1'), 'approve', { n: 2 }),
    ]);
    expect(await deliver(event('attendee', 'a1', 'arranged', { entryPeriod: 'second' }))).toEqual([
      'accepted',
    ]);
    const steps: [object, string][] = [
      [event('attendee', 'a1', 'ordered', { order: ORDER }), 'awaitingPayment'],
      [event('attendee', 'a1', 'orderCancelled'), 'awaitingPayment'],
      [
        event('attendee', 'a1', 'ordered', { order: { ...ORDER, orderNo: `V${'3'.repeat(23)}` } }),
        'awaitingPayment',
      ],
      [event('attendee', 'a1', 'paid'), 'inPersonReview'],
      [event('attendee', 'a1', 'personPassed'), 'badgeInProduction'],
      [event('attendee', 'a1', 'badge', { badgeStatus: 'badgeReady' }), 'badgeReady'],
      [event('attendee', 'a1', 'badge', { badgeStatus: 'issued' }), 'issued'],
    ];
    for (const [step, status] of steps) {
      expect(await deliver(step)).toEqual(['accepted']);
      expect((await item('attendee/a1')).status).toBe(status);
      expect(await deliver(step)).toEqual(['unchanged']);
    }
    expect(await item('attendee/a1')).toMatchObject({
      order: { payStatus: 'paid', amount: '200.00' },
      entryPeriod: 'second',
    });
    expect(await deliver(event('attendee', 'a1', 'arranged', { entryPeriod: 'full' }))).toEqual([
      'illegal-event: orderExists',
    ]);
    expect(await deliver(event('attendee', 'a1', 'paid', { order: { ...ORDER } }))).toEqual([
      'illegal-event: illegalEvent',
    ]);
    expect(await deliver(event('unit', 'u1', 'deleted'))).toEqual(['illegal-event: attendeeUnderway']);
  });

  it('refunds without an order for those who do not pay, and refuses what makes no sense', async () => {
    await deliver(newUnit('u1'), newAttendee('a1', 'u1'), newAttendee('a2', 'u1'));
    await client.push([
      decide(await item('attendee/a1'), 'tag', { n: 1, tag: 'vip' }),
      decide(await item('unit/u1'), 'approve', { n: 2 }),
    ]);
    expect(await deliver(event('attendee', 'a1', 'personFailed'))).toEqual(['accepted']);
    expect(await item('attendee/a1')).toMatchObject({ status: 'refunded' });
    expect(
      await deliver(
        event('attendee', 'a2', 'paid', { order: ORDER }),
        event('attendee', 'a2', 'ordered'),
        event('attendee', 'a2', 'badge'),
        event('attendee', 'a9', 'paid'),
        event('unit', 'u1', 'paid'),
      ),
    ).toEqual([
      'illegal-event: illegalEvent',
      'illegal-event: illegalEvent',
      'schema-invalid: A badge event needs badgeStatus.',
      'not-found: No such attendee.',
      'illegal-event: illegalEvent',
    ]);
  });

  it('erases what was deleted and leaves a tombstone', async () => {
    await deliver(newUnit('u1'), newAttendee('a1', 'u1'), newAttendee('a2', 'u1'));
    const { cursor, items } = await client.pull();
    expect(await deliver(event('attendee', 'a1', 'deleted'), event('attendee', 'a1', 'deleted'))).toEqual([
      'accepted',
      'unchanged',
    ]);
    expect(await deliver(event('unit', 'u1', 'deleted'))).toEqual(['accepted']);
    const gone = (await client.changes(cursor)).items;
    expect(gone.map(({ op, id }) => `${op} ${id}`)).toEqual(['del a1', 'del a2', 'del u1']);
    const rows = await world.ports.db
      .selectFrom('revision')
      .select('id')
      .where('edition', '=', world.edition)
      .execute();
    expect(rows).toEqual([]);
    const unit = items.get('unit/u1');
    const receipt = unit && (await client.push([decide(unit, 'approve', { n: 1 })])).items[0];
    expect(receipt).toMatchObject({ result: 'gone' });
    expect((await client.call('history', { params: { kind: 'unit', id: 'u1' } })).status).toBe(404);
  });

  it('stores images under their own hash only, and only images', async () => {
    const put = (
      sha256: string,
      rawBody: Uint8Array<ArrayBuffer> | string,
      type = 'application/octet-stream',
    ) => intake.call('putImage', { params: { sha256 }, rawBody, headers: { 'Content-Type': type } });
    const bytes = samplePng(7);
    const hashOf = (data: Uint8Array | string): string => createHash('sha256').update(data).digest('hex');
    expect((await put(hashOf(bytes), bytes)).data).toEqual({
      sha256: hashOf(bytes),
      sizeBytes: bytes.length,
    });
    expect((await put(hashOf(bytes), bytes, 'image/png')).status).toBe(200);
    expect(await put(HASH_A, bytes)).toMatchObject({ status: 422, problem: 'image-hash-mismatch' });
    for (const no of ['<svg xmlns="http://www.w3.org/2000/svg"/>', '%PDF-1.7', 'GIF89a', '']) {
      expect(await put(hashOf(no), no)).toMatchObject({ status: 422, problem: 'image-invalid' });
    }
    expect((await put(hashOf(bytes), bytes, 'text/html')).status).toBe(415);
    const large = new Uint8Array(8 * 1024 * 1024 + 1);
    expect((await put(hashOf(large), large)).status).toBe(413);
    expect((await client.call('putImage', { params: { sha256: hashOf(bytes) } })).problem).toBe(
      'not-granted',
    );
    const truncated = new Uint8Array(bytes.slice(0, 60));
    expect((await put(hashOf(truncated), truncated)).status).toBe(200);
    await deliver(newUnit('u1', 'guangzhou', { images: { qualificationDocument: hashOf(truncated) } }));
    // a size that does not decode is not believed, so that the checks flag it
    expect((await item('unit/u1')).imageFacts).toEqual({
      qualificationDocument: { type: 'png', sizeBytes: 60 },
    });
  });

  it('gives outcomes in order, effects included, the newest of each transaction', async () => {
    await deliver(newUnit('u1'), newAttendee('a1', 'u1'));
    await client.push([decide(await item('attendee/a1'), 'tag', { n: 1, tag: 'professional' })]);
    await client.push([decide(await item('unit/u1'), 'approve', { n: 2 })]);
    const first = await expectOk(intake.call('outcomes', { query: { limit: 2 } }));
    expect(first.items).toMatchObject([
      { id: 'a1', verdict: 'tag', tag: 'professional', status: 'tagged' },
      { kind: 'unit', id: 'u1', verdict: 'approve', status: 'approved', reasons: [] },
    ]);
    expect(first.more).toBe(true);
    const second = await expectOk(intake.call('outcomes', { query: { cursor: first.cursor } }));
    expect(second.items).toMatchObject([{ id: 'a1', verdict: 'tag', status: 'awaitingPayment' }]);
    await client.push([decide(await item('unit/u1'), 'withdraw', { n: 3 })]);
    await client.push([decide(await item('unit/u1'), 'reject', { n: 4 })]);
    const third = await expectOk(intake.call('outcomes', { query: { cursor: second.cursor } }));
    expect(third.items.map(({ id, verdict, status }) => `${id} ${verdict} ${status}`)).toEqual([
      'u1 withdraw pendingReview',
      'a1 tag tagged',
      'u1 reject rejected',
    ]);
    expect(third.items.at(-1)?.reasons).toMatchObject([{ code: 'U-DOC-UNCLEAR' }]);
    const { cursor } = await client.pull();
    expect((await intake.call('outcomes', { query: { cursor } })).problem).toBe('cursor-invalid');
  });
});
