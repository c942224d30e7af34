/** One person in detail: photo, findings, masked fields, history, and what can be done. */
import { ATTENDEE_IMAGE_SLOT } from '../../../shared/domain/material.ts';
import type { AttendeeRow } from '../../desk/contract/rows.ts';
import { useText } from '../../i18n/i18n.ts';
import type { Compare } from '../../review/compare/useCompare.ts';
import type { Seeing } from '../../review/compare/useSeeing.ts';
import { DetailFrame, FieldsPart, LastReviewPart } from '../../review/detail/DetailFrame.tsx';
import styles from '../../review/detail/detail.module.css';
import { useImagesAhead } from '../../review/detail/useImagesAhead.ts';
import { GlyphMark } from '../../review/GlyphMark.tsx';
import { attendeeStatusGlyph, syncGlyph } from '../../review/glyphs.ts';
import { useDetail, useListPart, useReview } from '../../review/ReviewProvider.tsx';
import type { Panes } from '../../review/screen/usePanes.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { EmptyState, SkeletonLines } from '../../ui/feedback/States.tsx';
import { AttendeeActionBar } from './AttendeeActionBar.tsx';
import type { AttendeeActions } from './useAttendeeActions.ts';
import { useAttendeeFields } from './useAttendeeFields.tsx';

export function AttendeeDetailPane(props: {
  actions: AttendeeActions;
  isAmended: boolean;
  compare: Compare;
  seeing: Seeing;
  panes: Panes;
}) {
  const { actions, isAmended, compare, seeing, panes } = props;
  const { attendees: list } = useReview();
  const id = useListPart(list, (state) => state.row?.id);
  const detail = useDetail(list, id);
  const { t } = useText();
  const fields = useAttendeeFields(detail);
  useImagesAhead(list);
  if (id === undefined) return <EmptyState title={t('detail.none')} />;
  if (detail === undefined) return <SkeletonLines count={10} label={t('common.loading')} />;
  if (detail === null) return <EmptyState title={t('list.row.gone')} />;
  const { row, images } = detail;
  return (
    <DetailFrame
      detail={detail}
      name={row.name}
      picture={{
        sha256: images.photo,
        name: t('image.photo', { name: row.name }),
        slot: ATTENDEE_IMAGE_SLOT,
        isPhoto: true,
      }}
      compare={compare}
      seeing={seeing}
      panes={panes}
      onSeen={list.markSeen}
      head={<AttendeeHead row={row} onUnit={actions.unit} />}
      actions={
        <AttendeeActionBar
          detail={detail}
          actions={actions}
          isAmended={isAmended}
          isFocusMode={panes.isFocusMode}
          onLeaveFocus={panes.leaveFocusMode}
        />
      }
    >
      <LastReviewPart detail={detail} />
      <FieldsPart detail={detail} fields={fields} />
    </DetailFrame>
  );
}

function AttendeeHead({ row, onUnit }: { row: AttendeeRow; onUnit: AttendeeActions['unit'] }) {
  const { t } = useText();
  return (
    <>
      <p className={styles.subtitle}>
        <GlyphMark glyph={attendeeStatusGlyph(row, t)} isWorded />
        <span>{t(row.tag ? `tag.${row.tag}` : 'tag.none')}</span>
        {row.isLaterAddition && <span className={styles.soft}>{t('queue.attendee.laterAdditions')}</span>}
        {row.sync !== 'none' && <GlyphMark glyph={syncGlyph(row.sync, t)} isWorded />}
      </p>
      <p className={styles.subtitle}>
        <span>{row.unitName}</span>
        {row.unitStatus && <span className={styles.soft}>{t(`unit.status.${row.unitStatus}`)}</span>}
        <ActionButton size="small" chord="T" onClick={onUnit}>
          {t('command.unit')}
        </ActionButton>
      </p>
    </>
  );
}
