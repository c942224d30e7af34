/** A tab of parked decisions: the list beside the decision under the cursor; on narrow windows one at a time. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useAnnounce } from '../../app/Announcer.tsx';
import { useDesk } from '../../app/DeskContext.tsx';
import { navigate } from '../../app/route.ts';
import { CONFLICT_RESULTS, type ParkedResult, type TrayRow } from '../../desk/contract/tray.ts';
import { useText } from '../../i18n/i18n.ts';
import { moved } from '../../review/cursor.ts';
import { keyLayer, TRAY_KEYS } from '../../review/keyCatalog.ts';
import { useReview } from '../../review/ReviewProvider.tsx';
import { EmptyState, SkeletonLines } from '../../ui/feedback/States.tsx';
import { useKeyLayer } from '../../ui/keys/KeyProvider.tsx';
import { ScrollRegion } from '../../ui/ScrollRegion.tsx';
import { OutcomeBar } from './OutcomeBar.tsx';
import { SummaryDialog } from './SummaryDialog.tsx';
import { TrayBar } from './TrayBar.tsx';
import { type DetailActions, TrayDetailView } from './TrayDetailView.tsx';
import { TrayList } from './TrayList.tsx';
import styles from './tray.module.css';
import { useLoaded } from './useLoaded.ts';
import { useNote } from './useNote.ts';
import { useTray } from './useTray.ts';

export type TrayTab = 'conflicts' | 'failed';
const PAGE = 200;
const NONE: readonly TrayRow[] = [];

/** Whether a parked decision belongs to a tab. */
export const isOfTab = (row: Pick<TrayRow, 'result'>, tab: TrayTab) =>
  CONFLICT_RESULTS.some((result) => result === row.result) === (tab === 'conflicts');

