import { beforeEach, describe, expect, it } from 'vitest';
import { CIIE3 } from '../../../shared/domain/profiles/ciie3.ts';
import type { AttendeeItem, UnitItem } from '../../../shared/protocol/feed.ts';
import type { AttendeeQuery, Query } from '../contract/queries.ts';
import { indexRow } from './indexRow.ts';
import { QueryEngine } from './query.ts';
import { ReviewIndex } from './reviewIndex.ts';

const TODAY = '2020-09-18';
const SOMEWHERE = { blockId: 'b', position: 0 };

function unit(id: string, unitName: string, change: Partial<UnitItem> & { uscc?: string } = {}): UnitItem {
  const { uscc = '91440101MA5XY2015N', ...rest } = change;
  return {
    op: 'put',
    kind: 'unit',
    id,
    revision: 1,
    seq: 1,
    subGroupId: 'guangzhou',
    hash: 'a'.repeat(64),
    images: { qualificationDocument: 'c'.repeat(64) },
    submittedAt: '2020-09-01T00:00:00.000Z',
    status: 'pendingReview',
    decision: null,
    material: {
      unitName,
      uscc,
      region: 'mainland',
      category: 'enterprise',
      registeredAs: 'unit',
      isReturning: false,
      purchaseIntents: [
        { category: '装备', product: '数控机床', amount: '12.5' },
        { category: '食品', product: '橄榄油' },
      ],
      contact: { name: '单晓', phone: '13523333233', email: 'x@example.com' },
      address: '广州市示例路1号',
    },
    ...rest,
  };
}

function attendee(
  id: string,
  unitId: string,
  name: string,
  documentNumber: string,
  change: Partial<AttendeeItem> = {},
): AttendeeItem {
  return {
    op: 'put',
    kind: 'attendee',
    id,
    unitId,
    revision: 1,
    seq: 1,
    subGroupId: 'guangzhou',
    hash: 'b'.repeat(64),
    images: { photo: `${id.length}`.padStart(64, '0') },
    submittedAt: '2020-09-01T00:00:00.000Z',
    status: 'awaitingTag',
    decision: null,
    entryPeriod: 'full',
    deliveryMethod: 'onSite',
    material: {
      personType: 'mainland',
      name,
      documentType: 'residentId',
      documentNumber,
      jobTitle: '经理',
      phone: '13838389438',
      pledgeAccepted: true,
      isReturning: false,
    },
    ...change,
  };
}

let index: ReviewIndex;
let engine: QueryEngine;
const put = (...items: (UnitItem | AttendeeItem)[]) => {
  for (const item of items) index.upsert(indexRow(item, CIIE3, TODAY), SOMEWHERE);
};
const ids = (query: Query) =>
  Array.from(engine.run(query).rows, (row) => index.table(query.kind).ids.get(row));

beforeEach(() => {
  index = new ReviewIndex();
  engine = new QueryEngine(index);
});

describe('one search box', () => {
  beforeEach(() => {
    put(
      unit('u-1', '重庆长城贸易有限公司', { uscc: '12440600456000121T' }),
      unit('u-2', '广州晨曦国际贸易有限公司'),
      attendee('a-1', 'u-2', '单雄信', '11010519491231002X'),
    );
  });
  it.each([
    ['晨曦', ['u-2']],
    ['chenxi', ['u-2']],
    ['gzcx', ['u-2']],
    ['chongqingchangcheng', ['u-1']],
    ['cqcc', ['u-1']],
    ['91440101ma5', ['u-2']],
    ['1244', ['u-1']],
    ['单晓', ['u-1', 'u-2']],
    ['shanxiao', ['u-1', 'u-2']],
    ['3233', ['u-1', 'u-2']],
    ['广州 单晓', ['u-2']],
    ['ＧＺＣＸ', ['u-2']],
    ['不存在', []],
  ])('%s finds %j', (search, expected) => {
    expect(ids({ kind: 'unit', queue: 'all', search })).toEqual(expected);
  });
  it.each(['danxiongxin', 'shanxiongxin', 'sxx', '002x', '9438', '晨曦', 'gzcx'])(
    '%s finds the person',
    (search) => {
      expect(ids({ kind: 'attendee', queue: 'all', search })).toEqual(['a-1']);
    },
  );
});

