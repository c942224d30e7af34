/** What counts as news, what does not, and what stays of a unit that has left. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import type { CurrentDecision, PutItem, TransferNote } from '../../../shared/protocol/feed.ts';
import type { NewsRow } from '../contract/secretariat.ts';
import type { Entry } from '../ledger/entry.ts';
import type { AppliedChange } from '../sync/feedStore.ts';
import { News } from './news.ts';

const AT = '2020-09-18T02:00:00.000Z';
const NOTE: TransferNote = {
  subGroupId: 'foshan',
  by: 'secretariat',
  byName: '秘书处',
  at: AT,
  reason: '属地',
};

const items = new Map<string, PutItem>();
const chains = new Map<string, Entry[]>();
let saved: readonly NewsRow[] = [];
let ownSubGroups: string[] | null = ['guangzhou'];
let news: News;

const unit = (decision: Partial<CurrentDecision> | null, change: Partial<PutItem> = {}) => {
  const current = decision && { id: 'd-2', verdict: 'withdraw', by: 'secretariat', at: AT, ...decision };
  const item = { kind: 'unit', id: 'u-1', revision: 1, decision: current, material: { unitName: '甲公司' } };
  items.set('unit:u-1', { ...item, ...change } as PutItem);
};
const own = (change: Partial<Entry> = {}) => {
  const decision = { id: 'd-1', kind: 'unit', subjectId: 'u-1', verdict: 'approve', baseRevision: 1 };
  const receipt = { id: 'd-1', result: 'applied', seq: 4 };
  const entry = { decision, label: '甲公司', state: 'settled', confirmedAt: 1, receipt, ...change };
  chains.set('unit:u-1', [entry as Entry]);
};
const change = (part: Partial<AppliedChange> = {}): AppliedChange => ({
  changed: [{ kind: 'unit', id: 'u-1' }],
  touched: new Set(),
  arrived: [],
  left: [],
  isFirst: false,
  ...part,
});

beforeEach(() => {
  items.clear();
  chains.clear();
  saved = [];
  ownSubGroups = ['guangzhou'];
  news = new News({
    ledger: { chain: (kind: SubmissionKind, id: string) => chains.get(`${kind}:${id}`) ?? [] } as never,
    account: 'reviewer.guangzhou',
    ownSubGroups: () => ownSubGroups,
    item: async (kind, id) => items.get(`${kind}:${id}`) ?? null,
    save: async (rows) => {
      saved = rows;
    },
    onChanged: () => undefined,
  });
});

describe('a decision of one’s own', () => {
  it('that somebody withdrew is news once, with who and why, until it was read', async () => {
    unit({ note: '请重审', byName: '秘书处' });
    own();
    await news.take(change());
    await news.take(change());
    expect(news.rows()).toMatchObject([
      { what: 'withdrawn', name: '甲公司', by: '秘书处', reason: '请重审', mine: { verdict: 'approve' } },
    ]);
    expect(news.unread).toBe(1);
    await news.markRead();
    expect(news.unread).toBe(0);
    expect(saved).toMatchObject([{ isRead: true }]);
  });

  it('that somebody overruled says what holds now', async () => {
    unit({ verdict: 'reject', reasons: [{ code: 'U-CONTACT', text: '联系方式无效' }] });
    own();
    await news.take(change());
    expect(news.rows()).toMatchObject([{ what: 'overruled', verdict: 'reject', reason: '联系方式无效' }]);
  });

  it.each([
    ['one’s own withdrawal', { by: 'reviewer.guangzhou' }, {}, {}],
    ['an amendment', {}, { revision: 2 }, {}],
    ['a decision that never took effect', {}, {}, { state: 'parked' }],
    ['one that only agreed', {}, {}, { receipt: { result: 'decided' } }],
    ['a submission without a decision', null, {}, {}],
    ['others’ business', {}, {}, null],
  ])('is no news for %s', async (_, decision, item, mine) => {
    unit(decision, item as never);
    if (mine) own(mine as never);
    await news.take(change());
    expect(news.rows()).toEqual([]);
  });

  it('of before the first complete pull is no news', async () => {
    unit({});
    own();
    await news.take(change({ isFirst: true }));
    expect(news.rows()).toEqual([]);
  });
});

describe('a unit', () => {
  it('that arrived says from where; one that was here before is only amended', async () => {
    unit(null, { transfer: NOTE } as never);
    await news.take(change());
    expect(news.rows()).toEqual([]);
    await news.take(change({ arrived: ['u-1'] }));
    expect(news.rows()).toMatchObject([{ what: 'arrived', name: '甲公司', subGroupId: 'foshan' }]);
  });

  it('that left is named only by one’s own decisions, and what arrived before forgets its name', async () => {
    unit(null, { transfer: NOTE } as never);
    await news.take(change({ arrived: ['u-1'] }));
    const exit = {
      op: 'exit',
      kind: 'unit',
      id: 'u-1',
      seq: 9,
      transfer: { ...NOTE, at: AT.replace('02', '03') },
    };
    await news.take(change({ changed: [], left: [exit as never] }));
    expect(news.rows()).toMatchObject([
      { what: 'left', name: null },
      { what: 'arrived', name: null },
    ]);
    expect(news.leaving('u-1')).toMatchObject({ what: 'left', reason: '属地' });

    own();
    const again = { ...exit, transfer: { ...NOTE, at: AT.replace('02', '04') } };
    await news.take(change({ changed: [], left: [again as never] }));
    expect(news.rows()[0]).toMatchObject({ what: 'left', name: '甲公司' });
  });

  it('never arrives or leaves for the whole delegation, nor between one’s own sub-groups', async () => {
    unit(null, { transfer: NOTE } as never);
    ownSubGroups = null;
    await news.take(change({ arrived: ['u-1'] }));
    ownSubGroups = ['guangzhou', 'foshan'];
    await news.take(change({ arrived: ['u-1'] }));
    expect(news.rows()).toEqual([]);
  });
});
