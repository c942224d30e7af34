/** A list under review against a small desk: each key its own row, closing up, refusals, selection, amendments. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { DecideReply, DecisionInput } from '../../desk/contract/decisions.ts';
import type { Desk } from '../../desk/contract/desk.ts';
import type { UnitQuery } from '../../desk/contract/queries.ts';
import type { Row, UnitRow } from '../../desk/contract/rows.ts';
import { decisionOn } from '../decisionInput.ts';
import { NOTHING } from '../selection.ts';
import type { ReviewList } from './listTypes.ts';
import { COMPACT_AFTER_MS, createReviewList, REOPEN_AFTER_MS } from './reviewList.ts';

const unit = (n: number): UnitRow =>
  ({
    kind: 'unit',
    id: `u${n}`,
    unitName: `Unit ${n}`,
    status: 'pendingReview',
    isSetAside: false,
    isResubmitted: false,
    sync: 'none',
    seen: { revision: 1, hash: `h${n}`, previousDecisionId: null },
  }) as UnitRow;

/** Answers after a macrotask, like a worker does; its frozen lists are arrays of ids. */
class SmallDesk {
  readonly units = new Map<string, UnitRow>();
  readonly decided: DecisionInput[] = [];
  private readonly lists = new Map<string, string[]>();
  private opened = 0;
  asked = 0;
  refuses = new Set<string>();
  constructor(size: number) {
    for (let n = 0; n < size; n++) this.units.set(`u${n}`, unit(n));
  }
  private answer<T>(make: () => T): Promise<T> {
    return new Promise((resolve) => setTimeout(() => resolve(make()), 0));
  }
  /** Of a list it does not have it says nothing, as the desk does. */
  private list(queryId: string): string[] {
    return this.lists.get(queryId) ?? [];
  }
  /** Its data was fetched anew: no list is open any more. */
  forgetLists(): void {
    this.lists.clear();
  }
  asDesk(): Desk {
    const part: Partial<Desk> = {
      openQuery: (query) =>
        this.answer(() => {
          const ids = [...this.units.values()]
            .filter((row) => (query as UnitQuery).queue === 'all' || row.status === 'pendingReview')
            .filter((row) => row.unitName.includes(query.search ?? ''))
            .map(({ id }) => id);
          const queryId = `q${this.opened++}`;
          this.lists.set(queryId, ids);
          return {
            queryId,
            total: ids.length,
            queues: { pending: ids.length, approved: 0 },
            facets: { clean: 0, flagged: 0, error: 0 },
          };
        }),
      rows: (queryId, from, to) =>
        this.answer(() => {
          this.asked++;
          return this.list(queryId)
            .slice(from, to)
            .map((id) => this.units.get(id) ?? null);
        }),
      rowsById: (_kind, ids) => this.answer(() => ids.map((id): Row | null => this.units.get(id) ?? null)),
      positionOf: (queryId, id) => this.answer(() => this.list(queryId).indexOf(id)),
      idsOf: (queryId, from, to) => this.answer(() => this.list(queryId).slice(from, to)),
      arrivalsOf: () => this.answer(() => 0),
      closeQuery: (queryId) => this.answer(() => void this.lists.delete(queryId)),
      unitDetail: () => this.answer(() => null),
      decide: (items) =>
        this.answer((): DecideReply => {
          const refused = items.filter(({ id }) => this.refuses.has(id));
          for (const item of items) {
            if (this.refuses.has(item.id)) continue;
            this.decided.push(item);
            const row = this.units.get(item.id);
            if (row) this.units.set(item.id, { ...row, status: 'approved', sync: 'savedHere' });
          }
          return {
            batchId: `b${this.decided.length}`,
            decided: items.length - refused.length,
            refused: refused.map(({ kind, id }) => ({ kind, id, why: 'inFlight' })),
          };
        }),
    };
    return part as Desk;
  }
}

/** Lets the desk answer, and what follows from the answers: turns of the event loop, not time. */
async function breath(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setTimeout(resolve, 0));
}
let desk: SmallDesk;
let list: ReviewList<'unit'>;
let timers: { run: () => void; afterMs: number }[];
let refusals: string[];
let faults: unknown[];

