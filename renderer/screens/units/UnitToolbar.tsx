/** Above the units: queues with counts, search and filters. */
import type { InputRef } from 'antd';
import { type RefObject, useCallback } from 'react';
import { UNIT_QUEUES, type UnitQuery, type UnitQueue } from '../../desk/contract/queries.ts';
import { useText } from '../../i18n/i18n.ts';
import { useListPart, useReview } from '../../review/ReviewProvider.tsx';
import { QueueTabs } from '../../review/screen/QueueTabs.tsx';
import { cleanQuery, type Part } from '../../review/screen/query.ts';
import styles from '../../review/screen/screen.module.css';
import { ViewMenu } from '../../review/screen/ViewMenu.tsx';
import { useSubGroups } from '../../review/useSubGroups.ts';
import type { GridHandle } from '../../ui/grid/ViewportGrid.tsx';
import { UnitFilters } from './UnitFilters.tsx';

export function UnitToolbar(props: {
  searchRef: RefObject<InputRef | null>;
  gridRef: RefObject<GridHandle | null>;
}) {
  const { searchRef, gridRef } = props;
  const { t } = useText();
  const { units: list } = useReview();
  const query = useListPart(list, (state) => state.query);
  const opened = useListPart(list, (state) => state.opened);
  const subGroups = useSubGroups();
  const change = useCallback(
    (part: Part<UnitQuery>) => void list.open(cleanQuery({ ...list.getState().query, ...part })),
    [list],
  );
  const leave = useCallback(() => gridRef.current?.focus(), [gridRef]);
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
        facets={opened?.facets ?? null}
        subGroups={subGroups}
        searchRef={searchRef}
        onChange={change}
        onLeave={leave}
      />
      <ViewMenu
        query={query}
        onShow={(view) => {
          void list.open(view);
          leave();
        }}
      />
    </div>
  );
}
