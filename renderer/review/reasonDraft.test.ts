/** Reasons: order, suggestions, what may be sent, what the registrant reads. */
import { describe, expect, it } from 'vitest';
import { DEFAULT_REASONS } from '../../shared/domain/reasons.ts';
import {
  countUse,
  draftFault,
  EMPTY_DRAFT,
  editSentence,
  orderedReasons,
  PINNABLE,
  pinReason,
  registrantText,
  suggestedReasons,
  toggleReason,
  withOwnSentence,
} from './reasonDraft.ts';

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

  it('pins a reason to a field or an image, and to none again', () => {
    const draft = {
      chosen: [
        { code: 'A', text: 'a', field: 'uscc' },
        { code: 'B', text: 'b' },
      ],
      note: '',
    };
    expect(pinReason(draft, 'A', 'qualificationDocument').chosen).toEqual([
      { code: 'A', text: 'a', field: 'qualificationDocument' },
      { code: 'B', text: 'b' },
    ]);
    expect(pinReason(draft, 'A', undefined).chosen[0]).toEqual({ code: 'A', text: 'a' });
    expect(pinReason(draft, 'B', 'address').chosen).toEqual([
      { code: 'A', text: 'a', field: 'uscc' },
      { code: 'B', text: 'b', field: 'address' },
    ]);
  });

  it('offers every field the catalogue points to', () => {
    for (const { on, field } of DEFAULT_REASONS) {
      if (field === undefined) continue;
      const kinds = on === 'both' ? (['unit', 'attendee'] as const) : [on];
      for (const kind of kinds) expect(PINNABLE[kind]).toContain(field);
    }
  });

  it('takes an own sentence into the note once, and a template with its reasons', () => {
    const once = withOwnSentence({ chosen: [], note: '请尽快。' }, { text: '欢迎来电', reasons: [] });
    expect(once.note).toBe('请尽快。\n欢迎来电');
    expect(withOwnSentence(once, { text: '欢迎来电', reasons: [] })).toEqual(once);
    const template = { text: '', reasons: [{ code: 'A', text: '我的说法', field: 'uscc' }] };
    const draft = {
      chosen: [
        { code: 'A', text: '目录的说法' },
        { code: 'B', text: 'b' },
      ],
      note: '',
    };
    expect(withOwnSentence(draft, template)).toEqual({
      chosen: [
        { code: 'B', text: 'b' },
        { code: 'A', text: '我的说法', field: 'uscc' },
      ],
      note: '',
    });
  });
});
