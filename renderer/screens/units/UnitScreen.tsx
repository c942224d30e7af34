/** Screen 1, unit review: the list under review beside the unit under the cursor. */
import type { InputRef } from 'antd';
import { useMemo, useRef } from 'react';
import { useHash } from '../../app/route.ts';
import type { UnitRow } from '../../desk/contract/rows.ts';
import { useText } from '../../i18n/i18n.ts';
import { BatchDialog } from '../../review/batch/BatchDialog.tsx';
import { PeekBar } from '../../review/batch/PeekBar.tsx';
import { useScreenBatch } from '../../review/batch/useScreenBatch.ts';
import { useCompare } from '../../review/compare/useCompare.ts';
import { useSeeing } from '../../review/compare/useSeeing.ts';
import { useCopy } from '../../review/copy/useCopy.tsx';
import { keyLayer, UNIT_KEYS } from '../../review/keyCatalog.ts';
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
import { TransferDialog } from './transfer/TransferDialog.tsx';
import { useTransfer } from './transfer/useTransfer.ts';
import { UnitDetailPane } from './UnitDetailPane.tsx';
import { UnitListArea } from './UnitListArea.tsx';
import { UnitToolbar } from './UnitToolbar.tsx';
import { useUnitActions } from './useUnitActions.ts';

const isTakeable = ({ status }: UnitRow) => status === 'approved' || status === 'rejected';
/** Approvals move people on, and another's decision is another's: both are looked at before. */
const isAsked = () => true;

export function UnitScreen() {
  const { t } = useText();
  const { units: list } = useReview();
  const isAmended = useListPart(list, (state) => state.isChangedUnder);
  const mayDecide = useListPart(list, ({ row }) => row?.status === 'pendingReview') && !isAmended;
  const searchRef = useRef<InputRef>(null);
  const gridRef = useRef<GridHandle>(null);
  const panes = usePanes();
  const actions = useUnitActions(list);
  const onFault = useFaultMessage();
  const compare = useCompare(list);
  const { copying, dialog: copyDialog } = useCopy(list);
  const seeing = useSeeing(list);
  const transfer = useTransfer(list);
  const withdraw = useWithdraw(list, isAsked);
  const isDecided = useListPart(list, ({ row }) => row !== null && isTakeable(row)) && !isAmended;
  const openRow = useOpenList(list, useHash(), ({ id }) => ({
    kind: 'unit',
    queue: id === undefined ? 'pending' : 'all',
  }));
  const { batch, isDialogOpen, isPeeking, start, closeResult, showRow, comeBack, giveUp } = useScreenBatch(
    list,
    openRow,
    (id) => void openRow(id).then(actions.openReject, onFault),
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
  const layer = useMemo(
    () =>
      keyLayer(
        UNIT_KEYS,
        {
          approve: mayDecide ? actions.approve : null,
          approveAndTag: mayDecide ? actions.approveAndTag : null,
          reject: mayDecide ? actions.openReject : null,
          batchApprove: () => start({ verdict: 'approve' }),
          batchReject: () => start({ verdict: 'reject' }),
          batchWithdraw: () => start({ verdict: 'withdraw' }),
          licence: panes.openViewer,
          people: actions.people,
          withdraw: isDecided ? withdraw.start : null,
          transfer: transfer.start,
        },
        { id: 'units', level: 1, title: 'keys.section.units' },
        t,
      ),
    [actions, start, mayDecide, isDecided, withdraw.start, transfer.start, panes, t],
  );
  useKeyLayer(layer);
  return (
    <div className={styles.screen}>
      <h1 className="visually-hidden">{t('nav.units')}</h1>
      <UnitToolbar searchRef={searchRef} gridRef={gridRef} />
      {isPeeking && <PeekBar onBack={comeBack} onGiveUp={giveUp} />}
      <PaneLayout
        isFocusMode={panes.isFocusMode}
        isDrawerOpen={panes.isDrawerOpen}
        onCloseDrawer={panes.close}
        listLabel={t('nav.units')}
        detailLabel={t('detail.label')}
        list={
          <UnitListArea
            gridRef={gridRef}
            result={batch.result}
            onCloseResult={closeResult}
            onBatch={start}
            onTransfer={transfer.start}
            onShowRow={showRow}
            onChooseRow={panes.openDrawer}
            onOpenRow={panes.enterFocusMode}
          />
        }
        detail={
          <UnitDetailPane
            actions={actions}
            isAmended={isAmended}
            compare={compare}
            seeing={seeing}
            panes={panes}
            onWithdraw={withdraw.start}
          />
        }
      />
      {copyDialog}
      {isDialogOpen && batch.open && (
        <BatchDialog batch={batch} open={batch.open} kind="unit" isHidden={isPeeking} onOpenRow={showRow} />
      )}
      {transfer.preview && <TransferDialog transfer={transfer} preview={transfer.preview} />}
      {withdraw.open && <WithdrawDialog key={withdraw.open.id} withdraw={withdraw} />}
    </div>
  );
}
