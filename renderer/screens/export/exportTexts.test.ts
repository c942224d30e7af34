/** Exports in words: every column has a name in both languages, and letters escape what registrants wrote. */
import { describe, expect, it } from 'vitest';
import { EXPORT_COLUMNS } from '../../desk/contract/exports.ts';
import { IMPORT_OUTCOMES } from '../../desk/contract/imports.ts';
import type { Translate } from '../../i18n/i18n.ts';
import { hasText, TEXTS } from '../../i18n/texts.ts';
import { cellText, type Words } from '../../review/cellText.ts';
import { lettersHtml } from './lettersHtml.ts';

const t: Translate = (key, values = {}) =>
  Object.entries(values).reduce<string>(
    (text, [name, value]) => text.replaceAll(`{{${name}}}`, String(value)),
    TEXTS[key][0],
  );
const words: Words = { t, language: 'zh-CN', profile: null };

describe('exports in words', () => {
  it('name every column and outcome', () => {
    const needed = [
      ...Object.values(EXPORT_COLUMNS).flatMap((columns) =>
        columns.map((column) => `export.column.${column}`),
      ),
      ...IMPORT_OUTCOMES.map((outcome) => `import.outcome.${outcome}`),
    ];
    expect(needed.filter((key) => !hasText(key))).toEqual([]);
  });

  it('say codes in the reviewer’s language, and unknown ones as they are', () => {
    expect(cellText(words, 'units', 'status', { code: 'rejected' })).toBe(TEXTS['unit.status.rejected'][0]);
    expect(cellText(words, 'attendees', 'tag', { code: 'vip' })).toBe('VIP');
    expect(cellText(words, 'attendees', 'tag', { code: 'sponsor' })).toBe('sponsor');
    expect(cellText(words, 'units', 'decidedAt', { code: '2020-09-01T02:42:00.000Z' })).toBe(
      '2020-09-01 10:42',
    );
    const reasons = [
      { code: 'A', text: '甲' },
      { code: 'B', text: '' },
    ];
    expect(cellText(words, 'units', 'reasons', { reasons })).toBe('甲；B');
  });

  it('write letters in which nothing of a registrant’s is markup', () => {
    const html = lettersHtml(
      [
        {
          unitName: '<script>alert(1)</script>',
          uscc: '"&',
          contactName: '',
          contactEmail: '',
          unitReasons: ['<b>'],
          people: [{ name: "O'Neil", reasons: ['甲', '乙'] }],
        },
      ],
      { t, language: 'zh-CN', edition: '第三届', from: '广东', deadline: '2020-10-10' },
    );
    expect(html).not.toContain('<script>');
    expect(html).toContain('&lt;script&gt;');
    expect(html).toContain('&lt;b&gt;');
    expect(html).toContain('O&#39;Neil：甲；乙');
    expect(html).toContain('2020-10-10');
  });
});
