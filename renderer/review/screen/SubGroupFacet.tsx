/** The sub-group filter for accounts that see several: each with its count, found by typing its name. */
import { Select } from 'antd';
import type { Bilingual } from '../../../shared/domain/editionProfile.ts';
import { count, inLanguage } from '../../i18n/format.ts';
import { useText } from '../../i18n/i18n.ts';

export function SubGroupFacet(props: {
  subGroups: readonly { id: string; name: Bilingual }[];
  /** how many match in each under the other filters; absent ones have none */
  counts: Readonly<Record<string, number>> | undefined;
  value: string | undefined;
  onChoose: (id: string | undefined) => void;
}) {
  const { t, language } = useText();
  const { subGroups, counts, value, onChoose } = props;
  if (subGroups.length < 2) return null;
  const all = Object.values(counts ?? {}).reduce((sum, each) => sum + each, 0);
  return (
    <Select<string>
      aria-label={t('filter.subGroup')}
      value={value ?? 'any'}
      showSearch={{ optionFilterProp: 'label' }}
      options={[
        { value: 'any', label: t('filter.subGroup.anyCount', { count: count(all) }) },
        ...subGroups.map(({ id, name }) => ({
          value: id,
          label: t('filter.subGroup.count', {
            name: inLanguage(name, language),
            count: count(counts?.[id] ?? 0),
          }),
        })),
      ]}
      onChange={(id) => onChoose(id === 'any' ? undefined : id)}
      popupMatchSelectWidth={false}
      listHeight={420}
    />
  );
}