/** Runs what was scheduled for `afterMs`, as time passing would. */
async function pass(afterMs: number): Promise<void> {
  const due = timers.filter((timer) => timer.afterMs === afterMs);
  timers = timers.filter((timer) => timer.afterMs !== afterMs);
  for (const { run } of due) run();
  await breath();
}
const approve = () => list.act((row) => ({ verdict: 'approve', items: [decisionOn(row, 'approve')] }));

beforeEach(async () => {
  desk = new SmallDesk(300);
  timers = [];
  refusals = [];
  faults = [];
  list = createReviewList(
    'unit',
    { kind: 'unit', queue: 'pending' },
    {
      desk: desk.asDesk(),
      schedule: (run, afterMs) => {
        const timer = { run, afterMs };
        timers.push(timer);
        return () => {
          timers = timers.filter((each) => each !== timer);
        };
      },
      payingTags: () => [],
      onRefused: (row) => refusals.push(row.id),
      onFault: (fault) => faults.push(fault),
    },
  );
  await list.open({ kind: 'unit', queue: 'pending' });
});

describe('deciding', () => {
  it('decides a row of its own with each of 60 keys, faster than the desk answers', async () => {
    for (let key = 0; key < 60; key++) approve();
    await breath();
    expect(new Set(desk.decided.map(({ id }) => id)).size).toBe(60);
    expect(desk.decided.map(({ id }) => id)).toEqual(Array.from({ length: 60 }, (_, n) => `u${n}`));
    expect(list.getState().row?.id).toBe('u60');
    expect(faults).toEqual([]);
  });

  it('sends what was on screen', async () => {
    approve();
    await breath();
    expect(desk.decided[0]?.seen).toEqual({ revision: 1, hash: 'h0', previousDecisionId: null });
  });

  it('shows the new state and counts at once, and closes up later around the same row', async () => {
    approve();
    expect(list.at(0)).toMatchObject({ status: 'approved', sync: 'savedHere' });
    expect(list.getState().queues).toMatchObject({ pending: 299, approved: 1 });
    expect(list.total()).toBe(300);
    await breath();
    await pass(COMPACT_AFTER_MS);
    expect(list.total()).toBe(299);
    expect(list.getState()).toMatchObject({ index: 0, decidedCount: 0 });
    expect(list.getState().row?.id).toBe('u1');
  });

  it('does not move the list under hands that went on deciding', async () => {
    approve();
    await breath();
    const [timer] = timers.filter(({ afterMs }) => afterMs === COMPACT_AFTER_MS);
    timers = timers.filter((each) => each !== timer);
    timer?.run();
    approve();
    await breath();
    await breath();
    expect(list.total()).toBe(300);
    expect(list.getState().row?.id).toBe('u2');
    await pass(COMPACT_AFTER_MS);
    expect(list.total()).toBe(298);
    expect(list.getState().row?.id).toBe('u2');
  });

  it('puts a refused row back and says so', async () => {
    desk.refuses.add('u0');
    approve();
    await breath();
    await breath();
    expect(refusals).toEqual(['u0']);
    expect(list.at(0)).toMatchObject({ status: 'pendingReview', sync: 'none' });
  });

  it('never decides a row twice', () => {
    approve();
    list.moveTo(0);
    expect(approve()).toBeNull();
  });

  it('goes back to the row whose decision was undone', async () => {
    approve();
    await breath();
    approve();
    await breath();
    desk.units.set('u0', unit(0));
    await list.afterUndo('b1');
    expect(list.getState().row?.id).toBe('u0');
  });
});

describe('a list that the desk has no longer', () => {
  it('is opened again, and not asked for without end', async () => {
    desk.forgetLists();
    desk.asked = 0;
    list.moveTo(250);
    await breath();
    expect(desk.asked).toBeLessThan(5);
    await pass(REOPEN_AFTER_MS);
    expect(list.getState().row?.id).toBe('u250');
    expect(desk.asked).toBeLessThan(10);
  });

  it('the same when it goes while it is being opened', async () => {
    const opening = list.open({ kind: 'unit', queue: 'all' });
    await new Promise((resolve) => setTimeout(resolve, 0));
    desk.forgetLists();
    desk.asked = 0;
    await opening;
    await pass(REOPEN_AFTER_MS);
    const { row, isLoading, query } = list.getState();
    expect([row?.id, isLoading, query.queue]).toEqual(['u0', false, 'all']);
    expect(desk.asked).toBeLessThan(10);
  });
});

