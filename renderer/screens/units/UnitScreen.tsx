/** Screen 1, unit review: the list under review beside the unit under the cursor. */
import type { InputRef } from 'antd';
import { useMemo, useRef } from 'react';
import { useHash } from '../../app/route.ts';
import { UNIT_QUEUES, type UnitQuery } from '../../desk/contract.ts';
import { useText } from '../../i18n/i18n.ts';
import { BatchDialog } from '../../review/batch/BatchDialog.tsx';
import { ResultBar } from '../../review/batch/ResultBar.tsx';
import { useBatch } from '../../review/batch/useBatch.ts';
import { keyLayer, UNIT_KEYS } from '../../review/keyCatalog.ts';
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
import type { GridHandle } from '../../ui/grid/ViewportGrid.tsx';
import { useKeyLayer } from '../../ui/keys/KeyProvider.tsx';
import { EmptyUnits } from './EmptyUnits.tsx';
import { UnitDetailPane } from './UnitDetailPane.tsx';
import { UnitFilters } from './UnitFilters.tsx';
import { unitColumns } from './unitColumns.ts';
import { useUnitActions } from './useUnitActions.ts';

export function UnitScreen() {
  const { t, language } = useText();
  const { units: list } = useReview();
  const state = useListState(list);
  const detail = useDetail(list, state.row?.id);
  const subGroups = useSubGroups();
  const searchRef = useRef<InputRef>(null);
  const gridRef = useRef<GridHandle>(null);
  const panes = usePanes();
  const actions = useUnitActions(list);
  const onFault = useFaultMessage();
  const openRow = useOpenList(list, useHash(), ({ id }) => ({
    kind: 'unit',
    queue: id === undefined ? 'pending' : 'all',
  }));
  const batch = useBatch(list, (id) => void openRow(id).then(actions.openReject, onFault));

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
  const { start } = batch;
  const mayDecide = state.row?.status === 'pendingReview' && !state.isChangedUnder;
  const layer = useMemo(
    () =>
      keyLayer(
        UNIT_KEYS,
        {
          approve: mayDecide ? actions.approve : null,
          approveAndTag: mayDecide ? actions.approveAndTag : null,
          reject: mayDecide ? actions.openReject : null,
          batchApprove: () => void start({ verdict: 'approve' }),
          batchReject: () => void start({ verdict: 'reject' }),
          licence: () => panes.openViewer(),
          people: actions.people,
        },
        { id: 'units', level: 1, title: 'keys.section.units' },
        t,
      ),
    [actions, start, mayDecide, panes, t],
  );
  useKeyLayer(layer);

  const query = state.query;
  const change = (part: Part<UnitQuery>) => void list.open(cleanQuery({ ...query, ...part }));
  const columns = useMemo(() => unitColumns(t, language, subGroups), [t, language, subGroups]);
  const isFiltered = ['search', 'findings', 'categories', 'subGroupIds'].some((name) => name in query);
  const showRow = (id: string) => {
    batch.close();
    void openRow(id);
  };
  return (
    <div className={styles.screen}>
      <h1 className="visually-hidden">{t('nav.units')}</h1>
      <div className={styles.toolbar} data-f6="" tabIndex={-1}>
        <QueueTabs
          queues={UNIT_QUEUES.map((queue) => ({ queue, name: t(`queue.unit.${queue}`) }))}
          counts={state.queues}
          current={query.queue}
          onChoose={(queue) => {
            change({ queue });
            gridRef.current?.focus();
          }}
        />
        <UnitFilters
          query={query}
          facets={state.opened?.facets ?? null}
          subGroups={subGroups}
          searchRef={searchRef}
          onChange={change}
          onLeave={() => gridRef.current?.focus()}
        />
      </div>
      <PaneLayout
        isFocusMode={panes.isFocusMode}
        isDrawerOpen={panes.isDrawerOpen}
        onCloseDrawer={panes.close}
        listLabel={t('nav.units')}
        detailLabel={t('detail.label')}
        list={
          <>
            <ListPane
              list={list}
              gridRef={gridRef}
              columns={columns}
              label={t('nav.units')}
              isFiltered={isFiltered}
              onClearFilters={() => void list.open({ kind: 'unit', queue: query.queue })}
              empty={<EmptyUnits queue={query.queue} />}
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
                <ActionButton
                  size="small"
                  type="primary"
                  chord="Ctrl+Enter"
                  onClick={() => void start({ verdict: 'approve' })}
                >
                  {t('action.approve')}
                </ActionButton>
                <ActionButton
                  size="small"
                  danger
                  chord="Ctrl+Delete"
                  onClick={() => void start({ verdict: 'reject' })}
                >
                  {t('action.reject')}
                </ActionButton>
              </ScopeBar>
            </ListPane>
            {batch.result && (
              <ResultBar
                result={batch.result}
                nameOfId={(id) => list.nameOfId(id)}
                onOpenRow={showRow}
                onClose={batch.closeResult}
              />
            )}
          </>
        }
        detail={
          <UnitDetailPane
            detail={detail}
            hasRow={state.row !== null}
            actions={actions}
            isAmended={state.isChangedUnder}
            onSeen={() => list.markSeen()}
            isFocusMode={panes.isFocusMode}
            isViewerFocused={panes.isViewerFocused}
            onOpenLicence={panes.openViewer}
            onLeaveFocus={() => panes.setFocusMode(false)}
            onMove={(by) => list.moveBy(by)}
          />
        }
      />
      {batch.open && batch.open.ask !== 'straight' && batch.open.ask !== 'single' && (
        <BatchDialog batch={batch} open={batch.open} kind="unit" onOpenRow={showRow} />
      )}
    </div>
  );
}
