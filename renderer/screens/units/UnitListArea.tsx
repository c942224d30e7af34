/** The list of units with the bar of the selection and the result of the last batch. */
import { memo, type RefObject, useMemo } from 'react';
import type { BatchAction } from '../../desk/contract/decisions.ts';
import type { UnitQueue } from '../../desk/contract/queries.ts';
import { useText } from '../../i18n/i18n.ts';
import { ResultBar } from '../../review/batch/ResultBar.tsx';
import type { BatchResult } from '../../review/batchResult.ts';
import { useListPart, useReview } from '../../review/ReviewProvider.tsx';
import { ListPane } from '../../review/screen/ListPane.tsx';
import { sortedQuery, sortOf } from '../../review/screen/query.ts';
import { ScopeBar } from '../../review/screen/ScopeBar.tsx';
import { useFaultMessage } from '../../review/useFaultMessage.ts';
import { useSubGroups } from '../../review/useSubGroups.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import type { GridHandle } from '../../ui/grid/ViewportGrid.tsx';
import { EmptyUnits } from './EmptyUnits.tsx';
import { unitColumns } from './unitColumns.ts';

interface UnitListAreaProps {
  gridRef: RefObject<GridHandle | null>;
  result: BatchResult | null;
  onCloseResult: () => void;
  onBatch: (action: BatchAction) => void;
  /** null where the account may not move units between sub-groups */
  onTransfer: (() => void) | null;
  onShowRow: (id: string) => void;
  onChooseRow: () => void;
  onOpenRow: () => void;
}

/** Tabs where nothing stands decided, so that nothing can be taken back. */
const UNDECIDED: readonly UnitQueue[] = ['pending', 'resubmitted', 'setAside'];
/** Tabs where everything is decided: nothing there can be approved or rejected. */
const DECIDED: readonly UnitQueue[] = ['approved', 'rejected'];

export const UnitListArea = memo(function UnitListArea(props: UnitListAreaProps) {
  const { gridRef, result, onBatch } = props;
  const { t, language } = useText();
  const { units: list } = useReview();
  const query = useListPart(list, (state) => state.query);
  const subGroups = useSubGroups();
  const onFault = useFaultMessage();
  const columns = useMemo(() => unitColumns(t, language, subGroups), [t, language, subGroups]);
  return (
    <>
      <ListPane
        list={list}
        gridRef={gridRef}
        columns={columns}
        label={t('nav.units')}
        isFiltered={['search', 'findings', 'categories', 'subGroupIds'].some((name) => name in query)}
        onClearFilters={() => void list.open({ kind: 'unit', queue: query.queue })}
        empty={<EmptyUnits queue={query.queue} />}
        sort={sortOf(query)}
        onSort={(sort) => {
          const next = sortedQuery(list.getState().query, sort);
          if (next) void list.open(next);
        }}
        onChooseRow={props.onChooseRow}
        onOpenRow={props.onOpenRow}
        onFault={onFault}
      >
        <ScopeBar list={list}>
          {!DECIDED.includes(query.queue) && (
            <>
              <ActionButton
                size="small"
                type="primary"
                chord="Ctrl+Enter"
                onClick={() => onBatch({ verdict: 'approve' })}
              >
                {t('action.approve')}
              </ActionButton>
              <ActionButton
                size="small"
                danger
                chord="Ctrl+Delete"
                onClick={() => onBatch({ verdict: 'reject' })}
              >
                {t('action.reject')}
              </ActionButton>
            </>
          )}
          {!UNDECIDED.includes(query.queue) && (
            <ActionButton size="small" chord="Shift+W" onClick={() => onBatch({ verdict: 'withdraw' })}>
              {t('action.withdraw')}
            </ActionButton>
          )}
          {props.onTransfer && (
            <ActionButton size="small" chord="Shift+T" onClick={props.onTransfer}>
              {t('transfer.action')}
            </ActionButton>
          )}
        </ScopeBar>
      </ListPane>
      {result && (
        <ResultBar
          result={result}
          nameOfId={list.nameOfId}
          onOpenRow={props.onShowRow}
          onClose={props.onCloseResult}
        />
      )}
    </>
  );
});