describe('an amendment under the cursor', () => {
  it('forbids deciding until it was looked at', async () => {
    desk.units.set('u0', { ...unit(0), seen: { revision: 2, hash: 'new', previousDecisionId: null } });
    list.onDeskEvent({ type: 'rows', kind: 'unit', ids: ['u0'] });
    await pass(30);
    expect(list.getState().isChangedUnder).toBe(true);
    expect(approve()).toBeNull();
    expect(list.unseenIds()).toEqual(['u0']);
    list.markSeen(list.getState().row?.seen.hash ?? '');
    expect(list.unseenIds()).toEqual([]);
    expect(approve()?.seen.hash).toBe('new');
  });

  it('is no matter for another row', async () => {
    desk.units.set('u5', { ...unit(5), seen: { revision: 2, hash: 'new', previousDecisionId: null } });
    list.onDeskEvent({ type: 'rows', kind: 'unit', ids: ['u5'] });
    await pass(30);
    expect(list.getState().isChangedUnder).toBe(false);
    expect(list.at(5)).toMatchObject({ seen: { hash: 'new' } });
  });
});

describe('selection', () => {
  it('survives a filter and knows what of it is hidden', async () => {
    for (const n of [1, 2, 10]) list.toggle(`u${n}`);
    await list.open({ kind: 'unit', queue: 'pending', search: 'Unit 1' });
    const { selection, visibleSelected } = list.getState();
    expect(selection).toEqual({ type: 'ids', ids: new Set(['u1', 'u2', 'u10']) });
    expect(visibleSelected).toBe(2);
    expect(await list.visibleIds()).toEqual(['u1', 'u10']);
    await list.keepVisible();
    expect(list.getState().selection).toEqual({ type: 'ids', ids: new Set(['u1', 'u10']) });
  });

  it('spells out «all but some» before its list goes', async () => {
    list.selectAll();
    list.toggle('u3');
    await list.open({ kind: 'unit', queue: 'pending', search: 'Unit 3' });
    const { selection } = list.getState();
    expect(selection.type === 'ids' && selection.ids.size).toBe(299);
    expect(await list.visibleIds()).not.toContain('u3');
  });

  it('made while the list closes up is of the list that was seen', async () => {
    desk.units.set('u300', unit(300));
    const reopened = list.reopen();
    list.selectAll();
    await reopened;
    expect(list.total()).toBe(301);
    expect(list.getState().selection).toMatchObject({ type: 'ids' });
    expect(list.getState().visibleSelected).toBe(300);
    expect(await list.visibleIds()).not.toContain('u300');
  });

  it.each([1, 2, 3, 4, 5, 6, 8])('the same at any moment of it: %i answers later', async (answers) => {
    desk.units.set('u300', unit(300));
    const reopened = list.reopen();
    for (let count = 0; count < answers; count++) await new Promise((resolve) => setTimeout(resolve, 0));
    list.selectAll();
    await reopened;
    const { selection, visibleSelected } = list.getState();
    const isOfNewList = selection.type === 'allBut' && selection.queryId === list.getState().opened?.queryId;
    expect(isOfNewList ? visibleSelected - 1 : visibleSelected).toBe(300);
    expect((await list.visibleIds()).length).toBe(visibleSelected);
  });

  it('extends from where it began, over rows that are not loaded too', async () => {
    list.extendTo(2);
    await breath();
    expect(await list.visibleIds()).toEqual(['u0', 'u1', 'u2']);
    list.select(NOTHING);
    list.moveTo(0);
    list.extendTo(299);
    await breath();
    expect((await list.visibleIds()).length).toBe(300);
  });
});

describe('moving', () => {
  it('stays inside the list and loads what it needs', async () => {
    list.moveBy(-5);
    expect(list.getState().index).toBe(0);
    list.moveTo(250);
    expect(list.getState()).toMatchObject({ index: 250, row: null });
    expect(approve()).toBeNull();
    await breath();
    expect(list.getState().row?.id).toBe('u250');
  });
});
