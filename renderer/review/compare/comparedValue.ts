/** A field's value in a comparison as words: one line, or several for a list. Pure. */
import type { EditionProfile } from '../../../shared/domain/editionProfile.ts';
import { amount } from '../../i18n/format.ts';
import type { Translate } from '../../i18n/i18n.ts';
import type { Language } from '../../i18n/language.ts';
import { hasText } from '../../i18n/texts.ts';
import { valueText } from '../detail/findingText.ts';

type Profile = Pick<EditionProfile, 'subGroups' | 'entryPeriods'> | null;

const AMOUNTS: Readonly<Record<string, 'value.cny10k' | 'value.usd10k'>> = {
  registeredCapital: 'value.cny10k',
  importValue: 'value.usd10k',
};

/** Lines of a value; empty where nothing was filled in. */
export function comparedLines(
  t: Translate,
  language: Language,
  profile: Profile,
  field: string,
  value: unknown,
): string[] {
  if (value === undefined || value === null || value === '') return [];
  if (Array.isArray(value)) return value.map((item: unknown) => itemLine(t, item));
  if (typeof value === 'boolean') return [yesNo(t, field, value)];
  const text = String(value);
  const unit = AMOUNTS[field];
  if (unit) return [t(unit, { amount: amount(text) })];
  const key = `${field}.${text}`;
  if (field === 'registeredAs' && hasText(key)) return [t(key)];
  return [valueText(t, language, profile, { field, code: '' }, text)];
}

function yesNo(t: Translate, field: string, value: boolean): string {
  if (field === 'pledgeAccepted') return t(value ? 'value.accepted' : 'value.notAccepted');
  return t(value ? 'value.yes' : 'value.no');
}

/** A purchase intent; what is no intent is shown as it is. */
function itemLine(t: Translate, item: unknown): string {
  if (typeof item !== 'object' || item === null) return String(item);
  const { category = '', product = '', amount: sum, countries, note } = item as Record<string, unknown>;
  return [
    t('compare.intent', { category: String(category), product: String(product) }),
    ...(sum === undefined ? [] : [t('value.usd10k', { amount: amount(String(sum)) })]),
    ...(Array.isArray(countries) && countries.length ? [countries.join(t('common.and'))] : []),
    ...(note === undefined || note === '' ? [] : [String(note)]),
  ].join(' · ');
}
