/** One unit in detail: findings, fields, licence, history, people, and what can be done with it. */
import { UNIT_IMAGE_SLOT } from '../../../shared/domain/material.ts';
import { navigate } from '../../app/route.ts';
import { useText } from '../../i18n/i18n.ts';
import type { Compare } from '../../review/compare/useCompare.ts';
import type { Seeing } from '../../review/compare/useSeeing.ts';
import { CreditCode } from '../../review/detail/CreditCode.tsx';
import { DetailFrame, FieldsPart, LastReviewPart } from '../../review/detail/DetailFrame.tsx';
import styles from '../../review/detail/detail.module.css';
import { PastDecision } from '../../review/detail/PastDecision.tsx';
import { TransferLine } from '../../review/detail/TransferLine.tsx';
import { useImagesAhead } from '../../review/detail/useImagesAhead.ts';
import { GlyphMark } from '../../review/GlyphMark.tsx';
import { syncGlyph, unitStatusGlyph } from '../../review/glyphs.ts';
import { useDetail, useListPart, useReview } from '../../review/ReviewProvider.tsx';
import type { Panes } from '../../review/screen/usePanes.ts';
import { EmptyState, SkeletonLines } from '../../ui/feedback/States.tsx';
import { PeopleList } from './PeopleList.tsx';
import { UnitActionBar } from './UnitActionBar.tsx';
import type { UnitActions } from './useUnitActions.ts';
import { useUnitFields } from './useUnitFields.tsx';

export function UnitDetailPane(props: {
  actions: UnitActions;
  isAmended: boolean;
  compare: Compare;
  seeing: Seeing;
  panes: Panes;
  onWithdraw: () => void;
}) {
  const { actions, isAmended, compare, seeing, panes, onWithdraw } = props;
  const { units: list } = useReview();
  const id = useListPart(list, (state) => state.row?.id);
  const detail = useDetail(list, id);
  const { t } = useText();
  const fields = useUnitFields(detail);
  useImagesAhead(list);
  if (id === undefined) return <EmptyState title={t('detail.none')} />;
  if (detail === undefined) return <SkeletonLines count={10} label={t('common.loading')} />;
  if (detail === null) return <EmptyState title={t('list.row.gone')} />;
  const { row, material, images, findings } = detail;
  return (
    <DetailFrame
      detail={detail}
      name={material.unitName}
      picture={{
        sha256: images.qualificationDocument,
        name: t('image.licence', { name: material.unitName }),
        slot: UNIT_IMAGE_SLOT,
      }}
      compare={compare}
      seeing={seeing}
      panes={panes}
      onSeen={list.markSeen}
      head={
        <>
          <p className={styles.subtitle}>
            <GlyphMark glyph={unitStatusGlyph(row, t)} isWorded />
            {row.isSetAside && <span className={styles.soft}>{t('detail.setAside')}</span>}
            {row.sync !== 'none' && <GlyphMark glyph={syncGlyph(row.sync, t)} isWorded />}
          </p>
          {material.uscc !== undefined && <CreditCode code={row.uscc} findings={findings} />}
        </>
      }
      actions={
        <UnitActionBar
          detail={detail}
          actions={actions}
          isAmended={isAmended}
          isFocusMode={panes.isFocusMode}
          onLeaveFocus={panes.leaveFocusMode}
          onMove={list.moveBy}
          onWithdraw={onWithdraw}
        />
      }
    >
      {detail.transfer && (
        <section className={styles.section}>
          <h3>{t('transfer.heading')}</h3>
          <TransferLine note={detail.transfer} way="arrived" />
        </section>
      )}
      <LastReviewPart detail={detail} />
      {detail.decision && detail.decision.id !== detail.lastReview?.id && (
        <section className={styles.section}>
          <h3>{t('detail.decision')}</h3>
          <PastDecision decision={detail.decision} />
        </section>
      )}
      <FieldsPart detail={detail} fields={fields} />
      <PeopleList
        people={detail.people}
        onAll={actions.people}
        onOpen={(person) => navigate({ screen: 'attendees', id: person })}
      />
    </DetailFrame>
  );
}
