/** Lists, counts and facets over arbitrary rows, changes and queries: as somebody would count them who looks at each row. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findDuplicates } from '../../../shared/checks/duplicates.ts';
import type { Severity } from '../../../shared/domain/finding.ts';
import {
  ATTENDEE_STATUSES,
  TAGS,
  UNIT_CATEGORIES,
  UNIT_STATUSES,
} from '../../../shared/domain/vocabulary.ts';
import {
  ATTENDEE_QUEUES,
  ATTENDEE_SORTS,
  type AttendeeQuery,
  type AttendeeQueue,
  type Query,
  UNIT_QUEUES,
  UNIT_SORTS,
  type UnitQuery,
  type UnitQueue,
} from '../contract/queries.ts';
import { PackedIndexError } from './columns.ts';
import {
  type AttendeeIndexRow,
  foldForSearch,
  type IndexRow,
  type UnitIndexRow,
  worstSeverity,
} from './indexRow.ts';
import { QueryEngine } from './query.ts';
import { ReviewIndex } from './reviewIndex.ts';

const SUB_GROUPS = ['guangzhou', 'foshan', 'jiangmen'];
const NAMES = ['晨曦国际', '单雄信', 'Łukasz José', 'Chénxi 贸易', '李', 'ab\u00e9c'];
const WORDS = ['晨', 'c', 'chen', '138', 'é', 'Ł', '单雄信', 'zz', '贸易 c', '  ', 'ab 1', 'x信'];
const search = fc
  .array(fc.constantFrom('晨曦国际', 'chenxi', 'cx', '13812', 'łukasz', 'josé', 'chén贸易x', '单雄信'), {
    maxLength: 4,
  })
  .map((lines) => lines.join('\n'));
const severity = fc.constantFrom<(Severity | null)[]>(null, 'hint', 'warning', 'error');
const common = (seq: number) => ({
  revision: fc.integer({ min: 1, max: 3 }),
  seq: fc.constant(seq),
  hash: fc.constantFrom('a'.repeat(64), 'b'.repeat(64)),
  subGroupId: fc.constantFrom(...SUB_GROUPS),
  decisionId: fc.constantFrom(null, 'd-1'),
  submittedAt: fc.integer({ min: 1, max: 4 }),
  hasLastReview: fc.boolean(),
  lastReasons: fc.constantFrom(null, 'U-DOC'),
  severity,
  findingCount: fc.nat(3),
  search,
});
const unitRow = (seq: number): fc.Arbitrary<UnitIndexRow> =>
  fc.record({
    ...common(seq),
    kind: fc.constant('unit' as const),
    id: fc.integer({ min: 0, max: 5 }).map((number) => `u-${number}`),
    status: fc.constantFrom(...UNIT_STATUSES),
    unitName: fc.constantFrom(...NAMES),
    uscc: fc.constantFrom('9144', '', '1244'),
    category: fc.constantFrom(...UNIT_CATEGORIES),
    intentTotal: fc.constantFrom(null, 1, 2.5),
    isMainland: fc.boolean(),
    submittedOn: fc.constant('2020-09-01'),
    decidedOn: fc.constant(null),
    duplicateKeys: fc.subarray(['uscc:91440101', 'name:晨曦', 'name:其他', 'similar:晨曦', 'similar:cx']),
  });
const attendeeRow = (seq: number): fc.Arbitrary<AttendeeIndexRow> =>
  fc.record({
    ...common(seq),
    kind: fc.constant('attendee' as const),
    id: fc.integer({ min: 0, max: 9 }).map((number) => `a-${number}`),
    unitId: fc.integer({ min: 0, max: 7 }).map((number) => `u-${number}`),
    status: fc.constantFrom(...ATTENDEE_STATUSES),
    tag: fc.constantFrom(null, ...TAGS),
    previousTag: fc.constant(null),
    hasOrder: fc.boolean(),
    isPaid: fc.boolean(),
    isLaterAddition: fc.boolean(),
    name: fc.constantFrom(...NAMES),
    gender: fc.constant(null),
    personType: fc.constant('mainland' as const),
    documentType: fc.constant('residentId' as const),
    maskedNumber: fc.constant('110***'),
    maskedPhone: fc.constant('138***'),
    jobTitle: fc.constant('经理'),
    entryPeriod: fc.constant('full'),
    photo: fc.constantFrom(null, 'c'.repeat(64)),
    duplicateKeys: fc.subarray(['person:id:1', 'person:id:2', 'phone:138', 'photo:c']),
  });
type Change = IndexRow | { remove: 'unit' | 'attendee'; id: string; seq: number };
const changes: fc.Arbitrary<Change[]> = fc
  .array(fc.constantFrom('unit', 'attendee', 'attendee', 'remove'), { maxLength: 40 })
  .chain((kinds) =>
    fc.tuple(
      ...kinds.map((kind, at): fc.Arbitrary<Change> => {
        if (kind === 'unit') return unitRow(at + 1);
        if (kind === 'attendee') return attendeeRow(at + 1);
        return fc.integer({ min: 0, max: 15 }).map((number) => ({
          remove: number < 6 ? ('unit' as const) : ('attendee' as const),
          id: number < 6 ? `u-${number}` : `a-${number - 6}`,
          seq: at + 1,
        }));
      }),
    ),
  );
const filters = {
  search: fc.option(fc.constantFrom(...WORDS), { nil: undefined }),
  findings: fc.constantFrom(undefined, 'any', 'error', 'flagged', 'clean'),
  subGroupIds: fc.option(fc.subarray(SUB_GROUPS), { nil: undefined }),
  direction: fc.constantFrom(undefined, 'asc', 'desc'),
};
const query = fc.oneof(
  fc.record({
    ...filters,
    kind: fc.constant('unit' as const),
    queue: fc.constantFrom(...UNIT_QUEUES),
    sort: fc.constantFrom(undefined, ...UNIT_SORTS),
    categories: fc.option(fc.subarray([...UNIT_CATEGORIES]), { nil: undefined }),
  }),
  fc.record({
    ...filters,
    kind: fc.constant('attendee' as const),
    queue: fc.constantFrom(...ATTENDEE_QUEUES),
    sort: fc.constantFrom(undefined, ...ATTENDEE_SORTS),
    unitId: fc.option(fc.constantFrom('u-1', 'u-7', 'u-9'), { nil: undefined }),
    tags: fc.option(fc.subarray([...TAGS, 'none' as const]), { nil: undefined }),
    additions: fc.constantFrom(undefined, 'any', 'later', 'first'),
  }),
) as fc.Arbitrary<Query>;

/** What is in scope after these changes, with what the duplicates among them make of it. */
function standing(all: readonly Change[]): IndexRow[] {
  const rows = new Map<string, IndexRow>();
  for (const change of all) {
    if ('remove' in change) rows.delete(`${change.remove}:${change.id}`);
    else rows.set(`${change.kind}:${change.id}`, change);
  }
  const entries = [...rows.values()].map((row) => ({
    kind: row.kind,
    id: row.id,
    ...(row.kind === 'attendee' ? { unitId: row.unitId } : {}),
    keys: row.duplicateKeys,
  }));
  const found = findDuplicates(entries);
  return [...rows].map(([key, row]) => {
    const shared = (found.get(key) ?? []).map(({ finding }) => finding);
    const own = row.severity ? [{ severity: row.severity }] : [];
    return {
      ...row,
      severity: worstSeverity([...shared, ...own]),
      findingCount: row.findingCount + shared.length,
    };
  });
}