describe('readings of a name', () => {
  it.each([
    ['吕蒙正', ['lvmengzheng', 'lumengzheng', 'lyumengzheng', 'lmz']],
    ['曾国华', ['zengguohua', 'zgh']],
    ['乐美玉', ['yuemeiyu', 'lemeiyu']],
    ['查良', ['zhaliang', 'chaliang']],
    ['厦门银行广州分行', ['xiamenyinhangguangzhoufenhang', 'xmyhgzfh']],
    ['王长乐', ['wangchangle', 'wangzhangyue', 'wzy', 'wcl']],
    ['ＡＢＢ长安机电', ['abb', 'changanjidian']],
  ])('%s is found by each of %j', (name, searches) => {
    put(unit('u-1', '单位'), attendee('a-1', 'u-1', name, '11010519491231002X'));
    for (const search of searches)
      expect(ids({ kind: 'attendee', queue: 'all', search }), search).toEqual(['a-1']);
  });

  it('takes one word for the person and another for the unit', () => {
    put(
      unit('u-1', '广州晨曦有限公司'),
      attendee('a-1', 'u-1', '单雄信', '11010519491231002X'),
      attendee('a-2', 'u-1', '秦叔宝', '11010519491231002X'),
    );
    expect(ids({ kind: 'attendee', queue: 'all', search: '晨曦 shanxiong' })).toEqual(['a-1']);
    expect(ids({ kind: 'attendee', queue: 'all', search: 'qsb 晨曦' })).toEqual(['a-2']);
    expect(ids({ kind: 'attendee', queue: 'all', search: 'qsb 长城' })).toEqual([]);
  });
});

