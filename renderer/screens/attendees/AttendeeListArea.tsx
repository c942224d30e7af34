/** The list of people with the bar of the selection and the result of the last batch. */
import { memo, type RefObject, useMemo } from 'react';
import { TAGS, type Tag } from '../../../shared/domain/vocabulary.ts';
import type { BatchAction } from '../../desk/contract/decisions.ts';
import { useText } from '../../i18n/i18n.ts';
import { ResultBar } from '../../review/batch/ResultBar.tsx';
import type { BatchResult } from '../../review/batchResult.ts';
import { useListPart, useReview } from '../../review/ReviewProvider.tsx';
import { ListPane } from '../../review/screen/ListPane.tsx';
import { sortedQuery, sortOf } from '../../review/screen/query.ts';
import { ScopeBar } from '../../review/screen/ScopeBar.tsx';
import { useFaultMessage } from '../../review/useFaultMessage.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import type { GridHandle } from '../../ui/grid/ViewportGrid.tsx';
import { attendeeColumns } from './attendeeColumns.ts';
import { EmptyAttendees } from './EmptyAttendees.tsx';
import { PhotoWall } from './PhotoWall.tsx';

const BATCH_CHORDS: Record<Tag, string> = { vip: 'Shift+1', staff: 'Shift+2', professional: 'Shift+3' };

interface AttendeeListAreaProps {
  gridRef: RefObject<GridHandle | null>;
  isWall: boolean;
  result: BatchResult | null;
  onCloseResult: () => void;
  onBatch: (action: BatchAction) => void;
  onShowRow: (id: string) => void;
  onChooseRow: () => void;
  onOpenRow: () => void;
}

export const AttendeeListArea = memo(function AttendeeListArea(props: AttendeeListAreaProps) {
  const { gridRef, isWall, result, onBatch } = props;
  const { t } = useText();
  const { attendees: list } = useReview();
  const query = useListPart(list, (state) => state.query);
  const onFault = useFaultMessage();
  const columns = useMemo(() => attendeeColumns(t), [t]);
  return (
    <>
      <ListPane
        list={list}
        gridRef={gridRef}
        insteadOfGrid={
          isWall && (
            <PhotoWall
              ref={gridRef}
              list={list}
              label={t('wall.wall')}
              onChoose={props.onChooseRow}
              onOpen={props.onOpenRow}
              onFault={onFault}
            />
          )
        }
        columns={columns}
        label={t('nav.attendees')}
        isFiltered={['search', 'findings', 'tags', 'subGroupIds', 'additions'].some((name) => name in query)}
        onClearFilters={() => {
          const { queue, unitId } = query;
          void list.open({ kind: 'attendee', queue, ...(unitId === undefined ? {} : { unitId }) });
        }}
        empty={<EmptyAttendees isUntagged={query.queue === 'untagged'} />}
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
          {TAGS.map((tag) => (
            <ActionButton
              key={tag}
              size="small"
              chord={BATCH_CHORDS[tag]}
              onClick={() => onBatch({ verdict: 'tag', tag })}
            >
              {t(`tag.${tag}`)}
            </ActionButton>
          ))}
          <ActionButton size="small" chord="Shift+0" onClick={() => onBatch({ verdict: 'withdraw' })}>
            {t('action.withdrawTag')}
          </ActionButton>
          <ActionButton
            size="small"
            danger
            chord="Ctrl+Delete"
            onClick={() => onBatch({ verdict: 'return' })}
          >
            {t('action.return')}
          </ActionButton>
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
