/** Above the people: queues with counts, search and filters. */
import { type InputRef, Radio } from 'antd';
import { memo, type RefObject } from 'react';
import { ATTENDEE_QUEUES, type AttendeeQueue } from '../../desk/contract/queries.ts';
import { useText } from '../../i18n/i18n.ts';
import { useListPart, useReview } from '../../review/ReviewProvider.tsx';
import { QueueTabs } from '../../review/screen/QueueTabs.tsx';
import styles from '../../review/screen/screen.module.css';
import { useListQuery } from '../../review/screen/useListQuery.ts';
import { ViewMenu } from '../../review/screen/ViewMenu.tsx';
import { useSubGroups } from '../../review/useSubGroups.ts';
import type { GridHandle } from '../../ui/grid/ViewportGrid.tsx';
import { AttendeeFilters } from './AttendeeFilters.tsx';

/** Not drawn again with each key: its props stay, and it reads what changes by itself. */
export const AttendeeToolbar = memo(function AttendeeToolbar(props: {
  searchRef: RefObject<InputRef | null>;
  gridRef: RefObject<GridHandle | null>;
  isWall: boolean;
  onChooseWall: (isWall: boolean) => void;
}) {
  const { searchRef, gridRef, isWall, onChooseWall } = props;
  const { t } = useText();
  const { attendees: list } = useReview();
  const { query, facets, change, show, leave } = useListQuery(list, gridRef);
  const unitName = useListPart(list, (state) =>
    state.query.unitId !== undefined && state.row?.unitId === state.query.unitId ? state.row.unitName : null,
  );
  const subGroups = useSubGroups();
  const choose = (queue: AttendeeQueue) => {
    change({ queue });
    leave();
  };
  return (
    <div className={styles.toolbar} data-f6="" tabIndex={-1}>
      <QueueTabs
        list={list}
        queues={ATTENDEE_QUEUES.map((queue) => ({ queue, name: t(`queue.attendee.${queue}`) }))}
        current={query.queue}
        onChoose={choose}
      />
      <AttendeeFilters
        query={query}
        facets={facets}
        subGroups={subGroups}
        unitName={unitName}
        searchRef={searchRef}
        onChange={change}
        onLeave={leave}
      />
      <Radio.Group
        size="small"
        optionType="button"
        aria-label={t('wall.label')}
        value={isWall ? 'wall' : 'list'}
        options={[
          { value: 'list', label: t('wall.list') },
          { value: 'wall', label: t('wall.wall') },
        ]}
        onChange={({ target }) => {
          onChooseWall(target.value === 'wall');
          leave();
        }}
      />
      <ViewMenu query={query} onShow={show} />
    </div>
  );
});
