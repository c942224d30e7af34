/** The pure parts of reviewing: selection, cursor, batch policy, results, reasons, codes, expected rows, changes. */
import { describe, expect, it } from 'vitest';
import type { BatchPreview, UnitRow } from '../desk/contract.ts';
import { batchAsk, confirmsNumber } from './batchPolicy.ts';
import { batchResult, goingCount, groupByWhy } from './batchResult.ts';
import { changedFields } from './changedFields.ts';
import { creditCodeGroups, documentNumberGroups, shortCode } from './codeGroups.ts';
import { landing, moved, nextUndecided, rangeOf } from './cursor.ts';
import { expectedRow } from './expectedRow.ts';
import {
  countUse,
  draftFault,
  EMPTY_DRAFT,
  editSentence,
  orderedReasons,
  registrantText,
  suggestedReasons,
  toggleReason,
} from './reasonDraft.ts';
import { allOf, asIds, isSelected, NOTHING, scopeBar, selectedCount, toggled, withIds } from './selection.ts';

describe('selection', () => {
  it('toggles ids', () => {
    const one = toggled(NOTHING, 'a');
    expect(isSelected(one, 'a')).toBe(true);
    expect(selectedCount(toggled(one, 'a'), 9)).toBe(0);
  });

  it('selects all of a list but some, without naming them', () => {
    const all = toggled(allOf('q1'), 'b');
    expect(isSelected(all, 'a')).toBe(true);
    expect(isSelected(all, 'b')).toBe(false);
    expect(selectedCount(all, 50_000)).toBe(49_999);
    expect(selectedCount(toggled(all, 'b'), 50_000)).toBe(50_000);
  });

  it('becomes plain ids before its list goes', () => {
    const ids = asIds(toggled(allOf('q1'), 'b'), ['a', 'b', 'c']);
    expect(ids).toEqual({ type: 'ids', ids: new Set(['a', 'c']) });
    expect(asIds(ids, [])).toBe(ids);
  });

  it('says how much of it is out of sight', () => {
    expect(scopeBar(NOTHING, 10, 0)).toBeNull();
    const some = withIds(
      NOTHING,
      Array.from({ length: 125 }, (_, i) => `u${i}`),
      true,
    );
    expect(scopeBar(some, 7, 7)).toEqual({ count: 125, visible: 7, hidden: 118, isPartlyHidden: true });
    expect(scopeBar(some, 500, 125)?.isPartlyHidden).toBe(false);
    expect(scopeBar(allOf('q'), 312, 0)).toEqual({
      count: 312,
      visible: 312,
      hidden: 0,
      isPartlyHidden: false,
    });
  });
});

describe('cursor', () => {
  it('stays inside the list', () => {
    expect(moved(0, -1, 5)).toBe(0);
    expect(moved(4, 1, 5)).toBe(4);
    expect(moved(2, 20, 5)).toBe(4);
    expect(moved(0, 1, 0)).toBe(-1);
  });

  it('decides 60 different rows with 60 keys', () => {
    const ids = Array.from({ length: 60 }, (_, i) => `u${i}`);
    const decided = new Set<string>();
    let at = 0;
    for (let key = 0; key < 60; key++) {
      decided.add(ids[at] ?? '');
      at = nextUndecided(
        at,
        ids.length,
        (i) => ids[i],
        (id) => decided.has(id),
      );
    }
    expect(decided.size).toBe(60);
  });

  it('skips decided rows below, then looks above, then stays', () => {
    const ids = ['a', 'b', 'c', 'd'];
    const next = (at: number, decided: string[]) =>
      nextUndecided(
        at,
        4,
        (i) => ids[i],
        (id) => decided.includes(id),
      );
    expect(next(0, ['a', 'b'])).toBe(2);
    expect(next(3, ['d', 'c'])).toBe(1);
    expect(next(3, ids)).toBe(3);
    expect(
      nextUndecided(
        0,
        3,
        () => undefined,
        () => true,
      ),
    ).toBe(1);
  });

  it('lands on its row, or where that was', () => {
    expect(landing(7, 3, 10)).toBe(7);
    expect(landing(-1, 3, 10)).toBe(3);
    expect(landing(-1, 30, 10)).toBe(9);
    expect(landing(-1, 0, 0)).toBe(-1);
    expect(rangeOf(5, 2)).toEqual({ from: 2, to: 6 });
  });
});

describe('batch policy', () => {
  it('asks by size', () => {
    expect([0, 1, 2, 20, 21, 200, 201].map((size) => batchAsk('approve', size))).toEqual([
      'none',
      'single',
      'straight',
      'straight',
      'dialog',
      'dialog',
      'dialogWithNumber',
    ]);
    expect([0, 1, 2, 200, 201].map((size) => batchAsk('reject', size))).toEqual([
      'none',
      'strip',
      'dialog',
      'dialog',
      'dialogWithNumber',
    ]);
  });

  it('takes the typed number in any width', () => {
    expect(confirmsNumber('２８７', 287)).toBe(true);
    expect(confirmsNumber(' 1,234 ', 1234)).toBe(true);
    expect(confirmsNumber('28', 287)).toBe(false);
    expect(confirmsNumber('', 0)).toBe(false);
  });
});