describe('queues and order', () => {
  it('puts resubmitted units first, then the oldest', () => {
    put(
      unit('u-new', '新', { submittedAt: '2020-09-10T00:00:00.000Z' }),
      unit('u-old', '旧', { submittedAt: '2020-09-01T00:00:00.000Z' }),
      unit('u-again', '再', { submittedAt: '2020-09-12T00:00:00.000Z', revision: 2 }),
      unit('u-done', '完', { status: 'approved' }),
    );
    expect(ids({ kind: 'unit', queue: 'pending' })).toEqual(['u-again', 'u-old', 'u-new']);
    expect(ids({ kind: 'unit', queue: 'resubmitted' })).toEqual(['u-again']);
    expect(engine.run({ kind: 'unit', queue: 'pending' }).queues).toEqual({
      pending: 3,
      resubmitted: 1,
      setAside: 0,
      approved: 1,
      rejected: 0,
      all: 4,
    });
  });

  it('sorts by name, amount and findings both ways', () => {
    put(unit('u-b', '北方有限公司'), unit('u-a', '安华有限公司', { uscc: 'wrong' }));
    expect(ids({ kind: 'unit', queue: 'all', sort: 'name' })).toEqual(['u-a', 'u-b']);
    expect(ids({ kind: 'unit', queue: 'all', sort: 'name', direction: 'desc' })).toEqual(['u-b', 'u-a']);
    expect(ids({ kind: 'unit', queue: 'all', sort: 'findings' })).toEqual(['u-b', 'u-a']);
    expect(ids({ kind: 'unit', queue: 'all', sort: 'findings', direction: 'desc' })).toEqual(['u-a', 'u-b']);
    expect(index.units.intentTotal.get(0)).toBe(12.5);
  });

  it('puts risk first or clean rows first, and the oldest first among equals either way', () => {
    put(
      unit('u-clean-new', '甲', { uscc: '91440101MA5XY2015N', submittedAt: '2020-09-05T00:00:00.000Z' }),
      unit('u-clean-old', '乙', { uscc: '12440600456000121T', submittedAt: '2020-09-02T00:00:00.000Z' }),
      unit('u-bad-new', '丙', { uscc: 'wrong', submittedAt: '2020-09-04T00:00:00.000Z' }),
      unit('u-bad-old', '丁', { uscc: 'broken', submittedAt: '2020-09-03T00:00:00.000Z' }),
    );
    for (const id of ['u-clean-new', 'u-clean-old'])
      index.units.severity.set(index.units.rowOf.get(id) ?? 0, null);
    for (const id of ['u-bad-new', 'u-bad-old'])
      index.units.severity.set(index.units.rowOf.get(id) ?? 0, 'error');
    for (const row of [0, 1, 2, 3]) index.units.findings.set(row, 1);
    const order = (direction?: 'desc') =>
      ids({ kind: 'unit', queue: 'pending', sort: 'findings', ...(direction ? { direction } : {}) });
    expect(order('desc')).toEqual(['u-bad-old', 'u-bad-new', 'u-clean-old', 'u-clean-new']);
    expect(order()).toEqual(['u-clean-old', 'u-clean-new', 'u-bad-old', 'u-bad-new']);
  });

  it('keeps people who were set aside, and those added later, in queues of their own', () => {
    put(
      unit('u-1', '一'),
      attendee('a-1', 'u-1', '甲', '11010519491231002X'),
      attendee('a-2', 'u-1', '乙', '11010519491231002X', { isLaterAddition: true }),
      attendee('a-3', 'u-1', '丙', '11010519491231002X'),
    );
    index.attendees.isSetAside.set(index.attendees.rowOf.get('a-3') ?? 0, 1);
    expect(ids({ kind: 'attendee', queue: 'untagged' })).toEqual(['a-1', 'a-2']);
    expect(ids({ kind: 'attendee', queue: 'laterAdditions' })).toEqual(['a-2']);
    expect(ids({ kind: 'attendee', queue: 'setAside' })).toEqual(['a-3']);
    expect(ids({ kind: 'attendee', queue: 'all', additions: 'first' })).toEqual(['a-1', 'a-3']);
    expect(ids({ kind: 'attendee', queue: 'all', additions: 'later' })).toEqual(['a-2']);
  });

  it('counts in each filter what choosing from it would give under the others', () => {
    put(
      unit('u-1', '一'),
      unit('u-2', '二', { uscc: '12440600456000121T' }),
      attendee('a-1', 'u-1', '甲', '11010519491231002X', { status: 'tagged', tag: 'vip' }),
      attendee('a-2', 'u-1', '乙', 'wrong', { isLaterAddition: true }),
      attendee('a-3', 'u-2', '丙', 'broken', { status: 'tagged', tag: 'staff' }),
    );
    const { facets, rows } = engine.run({
      kind: 'attendee',
      queue: 'all',
      tags: ['vip'],
      additions: 'later',
    });
    expect(rows).toHaveLength(0);
    expect(facets.tags).toEqual({ vip: 0, staff: 0, professional: 0, none: 1 });
    expect(facets.later).toBe(0);
    expect(engine.run({ kind: 'attendee', queue: 'all', findings: 'error' }).facets).toMatchObject({
      error: 2,
      later: 1,
      tags: { vip: 0, staff: 1, professional: 0, none: 1 },
    });
    expect(engine.run({ kind: 'unit', queue: 'all', categories: ['other'] }).facets.categories).toMatchObject(
      {
        enterprise: 2,
        other: 0,
      },
    );
  });

  it('names the units of a list of people with how many each has, most first', () => {
    put(
      unit('u-1', '广州晨曦有限公司'),
      unit('u-2', '佛山长城有限公司', { uscc: '12440600456000121T' }),
      attendee('a-1', 'u-1', '甲', '11010519491231002X'),
      attendee('a-2', 'u-2', '乙', 'wrong'),
      attendee('a-3', 'u-2', '丙', 'broken'),
    );
    const counts = (search: string, unitId?: string) =>
      engine.unitCounts(
        { kind: 'attendee', queue: 'untagged', ...(unitId === undefined ? {} : { unitId }) },
        search,
        10,
      );
    expect(counts('').map(({ id, count }) => [id, count])).toEqual([
      ['u-2', 2],
      ['u-1', 1],
    ]);
    expect(counts('gzcx', 'u-2').map(({ id }) => id)).toEqual(['u-1']);
  });

  it('counts tags and findings within the queue', () => {
    put(
      unit('u-1', '一'),
      attendee('a-1', 'u-1', '甲', '11010519491231002X', { status: 'tagged', tag: 'vip' }),
      attendee('a-2', 'u-1', '乙', 'wrong'),
    );
    const result = engine.run({ kind: 'attendee', queue: 'all' });
    expect(result.facets).toEqual({
      clean: 0,
      flagged: 2,
      error: 1,
      later: 0,
      tags: { vip: 1, staff: 0, professional: 0, none: 1 },
      subGroups: { guangzhou: 2 },
    });
    expect(ids({ kind: 'attendee', queue: 'all', tags: ['vip'] })).toEqual(['a-1']);
  });
});

