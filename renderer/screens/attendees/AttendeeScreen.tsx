/** Screen 2, attendee tagging: the list of people beside the person under the cursor. */
import { useCallback, useMemo } from 'react';
import type { Tag } from '../../../shared/domain/vocabulary.ts';
import { useStatusOf } from '../../app/DeskContext.tsx';
import type { AttendeeQuery } from '../../desk/contract/queries.ts';
import { useText } from '../../i18n/i18n.ts';
import { ATTENDEE_KEYS, keyLayer } from '../../review/keyCatalog.ts';
import { useListPart, useReview } from '../../review/ReviewProvider.tsx';
import { ReviewFrame } from '../../review/screen/ReviewFrame.tsx';
import type { Wanted } from '../../review/screen/useOpenList.ts';
import { useReviewScreen } from '../../review/screen/useReviewScreen.ts';
import { useWithdraw } from '../../review/withdraw/useWithdraw.ts';
import { WithdrawDialog } from '../../review/withdraw/WithdrawDialog.tsx';
import { useKeyLayer } from '../../ui/keys/KeyProvider.tsx';
import { AttendeeDetailPane } from './AttendeeDetailPane.tsx';
import { AttendeeListArea } from './AttendeeListArea.tsx';
import { AttendeeToolbar } from './AttendeeToolbar.tsx';
import { mayReturn, mayTag, mayWithdrawTag } from './allowed.ts';
import { useAttendeeActions } from './useAttendeeActions.ts';
import { useWallChoice } from './useWallChoice.ts';

function queryFor({ id, unitId }: Wanted): AttendeeQuery {
  if (unitId !== undefined) return { kind: 'attendee', queue: 'all', unitId };
  return { kind: 'attendee', queue: id === undefined ? 'untagged' : 'all' };
}

export function AttendeeScreen() {
  const { t } = useText();
  const { attendees: list } = useReview();
  const isAmended = useListPart(list, (state) => state.isChangedUnder);
  const isTaggable = useListPart(list, ({ row }) => row !== null && mayTag(row)) && !isAmended;
  const isTagRemovable = useListPart(list, ({ row }) => row !== null && mayWithdrawTag(row)) && !isAmended;
  const isReturnable = useListPart(list, ({ row }) => row !== null && mayReturn(row)) && !isAmended;
  const [isWall, chooseWall] = useWallChoice();
  const isSecretariat = useStatusOf((status) => status.account?.role === 'secretariat', false);
  // One's own tag goes by one key; what another decided is looked at before it is taken back.
  const isAsked = useCallback(() => isSecretariat, [isSecretariat]);
  const withdraw = useWithdraw(list, isAsked);
  const actions = useAttendeeActions(list, withdraw.start);
  const { setAside, openReturn } = actions;
  const screen = useReviewScreen(list, { queryFor, setAside, openStrip: openReturn });
  const { searchRef, gridRef, panes, compare, seeing } = screen;
  const { batch, start, closeResult, showRow } = screen.screenBatch;
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
    <ReviewFrame
      screen={screen}
      kind="attendee"
      title={t('nav.attendees')}
      toolbar={
        <AttendeeToolbar searchRef={searchRef} gridRef={gridRef} isWall={isWall} onChooseWall={chooseWall} />
      }
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
    >
      {withdraw.open && <WithdrawDialog key={withdraw.open.id} withdraw={withdraw} />}
    </ReviewFrame>
  );
}
