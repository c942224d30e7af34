/** Above the units: queues with counts, search and filters. */
import type { InputRef } from 'antd';
import { memo, type RefObject } from 'react';
import { UNIT_QUEUES, type UnitQueue } from '../../desk/contract/queries.ts';
import { useText } from '../../i18n/i18n.ts';
import { useReview } from '../../review/ReviewProvider.tsx';
import { QueueTabs } from '../../review/screen/QueueTabs.tsx';
import styles from '../../review/screen/screen.module.css';
import { useListQuery } from '../../review/screen/useListQuery.ts';
import { ViewMenu } from '../../review/screen/ViewMenu.tsx';
import { useSubGroups } from '../../review/useSubGroups.ts';
import type { GridHandle } from '../../ui/grid/ViewportGrid.tsx';
import { UnitFilters } from './UnitFilters.tsx';

/** Not drawn again with each key: its props stay, and it reads what changes by itself. */
export const UnitToolbar = memo(function UnitToolbar(props: {
  searchRef: RefObject<InputRef | null>;
  gridRef: RefObject<GridHandle | null>;
}) {
  const { searchRef, gridRef } = props;
  const { t } = useText();
  const { units: list } = useReview();
  const { query, facets, change, show, leave } = useListQuery(list, gridRef);
  const subGroups = useSubGroups();
  const choose = (queue: UnitQueue) => {
    change({ queue });
    leave();
  };
  return (
    <div className={styles.toolbar} data-f6="" tabIndex={-1}>
      <QueueTabs
        list={list}
        queues={UNIT_QUEUES.map((queue) => ({ queue, name: t(`queue.unit.${queue}`) }))}
        current={query.queue}
        onChoose={choose}
      />
      <UnitFilters
        query={query}
        facets={facets}
        subGroups={subGroups}
        searchRef={searchRef}
        onChange={change}
        onLeave={leave}
      />
      <ViewMenu query={query} onShow={show} />
    </div>
  );
});
