/** Transfers, progress, deals, contacts and audit on both databases. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { shanghaiDate } from '../../shared/domain/calendar.ts';
import { ProgressTally } from '../../shared/domain/progressTally.ts';
import { countItem } from '../../shared/protocol/progressFacts.ts';
import type { OpenDatabase } from '../database/open.ts';
import { ENGINES, openTestDatabase } from '../testing/engines.ts';
import { decide, newAttendee, newUnit, unitMaterial } from '../testing/samples.ts';
import { type Client, createWorld, expectOk, type World } from '../testing/world.ts';

describe.each(ENGINES)('reports on %s', (engine) => {
  let database: OpenDatabase;
  let world: World;
  let client: Client;
  let secretariat: Client;

  beforeAll(async () => {
    database = await openTestDatabase(engine);
  });
  afterAll(async () => await database?.close());
  beforeEach(async () => {
    world = await createWorld(database);
    client = await world.signIn('guangzhou');
    secretariat = await world.signIn('secretariat');
    await world.intake([
      newUnit('u1', 'guangzhou', { submittedAt: '2020-08-30T15:59:59.000Z' }), // Sunday in Shanghai
      newUnit('u2', 'guangzhou', { submittedAt: '2020-08-30T16:00:00.000Z' }), // Monday in Shanghai
      newUnit('f1', 'foshan'),
      newAttendee('a1', 'u1'),
    ]);
  });

  const seen = async (key: string) => {
    const item = (await secretariat.pull()).items.get(key);
    if (!item) throw new Error(`${key} is not there`);
    return item;
  };

  it('transfers what may move, and says of each other unit why not', async () => {
    await secretariat.push([decide(await seen('unit/u2'), 'reject', { n: 1 })]);
    const body = {
      items: ['u1', 'u2', 'f1', 'nobody'].map((unitId) => ({ unitId, fromSubGroupId: 'guangzhou' })),
      toSubGroupId: 'foshan',
      reason: '属地',
    };
    const reply = await expectOk(secretariat.call('transfer', { body }));
    expect(reply.items).toMatchObject([
      { unitId: 'u1', result: 'transferred' },
      { unitId: 'u2', result: 'refused', why: 'illegalEvent' },
      { unitId: 'f1', result: 'unchanged' },
      { unitId: 'nobody', result: 'refused', why: 'gone' },
    ]);
    expect((await seen('unit/u1')).seq).toBe(reply.items[0]?.seq);
    expect(await seen('attendee/a1')).toMatchObject({ subGroupId: 'foshan', revision: 1 });
    const again = await secretariat.call('transfer', { body: { ...body, toSubGroupId: 'zhuhai' } });
    expect(again.data.items[0]).toMatchObject({ result: 'refused', why: 'moved' });
    expect((await secretariat.call('transfer', { body: { ...body, toSubGroupId: 'atlantis' } })).status).toBe(
      404,
    );
  });

  it('tells both sub-groups what was moved, by whom, when and why', async () => {
    const foshan = await world.signIn('foshan');
    const before = (await client.pull()).cursor;
    const items = [{ unitId: 'u1', fromSubGroupId: 'guangzhou' }];
    await expectOk(secretariat.call('transfer', { body: { items, toSubGroupId: 'foshan', reason: '属地' } }));
    const note = {
      by: secretariat.account,
      byName: expect.any(String),
      reason: '属地',
      at: expect.any(String),
    };
    const left = await client.changes(before);
    expect(left.items).toEqual([
      {
        op: 'exit',
        kind: 'unit',
        id: 'u1',
        seq: expect.any(Number),
        transfer: { ...note, subGroupId: 'foshan' },
      },
      { op: 'exit', kind: 'attendee', id: 'a1', seq: expect.any(Number) },
    ]);
    const arrived = (await foshan.pull()).items;
    expect(arrived.get('unit/u1')).toMatchObject({ transfer: { ...note, subGroupId: 'guangzhou' } });
    expect(arrived.get('attendee/a1')).not.toHaveProperty('transfer');
  });

  it('takes a transfer back while nothing changed, and not once somebody has decided', async () => {
    const there = {
      items: [{ unitId: 'u1', fromSubGroupId: 'guangzhou' }],
      toSubGroupId: 'foshan',
      reason: 'x',
    };
    const back = (unchangedSince: number | undefined) => ({
      items: [{ unitId: 'u1', fromSubGroupId: 'foshan', unchangedSince }],
      toSubGroupId: 'guangzhou',
      reason: 'y',
    });
    const first = await expectOk(secretariat.call('transfer', { body: there }));
    const undone = await expectOk(secretariat.call('transfer', { body: back(first.items[0]?.familySeq) }));
    expect(undone.items).toMatchObject([{ result: 'transferred' }]);

    const second = await expectOk(secretariat.call('transfer', { body: there }));
    const foshan = await world.signIn('foshan');
    await foshan.push([decide(await seen('attendee/a1'), 'tag', { n: 1, tag: 'vip' })]);
    const refused = await expectOk(secretariat.call('transfer', { body: back(second.items[0]?.familySeq) }));
    expect(refused.items).toMatchObject([{ result: 'refused', why: 'changed' }]);
  });

  it('gives a decision on a unit that has left its forbidden, and lets the new sub-group decide', async () => {
    const mine = decide(await seen('unit/u1'), 'approve', { n: 1 });
    const items = [{ unitId: 'u1', fromSubGroupId: 'guangzhou' }];
    await expectOk(secretariat.call('transfer', { body: { items, toSubGroupId: 'foshan', reason: 'x' } }));
    expect((await client.push([mine])).items[0]).toMatchObject({ result: 'forbidden' });
    const foshan = await world.signIn('foshan');
    expect((await foshan.push([decide(await seen('unit/u1'), 'approve', { n: 1 })])).items[0]?.result).toBe(
      'applied',
    );
  });

  it('counts per sub-group and week, Mondays in Shanghai, within the scope', async () => {
    await client.push([
      decide(await seen('attendee/a1'), 'tag', { n: 1, tag: 'vip' }),
      decide(await seen('unit/u1'), 'approve', { n: 2 }),
    ]);
    const mine = await expectOk(client.call('progress'));
    expect(mine.subGroups).toEqual([
      {
        subGroupId: 'guangzhou',
        targetUnits: world.profile.subGroups.find(({ id }) => id === 'guangzhou')?.targetUnits,
        units: { approved: 1, pendingReview: 1 },
        attendees: { inPersonReview: 1 },
        tags: { vip: 1 },
        weeks: [
          { week: '2020-08-24', submitted: 1, approved: 0, rejected: 0 },
          { week: '2020-08-31', submitted: 1, approved: 0, rejected: 0 },
          { week: '2020-09-07', submitted: 0, approved: 1, rejected: 0 },
        ],
        oldestPendingAt: '2020-08-30T16:00:00.000Z',
        waiting: [0, 0, 1, 0, 0],
        reasons: {},
        fees: { expected: '0.00', paid: '0.00' },
      },
    ]);
    const all = await expectOk(secretariat.call('progress'));
    expect(all.subGroups).toHaveLength(world.profile.subGroups.length);
  });

  it('counts what the workstation counts over what it pulls', async () => {
    await world.intake([newUnit('u3', 'guangzhou'), newUnit('u4', 'guangzhou'), newAttendee('a3', 'u3')]);
    await client.push([
      decide(await seen('unit/u1'), 'reject', { n: 1 }),
      decide(await seen('unit/u2'), 'approve', { n: 2 }),
      decide(await seen('attendee/a3'), 'tag', { n: 3, tag: 'professional' }),
      decide(await seen('unit/u3'), 'approve', { n: 4 }),
    ]);
    const sleep = async (days: number) => {
      world.clock.nowMs += days * 86_400_000;
      client = await world.signIn('guangzhou');
      secretariat = await world.signIn('secretariat');
    };
    await sleep(9);
    const material = unitMaterial({ address: '新址' });
    await world.intake([{ kind: 'unit', id: 'u1', revision: 2, event: 'amended', material }]);
    await client.push([decide(await seen('unit/u4'), 'reject', { n: 1 })]);
    const order = { orderNo: 'V20200916000000000000001', amount: '200.00', payStatus: 'unpaid' };
    await world.intake([{ kind: 'attendee', id: 'a3', event: 'ordered', order }]);
    await world.intake([
      { kind: 'attendee', id: 'a3', event: 'paid', order: { ...order, payStatus: 'paid' } },
    ]);
    await sleep(2);
    const { items } = await client.pull();
    expect(items.get('unit/u1')).toMatchObject({ revision: 2, firstSubmittedAt: '2020-08-30T15:59:59.000Z' });
    const tally = new ProgressTally(
      world.profile,
      shanghaiDate(world.clock.nowMs),
      (id) => id === 'guangzhou',
    );
    for (const item of items.values()) countItem(tally, item);
    const { subGroups } = await expectOk(client.call('progress'));
    expect(subGroups).toEqual(tally.figures());
    expect(subGroups).toMatchObject([
      {
        units: { approved: 2, pendingReview: 1, rejected: 1 },
        // The first review of u1 still is its last one.
        reasons: { 'U-DOC-UNCLEAR': 2 },
        waiting: [0, 1, 0, 0, 0],
        fees: { expected: '200.00', paid: '200.00' },
        weeks: [
          { week: '2020-08-24', submitted: 1 },
          { week: '2020-08-31', submitted: 1, approved: 0 },
          { week: '2020-09-07', submitted: 2, approved: 2, rejected: 0 },
          { week: '2020-09-14', submitted: 0, rejected: 1 },
        ],
      },
    ]);
  });

  it('freezes the figures of a week once', async () => {
    const week = '2020-09-07';
    const published = await expectOk(secretariat.call('publishProgress', { body: { week } }));
    await client.push([decide(await seen('unit/u1'), 'approve', { n: 1 })]);
    world.clock.nowMs += 60_000;
    expect(await expectOk(secretariat.call('publishProgress', { body: { week } }))).toEqual(published);
    // What is published is the whole delegation's, for every reviewer.
    const frozen = await expectOk(client.call('progress', { query: { week } }));
    expect(frozen).toEqual(published);
    expect(frozen.subGroups).toHaveLength(world.profile.subGroups.length);
    expect(frozen.subGroups.find(({ subGroupId }) => subGroupId === 'guangzhou')).toMatchObject({
      units: { pendingReview: 2 },
    });
    const listed = await expectOk(client.call('publications'));
    expect(listed.items).toEqual([published.published]);
    const live = await expectOk(client.call('progress'));
    expect(live).toMatchObject({ published: { week }, subGroups: [{ units: { approved: 1 } }] });
    expect((await client.call('progress', { query: { week: '2020-08-31' } })).status).toBe(404);
    expect((await secretariat.call('publishProgress', { body: { week: '2020-09-08' } })).status).toBe(400);
  });

  it('writes deals and contact forms of the own sub-groups, all or none', async () => {
    const deal = {
      id: 'd1',
      subGroupId: 'guangzhou',
      unitId: 'u1',
      exhibitor: '某展商',
      amount: '12.5',
      date: '2020-11-06',
    };
    expect((await expectOk(client.call('putDeals', { body: { items: [deal] } }))).items).toEqual([deal]);
    const foreign = { ...deal, id: 'd2', subGroupId: 'foshan' };
    expect(
      (await client.call('putDeals', { body: { items: [{ ...deal, id: 'd3' }, foreign] } })).status,
    ).toBe(403);
    const foshan = await world.signIn('foshan');
    expect((await foshan.call('putDeals', { body: { items: [{ ...foreign, id: 'd1' }] } })).status).toBe(403);
    expect((await expectOk(secretariat.call('deals'))).items).toEqual([deal]);
    expect((await expectOk(foshan.call('deals'))).items).toEqual([]);
    const without = (removed: string[]) => ({ body: { items: [], removed } });
    expect((await foshan.call('putDeals', without(['d1']))).status).toBe(403);
    expect((await expectOk(client.call('putDeals', without(['d1', 'unknown'])))).items).toEqual([]);
    const form = {
      subGroupId: 'guangzhou',
      unit: '某局',
      name: '某某',
      title: '科长',
      officePhone: '1',
      mobile: '2',
    };
    expect((await expectOk(client.call('putContacts', { body: { items: [form] } }))).items).toEqual([form]);
    expect((await foshan.call('putContacts', { body: { items: [form] } })).status).toBe(403);
    expect((await expectOk(foshan.call('contacts'))).items).toEqual([]);
  });

  it('keeps audit entries once', async () => {
    const entry = {
      id: 'e1',
      action: 'reveal',
      subject: { kind: 'attendee', id: 'a1' },
      field: 'documentNumber',
      deviceAt: '2020-09-07T02:00:00.000Z',
    };
    for (let i = 0; i < 2; i += 1) {
      expect(await expectOk(client.call('audit', { body: { items: [entry] } }))).toEqual({ accepted: 1 });
    }
    const rows = await world.ports.db
      .selectFrom('audit')
      .selectAll()
      .where('edition', '=', world.edition)
      .execute();
    expect(rows).toMatchObject([{ action: 'reveal', account: client.account, ws: client.ws }]);
  });
});
