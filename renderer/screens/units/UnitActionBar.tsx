/** Under the unit: the buttons that are the keys' visible twins, or the strip that is open. */
import { useCallback } from 'react';
import type { UnitDetail } from '../../desk/contract/rows.ts';
import { useText } from '../../i18n/i18n.ts';
import { taggableAlong } from '../../review/decisionInput.ts';
import styles from '../../review/detail/detail.module.css';
import { OverrideStrip } from '../../review/OverrideStrip.tsx';
import { ReasonStrip } from '../../review/reasons/ReasonStrip.tsx';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { ApprovalPreview } from './ApprovalPreview.tsx';
import type { UnitActions } from './useUnitActions.ts';

export function UnitActionBar(props: {
  detail: UnitDetail;
  actions: UnitActions;
  isAmended: boolean;
  isFocusMode: boolean;
  onLeaveFocus: () => void;
  onMove: (by: number) => void;
  onWithdraw: () => void;
}) {
  const { detail, actions, isAmended, isFocusMode } = props;
  const { t } = useText();
  const { onMove } = props;
  const previous = useCallback(() => onMove(-1), [onMove]);
  const next = useCallback(() => onMove(1), [onMove]);
  const { row, findings, people } = detail;
  const { strip } = actions;
  if (strip?.type === 'reject' && strip.id === row.id) {
    return (
      <ReasonStrip
        key={row.id}
        kind="unit"
        findings={findings}
        onSend={actions.reject}
        onClose={actions.closeStrip}
      />
    );
  }
  if (strip?.type === 'override' && strip.id === row.id) {
    return (
      <OverrideStrip
        title={t('override.title')}
        confirmText={t('override.confirm')}
        onConfirm={actions.confirmOverride}
        onClose={actions.closeStrip}
      />
    );
  }
  const isPending = row.status === 'pendingReview';
  const isDecided = row.status === 'approved' || row.status === 'rejected';
  const along = taggableAlong(people).length;
  return (
    <div className={styles.actions}>
      {isPending && (
        <>
          <ActionButton type="primary" chord="A" disabled={isAmended} onClick={actions.approve}>
            {t('action.approve')}
          </ActionButton>
          {along > 0 && (
            <ActionButton chord="Shift+A" disabled={isAmended} onClick={actions.approveAndTag}>
              {t('action.approveAndTag', { count: along })}
            </ActionButton>
          )}
          <ActionButton danger chord="X" disabled={isAmended} onClick={actions.openReject}>
            {t('action.reject')}
          </ActionButton>
          <ActionButton chord="S" onClick={actions.setAside}>
            {t(row.isSetAside ? 'action.takeBack' : 'action.setAside')}
          </ActionButton>
        </>
      )}
      {isDecided && (
        <ActionButton chord="W" disabled={isAmended} onClick={props.onWithdraw}>
          {t('action.withdraw')}
        </ActionButton>
      )}
      {isPending && <ApprovalPreview people={people} />}
      {isFocusMode && (
        <>
          <ActionButton chord="[" onClick={previous}>
            {t('action.previous')}
          </ActionButton>
          <ActionButton chord="]" onClick={next}>
            {t('action.next')}
          </ActionButton>
          <ActionButton chord="Escape" onClick={props.onLeaveFocus}>
            {t('action.list')}
          </ActionButton>
        </>
      )}
    </div>
  );
}
