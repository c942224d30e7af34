/** A list under review: its query, cursor and selection, and deciding on it. The state belongs here, not to the grid. */
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import type { OpenedQuery } from '../../desk/contract/queries.ts';
import type { ViewportEvent } from '../../ui/grid/viewport.ts';
import { landing, moved, rangeOf } from '../cursor.ts';
import { allOf, isSelected, NOTHING, type Selection, toggled, withIds } from '../selection.ts';
import { createDetailCache } from './detailCache.ts';
import { type DetailOf, nameOf, type QueryOf, type RowOf } from './kinds.ts';
import { createListDeciding } from './listDeciding.ts';
import { createListNews, type Timer } from './listNews.ts';
import { createListSelection } from './listSelection.ts';
import type { ListPorts, ListState, ReviewList } from './listTypes.ts';
import { createRowCache } from './rowCache.ts';

/** Rows asked for at once: at 30 keys a second a block lasts several seconds. */
const BLOCK = 100;
const AHEAD = 40;
/** The list closes up so long after the last decision, so that nothing moves under the hands. */
export const COMPACT_AFTER_MS = 1500;
const PREFETCH = 2;
/** The desk no longer has the list, as after its data was fetched anew: it is opened again after this. */
export const REOPEN_AFTER_MS = 100;

/** Makes a list of a kind. Nothing is read until `open`. */
export function createReviewList<K extends SubmissionKind>(
  kind: K,
  initialQuery: QueryOf<K>,
  ports: ListPorts,
): ReviewList<K> {
  const { desk, schedule } = ports;
  const rows = createRowCache<RowOf<K>>();
  /** amended while on screen and not acknowledged: what was shown before, also after the cursor has moved */
  const changedFrom = new Map<string, string>();
  const listeners = new Set<() => void>();
  const viewports = new Set<(event: ViewportEvent) => void>();
  let anchor: { index: number; base: Selection } | null = null;
  let loadSerial = 0;
  const timers: Record<Timer, (() => void) | null> = {
    compact: null,
    coalesce: null,
    arrivals: null,
  };
  let state: ListState<K> = {
    query: initialQuery,
    opened: null,
    queues: {},
    isLoading: true,
    fault: null,
    index: -1,
    row: null,
    selection: NOTHING,
    visibleSelected: 0,
    arrivals: 0,
    isChangedUnder: false,
    changedFrom: null,
    decidedCount: 0,
  };

  const loadDetail = (id: string) =>
    (kind === 'unit' ? desk.unitDetail(id) : desk.attendeeDetail(id)) as Promise<DetailOf<K> | null>;
  const details = createDetailCache<DetailOf<K>>(loadDetail);

  function set(change: Partial<ListState<K>>): void {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  }
  const tell = (event: ViewportEvent) => {
    for (const viewport of viewports) viewport(event);
  };
  const total = () => state.opened?.total ?? 0;
  const picked = createListSelection({
    desk,
    getSelection: () => state.selection,
    setSelection: (selection) => {
      state = { ...state, selection };
    },
    total,
  });
  function later(timer: Timer, afterMs: number, run: () => void, isRestart = false): void {
    if (timers[timer] && !isRestart) return;
    timers[timer]?.();
    timers[timer] = schedule(() => {
      timers[timer] = null;
      run();
    }, afterMs);
  }
  const guard = (work: Promise<unknown>) => {
    work.catch(ports.onFault);
  };

  // ── reading ───────────────────────────────────────────────────────────────────────────────────────

  async function fetch(from: number, to: number): Promise<(RowOf<K> | null)[]> {
    const end = Math.min(to, total());
    const cached = rows.range(from, end);
    if (cached) return cached;
    const queryId = state.opened?.queryId;
    if (queryId === undefined) return [];
    try {
      const got = (await desk.rows(queryId, from, end)) as (RowOf<K> | null)[];
      if (state.opened?.queryId !== queryId) return fetch(from, to);
      if (got.length < end - from) {
        // Asked again for each answer it would be two requests for one, without end.
        reopenSoon();
        return got;
      }
      rows.put(from, got);
      if (state.row === null && state.index >= from && state.index < end) placeCursor(state.index);
      return got;
    } catch (fault) {
      if (state.opened?.queryId !== queryId) return fetch(from, to);
      throw fault;
    }
  }

  /**
   * The ids of a list about to be shown, null if nothing is selected. What is selected is spelled out while the
   * former list is there: also what was selected in it while the new one was being read.
   */
  async function comparedIds(opened: OpenedQuery, isDue: () => boolean): Promise<string[] | null> {
    let compared: Selection;
    let ids: string[] | null = null;
    do {
      compared = await picked.toIds();
      if (picked.isAny(compared)) ids ??= await desk.idsOf(opened.queryId, 0, opened.total);
    } while (isDue() && state.selection !== compared);
    return picked.isAny(compared) ? ids : null;
  }

  async function load(
    query: QueryOf<K>,
    how: 'reset' | 'refresh',
    wantedId: string | undefined,
  ): Promise<void> {
    const mine = ++loadSerial;
    const decidedBefore = deciding.serial();
    const cursorBefore = state.row?.id;
    const keepId = wantedId ?? (how === 'refresh' ? cursorBefore : undefined);
    if (how === 'reset') set({ query, isLoading: true, fault: null });
    try {
      const opened = await desk.openQuery(query);
      const position = keepId === undefined ? -1 : await desk.positionOf(opened.queryId, keepId);
      const formerIndex = how === 'reset' ? 0 : state.index;
      const index = landing(position, formerIndex, opened.total);
      const from = Math.max(0, index - BLOCK / 2);
      const block = (await desk.rows(
        opened.queryId,
        from,
        Math.min(opened.total, from + BLOCK),
      )) as (RowOf<K> | null)[];
      if (block.length < Math.min(BLOCK, opened.total - from)) {
        guard(desk.closeQuery(opened.queryId));
        if (mine === loadSerial) reopenSoon(wantedId);
        return;
      }
      const ids = await comparedIds(opened, () => mine === loadSerial);
      const isOutdated =
        mine !== loadSerial ||
        (how === 'refresh' && (deciding.serial() !== decidedBefore || state.row?.id !== cursorBefore));
      if (isOutdated) {
        guard(desk.closeQuery(opened.queryId));
        // Someone decided or moved meanwhile: what was read is of the past, so read again a little later.
        if (mine === loadSerial) later('compact', COMPACT_AFTER_MS, () => guard(reopen(wantedId)), true);
        return;
      }
      if (state.opened) guard(desk.closeQuery(state.opened.queryId));
      rows.clear();
      deciding.clear();
      rows.put(from, block);
      picked.compareWith(ids);
      anchor = null;
      set({
        query,
        opened,
        queues: opened.queues,
        isLoading: false,
        fault: null,
        arrivals: 0,
        decidedCount: 0,
        visibleSelected: picked.visibleCount(),
      });
      placeCursor(index);
      tell({ type: how });
    } catch (fault) {
      if (mine !== loadSerial) return;
      set({ isLoading: false, fault: fault instanceof Error ? fault.message : String(fault) });
    }
  }
  const open = (query: QueryOf<K>, id?: string) => load(query, 'reset', id);
  const reopen = (id?: string) => load(state.query, 'refresh', id);
  const reopenSoon = (id?: string) => later('compact', REOPEN_AFTER_MS, () => guard(reopen(id)), true);

  // ── cursor ────────────────────────────────────────────────────────────────────────────────────────

  function placeCursor(index: number): void {
    const left = state.index;
    const row = rows.at(index) ?? null;
    const from = changedFrom.get(row?.id ?? '') ?? null;
    set({ index, row, isChangedUnder: from !== null, changedFrom: from });
    tell({ type: 'cursor', from: left, to: index });
    if (row) guard(details.want(row.id));
    for (let ahead = 1; ahead <= PREFETCH; ahead++) {
      const next = rows.at(index + ahead);
      if (next) guard(details.want(next.id));
    }
    const edge = Math.min(index + AHEAD, total() - 1);
    if (index >= 0 && rows.at(edge) === undefined)
      guard(fetch(edge - (edge % BLOCK), edge - (edge % BLOCK) + BLOCK));
    if (index >= 0 && rows.at(index) === undefined) guard(fetch(index, index + 1));
  }
  function moveTo(index: number): void {
    anchor = null;
    if (index >= 0 && index < total()) placeCursor(index);
  }

  // ── selection ─────────────────────────────────────────────────────────────────────────────────────

  function select(selection: Selection): void {
    state = { ...state, selection };
    set({ visibleSelected: picked.visibleCount() });
    tell({ type: 'selection' });
  }
  async function extend(index: number): Promise<void> {
    const queryId = state.opened?.queryId;
    if (queryId === undefined || index < 0 || index >= total()) return;
    anchor ??= { index: Math.max(0, state.index), base: state.selection };
    const { base, index: start } = anchor;
    placeCursor(index);
    const { from, to } = rangeOf(start, index);
    const ids =
      rows.range(from, to)?.flatMap((row) => (row ? [row.id] : [])) ?? (await desk.idsOf(queryId, from, to));
    if (state.opened?.queryId === queryId && state.index === index) select(withIds(base, ids, true));
  }

  const deciding = createListDeciding<K>({
    kind,
    ports,
    rows,
    details,
    guard,
    getState: () => state,
    set,
    total,
    showRows: (indices) => tell({ type: 'rows', indices }),
    moveOn(index) {
      anchor = null;
      placeCursor(index);
    },
    compactLater: () => later('compact', COMPACT_AFTER_MS, () => guard(reopen()), true),
  });
  const news = createListNews({
    kind,
    desk,
    rows,
    details,
    later,
    guard,
    isDecided: deciding.isDecided,
    changedFrom,
    getState: () => state,
    set,
    showRows: (indices) => tell({ type: 'rows', indices }),
  });

  return {
    kind,
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    details,
    fetch,
    at: (index) => rows.at(index),
    total,
    cursor: () => state.index,
    isSelected: (id) => isSelected(state.selection, id),
    subscribeViewport(listener) {
      viewports.add(listener);
      return () => viewports.delete(listener);
    },
    open,
    reopen,
    moveBy: (by) => moveTo(moved(state.index, by, total())),
    moveTo,
    toggle(id) {
      anchor = null;
      select(toggled(state.selection, id));
    },
    extendTo: (index) => guard(extend(index)),
    selectAll() {
      if (state.opened) select(allOf(state.opened.queryId));
    },
    select,
    async keepVisible() {
      select({ type: 'ids', ids: new Set(await picked.visibleIds()) });
    },
    visibleIds: picked.visibleIds,
    act: deciding.act,
    setAside: deciding.setAside,
    markSeen(hash) {
      const { row } = state;
      if (!row) return;
      if (row.seen.hash === hash) changedFrom.delete(row.id);
      // Amended once more while the comparison was open: that change is still to be seen.
      else changedFrom.set(row.id, hash);
      const from = changedFrom.get(row.id) ?? null;
      set({ isChangedUnder: from !== null, changedFrom: from });
    },
    unseenIds: () => [...changedFrom.keys()],
    nameOfId(id) {
      const row = rows.byId(id);
      return row ? nameOf(row) : id;
    },
    onDeskEvent: news.onDeskEvent,
    async afterUndo(batchId) {
      await reopen(deciding.rowOf(batchId));
    },
    dispose() {
      for (const cancel of Object.values(timers)) cancel?.();
      loadSerial++;
    },
  };
}
