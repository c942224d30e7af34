/** One person in detail: photo, findings, masked fields, history, and what can be done. */
import { ATTENDEE_IMAGE_SLOT } from '../../../shared/domain/material.ts';
import { useText } from '../../i18n/i18n.ts';
import { CompareBanner } from '../../review/compare/CompareBanner.tsx';
import { CompareDialog } from '../../review/compare/CompareDialog.tsx';
import { LastReviewSection } from '../../review/compare/LastReviewSection.tsx';
import { SeeingDialogs } from '../../review/compare/SeeingDialogs.tsx';
import type { Compare } from '../../review/compare/useCompare.ts';
import type { Seeing } from '../../review/compare/useSeeing.ts';
import styles from '../../review/detail/detail.module.css';
import { Fields } from '../../review/detail/Fields.tsx';
import { FindingsSection } from '../../review/detail/FindingsSection.tsx';
import { LargePicture, Thumbnail } from '../../review/detail/Picture.tsx';
import { PresenceLine } from '../../review/detail/PresenceLine.tsx';
import { useImagesAhead } from '../../review/detail/useImagesAhead.ts';
import { GlyphMark } from '../../review/GlyphMark.tsx';
import { attendeeStatusGlyph, syncGlyph } from '../../review/glyphs.ts';
import { useDetail, useListPart, useReview } from '../../review/ReviewProvider.tsx';
import type { Panes } from '../../review/screen/usePanes.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { EmptyState, SkeletonLines } from '../../ui/feedback/States.tsx';
import { ScrollRegion } from '../../ui/ScrollRegion.tsx';
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
  const { isFocusMode } = panes;
  const { t } = useText();
  const fields = useAttendeeFields(detail);
  useImagesAhead(list);
  if (id === undefined) return <EmptyState title={t('detail.none')} />;
  if (detail === undefined) return <SkeletonLines count={10} label={t('common.loading')} />;
  if (detail === null) return <EmptyState title={t('list.row.gone')} />;
  const { row, findings, images } = detail;
  const photoName = t('image.photo', { name: row.name });
  const body = (
    <div className={styles.detail}>
      <CompareBanner kind="attendee" compare={compare} parked={detail.parked} />
      <PresenceLine kind="attendee" id={id} />
      <ScrollRegion className={styles.scroll} label={row.name}>
        <header className={styles.head}>
          <div className={styles.headText}>
            <h2 className={styles.title}>{row.name}</h2>
            <p className={styles.subtitle}>
              <GlyphMark glyph={attendeeStatusGlyph(row, t)} isWorded />
              <span>{t(row.tag ? `tag.${row.tag}` : 'tag.none')}</span>
              {row.isLaterAddition && (
                <span className={styles.soft}>{t('queue.attendee.laterAdditions')}</span>
              )}
              {row.sync !== 'none' && <GlyphMark glyph={syncGlyph(row.sync, t)} isWorded />}
            </p>
            <p className={styles.subtitle}>
              <span>{row.unitName}</span>
              {row.unitStatus && <span className={styles.soft}>{t(`unit.status.${row.unitStatus}`)}</span>}
              <ActionButton size="small" chord="T" onClick={actions.unit}>
                {t('command.unit')}
              </ActionButton>
            </p>
          </div>
          {!isFocusMode && (
            <Thumbnail sha256={images.photo} name={photoName} onOpen={panes.openViewer} isPhoto />
          )}
        </header>
        <FindingsSection findings={findings} seeing={seeing} />
        {detail.lastReview && (
          <LastReviewSection
            kind="attendee"
            id={id}
            version={row.seen.hash}
            lastReview={detail.lastReview}
            revision={row.seen.revision}
          />
        )}
        <section className={styles.section}>
          <h3>{t('detail.fields')}</h3>
          <Fields fields={fields} findings={findings} />
        </section>
      </ScrollRegion>
      <AttendeeActionBar
        detail={detail}
        actions={actions}
        isAmended={isAmended}
        isFocusMode={isFocusMode}
        onLeaveFocus={panes.leaveFocusMode}
      />
      <SeeingDialogs kind="attendee" id={id} name={row.name} seeing={seeing} />
      {compare.isOpen && compare.target && (
        <CompareDialog
          kind="attendee"
          id={id}
          name={row.name}
          target={compare.target}
          version={row.seen.hash}
          onClose={compare.close}
          {...(compare.target.why === 'changed' ? { onSeen: list.markSeen } : {})}
        />
      )}
    </div>
  );
  if (!isFocusMode) return body;
  return (
    <div className={styles.focusBody}>
      <div className={styles.focusImage}>
        <LargePicture
          sha256={images.photo}
          name={photoName}
          isFocused={panes.isViewerFocused}
          subject={{
            kind: 'attendee',
            id,
            revision: row.seen.revision,
            slot: ATTENDEE_IMAGE_SLOT,
            findings,
            unitId: row.unitId,
          }}
        />
      </div>
      <div className={styles.focusSide}>{body}</div>
    </div>
  );
}
