/** A review screen's list with what stands below it: the bar of the selection and the result of the last batch. */
import type { ColDef } from 'ag-grid-community';
import type { ReactNode, RefObject } from 'react';
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import type { BatchAction } from '../../desk/contract/decisions.ts';
import type { GridHandle } from '../../ui/grid/ViewportGrid.tsx';
import { ResultBar } from '../batch/ResultBar.tsx';
import type { BatchResult } from '../batchResult.ts';
import type { QueryOf, RowOf } from '../list/kinds.ts';
import type { ReviewList } from '../list/listTypes.ts';
import { useListPart } from '../ReviewProvider.tsx';
import { useFaultMessage } from '../useFaultMessage.ts';
import { ListPane } from './ListPane.tsx';
import { sortedQuery, sortOf } from './query.ts';
import { ScopeBar } from './ScopeBar.tsx';

/** What a screen tells its list area. */
export interface ListAreaProps {
  gridRef: RefObject<GridHandle | null>;
  result: BatchResult | null;
  onCloseResult: () => void;
  onBatch: (action: BatchAction) => void;
  onShowRow: (id: string) => void;
  onChooseRow: () => void;
  onOpenRow: () => void;
}

export function ListArea<K extends SubmissionKind>(props: {
  list: ReviewList<K>;
  area: Omit<ListAreaProps, 'onBatch'>;
  columns: ColDef<RowOf<K>>[];
  label: string;
  /** members of the query that narrow its queue */
  filters: readonly string[];
  /** the query without them */
  unfiltered: (query: QueryOf<K>) => QueryOf<K>;
  empty: ReactNode;
  /** another way to show the rows; takes `gridRef` over */
  insteadOfGrid?: ReactNode;
  /** what can be done with the selection */
  children: ReactNode;
}) {
  const { list, area } = props;
  const query = useListPart(list, (state) => state.query);
  const onFault = useFaultMessage();
  return (
    <>
      <ListPane
        list={list}
        gridRef={area.gridRef}
        insteadOfGrid={props.insteadOfGrid}
        columns={props.columns}
        label={props.label}
        isFiltered={props.filters.some((name) => name in query)}
        onClearFilters={() => void list.open(props.unfiltered(query))}
        empty={props.empty}
        sort={sortOf(query)}
        onSort={(sort) => {
          const next = sortedQuery(list.getState().query, sort);
          if (next) void list.open(next);
        }}
        onChooseRow={area.onChooseRow}
        onOpenRow={area.onOpenRow}
        onFault={onFault}
      >
        <ScopeBar list={list}>{props.children}</ScopeBar>
      </ListPane>
      {area.result && (
        <ResultBar
          result={area.result}
          nameOfId={list.nameOfId}
          onOpenRow={area.onShowRow}
          onClose={area.onCloseResult}
        />
      )}
    </>
  );
}
