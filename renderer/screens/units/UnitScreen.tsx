/** Screen 1, unit review: the list under review beside the unit under the cursor. */
import { useMemo } from 'react';
import type { UnitQuery } from '../../desk/contract/queries.ts';
import type { UnitRow } from '../../desk/contract/rows.ts';
import { useText } from '../../i18n/i18n.ts';
import { keyLayer, UNIT_KEYS } from '../../review/keyCatalog.ts';
import { useListPart, useReview } from '../../review/ReviewProvider.tsx';
import { ReviewFrame } from '../../review/screen/ReviewFrame.tsx';
import type { Wanted } from '../../review/screen/useOpenList.ts';
import { useReviewScreen } from '../../review/screen/useReviewScreen.ts';
import { useWithdraw } from '../../review/withdraw/useWithdraw.ts';
import { WithdrawDialog } from '../../review/withdraw/WithdrawDialog.tsx';
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

const queryFor = ({ id }: Wanted): UnitQuery => ({
  kind: 'unit',
  queue: id === undefined ? 'pending' : 'all',
});

export function UnitScreen() {
  const { t } = useText();
  const { units: list } = useReview();
  const isAmended = useListPart(list, (state) => state.isChangedUnder);
  const mayDecide = useListPart(list, ({ row }) => row?.status === 'pendingReview') && !isAmended;
  const actions = useUnitActions(list);
  const transfer = useTransfer(list);
  const withdraw = useWithdraw(list, isAsked);
  const isDecided = useListPart(list, ({ row }) => row !== null && isTakeable(row)) && !isAmended;
  const { setAside, openReject } = actions;
  const screen = useReviewScreen(list, { queryFor, setAside, openStrip: openReject });
  const { searchRef, gridRef, panes, compare, seeing } = screen;
  const { batch, start, closeResult, showRow } = screen.screenBatch;
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
    <ReviewFrame
      screen={screen}
      kind="unit"
      title={t('nav.units')}
      toolbar={<UnitToolbar searchRef={searchRef} gridRef={gridRef} />}
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
    >
      {transfer.preview && <TransferDialog transfer={transfer} preview={transfer.preview} />}
      {withdraw.open && <WithdrawDialog key={withdraw.open.id} withdraw={withdraw} />}
    </ReviewFrame>
  );
}
