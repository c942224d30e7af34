/** A finding's evidence in words: what was given, what is expected, and the slip behind each repair. Pure. */
import {
  creditCodeCheckCharacter,
  organisationCodeCheckCharacter,
} from '../../../shared/checks/creditCodeArithmetic.ts';
import type { EditionProfile } from '../../../shared/domain/editionProfile.ts';
import type { FindingView, RepairView } from '../../desk/contract/findings.ts';
import type { Translate } from '../../i18n/i18n.ts';
import type { Language } from '../../i18n/language.ts';
import { hasText } from '../../i18n/texts.ts';
import { valueText } from './findingText.ts';

type Profile = Pick<EditionProfile, 'subGroups' | 'entryPeriods'> | null;

export interface Evidence {
  /** '' where there is no value to show */
  seen: string;
  /** places of `seen` that the first repair would change */
  marks: number[];
  expected: string;
  repairs: { text: string; slip: string }[];
}

/** Findings about an age show years, whatever their field. */
const isAge = (code: string) => /^(?:A-AGE|C-AGE-.+)$/.test(code);

export function evidenceOf(
  t: Translate,
  language: Language,
  profile: Profile,
  finding: FindingView,
): Evidence {
  const value = (text: string) =>
    isAge(finding.code)
      ? t('finding.years', { count: Number(text) })
      : valueText(t, language, profile, finding, text);
  const { seen, mended = [] } = finding;
  return {
    seen: seen === undefined || seen === '' ? absentText(t, finding) : value(seen),
    marks: marksOf(mended[0]),
    expected: expectedText(t, finding, value),
    repairs: mended.map((repair) => ({ text: value(repair.text), slip: slipText(t, repair.edit) })),
  };
}

/** Findings that something is not there; others without a value are about one that is shown beside them. */
const ABSENT = new Set([
  ...['U-DOC-MISSING', 'U-INTENT-MISSING', 'U-CONTACT', 'U-USCC-FORMAT', 'A-PHOTO-MISSING', 'A-IDNO-FORMAT'],
  ...['A-PHONE', 'A-TITLE', 'A-DELIVERY', 'C-ARRANGEMENT-MISSING', 'A-PLEDGE'],
]);

function absentText(t: Translate, { code }: FindingView): string {
  if (code === 'A-PLEDGE') return t('finding.seen.notTicked');
  return ABSENT.has(code) ? t('finding.seen.nothing') : '';
}

/** The value expected, or the rule in words; for the codes' check characters the letter itself. */
function expectedText(t: Translate, finding: FindingView, value: (text: string) => string): string {
  const { code, seen = '', expected, parts } = finding;
  if (code === 'U-USCC-CHECK' && seen.length === 18) {
    return t('finding.check', { at: 18, is: seen.charAt(17), letter: creditCodeCheckCharacter(seen) });
  }
  if (code === 'C-USCC-INNER' && seen.length === 18) {
    const letter = organisationCodeCheckCharacter(seen.slice(8, 16));
    return t('finding.check', { at: 17, is: seen.charAt(16), letter });
  }
  if (code === 'A-IDNO-CHECK' && expected && expected.length === 18) {
    return t('finding.check', { at: 18, is: seen.charAt(17), letter: expected.charAt(17) });
  }
  if (expected !== undefined && expected !== '') {
    const told = isAge(code) ? t('finding.atLeast', { value: value(expected) }) : value(expected);
    return parts?.length ? t('finding.differs', { value: told, parts: partsText(t, parts) }) : told;
  }
  const rule = `finding.rule.${code}.${finding.field}`;
  if (hasText(rule)) return t(rule);
  const general = `finding.rule.${code}`;
  return hasText(general) ? t(general) : '';
}

const partsText = (t: Translate, parts: NonNullable<FindingView['parts']>) =>
  parts.map((part) => t(`finding.part.${part}`)).join(t('common.separator'));

function marksOf(repair: RepairView | undefined): number[] {
  const edit = repair?.edit;
  if (!edit) return [];
  if (edit.type === 'swapped') return [edit.at - 1, edit.at];
  return edit.type === 'missing' ? [] : [edit.at - 1];
}

/** «第 18 位 A 应为 3» */
function slipText(t: Translate, edit: RepairView['edit']): string {
  switch (edit?.type) {
    case 'replaced':
      return t('finding.slip.replaced', { at: edit.at, from: edit.from, to: edit.to });
    case 'swapped':
      return t('finding.slip.swapped', { at: edit.at, next: edit.at + 1 });
    case 'missing':
      return t('finding.slip.missing', { at: edit.at, letter: edit.letter });
    case 'extra':
      return t('finding.slip.extra', { at: edit.at, letter: edit.letter });
    case 'hidden':
      return t('finding.slip.hidden', { at: edit.at });
    default:
      return '';
  }
}