describe('batch result', () => {
  const left = (id: string, why: 'flagged' | 'lifeCycle', detail?: string) => ({
    kind: 'unit' as const,
    id,
    name: id,
    why,
    findings: [],
    ...(detail === undefined ? {} : { detail }),
  });
  const preview: BatchPreview = {
    previewId: 'p',
    go: 3,
    leftOut: [left('a', 'flagged'), left('b', 'flagged'), left('c', 'lifeCycle', 'notPending')],
    cascade: {
      byTag: { vip: 0, staff: 0, professional: 0 },
      awaitingPayment: 0,
      inPersonReview: 0,
      untagged: 0,
    },
    neverOpened: [],
    spotCheck: [],
  };

  it('counts done, failed and left out', () => {
    const refused = [{ kind: 'unit' as const, id: 'z', why: 'inFlight' as const }];
    const result = batchResult(preview, ['a'], { batchId: 'x', decided: 3, refused });
    expect([result.decided, result.failed.length, result.skipped.map(({ id }) => id)]).toEqual([
      3,
      1,
      ['b', 'c'],
    ]);
    expect(goingCount(preview, ['a'])).toBe(4);
  });

  it('groups by why', () => {
    expect(groupByWhy(preview.leftOut).map(({ why, items }) => [why, items.length])).toEqual([
      ['flagged', 2],
      ['lifeCycle', 1],
    ]);
  });
});

describe('reasons', () => {
  const reason = (code: string, requiresText?: boolean) => ({
    code,
    text: { zh: `${code}。`, en: code },
    on: 'unit' as const,
    ...(requiresText ? { requiresText } : {}),
  });
  const catalogue = [reason('A'), reason('B'), reason('C'), reason('X-OTHER', true)];

  it('puts the most used first and the free one last', () => {
    expect(orderedReasons(catalogue, { C: 5, 'X-OTHER': 99, B: 1 }).map(({ code }) => code)).toEqual([
      'C',
      'B',
      'A',
      'X-OTHER',
    ]);
    expect(
      countUse({ A: 1 }, [
        { code: 'A', text: '' },
        { code: 'B', text: '' },
      ]),
    ).toEqual({ A: 2, B: 1 });
  });

  it('suggests what the findings name, errors first', () => {
    const findings = [
      { code: 'B', severity: 'warning' },
      { code: 'A', severity: 'error' },
      { code: 'C', severity: 'hint' },
      { code: 'C-1', severity: 'error' },
    ];
    expect(suggestedReasons(catalogue, findings).map(({ code }) => code)).toEqual(['A', 'B']);
  });

  it('is sent only with a reason, and with a text where one is required', () => {
    expect(draftFault(EMPTY_DRAFT)).toEqual({ why: 'reasonMissing' });
    const other = toggleReason(EMPTY_DRAFT, reason('X-OTHER', true));
    expect(draftFault(other)).toEqual({ why: 'textMissing', code: 'X-OTHER' });
    expect(draftFault(editSentence(other, 'X-OTHER', '印章不清'))).toBeNull();
    expect(toggleReason(other, reason('X-OTHER', true)).chosen).toEqual([]);
  });

  it('shows the registrant numbered sentences and the note', () => {
    const two = toggleReason(toggleReason(EMPTY_DRAFT, reason('A')), reason('B'));
    expect(registrantText({ ...two, note: ' 请尽快 ' })).toBe('1. A。\n2. B。\n请尽快');
    expect(registrantText(toggleReason(EMPTY_DRAFT, reason('A')))).toBe('A。');
  });
});

describe('codes', () => {
  it('stand in groups', () => {
    expect(creditCodeGroups('91440101MA5XY2015N')).toEqual(['91440101', 'MA5XY2015', 'N']);
    expect(creditCodeGroups('440101000012345')).toEqual(['440101000012345']);
    expect(documentNumberGroups('110105********002X')).toEqual(['110105', '********', '002X']);
    expect(shortCode('91440101MA5XY2015N')).toBe('91440101MA5…5N');
    expect(shortCode('E12345678')).toBe('E12345678');
  });
});

describe('expected rows', () => {
  const unit = { kind: 'unit', id: 'u', status: 'pendingReview', isSetAside: true, sync: 'none' } as UnitRow;
  it('show the new state before the answer', () => {
    expect(expectedRow(unit, 'approve', undefined, [])).toMatchObject({
      status: 'approved',
      isSetAside: false,
      sync: 'savedHere',
    });
    expect(expectedRow(unit, 'reject', undefined, [])).toMatchObject({ status: 'rejected' });
    expect(unit.status).toBe('pendingReview');
  });
});

describe('changed fields', () => {
  it('are paths into the material', () => {
    const before = { uscc: '1', contact: { name: 'a', phone: '1' }, purchaseIntents: [{ product: 'x' }] };
    const after = {
      uscc: '1',
      contact: { name: 'a', phone: '2' },
      purchaseIntents: [{ product: 'y' }],
      address: 'z',
    };
    expect(changedFields(before, after)).toEqual(['contact.phone', 'purchaseIntents', 'address']);
  });
});
