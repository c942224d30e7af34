/** A finding in words: its sentence, and what was seen and expected in the reviewer's terms. */

import type { EditionProfile } from '../../../shared/domain/editionProfile.ts';
import type { Finding } from '../../../shared/domain/finding.ts';
import { countryName } from '../../i18n/countries.ts';
import { bytes, inLanguage } from '../../i18n/format.ts';
import type { Translate } from '../../i18n/i18n.ts';
import type { Language } from '../../i18n/language.ts';
import { hasText } from '../../i18n/texts.ts';

/** The sentence of a finding; an unknown code (of a newer version) is named as it is. */
export function findingSentence(t: Translate, finding: Pick<Finding, 'code'>): string {
  const key = `finding.${finding.code}`;
  return hasText(key) ? t(key) : t('finding.unknown', { code: finding.code });
}

/** The name of a field by its path: `contact.phone`, `purchaseIntents.0.amount`. */
export function fieldText(t: Translate, field: string): string {
  const intent = /^purchaseIntents\.(\d+)/.exec(field);
  if (intent) return t('field.purchaseIntents.item', { n: Number(intent[1]) + 1 });
  const key = `field.${field}`;
  return hasText(key) ? t(key) : field;
}

const PREFIX_OF_FIELD: Readonly<Record<string, string>> = {
  category: 'category',
  region: 'region',
  gender: 'gender',
  documentType: 'documentType',
  personType: 'personType',
  previousTag: 'tag',
  isReturning: 'tag',
  deliveryMethod: 'delivery',
};

/** A value seen or expected, with wire names turned into words and ids into names. */
export function valueText(
  t: Translate,
  language: Language,
  profile: Pick<EditionProfile, 'subGroups' | 'entryPeriods'> | null,
  finding: Pick<Finding, 'field' | 'code'>,
  value: string,
): string {
  const { field, code } = finding;
  if (code === 'U-DOC-FORMAT' || code === 'C-PHOTO-FORMAT')
    return /^\d+$/.test(value) ? bytes(Number(value)) : value;
  const one = (part: string): string => {
    if (field === 'nationality') return countryName(part, language);
    const key = `${PREFIX_OF_FIELD[field] ?? ''}.${part}`;
    if (hasText(key)) return t(key);
    const named =
      field === 'subGroupId'
        ? profile?.subGroups.find(({ id }) => id === part)?.name
        : field === 'entryPeriod'
          ? profile?.entryPeriods.find(({ id }) => id === part)?.label
          : undefined;
    return named ? inLanguage(named, language) : part;
  };
  return value.split(', ').map(one).join(t('common.and'));
}