const isFlagged = ({ severity: worst }: IndexRow) => worst === 'error' || worst === 'warning';

function isInQueue(row: IndexRow, queue: UnitQueue | AttendeeQueue): boolean {
  if (queue === 'setAside') return false;
  if (row.kind === 'unit') {
    if (queue === 'all') return row.status !== 'draft';
    if (queue === 'approved' || queue === 'rejected') return row.status === queue;
    return row.status === 'pendingReview' && (queue === 'pending' || row.revision > 1);
  }
  const isTagged = ['tagged', 'awaitingPayment', 'inPersonReview'].includes(row.status);
  const isUnderway = ['badgeInProduction', 'badgeReady', 'badgePosted', 'issued', 'refunded'].includes(
    row.status,
  );
  if (queue === 'untagged') return row.status === 'awaitingTag';
  if (queue === 'laterAdditions') return row.status === 'awaitingTag' && row.isLaterAddition;
  if (queue === 'tagged') return !row.hasOrder && isTagged;
  if (queue === 'returned') return row.status === 'returned';
  return queue === 'all' || row.hasOrder || isUnderway;
}

interface Passing {
  scope: boolean;
  queue: boolean;
  search: boolean;
  findings: boolean;
  subGroup: boolean;
  third: boolean;
  fourth: boolean;
}

