/** Reasons: order, suggestions, what may be sent, what the registrant reads. */
import { describe, expect, it } from 'vitest';
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
