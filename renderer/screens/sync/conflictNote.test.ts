/** The note that is saved as a file: complete, masked, and no markup but its own. */
import { describe, expect, it } from 'vitest';
import type { TrayDetail } from '../../desk/contract/tray.ts';
import type { Translate } from '../../i18n/i18n.ts';
import { TEXTS } from '../../i18n/texts.ts';
import { conflictNote } from './conflictNote.ts';

const t: Translate = (key, values = {}) =>
  TEXTS[key][0].replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''));

const detail = (change: Partial<TrayDetail> = {}): TrayDetail => ({
  decisionId: 'd-1',
  batchId: 'b-1',
  kind: 'attendee',
  subjectId: 'a-1',
  name: '张三丰',
  verdict: 'return',
  reasons: [{ code: 'A-PHONE', text: '手机号无效 <script>alert(1)</script>' }],
  note: '请核对 & 重填',
  confirmedAt: Date.parse('2020-09-18T02:00:00.000Z'),
  receivedAt: Date.parse('2020-09-18T03:00:00.000Z'),
  result: 'stale',
  theirs: {
    id: 'd-2',
    verdict: 'tag',
    tag: 'vip',
    by: 'reviewer2.guangzhou',
    at: '2020-09-18T02:30:00.000Z',
  },
  changed: ['phone'],
  canDecideAgain: true,
  overrides: [],
  baseRevision: 1,
  mine: {
    ok: true,
    comparison: {
      before: { ref: { of: 'seen', decisionId: 'd-1' }, revision: 1, images: {} },
      after: { ref: { of: 'now' }, revision: 2, images: {}, hash: 'h' },
      unchanged: [],
      changes: [{ field: 'phone', before: '135****3233', after: '136****3233', isPersonal: true }],
      images: [{ slot: 'photo', before: '1', after: '2' }],
      reasons: [],
    },
  },
  theirsSaw: null,
  theirsRevision: 2,
  moved: null,
  actions: { review: null, asDecided: null, overrule: null, accept: null, discard: null },
  ...change,
});
const frame = { t, language: 'zh-CN' as const, profile: null, account: 'reviewer.guangzhou', now: 0 };

describe('the note', () => {
  it('tells subject, mine, theirs, reasons and what changed', () => {
    const page = conflictNote(
      [detail(), detail({ kind: 'unit', name: '广州晨曦有限公司', theirs: null })],
      frame,
    );
    for (const part of [
      '张**',
      '广州晨曦有限公司',
      'A-PHONE',
      'reviewer2.guangzhou',
      '标注: VIP',
      '135****3233',
    ])
      expect(page).toContain(part);
    expect(page).toContain('照片已更换');
    expect(page.match(/<article>/g)).toHaveLength(2);
  });

  it('cuts people’s names and lets nothing of the data become markup', () => {
    const page = conflictNote([detail()], frame);
    expect(page).not.toContain('张三丰');
    expect(page).not.toContain('<script');
    expect(page).toContain('&#60;script&#62;');
    expect(page).toContain('&#38;');
  });

  it('says where there is nothing to compare with', () => {
    expect(conflictNote([detail({ mine: { ok: false, why: 'gone' } })], frame)).toContain('已不在审核范围内');
  });
});