export function TrayPane(props: { tab: TrayTab; version: string; openId: string | null }) {
  const { tab, version, openId } = props;
  const { t } = useText();
  const desk = useDesk();
  const loaded = useLoaded(() => desk.tray(), version);
  const [attempt, setAttempt] = useState(0);
  const all = loaded.phase === 'ready' ? loaded.value : NONE;
  const rows = useMemo(() => all.filter((row) => isOfTab(row, tab)), [all, tab]);
  const [filter, setFilter] = useState<ParkedResult | null>(null);
  // A filter whose last decision was resolved shows everything again.
  const isFilterEmpty = filter !== null && !rows.some(({ result }) => result === filter);
  const shown = useMemo(
    () => (filter === null || isFilterEmpty ? rows : rows.filter(({ result }) => result === filter)),
    [rows, filter, isFilterEmpty],
  );
  const place = useCursor(shown, openId);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const selectedRows = useMemo(
    () => shown.filter(({ decisionId }) => selected.has(decisionId)),
    [shown, selected],
  );
  const work = useTray(
    rows,
    useCallback((failed) => setSelected(new Set(failed)), []),
  );
  const note = useNote();
  const [isDetailOpen, setDetailOpen] = useState(openId !== null);
  const [pages, setPages] = useState(1);
  const { cursorId } = place;
  const detail = useLoaded(
    async () => (cursorId === null ? null : desk.trayDetail(cursorId)),
    `${version} ${cursorId} ${attempt}`,
  );
  const current = detail.phase === 'ready' && detail.value?.decisionId === cursorId ? detail.value : null;
  const { compareNext } = useReview();
  const { start } = work;
  const actions = useMemo((): DetailActions => {
    const shownHash = current?.mine.ok ? (current.mine.comparison.after.hash ?? undefined) : undefined;
    const ids = current ? [current.decisionId] : [];
    return {
      review: () => {
        if (!current) return;
        compareNext.current = `${current.kind}:${current.subjectId}`;
        navigate({ screen: current.kind === 'unit' ? 'units' : 'attendees', id: current.subjectId });
      },
      asDecided: () => shownHash !== undefined && start('asDecided', ids, shownHash),
      overrule: () => start('overrule', ids),
      accept: () => start('accepted', ids),
      discard: () => start('discarded', ids),
      note: () => void note(ids),
      retry: () => setAttempt((before) => before + 1),
    };
  }, [current, start, note, compareNext]);

  const toggle = useCallback((id: string) => {
    setSelected((now) => {
      const next = new Set(now);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  }, []);
  const selectAll = useCallback(
    () => setSelected(new Set(shown.map(({ decisionId }) => decisionId))),
    [shown],
  );
  const layer = useMemo(() => {
    const may = (action: keyof NonNullable<typeof current>['actions']) =>
      current !== null && current.actions[action] === null ? actions[action] : null;
    return keyLayer(
      TRAY_KEYS,
      {
        next: () => place.moveTo(moved(place.index, 1, shown.length)),
        previous: () => place.moveTo(moved(place.index, -1, shown.length)),
        first: () => place.moveTo(0),
        last: () => place.moveTo(shown.length - 1),
        open: () => setDetailOpen(true),
        select: () => cursorId !== null && toggle(cursorId),
        selectAll,
        review: may('review'),
        asDecided: current?.mine.ok ? may('asDecided') : null,
        overrule: may('overrule'),
        accept: may('accept'),
        note: current ? actions.note : null,
        discard: may('discard'),
        escape: () => {
          if (isDetailOpen && window.matchMedia('(max-width: 1100px)').matches) setDetailOpen(false);
          else setSelected(new Set());
        },
      },
      { id: 'tray', level: 1, title: 'keys.section.tray' },
      t,
    );
  }, [actions, current, cursorId, isDetailOpen, place, selectAll, shown.length, t, toggle]);
  useKeyLayer(layer);

  const columnsRef = useRef<HTMLDivElement>(null);
  const hasRows = rows.length > 0;
  useEffect(() => {
    // The tab that was pressed would keep the arrow keys to itself.
    const isOnTab = document.activeElement?.getAttribute('role') === 'tab';
    if (hasRows && isOnTab) columnsRef.current?.querySelector('section')?.focus();
  }, [hasRows]);

  if (loaded.phase === 'loading') return <SkeletonLines count={8} label={t('common.loading')} />;
  if (loaded.phase === 'fault') return <EmptyState title={t('list.fault', { detail: loaded.detail })} />;
  return (
    <div className={styles.pane}>
      {work.outcome && <OutcomeBar outcome={work.outcome} onClose={work.closeOutcome} />}
      {rows.length === 0 ? (
        <EmptyState title={t(`syncCentre.empty.${tab}`)} text={t(`syncCentre.empty.${tab}.text`)} />
      ) : (
        <>
          <TrayBar
            rows={rows}
            filter={isFilterEmpty ? null : filter}
            onFilter={setFilter}
            selected={selectedRows}
            shown={shown.length}
            onSelectAll={selectAll}
            onClear={() => setSelected(new Set())}
            onStart={(how) =>
              start(
                how,
                selectedRows.map(({ decisionId }) => decisionId),
              )
            }
            onNote={() => void note(selectedRows.map(({ decisionId }) => decisionId))}
          />
          <div ref={columnsRef} className={`${styles.columns} ${isDetailOpen ? styles.detailOpen : ''}`}>
            <ScrollRegion className={styles.listColumn} isF6 label={t('tray.list')}>
              <TrayList
                rows={shown.slice(0, PAGE * pages)}
                total={shown.length}
                cursorId={cursorId}
                selected={selected}
                onOpen={(id) => {
                  place.goTo(id);
                  setDetailOpen(true);
                }}
                onToggle={toggle}
                onMore={() => setPages(pages + 1)}
              />
            </ScrollRegion>
            <aside className={styles.detailColumn} aria-label={t('tray.detail')} data-f6="" tabIndex={-1}>
              {current ? (
                <TrayDetailView detail={current} actions={actions} onBack={() => setDetailOpen(false)} />
              ) : detail.phase === 'fault' ? (
                <EmptyState title={t('list.fault', { detail: detail.detail })} />
              ) : (
                <SkeletonLines count={8} label={t('common.loading')} />
              )}
            </aside>
          </div>
        </>
      )}
      {work.preview && (
        <SummaryDialog preview={work.preview} onConfirm={work.confirm} onClose={work.cancel} />
      )}
    </div>
  );
}

interface Place {
  cursorId: string | null;
  index: number;
  moveTo: (index: number) => void;
  goTo: (id: string) => void;
}

/** The cursor by id; when its row was resolved it lands on the next one. */
function useCursor(rows: readonly TrayRow[], openId: string | null): Place {
  const { t } = useText();
  const announce = useAnnounce();
  const [wanted, setWanted] = useState(openId);
  const lastIndex = useRef(0);
  const found = rows.findIndex(({ decisionId }) => decisionId === wanted);
  const index = found >= 0 ? found : Math.min(lastIndex.current, rows.length - 1);
  const row = rows[index];
  useEffect(() => {
    if (index >= 0) lastIndex.current = index;
  }, [index]);
  useEffect(() => {
    if (openId !== null) setWanted(openId);
  }, [openId]);
  return useMemo(
    () => ({
      cursorId: row?.decisionId ?? null,
      index,
      moveTo(next) {
        const target = rows[next];
        if (!target) return;
        setWanted(target.decisionId);
        announce(`${target.name}, ${t(`tray.kind.${target.result}`)}`);
      },
      goTo: setWanted,
    }),
    [row, index, rows, announce, t],
  );
}
