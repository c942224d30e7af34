/** Search, findings, tag, sub-group and order of the attendee list; and the one unit it may be narrowed to. */
import { Button, type InputRef } from 'antd';
import { memo, type RefObject } from 'react';
import type { Bilingual } from '../../../shared/domain/editionProfile.ts';
import { TAGS } from '../../../shared/domain/vocabulary.ts';
import { navigate } from '../../app/route.ts';
import { ATTENDEE_SORTS, type AttendeeQuery, type OpenedQuery } from '../../desk/contract/queries.ts';
import { count } from '../../i18n/format.ts';
import { useText } from '../../i18n/i18n.ts';
import { Facet } from '../../review/screen/Facet.tsx';
import type { Part } from '../../review/screen/query.ts';
import { SearchBox } from '../../review/screen/SearchBox.tsx';
import { SubGroupFacet } from '../../review/screen/SubGroupFacet.tsx';
import styles from '../../review/screen/screen.module.css';

/** Remembered: the selects are dear to draw, and a decision changes none of them. */
export const AttendeeFilters = memo(function AttendeeFilters(props: {
  query: AttendeeQuery;
  facets: OpenedQuery['facets'] | null;
  subGroups: readonly { id: string; name: Bilingual }[];
  unitName: string | null;
  searchRef: RefObject<InputRef | null>;
  onChange: (part: Part<AttendeeQuery>) => void;
  onLeave: () => void;
}) {
  const { t } = useText();
  const { query, facets, subGroups, unitName, onChange, onLeave } = props;
  const choose = (part: Parameters<typeof onChange>[0]) => {
    onChange(part);
    onLeave();
  };
  return (
    <>
      {query.unitId !== undefined && (
        <span className={styles.unitOnly}>
          <span>{t('filter.unitOnly', { name: unitName ?? '…' })}</span>
          <Button
            size="small"
            type="text"
            aria-label={t('filter.unitOnly.clear')}
            onClick={() => navigate({ screen: 'attendees' })}
          >
            ×
          </Button>
        </span>
      )}
      <div className={styles.search}>
        <SearchBox
          ref={props.searchRef}
          value={query.search ?? ''}
          placeholder={t('filter.search.attendee')}
          onSearch={(search) => onChange({ search })}
          onLeave={onLeave}
        />
      </div>
      <Facet
        label={t('filter.findings')}
        value={query.findings ?? 'any'}
        options={[
          { value: 'any', label: t('filter.findings.any') },
          { value: 'clean', label: t('filter.findings.clean', { count: count(facets?.clean ?? 0) }) },
          { value: 'flagged', label: t('filter.findings.flagged', { count: count(facets?.flagged ?? 0) }) },
        ]}
        onChoose={(findings) => choose({ findings })}
      />
      <Facet
        label={t('filter.tags')}
        value={query.tags?.[0] ?? 'any'}
        options={[
          { value: 'any', label: t('filter.tags.any') },
          ...([...TAGS, 'none'] as const).map((tag) => ({
            value: tag,
            label: t('filter.tag', { tag: t(`tag.${tag}`), count: count(facets?.tags?.[tag] ?? 0) }),
          })),
        ]}
        onChoose={(tag) => choose({ tags: tag === 'any' ? undefined : [tag] })}
      />
      <SubGroupFacet
        subGroups={subGroups}
        counts={facets?.subGroups}
        value={query.subGroupIds?.[0]}
        onChoose={(id) => choose({ subGroupIds: id === undefined ? undefined : [id] })}
      />
      <Facet
        label={t('filter.sort')}
        value={query.sort ?? 'default'}
        options={ATTENDEE_SORTS.map((sort) => ({
          value: sort,
          label: t(sort === 'default' ? 'filter.sort.default.attendee' : `filter.sort.${sort}`),
        }))}
        onChoose={(sort) => choose({ sort, direction: sort === 'findings' ? 'desc' : undefined })}
      />
    </>
  );
});
