/** Screen 2, attendee tagging: the list of people beside the person under the cursor. */
import { Button, type InputRef } from 'antd';
import { useMemo, useRef } from 'react';
import { TAGS, type Tag } from '../../../shared/domain/vocabulary.ts';
import { navigate, useHash } from '../../app/route.ts';
import { ATTENDEE_QUEUES, type AttendeeQuery } from '../../desk/contract.ts';
import { useText } from '../../i18n/i18n.ts';
import { BatchDialog } from '../../review/batch/BatchDialog.tsx';
import { ResultBar } from '../../review/batch/ResultBar.tsx';
import { useBatch } from '../../review/batch/useBatch.ts';
import { ATTENDEE_KEYS, keyLayer } from '../../review/keyCatalog.ts';
import { useDetail, useListState, useReview } from '../../review/ReviewProvider.tsx';
import { ListPane } from '../../review/screen/ListPane.tsx';
import { PaneLayout } from '../../review/screen/PaneLayout.tsx';
import { QueueTabs } from '../../review/screen/QueueTabs.tsx';
import { cleanQuery, type Part, sortedQuery, sortOf } from '../../review/screen/query.ts';
import { ScopeBar } from '../../review/screen/ScopeBar.tsx';
import styles from '../../review/screen/screen.module.css';
import { useListActions } from '../../review/screen/useListActions.ts';
import { useListKeys } from '../../review/screen/useListKeys.ts';
import { useOpenList } from '../../review/screen/useOpenList.ts';
import { usePanes } from '../../review/screen/usePanes.ts';
import { useFaultMessage } from '../../review/useFaultMessage.ts';
import { useSubGroups } from '../../review/useSubGroups.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { EmptyState } from '../../ui/feedback/States.tsx';
import type { GridHandle } from '../../ui/grid/ViewportGrid.tsx';
import { useKeyLayer } from '../../ui/keys/KeyProvider.tsx';
import { AttendeeDetailPane } from './AttendeeDetailPane.tsx';
import { AttendeeFilters } from './AttendeeFilters.tsx';
import { mayReturn, mayTag, mayWithdrawTag } from './allowed.ts';
import { attendeeColumns } from './attendeeColumns.ts';
import { useAttendeeActions } from './useAttendeeActions.ts';

const BATCH_CHORDS: Record<Tag, string> = { vip: 'Shift+1', staff: 'Shift+2', professional: 'Shift+3' };

