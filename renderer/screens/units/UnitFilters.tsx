/** Search, findings, category, sub-group and order of the unit list. */
import type { InputRef } from 'antd';
import { memo, type RefObject } from 'react';
import type { Bilingual } from '../../../shared/domain/editionProfile.ts';
import { UNIT_CATEGORIES } from '../../../shared/domain/vocabulary.ts';
import { type OpenedQuery, UNIT_SORTS, type UnitQuery } from '../../desk/contract/queries.ts';
import { count } from '../../i18n/format.ts';
import { useText } from '../../i18n/i18n.ts';
import { Facet } from '../../review/screen/Facet.tsx';
import { FindingsFacet } from '../../review/screen/FindingsFacet.tsx';
import type { Part } from '../../review/screen/query.ts';
import { SearchBox } from '../../review/screen/SearchBox.tsx';
import { SortFacet } from '../../review/screen/SortFacet.tsx';
import { SubGroupFacet } from '../../review/screen/SubGroupFacet.tsx';
import styles from '../../review/screen/screen.module.css';

/** Remembered: four selects are dear to draw, and a decision changes none of them. */
export const UnitFilters = memo(function UnitFilters(props: {
  query: UnitQuery;
  facets: OpenedQuery['facets'] | null;
  subGroups: readonly { id: string; name: Bilingual }[];
  searchRef: RefObject<InputRef | null>;
  onChange: (part: Part<UnitQuery>) => void;
  onLeave: () => void;
}) {
  const { t } = useText();
  const { query, facets, subGroups, onChange, onLeave } = props;
  const choose = (part: Parameters<typeof onChange>[0]) => {
    onChange(part);
    onLeave();
  };
  return (
    <>
      <div className={styles.search}>
        <SearchBox
          ref={props.searchRef}
          value={query.search ?? ''}
          placeholder={t('filter.search.unit')}
          onSearch={(search) => onChange({ search })}
          onLeave={onLeave}
        />
      </div>
      <FindingsFacet value={query.findings} facets={facets} onChoose={(findings) => choose({ findings })} />
      <Facet
        label={t('filter.category')}
        value={query.categories?.[0] ?? 'any'}
        options={[
          { value: 'any', label: t('filter.category.any') },
          ...UNIT_CATEGORIES.map((category) => ({
            value: category,
            label: t('filter.subGroup.count', {
              name: t(`category.${category}`),
              count: count(facets?.categories?.[category] ?? 0),
            }),
          })),
        ]}
        onChoose={(category) => choose({ categories: category === 'any' ? undefined : [category] })}
      />
      <SubGroupFacet
        subGroups={subGroups}
        counts={facets?.subGroups}
        value={query.subGroupIds?.[0]}
        onChoose={(id) => choose({ subGroupIds: id === undefined ? undefined : [id] })}
      />
      <SortFacet query={query} sorts={UNIT_SORTS} onChoose={choose} />
    </>
  );
});
