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
import { FindingsFacet } from '../../review/screen/FindingsFacet.tsx';
import type { Part } from '../../review/screen/query.ts';
import { SearchBox } from '../../review/screen/SearchBox.tsx';
import { SortFacet } from '../../review/screen/SortFacet.tsx';
import { SubGroupFacet } from '../../review/screen/SubGroupFacet.tsx';
import styles from '../../review/screen/screen.module.css';
import { UnitFacet } from '../../review/screen/UnitFacet.tsx';

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
            onClick={() => {
              // The unit came with the address, or was chosen here: neither holds any longer.
              navigate({ screen: 'attendees' });
              choose({ unitId: undefined });
            }}
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
      <FindingsFacet value={query.findings} facets={facets} onChoose={(findings) => choose({ findings })} />
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
      <Facet
        label={t('filter.additions')}
        value={query.additions ?? 'any'}
        options={[
          { value: 'any', label: t('filter.additions.any') },
          { value: 'later', label: t('filter.additions.later', { count: count(facets?.later ?? 0) }) },
          { value: 'first', label: t('filter.additions.first') },
        ]}
        onChoose={(additions) => choose({ additions })}
      />
      {query.unitId === undefined && <UnitFacet query={query} onChoose={(unitId) => choose({ unitId })} />}
      <SubGroupFacet
        subGroups={subGroups}
        counts={facets?.subGroups}
        value={query.subGroupIds?.[0]}
        onChoose={(id) => choose({ subGroupIds: id === undefined ? undefined : [id] })}
      />
      <SortFacet query={query} sorts={ATTENDEE_SORTS} onChoose={choose} />
    </>
  );
});
