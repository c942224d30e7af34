/** The list of units with the bar of the selection and the result of the last batch. */
import { memo, useMemo } from 'react';
import type { UnitQueue } from '../../desk/contract/queries.ts';
import { useText } from '../../i18n/i18n.ts';
import { useListPart, useReview } from '../../review/ReviewProvider.tsx';
import { ListArea, type ListAreaProps } from '../../review/screen/ListArea.tsx';
import { useSubGroups } from '../../review/useSubGroups.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { EmptyUnits } from './EmptyUnits.tsx';
import { unitColumns } from './unitColumns.ts';

interface UnitListAreaProps extends ListAreaProps {
  /** null where the account may not move units between sub-groups */
  onTransfer: (() => void) | null;
}

/** Members of a query that narrow its queue. */
const FILTERS = ['search', 'findings', 'categories', 'subGroupIds'];
/** Tabs where nothing stands decided, so that nothing can be taken back. */
const UNDECIDED: readonly UnitQueue[] = ['pending', 'resubmitted', 'setAside'];
/** Tabs where everything is decided: nothing there can be approved or rejected. */
const DECIDED: readonly UnitQueue[] = ['approved', 'rejected'];

export const UnitListArea = memo(function UnitListArea(props: UnitListAreaProps) {
  const { onBatch } = props;
  const { t, language } = useText();
  const { units: list } = useReview();
  const query = useListPart(list, (state) => state.query);
  const subGroups = useSubGroups();
  const columns = useMemo(() => unitColumns(t, language, subGroups), [t, language, subGroups]);
  return (
    <ListArea
      list={list}
      area={props}
      columns={columns}
      label={t('nav.units')}
      filters={FILTERS}
      unfiltered={({ queue }) => ({ kind: 'unit', queue })}
      empty={<EmptyUnits queue={query.queue} />}
    >
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
    </ListArea>
  );
});