export function AttendeeScreen() {
  const { t } = useText();
  const { attendees: list } = useReview();
  const state = useListState(list);
  const { row, query } = state;
  const detail = useDetail(list, row?.id);
  const subGroups = useSubGroups();
  const searchRef = useRef<InputRef>(null);
  const gridRef = useRef<GridHandle>(null);
  const panes = usePanes();
  const actions = useAttendeeActions(list);
  const onFault = useFaultMessage();
  const openRow = useOpenList(list, useHash(), ({ id, unitId }) => {
    if (unitId !== undefined) return { kind: 'attendee', queue: 'all', unitId };
    return { kind: 'attendee', queue: id === undefined ? 'untagged' : 'all' };
  });
  const batch = useBatch(list, (id) => void openRow(id).then(actions.openReturn, onFault));
  const { start } = batch;
  useListKeys(
    list,
    useListActions({
      panes,
      searchRef,
      gridRef,
      setAside: actions.setAside,
      isAmended: state.isChangedUnder,
    }),
  );

  const isOpen = row !== null && !state.isChangedUnder;
  const layer = useMemo(() => {
    const tag = (tagged: Tag) => (isOpen && mayTag(row) ? () => actions.tag(tagged) : null);
    const batchTag = (tagged: Tag) => () => void start({ verdict: 'tag', tag: tagged });
    return keyLayer(
      ATTENDEE_KEYS,
      {
        tagVip: tag('vip'),
        tagStaff: tag('staff'),
        tagProfessional: tag('professional'),
        withdrawTag: isOpen && mayWithdrawTag(row) ? actions.withdrawTag : null,
        return: isOpen && mayReturn(row) ? actions.openReturn : null,
        batchVip: batchTag('vip'),
        batchStaff: batchTag('staff'),
        batchProfessional: batchTag('professional'),
        batchWithdrawTag: () => void start({ verdict: 'withdraw' }),
        batchReturn: () => void start({ verdict: 'return' }),
        photo: panes.openViewer,
        unit: actions.unit,
      },
      { id: 'attendees', level: 1, title: 'keys.section.attendees' },
      t,
    );
  }, [actions, isOpen, panes, row, start, t]);
  useKeyLayer(layer);

  const change = (part: Part<AttendeeQuery>) => void list.open(cleanQuery({ ...query, ...part }));
  const columns = useMemo(() => attendeeColumns(t), [t]);
  const isFiltered = ['search', 'findings', 'tags', 'subGroupIds'].some((name) => name in query);
  const showRow = (id: string) => {
    batch.close();
    void openRow(id);
  };
  const focusGrid = () => gridRef.current?.focus();
  return (
    <div className={styles.screen}>
      <h1 className="visually-hidden">{t('nav.attendees')}</h1>
      <div className={styles.toolbar} data-f6="" tabIndex={-1}>
        <QueueTabs
          queues={ATTENDEE_QUEUES.map((queue) => ({ queue, name: t(`queue.attendee.${queue}`) }))}
          counts={state.queues}
          current={query.queue}
          onChoose={(queue) => {
            change({ queue });
            focusGrid();
          }}
        />
        <AttendeeFilters
          query={query}
          facets={state.opened?.facets ?? null}
          subGroups={subGroups}
          unitName={row?.unitId === query.unitId ? (row?.unitName ?? null) : null}
          searchRef={searchRef}
          onChange={change}
          onLeave={focusGrid}
        />
      </div>
      <PaneLayout
        isFocusMode={panes.isFocusMode}
        isDrawerOpen={panes.isDrawerOpen}
        onCloseDrawer={panes.close}
        listLabel={t('nav.attendees')}
        detailLabel={t('detail.label')}
        list={
          <>
            <ListPane
              list={list}
              gridRef={gridRef}
              columns={columns}
              label={t('nav.attendees')}
              isFiltered={isFiltered}
              onClearFilters={() => {
                const { queue, unitId } = query;
                void list.open({ kind: 'attendee', queue, ...(unitId === undefined ? {} : { unitId }) });
              }}
              empty={<EmptyAttendees isUntagged={query.queue === 'untagged'} />}
              sort={sortOf(query)}
              onSort={(sort) => {
                const next = sortedQuery(query, sort);
                if (next) void list.open(next);
              }}
              onChooseRow={panes.openDrawer}
              onOpenRow={() => panes.setFocusMode(true)}
              onFault={onFault}
            >
              <ScopeBar list={list}>
                {TAGS.map((tag) => (
                  <ActionButton
                    key={tag}
                    size="small"
                    chord={BATCH_CHORDS[tag]}
                    onClick={() => void start({ verdict: 'tag', tag })}
                  >
                    {t(`tag.${tag}`)}
                  </ActionButton>
                ))}
                <ActionButton
                  size="small"
                  chord="Shift+0"
                  onClick={() => void start({ verdict: 'withdraw' })}
                >
                  {t('action.withdrawTag')}
                </ActionButton>
                <ActionButton
                  size="small"
                  danger
                  chord="Ctrl+Delete"
                  onClick={() => void start({ verdict: 'return' })}
                >
                  {t('action.return')}
                </ActionButton>
              </ScopeBar>
            </ListPane>
            {batch.result && (
              <ResultBar
                result={batch.result}
                nameOfId={list.nameOfId}
                onOpenRow={showRow}
                onClose={batch.closeResult}
              />
            )}
          </>
        }
        detail={
          <AttendeeDetailPane
            detail={detail}
            hasRow={row !== null}
            actions={actions}
            isAmended={state.isChangedUnder}
            onSeen={list.markSeen}
            isFocusMode={panes.isFocusMode}
            isViewerFocused={panes.isViewerFocused}
            onOpenPhoto={panes.openViewer}
            onLeaveFocus={() => panes.setFocusMode(false)}
          />
        }
      />
      {batch.open && batch.open.ask !== 'straight' && batch.open.ask !== 'single' && (
        <BatchDialog batch={batch} open={batch.open} kind="attendee" onOpenRow={showRow} />
      )}
    </div>
  );
}

function EmptyAttendees({ isUntagged }: { isUntagged: boolean }) {
  const { t } = useText();
  return (
    <EmptyState
      title={t(isUntagged ? 'list.empty.attendee.untagged' : 'list.empty.attendee')}
      action={
        <Button type="primary" onClick={() => navigate({ screen: 'units' })}>
          {t('list.empty.goUnits')}
        </Button>
      }
    />
  );
}
