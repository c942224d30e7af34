/** One unit in detail: findings, fields, licence, history, people, and what can be done with it. */
import { UNIT_IMAGE_SLOT } from '../../../shared/domain/material.ts';
import { navigate } from '../../app/route.ts';
import { useText } from '../../i18n/i18n.ts';
import { CompareBanner } from '../../review/compare/CompareBanner.tsx';
import { CompareDialog } from '../../review/compare/CompareDialog.tsx';
import { LastReviewSection } from '../../review/compare/LastReviewSection.tsx';
import { SeeingDialogs } from '../../review/compare/SeeingDialogs.tsx';
import type { Compare } from '../../review/compare/useCompare.ts';
import type { Seeing } from '../../review/compare/useSeeing.ts';
import { CreditCode } from '../../review/detail/CreditCode.tsx';
import styles from '../../review/detail/detail.module.css';
import { Fields } from '../../review/detail/Fields.tsx';
import { FindingsSection } from '../../review/detail/FindingsSection.tsx';
import { PastDecision } from '../../review/detail/PastDecision.tsx';
import { LargePicture, Thumbnail } from '../../review/detail/Picture.tsx';
import { PresenceLine } from '../../review/detail/PresenceLine.tsx';
import { TransferLine } from '../../review/detail/TransferLine.tsx';
import { useImagesAhead } from '../../review/detail/useImagesAhead.ts';
import { GlyphMark } from '../../review/GlyphMark.tsx';
import { syncGlyph, unitStatusGlyph } from '../../review/glyphs.ts';
import { useDetail, useListPart, useReview } from '../../review/ReviewProvider.tsx';
import type { Panes } from '../../review/screen/usePanes.ts';
import { EmptyState, SkeletonLines } from '../../ui/feedback/States.tsx';
import { ScrollRegion } from '../../ui/ScrollRegion.tsx';
import { PeopleList } from './PeopleList.tsx';
import { UnitActionBar } from './UnitActionBar.tsx';
import type { UnitActions } from './useUnitActions.ts';
import { useUnitFields } from './useUnitFields.tsx';

interface UnitDetailPaneProps {
  actions: UnitActions;
  isAmended: boolean;
  compare: Compare;
  seeing: Seeing;
  panes: Panes;
  onWithdraw: () => void;
}

export function UnitDetailPane({
  actions,
  isAmended,
  compare,
  seeing,
  panes,
  onWithdraw,
}: UnitDetailPaneProps) {
  const { units: list } = useReview();
  const id = useListPart(list, (state) => state.row?.id);
  const detail = useDetail(list, id);
  const { isFocusMode } = panes;
  const { t } = useText();
  const fields = useUnitFields(detail);
  useImagesAhead(list);
  if (id === undefined) return <EmptyState title={t('detail.none')} />;
  if (detail === undefined) return <SkeletonLines count={10} label={t('common.loading')} />;
  if (detail === null) return <EmptyState title={t('list.row.gone')} />;
  const { row, material, images, findings } = detail;
  const licenceName = t('image.licence', { name: material.unitName });
  const open = (kind: 'unit' | 'attendee', id: string) =>
    navigate(kind === 'unit' ? { screen: 'units', id } : { screen: 'attendees', id });

  const body = (
    <div className={styles.detail}>
      <CompareBanner kind="unit" compare={compare} parked={detail.parked} />
      <PresenceLine kind="unit" id={id} />
      <ScrollRegion className={styles.scroll} label={material.unitName}>
        <header className={styles.head}>
          <div className={styles.headText}>
            <h2 className={styles.title}>{material.unitName}</h2>
            <p className={styles.subtitle}>
              <GlyphMark glyph={unitStatusGlyph(row, t)} isWorded />
              {row.isSetAside && <span className={styles.soft}>{t('detail.setAside')}</span>}
              {row.sync !== 'none' && <GlyphMark glyph={syncGlyph(row.sync, t)} isWorded />}
            </p>
            {material.uscc !== undefined && <CreditCode code={row.uscc} findings={findings} />}
          </div>
          {!isFocusMode && (
            <Thumbnail sha256={images.qualificationDocument} name={licenceName} onOpen={panes.openViewer} />
          )}
        </header>
        <FindingsSection findings={findings} seeing={seeing} />
        {detail.transfer && (
          <section className={styles.section}>
            <h3>{t('transfer.heading')}</h3>
            <TransferLine note={detail.transfer} way="arrived" />
          </section>
        )}
        {detail.lastReview && (
          <LastReviewSection
            kind="unit"
            id={id}
            version={row.seen.hash}
            lastReview={detail.lastReview}
            revision={row.seen.revision}
          />
        )}
        {detail.decision && detail.decision.id !== detail.lastReview?.id && (
          <section className={styles.section}>
            <h3>{t('detail.decision')}</h3>
            <PastDecision decision={detail.decision} />
          </section>
        )}
        <section className={styles.section}>
          <h3>{t('detail.fields')}</h3>
          <Fields fields={fields} findings={findings} />
        </section>
        <PeopleList people={detail.people} onAll={actions.people} onOpen={(id) => open('attendee', id)} />
      </ScrollRegion>
      <UnitActionBar
        detail={detail}
        actions={actions}
        isAmended={isAmended}
        isFocusMode={isFocusMode}
        onLeaveFocus={panes.leaveFocusMode}
        onMove={list.moveBy}
        onWithdraw={onWithdraw}
      />
      <SeeingDialogs kind="unit" id={id} name={material.unitName} seeing={seeing} />
      {compare.isOpen && compare.target && (
        <CompareDialog
          kind="unit"
          id={id}
          name={material.unitName}
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
          sha256={images.qualificationDocument}
          name={licenceName}
          isFocused={panes.isViewerFocused}
          subject={{
            kind: 'unit',
            id,
            revision: row.seen.revision,
            slot: UNIT_IMAGE_SLOT,
            findings,
          }}
        />
      </div>
      <div className={styles.focusSide}>{body}</div>
    </div>
  );
}
