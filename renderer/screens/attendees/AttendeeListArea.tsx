/** The list of people with the bar of the selection and the result of the last batch. */
import { memo, useMemo } from 'react';
import { TAGS, type Tag } from '../../../shared/domain/vocabulary.ts';
import { useText } from '../../i18n/i18n.ts';
import { useListPart, useReview } from '../../review/ReviewProvider.tsx';
import { ListArea, type ListAreaProps } from '../../review/screen/ListArea.tsx';
import { useFaultMessage } from '../../review/useFaultMessage.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { attendeeColumns } from './attendeeColumns.ts';
import { EmptyAttendees } from './EmptyAttendees.tsx';
import { PhotoWall } from './PhotoWall.tsx';

const BATCH_CHORDS: Record<Tag, string> = { vip: 'Shift+1', staff: 'Shift+2', professional: 'Shift+3' };

interface AttendeeListAreaProps extends ListAreaProps {
  isWall: boolean;
}

/** Members of a query that narrow its queue. */
const FILTERS = ['search', 'findings', 'tags', 'subGroupIds', 'additions'];

export const AttendeeListArea = memo(function AttendeeListArea(props: AttendeeListAreaProps) {
  const { gridRef, isWall, onBatch } = props;
  const { t } = useText();
  const { attendees: list } = useReview();
  const query = useListPart(list, (state) => state.query);
  const onFault = useFaultMessage();
  const columns = useMemo(() => attendeeColumns(t), [t]);
  return (
    <ListArea
      list={list}
      area={props}
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
      filters={FILTERS}
      unfiltered={({ queue, unitId }) => ({
        kind: 'attendee',
        queue,
        ...(unitId === undefined ? {} : { unitId }),
      })}
      empty={<EmptyAttendees isUntagged={query.queue === 'untagged'} />}
    >
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
      <ActionButton size="small" danger chord="Ctrl+Delete" onClick={() => onBatch({ verdict: 'return' })}>
        {t('action.return')}
      </ActionButton>
    </ListArea>
  );
});