function passingOf(rows: readonly IndexRow[], row: IndexRow, asked: Query): Passing {
  const { findings = 'any', subGroupIds = [] } = asked;
  const ownUnitId = row.kind === 'attendee' ? row.unitId : null;
  const unit = rows.find(({ kind, id }) => kind === 'unit' && id === ownUnitId);
  const words = (asked.search ?? '').split(/\s+/).map(foldForSearch).filter(Boolean);
  const passing = {
    scope: row.kind === asked.kind,
    queue: isInQueue(row, asked.queue),
    search: words.every((word) => [row, unit].some((each) => each?.search.includes(word))),
    findings:
      findings === 'any' ||
      (findings === 'error' ? row.severity === 'error' : isFlagged(row) === (findings === 'flagged')),
    subGroup: subGroupIds.length === 0 || subGroupIds.includes(row.subGroupId),
    third: true,
    fourth: true,
  };
  if (row.kind === 'unit') {
    const { categories = [] } = asked as UnitQuery;
    return { ...passing, third: categories.length === 0 || categories.includes(row.category) };
  }
  const { tags = [], additions = 'any', unitId } = asked as AttendeeQuery;
  return {
    ...passing,
    scope: passing.scope && (unitId === undefined || row.unitId === unitId),
    third: tags.length === 0 || tags.includes(row.tag ?? 'none'),
    fourth: additions === 'any' || row.isLaterAddition === (additions === 'later'),
  };
}

const build = (all: readonly Change[]) => {
  const index = new ReviewIndex();
  for (const [position, change] of all.entries()) {
    if ('remove' in change) index.remove(change.remove, change.id, change.seq);
    else index.upsert(change, { blockId: 'b', position });
  }
  index.showFeedState();
  return index;
};

it('finds, counts and sorts what a look at each row does', () => {
  fc.assert(
    fc.property(changes, query, (all, asked) => {
      const index = build(all);
      const engine = new QueryEngine(index);
      const table = index.table(asked.kind);
      const rows = standing(all);
      const passing = rows.map((row) => ({ row, ...passingOf(rows, row, asked) }));
      const inScope = passing.filter(({ scope }) => scope);
      const listed = inScope.filter(({ queue, search: isFound }) => queue && isFound);
      type Filter = 'findings' | 'subGroup' | 'third' | 'fourth';
      const allBut = (but?: Filter) =>
        listed.filter((each) =>
          (['findings', 'subGroup', 'third', 'fourth'] as const).every((one) => one === but || each[one]),
        );
      const result = engine.run(asked);
      const found = [...result.rows].map((row) => table.ids.get(row) ?? '');
      expect([...found].sort()).toEqual(
        allBut()
          .map(({ row }) => row.id)
          .sort(),
      );
      expect(found.every((id) => engine.matches(asked, table.find(id) ?? -1))).toBe(true);
      const others = inScope.filter(({ row }) => !found.includes(row.id));
      expect(others.some(({ row }) => engine.matches(asked, table.find(row.id) ?? -1))).toBe(false);

      for (const queue of asked.kind === 'unit' ? UNIT_QUEUES : ATTENDEE_QUEUES) {
        const passed = inScope.filter((each) => each.findings && each.subGroup && each.third && each.fourth);
        expect(result.queues[queue]).toBe(passed.filter(({ row }) => isInQueue(row, queue)).length);
      }
      const forFindings = allBut('findings').map(({ row }) => row);
      expect(result.facets.flagged).toBe(forFindings.filter(isFlagged).length);
      expect(result.facets.clean).toBe(forFindings.filter((row) => !isFlagged(row)).length);
      expect(result.facets.error).toBe(forFindings.filter((row) => row.severity === 'error').length);
      for (const id of SUB_GROUPS) {
        const count = allBut('subGroup').filter(({ row }) => row.subGroupId === id).length;
        expect(result.facets.subGroups?.[id] ?? 0).toBe(count);
      }
      const third = allBut('third').map(({ row }) => row);
      if ('tags' in result.facets && result.facets.tags) {
        for (const tag of [...TAGS, 'none'] as const) {
          const count = third.filter((row) => row.kind === 'attendee' && (row.tag ?? 'none') === tag).length;
          expect(result.facets.tags[tag]).toBe(count);
        }
        const later = allBut('fourth').filter(({ row }) => row.kind === 'attendee' && row.isLaterAddition);
        expect(result.facets.later).toBe(later.length);
      }
    }),
    { numRuns: 200 },
  );
});

