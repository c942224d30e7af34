/** The list: grid, its states, the pill of new submissions, and the bar of the selection. */
import { AG_GRID_LOCALE_CN, AG_GRID_LOCALE_EN } from '@ag-grid-community/locale';
import type { ColDef } from 'ag-grid-community';
import { Button } from 'antd';
import { type ReactNode, type RefObject, useCallback, useEffect, useMemo } from 'react';
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import { useAppearance } from '../../app/appearance.ts';
import { useNonce } from '../../app/nonceContext.ts';
import { count } from '../../i18n/format.ts';
import { useText } from '../../i18n/i18n.ts';
import { EmptyState, SkeletonLines } from '../../ui/feedback/States.tsx';
import type { CheckContext } from '../../ui/grid/checkCells.ts';
import { type GridHandle, ViewportGrid } from '../../ui/grid/ViewportGrid.tsx';
import { nameOf, type RowOf } from '../list/kinds.ts';
import type { ReviewList } from '../list/listTypes.ts';
import { useListPart } from '../ReviewProvider.tsx';
import { NOTHING, scopeBar, selectedCount } from '../selection.ts';
import { scopeLine } from './ScopeBar.tsx';
import styles from './screen.module.css';

interface ListPaneProps<K extends SubmissionKind> {
  list: ReviewList<K>;
  columns: ColDef<RowOf<K>>[];
  label: string;
  /** whether filters narrow the queue, so that an empty list says how to widen it */
  isFiltered: boolean;
  onClearFilters: () => void;
  empty: ReactNode;
  sort: { column: string; direction: 'asc' | 'desc' } | null;
  onSort: (sort: { column: string; direction: 'asc' | 'desc' } | null) => void;
  onOpenRow: () => void;
  onChooseRow: () => void;
  onFault: (fault: unknown) => void;
  children?: ReactNode;
  /** another way to show the rows; takes `gridRef` over */
  insteadOfGrid?: ReactNode;
  gridRef: RefObject<GridHandle | null>;
}

export function ListPane<K extends SubmissionKind>(props: ListPaneProps<K>) {
  const { list, columns, label, isFiltered } = props;
  const { t, language } = useText();
  const { isRoomy } = useAppearance();
  const nonce = useNonce();
  // Parts, not the whole: with the cursor, which moves thirty times a second, nothing here is drawn again.
  const opened = useListPart(list, (state) => state.opened);
  const fault = useListPart(list, (state) => state.fault);
  const arrivals = useListPart(list, (state) => state.arrivals);
  const all = useListPart(list, (state) => state.queues.all);
  const selection = useListPart(list, (state) => state.selection);
  const visibleSelected = useListPart(list, (state) => state.visibleSelected);
  const total = opened?.total ?? 0;
  const bar = scopeBar(selection, total, visibleSelected);

  const isReady = opened !== null;
  const { gridRef, onChooseRow } = props;
  useEffect(() => {
    // On arrival the rows have the keys, unless something else was focused on purpose.
    if (isReady && (document.activeElement === null || document.activeElement === document.body)) {
      gridRef.current?.focus();
    }
  }, [isReady, gridRef]);

  const checks = useMemo<CheckContext>(
    () => ({
      isSelected: (id) => list.isSelected(id),
      toggle: (id) => list.toggle(id),
      toggleAll: () => {
        const { selection } = list.getState();
        if (selectedCount(selection, list.total()) === 0) list.selectAll();
        else list.select(NOTHING);
      },
      allState: () => {
        const { selection } = list.getState();
        const selected = selectedCount(selection, list.total());
        return selected === 0
          ? 'none'
          : selection.type === 'allBut' && selected === list.total()
            ? 'all'
            : 'some';
      },
      rowLabel: (row) => t('select.row', { name: nameOf(row as RowOf<K>) }),
      allLabel: () => t('select.all'),
    }),
    [list, t],
  );
  const chooseRow = useCallback(
    (index: number, { isShift, isCtrl }: { isShift: boolean; isCtrl: boolean }) => {
      if (isShift) list.extendTo(index);
      else {
        list.moveTo(index);
        const row = list.at(index);
        if (isCtrl && row) list.toggle(row.id);
      }
      onChooseRow();
    },
    [list, onChooseRow],
  );
  return (
    <>
      <div className={styles.gridArea}>
        {props.insteadOfGrid || (
          <ViewportGrid<RowOf<K>>
            ref={props.gridRef}
            // ensureDomOrder holds from the grid's start only.
            key={`${language} ${isRoomy}`}
            isRoomy={isRoomy}
            source={list}
            columns={columns}
            label={label}
            checks={checks}
            locale={language === 'en' ? AG_GRID_LOCALE_EN : AG_GRID_LOCALE_CN}
            nonce={nonce}
            sort={props.sort}
            onSort={props.onSort}
            onFault={props.onFault}
            isQuiet={isDone}
            onRowClick={chooseRow}
            onRowDoubleClick={props.onOpenRow}
          />
        )}
        {opened === null && fault === null && (
          <div className={styles.cover}>
            <SkeletonLines count={12} label={t('common.loading')} />
          </div>
        )}
        {fault !== null && (
          <div className={styles.cover}>
            <EmptyState
              title={t('list.fault', { detail: fault })}
              action={<Button onClick={() => void list.open(list.getState().query)}>{t('app.retry')}</Button>}
            />
          </div>
        )}
        {opened !== null && fault === null && total === 0 && (
          <div className={styles.cover}>
            {isFiltered ? (
              <EmptyState
                title={t('list.noMatch')}
                action={<Button onClick={props.onClearFilters}>{t('filter.clear')}</Button>}
              />
            ) : (
              props.empty
            )}
          </div>
        )}
        {arrivals > 0 && (
          <div className={styles.pill}>
            {t('list.arrivals', { count: arrivals })}{' '}
            <Button type="link" size="small" onClick={() => void list.reopen()}>
              {t('common.load')}
            </Button>
          </div>
        )}
      </div>
      <div className={scopeLine(bar?.isPartlyHidden ?? false)}>
        {props.children}
        <span className={styles.counts}>
          {t('list.count', { total: count(total), all: count(all ?? total) })}
        </span>
      </div>
    </>
  );
}

/** Decided in this pass: still there until the list closes up, but quieter. */
const isDone = (row: { sync: string }) => row.sync === 'savedHere';
