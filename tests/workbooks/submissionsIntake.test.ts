/** Workbook rows against the real gateway: what a dry run says is what happens, and a workbook sent again amends. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '../../gateway/database/open.ts';
import { openTestDatabase } from '../../gateway/testing/engines.ts';
import { decide } from '../../gateway/testing/samples.ts';
import { createWorld, expectOk, type World } from '../../gateway/testing/world.ts';
import { makeRegister } from '../../renderer/desk/imports/testing/register.ts';
import { orderOf, planIntake } from '../../renderer/desk/intake/planIntake.ts';
import type { PutItem } from '../../shared/protocol/feed.ts';
import type {
  AttendeeRowToImport,
  RowToImport,
  UnitRowToImport,
} from '../../shared/workbooks/submissionRows.ts';

const CODES = ['91440101MA5XMPL16D', '91440101MA5XMPL248'];
const NUMBERS = ['440106198503121011', '440106197907211023', '440106199208081056'].map(
  (body) => `residentId:${body}`,
);

function unitRow(key: string, change: { address?: string; imageHash?: string } = {}): UnitRowToImport {
  return {
    sheet: 'units',
    rowNumber: 2,
    key,
    name: '广州表格示例有限公司',
    imageName: '',
    subGroupId: 'guangzhou',
    refusals: [],
    ...(change.imageHash ? { imageHash: change.imageHash } : {}),
    material: {
      unitName: `广州表格示例有限公司${key.at(-1)}`,
      uscc: key,
      region: 'mainland',
      category: 'enterprise',
      registeredAs: 'unit',
      isReturning: false,
      purchaseIntents: [{ category: '装备', product: '机床' }],
      contact: { name: '林示例', phone: '13800000001' },
      address: change.address ?? '广州市示例路1号',
    },
  };
}

function personRow(
  unitKey: string,
  key: string,
  jobTitle = '经理',
  entryPeriod = 'full',
): AttendeeRowToImport {
  return {
    sheet: 'attendees',
    rowNumber: 2,
    key,
    unitKey,
    name: '陈样本',
    imageName: '',
    refusals: [],
    arrangement: { entryPeriod },
    material: {
      personType: 'mainland',
      name: '陈样本',
      documentType: 'residentId',
      documentNumber: key.slice('residentId:'.length),
      jobTitle,
      phone: '13800000002',
      pledgeAccepted: true,
      isReturning: false,
    },
  };
}

describe('submissions from a workbook', () => {
  let database: OpenDatabase;
  let world: World;
  beforeAll(async () => {
    database = await openTestDatabase('pglite');
  });
  afterAll(async () => await database?.close());
  beforeEach(async () => {
    world = await createWorld(database);
  });

  const held = async (): Promise<Map<string, PutItem>> =>
    (await (await world.signIn('secretariat')).pull()).items;
  const plan = async (rows: readonly RowToImport[]) => {
    const { context } = makeRegister([...(await held()).values()], world.profile);
    return planIntake(context, world.edition, rows);
  };
  const send = async (rows: readonly RowToImport[]) => {
    const planned = await plan(rows);
    const items = orderOf(planned, rows).flatMap((at) => planned[at]?.item ?? []);
    const reply = await world.intake(items);
    return {
      outcomes: planned.map(({ outcome }) => outcome),
      results: reply.items.map(({ result }) => result),
    };
  };
  const [first = '', second = ''] = CODES;
  const [one = '', two = '', three = ''] = NUMBERS;

  it('registers once, whatever the order of the rows and however often', async () => {
    const rows = [personRow(first, one), unitRow(first), personRow(second, two), unitRow(second)];
    expect(await send(rows)).toEqual({
      outcomes: ['new', 'new', 'new', 'new'],
      results: ['accepted', 'accepted', 'accepted', 'accepted'],
    });
    expect((await held()).size).toBe(4);
    expect(await send([...rows].reverse())).toEqual({ outcomes: Array(4).fill('unchanged'), results: [] });
    // From a machine that does not know it yet, the same ids come: nothing is doubled.
    const { context } = makeRegister([], world.profile);
    const blind = await planIntake(context, world.edition, rows);
    const replies = await world.intake(orderOf(blind, rows).flatMap((at) => blind[at]?.item ?? []));
    expect(replies.items.map(({ result }) => result)).toEqual(Array(4).fill('unchanged'));
    expect((await held()).size).toBe(4);
  });

  it('amends what was rejected or returned, and says what cannot be amended', async () => {
    const rows = [unitRow(first), personRow(first, one)];
    await send(rows);
    const changed = [unitRow(first, { address: '广州市示例路2号' }), personRow(first, one, '总经理')];
    expect(await send(changed)).toEqual({ outcomes: ['notAmendable', 'notAmendable'], results: [] });
    const reviewer = await world.signIn('guangzhou');
    const [unit] = [...(await held()).values()].filter(({ kind }) => kind === 'unit');
    if (!unit) throw new Error('no unit');
    await reviewer.push([decide(unit, 'reject', { n: 1 })]);
    expect(await send(changed)).toEqual({
      outcomes: ['amended', 'amended'],
      results: ['accepted', 'accepted'],
    });
    const after = [...(await held()).values()];
    expect(after.map(({ revision }) => revision)).toEqual([2, 2]);
    expect(after.find(({ kind }) => kind === 'unit')).toMatchObject({
      id: unit.id,
      status: 'pendingReview',
      material: { address: '广州市示例路2号' },
    });
  });

  it('adds people to an approved unit, and changes an entry period without a new revision', async () => {
    await send([unitRow(first), personRow(first, one)]);
    const reviewer = await world.signIn('guangzhou');
    const unit = [...(await held()).values()].find(({ kind }) => kind === 'unit');
    if (!unit) throw new Error('no unit');
    await reviewer.push([decide(unit, 'approve', { n: 1 })]);
    const more = [personRow(first, one, '经理', 'short'), personRow(first, two)];
    expect(await send(more)).toEqual({ outcomes: ['arranged', 'added'], results: ['accepted', 'accepted'] });
    const people = [...(await held()).values()].filter(({ kind }) => kind === 'attendee');
    expect(people.map(({ revision }) => revision)).toEqual([1, 1]);
    expect(await send(more)).toMatchObject({ outcomes: ['unchanged', 'unchanged'] });
  });

  it('amends what the registration system had sent under its own id, found by code and number', async () => {
    const { unitMaterial, newUnit, newAttendee, attendeeMaterial } = await import(
      '../../gateway/testing/samples.ts'
    );
    const number = one.slice('residentId:'.length);
    await world.intake([
      newUnit('u-system', 'guangzhou', {
        material: unitMaterial({ uscc: `${first.slice(0, 8)} ${first.slice(8).toLowerCase()}` }),
      }),
      newAttendee('a-system', 'u-system', { material: attendeeMaterial({ documentNumber: number }) }),
    ]);
    const planned = await plan([
      unitRow(first),
      personRow(first, one),
      personRow(second, one),
      unitRow(second),
      personRow('unknown', three),
    ]);
    expect(planned.map(({ outcome }) => outcome)).toEqual([
      'notAmendable',
      'notAmendable',
      'otherUnit',
      'new',
      'noUnit',
    ]);
  });

  it('refuses what the workbook itself has wrong, and lets nobody join a unit that is refused', async () => {
    const wrong = unitRow(first);
    delete wrong.material;
    expect((await plan([wrong, personRow(first, one)])).map(({ outcome }) => outcome)).toEqual([
      'rowRefused',
      'noUnit',
    ]);
  });

  it('is closed to whoever has no right to it', async () => {
    const reviewer = await world.signIn('guangzhou');
    expect((await reviewer.call('submissions', { body: { items: [] } })).problem).toBe('not-granted');
    expect(
      await expectOk((await world.signIn('intake')).call('submissions', { body: { items: [] } })),
    ).toEqual({ items: [] });
  });
});