it('answers after any change as an engine that never answered before', () => {
  const overlaid = fc.record({
    row: fc.nat(8),
    kind: fc.constantFrom('unit' as const, 'attendee' as const),
    isSetAside: fc.nat(1),
    unitStatus: fc.constantFrom(...UNIT_STATUSES),
    status: fc.constantFrom(...ATTENDEE_STATUSES),
    tag: fc.constantFrom(null, ...TAGS),
  });
  const asked = fc.tuple(query, fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 3 }));
  fc.assert(
    fc.property(
      changes,
      fc.array(asked, { minLength: 1, maxLength: 3 }),
      fc.array(overlaid),
      (all, queries, own) => {
        const index = new ReviewIndex();
        const engine = new QueryEngine(index);
        const ask = () => {
          for (const [each, words] of queries)
            for (const search of words) {
              const told = engine.run({ ...each, search });
              expect(told).toEqual(new QueryEngine(index).run({ ...each, search }));
            }
        };
        for (const change of all) {
          if ('remove' in change) index.remove(change.remove, change.id, change.seq);
          else index.upsert(change, { blockId: 'b-1', position: 0 });
          if (change !== all.at(-1) && own.length % 2) continue;
          ask();
        }
        for (const { row, kind, isSetAside, unitStatus, status, tag } of own) {
          if (row >= index.table(kind).length) continue;
          index.table(kind).isSetAside.set(row, isSetAside);
          ask();
          if (kind === 'unit') index.units.status.set(row, unitStatus);
          else index.attendees.status.set(row, status);
          ask();
          if (kind === 'attendee') index.attendees.tag.set(row, tag);
          ask();
        }
        index.showFeedState();
        ask();
      },
    ),
  );
});

it('keeps an order through changes as it would be made anew', () => {
  fc.assert(
    fc.property(changes, fc.nat(40), query, (all, cut, asked) => {
      const index = build(all.slice(0, cut));
      const engine = new QueryEngine(index);
      engine.run(asked);
      for (const [position, change] of all.slice(cut).entries()) {
        if ('remove' in change) index.remove(change.remove, change.id, change.seq);
        else index.upsert(change, { blockId: 'b', position });
      }
      index.showFeedState();
      const anew = build(all);
      const idsOf = (of: ReviewIndex) =>
        [...new QueryEngine(of).run(asked).rows].map((row) => of.table(asked.kind).ids.get(row));
      expect(idsOf(index)).toEqual(idsOf(anew));
      const { kind } = asked;
      const severities = (of: ReviewIndex) =>
        [...of.table(kind).ids].map((id, row) => [
          id,
          of.table(kind).severity.get(row),
          of.table(kind).findings.get(row),
        ]);
      if (!all.some((change) => 'remove' in change)) expect(severities(index)).toEqual(severities(anew));
    }),
    { numRuns: 200 },
  );
});

/** Everything the desk may ask of an index, in the order of ids: rows are numbered as they came. */
function told(index: ReviewIndex): unknown {
  const common = (kind: 'unit' | 'attendee', id: string, row: number) => {
    const table = index.table(kind);
    return {
      id,
      place: table.location(row),
      places: index.placesOf(kind, id, 1_000),
      seen: [table.revision.get(row), table.hash.get(row), table.seq.get(row), table.decisionId.get(row)],
      search: table.search.get(row),
      name: table.name.get(row),
      findings: [table.severity.get(row), table.findings.get(row), table.ownSeverity.get(row)],
      duplicates: index.duplicates.duplicatesOf(`${kind}:${id}`),
      shown: [
        table.status.get(row),
        table.sync.get(row),
        table.isSetAside.get(row),
        table.subGroupId.get(row),
      ],
    };
  };
  const { units, attendees } = index;
  const rowsOf = (kind: 'unit' | 'attendee') =>
    [...index.table(kind).ids].sort().flatMap((id) => {
      const row = index.table(kind).find(id);
      return row === undefined ? [] : [{ ...common(kind, id, row), row }];
    });
  return {
    units: rowsOf('unit').map(({ row, ...unit }) => ({
      ...unit,
      people: index
        .peopleOf(unit.id)
        .map((person) => attendees.ids.get(person))
        .sort(),
      own: [units.uscc.get(row), units.category.get(row), units.intentTotal.get(row)],
    })),
    attendees: rowsOf('attendee').map(({ row, ...person }) => ({
      ...person,
      unit: [attendees.unitId.get(row), units.ids.get(index.unitRowOf(row) ?? -1)],
      own: [attendees.tag.get(row), attendees.photo.getOrNull(row), attendees.jobTitle.get(row)],
    })),
  };
}

