/** Screen 2, attendee tagging: the list of people beside the person under the cursor. */
import type { InputRef } from 'antd';
import { useCallback, useMemo, useRef } from 'react';
import type { Tag } from '../../../shared/domain/vocabulary.ts';
import { useStatusOf } from '../../app/DeskContext.tsx';
import { useHash } from '../../app/route.ts';
import { useText } from '../../i18n/i18n.ts';
import { BatchDialog } from '../../review/batch/BatchDialog.tsx';
import { PeekBar } from '../../review/batch/PeekBar.tsx';
import { useScreenBatch } from '../../review/batch/useScreenBatch.ts';
import { useCompare } from '../../review/compare/useCompare.ts';
import { useSeeing } from '../../review/compare/useSeeing.ts';
import { useCopy } from '../../review/copy/useCopy.tsx';
import { ATTENDEE_KEYS, keyLayer } from '../../review/keyCatalog.ts';
import { useListPart, useReview } from '../../review/ReviewProvider.tsx';
import { PaneLayout } from '../../review/screen/PaneLayout.tsx';
import styles from '../../review/screen/screen.module.css';
import { useListActions } from '../../review/screen/useListActions.ts';
import { useListKeys } from '../../review/screen/useListKeys.ts';
import { useOpenList } from '../../review/screen/useOpenList.ts';
import { usePanes } from '../../review/screen/usePanes.ts';
import { useFaultMessage } from '../../review/useFaultMessage.ts';
import { useWithdraw } from '../../review/withdraw/useWithdraw.ts';
import { WithdrawDialog } from '../../review/withdraw/WithdrawDialog.tsx';
import type { GridHandle } from '../../ui/grid/ViewportGrid.tsx';
import { useKeyLayer } from '../../ui/keys/KeyProvider.tsx';
import { AttendeeDetailPane } from './AttendeeDetailPane.tsx';
import { AttendeeListArea } from './AttendeeListArea.tsx';
import { AttendeeToolbar } from './AttendeeToolbar.tsx';
import { mayReturn, mayTag, mayWithdrawTag } from './allowed.ts';
import { useAttendeeActions } from './useAttendeeActions.ts';
import { useWallChoice } from './useWallChoice.ts';

export function AttendeeScreen() {
  const { t } = useText();
  const { attendees: list } = useReview();
  const isAmended = useListPart(list, (state) => state.isChangedUnder);
  const isTaggable = useListPart(list, ({ row }) => row !== null && mayTag(row)) && !isAmended;
  const isTagRemovable = useListPart(list, ({ row }) => row !== null && mayWithdrawTag(row)) && !isAmended;
  const isReturnable = useListPart(list, ({ row }) => row !== null && mayReturn(row)) && !isAmended;
  const searchRef = useRef<InputRef>(null);
  const gridRef = useRef<GridHandle>(null);
  const panes = usePanes();
  const [isWall, chooseWall] = useWallChoice();
  const isSecretariat = useStatusOf((status) => status.account?.role === 'secretariat', false);
  // One's own tag goes by one key; what another decided is looked at before it is taken back.
  const isAsked = useCallback(() => isSecretariat, [isSecretariat]);
  const withdraw = useWithdraw(list, isAsked);
  const actions = useAttendeeActions(list, withdraw.start);
  const onFault = useFaultMessage();
  const compare = useCompare(list);
  const { copying, dialog: copyDialog } = useCopy(list);
  const seeing = useSeeing(list);
  const openRow = useOpenList(list, useHash(), ({ id, unitId }) => {
    if (unitId !== undefined) return { kind: 'attendee', queue: 'all', unitId };
    return { kind: 'attendee', queue: id === undefined ? 'untagged' : 'all' };
  });
  const { batch, isDialogOpen, isPeeking, start, closeResult, showRow, comeBack, giveUp } = useScreenBatch(
    list,
    openRow,
    (id) => void openRow(id).then(actions.openReturn, onFault),
  );
  useListKeys(
    list,
    useListActions({
      panes,
      searchRef,
      gridRef,
      setAside: actions.setAside,
      compare: compare.open,
      seeing,
      copying,
    }),
  );
  const layer = useMemo(() => {
    const tag = (tagged: Tag) => (isTaggable ? () => actions.tag(tagged) : null);
    const batchTag = (tagged: Tag) => () => start({ verdict: 'tag', tag: tagged });
    return keyLayer(
      ATTENDEE_KEYS,
      {
        tagVip: tag('vip'),
        tagStaff: tag('staff'),
        tagProfessional: tag('professional'),
        withdrawTag: isTagRemovable ? actions.withdrawTag : null,
        return: isReturnable ? actions.openReturn : null,
        batchVip: batchTag('vip'),
        batchStaff: batchTag('staff'),
        batchProfessional: batchTag('professional'),
        batchWithdrawTag: () => start({ verdict: 'withdraw' }),
        batchReturn: () => start({ verdict: 'return' }),
        photo: panes.openViewer,
        wall: () => {
          chooseWall(!isWall);
        },
        unit: actions.unit,
      },
      { id: 'attendees', level: 1, title: 'keys.section.attendees' },
      t,
    );
  }, [actions, isTaggable, isTagRemovable, isReturnable, isWall, chooseWall, panes, start, t]);
  useKeyLayer(layer);
  return (
    <div className={styles.screen}>
      <h1 className="visually-hidden">{t('nav.attendees')}</h1>
      <AttendeeToolbar searchRef={searchRef} gridRef={gridRef} isWall={isWall} onChooseWall={chooseWall} />
      {isPeeking && <PeekBar onBack={comeBack} onGiveUp={giveUp} />}
      <PaneLayout
        isFocusMode={panes.isFocusMode}
        isDrawerOpen={panes.isDrawerOpen}
        onCloseDrawer={panes.close}
        listLabel={t('nav.attendees')}
        detailLabel={t('detail.label')}
        list={
          <AttendeeListArea
            gridRef={gridRef}
            isWall={isWall}
            result={batch.result}
            onCloseResult={closeResult}
            onBatch={start}
            onShowRow={showRow}
            onChooseRow={panes.openDrawer}
            onOpenRow={panes.enterFocusMode}
          />
        }
        detail={
          <AttendeeDetailPane
            actions={actions}
            isAmended={isAmended}
            compare={compare}
            seeing={seeing}
            panes={panes}
          />
        }
      />
      {copyDialog}
      {isDialogOpen && batch.open && (
        <BatchDialog
          batch={batch}
          open={batch.open}
          kind="attendee"
          isHidden={isPeeking}
          onOpenRow={showRow}
        />
      )}
      {withdraw.open && <WithdrawDialog key={withdraw.open.id} withdraw={withdraw} />}
    </div>
  );
}