describe('the sub-groups', () => {
  it('are counted under the other filters, whichever of them is chosen', () => {
    put(
      unit('u-1', '一'),
      unit('u-2', '二', { subGroupId: 'foshan' }),
      unit('u-3', '三', { subGroupId: 'foshan' }),
      unit('u-4', '四', { subGroupId: 'foshan', status: 'approved' }),
    );
    const result = engine.run({ kind: 'unit', queue: 'pending', subGroupIds: ['guangzhou'] });
    expect(result.facets.subGroups).toEqual({ guangzhou: 1, foshan: 2 });
    expect(result.rows).toHaveLength(1);
    expect(result.queues).toMatchObject({ pending: 1, approved: 0 });
    const found = engine.run({ kind: 'unit', queue: 'pending', search: '三' });
    expect(found.facets.subGroups).toEqual({ foshan: 1 });
  });
});

describe('duplicates', () => {
  it('flags both twins the moment the second arrives, and neither once one has left', () => {
    put(unit('u-1', '甲有限公司'));
    expect(index.units.severity.get(0)).toBeNull();
    put(unit('u-2', '乙有限公司'));
    expect([index.units.severity.get(0), index.units.severity.get(1)]).toEqual(['error', 'error']);
    index.remove('unit', 'u-1', 9);
    expect(index.units.severity.get(1)).toBeNull();
  });
});

describe('newer and older', () => {
  it('applies a state only if its seq is higher, and remembers older places', () => {
    put(unit('u-1', '新名', { seq: 5 }));
    expect(
      index.upsert(indexRow(unit('u-1', '旧名', { seq: 4 }), CIIE3, TODAY), { blockId: 'old', position: 7 }),
    ).toBe(false);
    expect(index.units.name.get(0)).toBe('新名');
    expect(index.placesOf('unit', 'u-1', 6)).toEqual([{ blockId: 'old', position: 7 }, SOMEWHERE]);
    expect(index.placesOf('unit', 'u-1', 4)).toEqual([]);
  });

  it('keeps people whose unit is not there yet', () => {
    put(attendee('a-1', 'u-9', '甲', '11010519491231002X'));
    expect(ids({ kind: 'attendee', queue: 'untagged' })).toEqual(['a-1']);
    put(unit('u-9', '后到有限公司'));
    expect(index.peopleOf('u-9')).toHaveLength(1);
  });
});

it('sees what changes between two letters, whichever filter asks for it', () => {
  put(unit('u-1', '晨曦'), attendee('a-1', 'u-1', '单雄信', '11010519491231002X'));
  const { attendees, units } = index;
  const people = (filters: Partial<AttendeeQuery>) =>
    ids({ kind: 'attendee', queue: 'all', search: '单', ...filters });
  expect(people({ tags: ['vip'] })).toEqual([]);
  attendees.tag.set(0, 'vip');
  expect(people({ tags: ['vip'] })).toEqual(['a-1']);
  expect(people({ findings: 'error' })).toEqual([]);
  attendees.severity.set(0, 'error');
  expect(people({ findings: 'error' })).toEqual(['a-1']);
  expect(people({ queue: 'underway' })).toEqual([]);
  attendees.hasOrder.set(0, 1);
  expect(people({ queue: 'underway' })).toEqual(['a-1']);
  expect(ids({ kind: 'unit', queue: 'setAside' })).toEqual([]);
  units.isSetAside.set(0, 1);
  expect(ids({ kind: 'unit', queue: 'setAside' })).toEqual(['u-1']);
});
