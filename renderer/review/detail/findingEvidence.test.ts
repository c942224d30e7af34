/** Evidence in words, in both languages: given, expected, the nearest repair and where it lies. */
import { describe, expect, it } from 'vitest';
import { FINDING_CODES } from '../../../shared/checks/findingCodes.ts';
import type { FindingView } from '../../desk/contract/findings.ts';
import type { Translate } from '../../i18n/i18n.ts';
import type { Language } from '../../i18n/language.ts';
import { TEXTS } from '../../i18n/texts.ts';
import { evidenceOf } from './findingEvidence.ts';

const speaking =
  (language: Language): Translate =>
  (key, values = {}) =>
    Object.entries(values).reduce<string>(
      (text, [name, value]) => text.replaceAll(`{{${name}}}`, String(value)),
      TEXTS[key][language === 'en' ? 1 : 0],
    );
const told = (finding: Partial<FindingView> & { code: string; field: string }, language: Language) =>
  evidenceOf(speaking(language), language, null, { severity: 'error', ...finding });

describe('evidence', () => {
  it('names the right check character of a credit code, and the slip', () => {
    const finding = {
      code: 'U-USCC-CHECK',
      field: 'uscc',
      seen: '91350100M000100Y4A',
      mended: [
        {
          text: '91350100M000100Y43',
          edit: { type: 'replaced', at: 18, from: 'A', to: '3' } as const,
        },
      ],
    };
    expect(told(finding, 'zh-CN')).toEqual({
      seen: '91350100M000100Y4A',
      marks: [17],
      expected: '第 18 位应为 3，填的是 A',
      repairs: [{ text: '91350100M000100Y43', slip: '第 18 位 A 应为 3' }],
    });
    expect(told(finding, 'en')).toMatchObject({
      expected: 'Character 18 should be 3, not A',
      repairs: [{ slip: 'character 18: 3 for A' }],
    });
  });

  it('says what was expected of every finding there is, in both languages', () => {
    for (const { code } of FINDING_CODES) {
      for (const language of ['zh-CN', 'en'] as const)
        expect(told({ code, field: 'x' }, language).expected, `${code} ${language}`).not.toBe('');
    }
  });

  it('tells what is not there, and nothing where the value stands beside it', () => {
    expect(told({ code: 'A-TITLE', field: 'jobTitle' }, 'zh-CN').seen).toBe('未填写');
    expect(told({ code: 'A-PLEDGE', field: 'pledgeAccepted' }, 'en').seen).toBe('Not ticked');
    expect(told({ code: 'C-IDNO-FORMAT-ONLY', field: 'documentNumber' }, 'zh-CN').seen).toBe('');
  });

  it('tells years of an age and the parts of a masked date that differ', () => {
    const age = { code: 'A-AGE', field: 'birthDate', seen: '11', expected: '12' };
    expect(told(age, 'zh-CN')).toMatchObject({ seen: '11 岁', expected: '不小于 12 岁' });
    const birth = {
      code: 'A-IDNO-BIRTH',
      field: 'birthDate',
      seen: '1990-**-**',
      expected: '1990-**-**',
      parts: ['month', 'day'] as FindingView['parts'] & object,
    };
    expect(told(birth, 'en').expected).toBe('1990-**-** (differs in the month, the day)');
  });
});