/** As the disk gives it back: other bytes in other memory. */
function repacked(index: ReviewIndex): ReviewIndex {
  const restored = new ReviewIndex();
  const packed = [...index.pack()].map(({ name, bytes, facts }) => {
    const told = facts === undefined ? undefined : JSON.parse(JSON.stringify(facts));
    return [name, { bytes: bytes.slice(), facts: told }] as const;
  });
  restored.restore(index.lengths, new Map(packed));
  return restored;
}

it('packed and restored is the index that was packed, and goes on as that does', () => {
  fc.assert(
    fc.property(changes, fc.nat(40), query, (all, cut, asked) => {
      const index = build(all.slice(0, cut));
      new QueryEngine(index).run(asked);
      const restored = repacked(index);
      expect(told(restored)).toEqual(told(index));
      expect(new QueryEngine(restored).run(asked)).toEqual(new QueryEngine(index).run(asked));
      for (const [at, change] of all.slice(cut).entries()) {
        const touched = [new Set<string>(), new Set<string>()];
        for (const [which, each] of [index, restored].entries()) {
          if ('remove' in change) each.remove(change.remove, change.id, change.seq);
          else each.upsert(change, { blockId: 'c', position: at }, touched[which]);
          each.showFeedState();
        }
        expect(touched[1]).toEqual(touched[0]);
      }
      expect(told(restored)).toEqual(told(index));
      expect(new QueryEngine(restored).run(asked)).toEqual(new QueryEngine(index).run(asked));
    }),
    { numRuns: 200 },
  );
});

it('what has left is in nothing that is packed', () => {
  const index = build([]);
  const [row] = fc.sample(attendeeRow(1), 1) as [AttendeeIndexRow];
  const words = {
    name: '单雄信',
    search: '单雄信\nshanxiongxin',
    maskedNumber: '4401***',
    maskedPhone: '139***',
  };
  const gone = {
    ...row,
    ...words,
    id: 'a-gone',
    jobTitle: '总工程师',
    duplicateKeys: ['phone:139'],
    decisionId: 'd-9',
  };
  index.upsert(gone, { blockId: 'b', position: 0 });
  const textOf = () =>
    [...index.pack()]
      .map(({ bytes, facts }) => new TextDecoder().decode(bytes) + JSON.stringify(facts))
      .join();
  const personal = ['单雄信', 'shanxiongxin', '4401***', '139***', '总工程师', 'd-9'];
  expect(personal.filter((word) => textOf().includes(word))).toEqual(personal);
  index.remove('attendee', 'a-gone', 2);
  expect(personal.filter((word) => textOf().includes(word))).toEqual([]);
});

it('refuses what does not fit, and is empty then', () => {
  const index = build(fc.sample(changes, 1)[0] ?? []);
  index.upsert(fc.sample(unitRow(99), 1)[0] as UnitIndexRow, { blockId: 'b', position: 0 });
  const packed = new Map([...index.pack()].map(({ name, ...column }) => [name, column]));
  for (const name of [...packed.keys()].slice(0, -1)) {
    const torn = new Map(packed);
    const { bytes, facts } = packed.get(name) ?? { bytes: new Uint8Array(0), facts: null };
    const longer = new Uint8Array(bytes.byteLength + 1);
    longer.set(bytes);
    torn.set(name, { bytes: longer, facts });
    const restored = new ReviewIndex();
    if (name === 'place.list' || name.endsWith('Table')) continue;
    expect(() => restored.restore(index.lengths, torn), name).toThrow(PackedIndexError);
    expect([restored.units.length, restored.attendees.length, [...restored.duplicates.shared()]]).toEqual([
      0,
      0,
      [],
    ]);
  }
});
