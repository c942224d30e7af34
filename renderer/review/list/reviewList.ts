/** A list under review: its query, cursor and selection, and deciding on it. The state belongs here, not to the grid. */
import type { SubmissionKind, Tag, Verdict } from '../../../shared/domain/vocabulary.ts';
import type { DecideRefusal, DecisionInput, Desk, DeskEvent, OpenedQuery, Row } from '../../desk/contract.ts';
import type { ViewportEvent, ViewportSource } from '../../ui/grid/viewport.ts';
import { landing, moved, nextUndecided, rangeOf } from '../cursor.ts';
import { expectedRow } from '../expectedRow.ts';
import { allOf, asIds, isSelected, NOTHING, type Selection, toggled, withIds } from '../selection.ts';
import { createDetailCache, type DetailCache } from './detailCache.ts';
import { type DetailOf, nameOf, type QueryOf, type RowOf, recounted } from './kinds.ts';
import { createRowCache } from './rowCache.ts';

/** Rows asked for at once: at 30 keys a second a block lasts several seconds. */
const BLOCK = 100;
const AHEAD = 40;
/** The list closes up so long after the last decision, so that nothing moves under the hands. */
export const COMPACT_AFTER_MS = 1500;
const COALESCE_MS = 30;
const ARRIVALS_MS = 1000;
const PREFETCH = 2;

export interface ListState<K extends SubmissionKind> {
  query: QueryOf<K>;
  opened: OpenedQuery | null;
  /** counts per queue, kept right between two answers */
  queues: Record<string, number>;
  isLoading: boolean;
  fault: string | null;
  index: number;
  row: RowOf<K> | null;
  selection: Selection;
  /** how many of the selected ids the current list shows */
  visibleSelected: number;
  arrivals: number;
  /** the row under the cursor was amended while it was on screen, and not looked at since */
  isChangedUnder: boolean;
  /** rows decided since the list was opened or closed up */
  decidedCount: number;
}

export interface ListPorts {
  desk: Desk;
  /** Calls back after some milliseconds; returns its cancellation. */
  schedule: (run: () => void, afterMs: number) => () => void;
  payingTags: () => readonly Tag[];
  onRefused: (row: Row, why: DecideRefusal, detail: string | undefined) => void;
  onFault: (fault: unknown) => void;
}

export interface Act {
  verdict: Verdict;
  tag?: Tag;
  items: DecisionInput[];
}

export interface ReviewList<K extends SubmissionKind> extends ViewportSource<RowOf<K>> {
  kind: K;
  getState(): ListState<K>;
  subscribe(listener: () => void): () => void;
  details: DetailCache<DetailOf<K>>;
  /** Opens another query with the cursor on its first row, or on `id` if it is in it. */
  open(query: QueryOf<K>, id?: string): Promise<void>;
  /** Reads the same query again, keeping the cursor's row (or going to `id`). */
  reopen(id?: string): Promise<void>;
  moveBy(by: number): void;
  moveTo(index: number): void;
  toggle(id: string): void;
  extendTo(index: number): void;
  selectAll(): void;
  select(selection: Selection): void;
  keepVisible(): Promise<void>;
  /** Ids a batch acts on: visible ∩ selected; null stands for all of the list but `except`. */
  visibleIds(): Promise<string[]>;
  /** Decides the row under the cursor: store first, next row at once, then the desk. The row decided, or null. */
  act(make: (row: RowOf<K>) => Act | null): RowOf<K> | null;
  setAside(): RowOf<K> | null;
  markSeen(): void;
  /** the name of a loaded row, else its id */
  nameOfId(id: string): string;
  onDeskEvent(event: DeskEvent): void;
  /** After an undo of this batch: back to its row, if it was decided here. */
  afterUndo(batchId: string): Promise<void>;
  dispose(): void;
}

/** Makes a list of a kind. Nothing is read until `open`. */
export function createReviewList<K extends SubmissionKind>(
  kind: K,
  initialQuery: QueryOf<K>,
  ports: ListPorts,
): ReviewList<K> {
  const { desk, schedule } = ports;
  const rows = createRowCache<RowOf<K>>();
  const decided = new Set<string>();
  const batches = new Map<string, string>();
  const listeners = new Set<() => void>();
  const viewports = new Set<(event: ViewportEvent) => void>();
  const touched = new Set<string>();
  /** ids of the current list; only kept while a selection from an earlier list has to be compared with it */
  let listIds: Set<string> | null = null;
  let anchor: { index: number; base: Selection } | null = null;
  let loadSerial = 0;
  let decideSerial = 0;
  let dataVersion = -1;
  const timers: Record<'compact' | 'coalesce' | 'arrivals', (() => void) | null> = {
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
  function later(timer: keyof typeof timers, afterMs: number, run: () => void, isRestart = false): void {
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
      rows.put(from, got);
      if (state.row === null && state.index >= from && state.index < end) placeCursor(state.index);
      return got;
    } catch (fault) {
      if (state.opened?.queryId !== queryId) return fetch(from, to);
      throw fault;
    }
  }

  async function load(
    query: QueryOf<K>,
    how: 'reset' | 'refresh',
    wantedId: string | undefined,
  ): Promise<void> {
    const mine = ++loadSerial;
    const decidedBefore = decideSerial;
    const cursorBefore = state.row?.id;
    const keepId = wantedId ?? (how === 'refresh' ? cursorBefore : undefined);
    if (how === 'reset') set({ query, isLoading: true, fault: null });
    try {
      const selection = await selectionAsIds();
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
      const ids = hasAny(selection) ? new Set(await desk.idsOf(opened.queryId, 0, opened.total)) : null;
      const isOutdated =
        mine !== loadSerial ||
        (how === 'refresh' && (decideSerial !== decidedBefore || state.row?.id !== cursorBefore));
      if (isOutdated) {
        guard(desk.closeQuery(opened.queryId));
        // Someone decided or moved meanwhile: what was read is of the past, so read again a little later.
        if (mine === loadSerial) later('compact', COMPACT_AFTER_MS, () => guard(reopen(wantedId)), true);
        return;
      }
      if (state.opened) guard(desk.closeQuery(state.opened.queryId));
      rows.clear();
      decided.clear();
      rows.put(from, block);
      listIds = ids;
      anchor = null;
      set({
        query,
        opened,
        queues: opened.queues,
        isLoading: false,
        fault: null,
        arrivals: 0,
        decidedCount: 0,
        visibleSelected: visibleOf(state.selection),
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

  // ── cursor ────────────────────────────────────────────────────────────────────────────────────────

  function placeCursor(index: number): void {
    const from = state.index;
    const row = rows.at(index) ?? null;
    const isSame = row !== null && row.id === state.row?.id;
    set({ index, row, isChangedUnder: isSame && state.isChangedUnder });
    tell({ type: 'cursor', from, to: index });
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

  const hasAny = (selection: Selection) => selection.type === 'allBut' || selection.ids.size > 0;
  function visibleOf(selection: Selection): number {
    if (selection.type === 'allBut') return Math.max(0, total() - selection.except.size);
    if (!listIds) return selection.ids.size;
    let visible = 0;
    for (const id of selection.ids) if (listIds.has(id)) visible++;
    return visible;
  }
  function select(selection: Selection): void {
    set({ selection, visibleSelected: visibleOf(selection) });
    tell({ type: 'selection' });
  }
  async function selectionAsIds(): Promise<Selection> {
    const { selection } = state;
    if (selection.type === 'ids') return selection;
    const ids = asIds(selection, await desk.idsOf(selection.queryId, 0, total()));
    if (state.selection === selection) state = { ...state, selection: ids };
    return ids;
  }
  async function visibleIds(): Promise<string[]> {
    const selection = await selectionAsIds();
    if (selection.type === 'allBut') return [];
    return [...selection.ids].filter((id) => listIds === null || listIds.has(id));
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

  // ── deciding ──────────────────────────────────────────────────────────────────────────────────────

  function showRow(row: RowOf<K>): void {
    const index = rows.replace(row);
    if (index < 0) return;
    if (state.row?.id === row.id) set({ row });
    tell({ type: 'rows', indices: [index] });
  }
  /** Shows the row's new state, moves on, and lets the list close up later. */
  function leave(row: RowOf<K>, after: RowOf<K>): void {
    decideSerial++;
    decided.add(row.id);
    showRow(after);
    set({ queues: recounted(state.queues, row, after), decidedCount: decided.size });
    const next = nextUndecided(
      state.index,
      total(),
      (at) => rows.at(at)?.id,
      (id) => decided.has(id),
    );
    anchor = null;
    placeCursor(next);
    later('compact', COMPACT_AFTER_MS, () => guard(reopen()), true);
  }
  async function restore(row: RowOf<K>): Promise<void> {
    decided.delete(row.id);
    const [current] = (await desk.rowsById(kind, [row.id])) as (RowOf<K> | null)[];
    showRow(current ?? row);
    details.invalidate([row.id]);
  }
  async function send(row: RowOf<K>, items: DecisionInput[]): Promise<void> {
    const reply = await desk.decide(items);
    if (reply.batchId !== null) batches.set(reply.batchId, row.id);
    const [refused] = reply.refused;
    if (!refused) return;
    ports.onRefused(row, refused.why, refused.detail);
    await restore(row);
  }
  function act(make: (row: RowOf<K>) => Act | null): RowOf<K> | null {
    const { row } = state;
    if (!row || decided.has(row.id) || state.isChangedUnder) return null;
    const made = make(row);
    if (!made) return null;
    leave(row, expectedRow(row, made.verdict, made.tag, ports.payingTags()) as RowOf<K>);
    send(row, made.items).catch((fault: unknown) => {
      ports.onFault(fault);
      guard(restore(row));
    });
    return row;
  }
  function setAside(): RowOf<K> | null {
    const { row } = state;
    if (!row || decided.has(row.id)) return null;
    leave(row, { ...row, isSetAside: !row.isSetAside });
    desk.setAside(kind, row.id, !row.isSetAside).catch((fault: unknown) => {
      ports.onFault(fault);
      guard(restore(row));
    });
    return row;
  }

  // ── what the desk tells ───────────────────────────────────────────────────────────────────────────

  async function refreshTouched(): Promise<void> {
    const ids = [...touched].filter((id) => rows.byId(id));
    touched.clear();
    if (ids.length === 0) return;
    const fresh = (await desk.rowsById(kind, ids)) as (RowOf<K> | null)[];
    const indices: number[] = [];
    for (const row of fresh) {
      const before = row ? rows.byId(row.id) : undefined;
      if (!row || !before) continue;
      const isUnderCursor = row.id === state.row?.id;
      const isAmended = before.seen.hash !== row.seen.hash && !decided.has(row.id);
      indices.push(rows.replace(row));
      if (isUnderCursor) set({ row, isChangedUnder: state.isChangedUnder || isAmended });
    }
    details.invalidate(ids);
    if (state.row && ids.includes(state.row.id)) guard(details.want(state.row.id));
    tell({ type: 'rows', indices });
  }
  function onDeskEvent(event: DeskEvent): void {
    if (event.type === 'rows') {
      // A unit's details show its people, so theirs outdate it too.
      if (event.kind !== kind) {
        if (kind === 'unit') details.invalidateAll();
        return;
      }
      if (event.ids.length === 0) details.invalidateAll();
      for (const id of event.ids.length > 0 ? event.ids : rows.ids()) touched.add(id);
      later('coalesce', COALESCE_MS, () => guard(refreshTouched()));
    }
    if (event.type === 'status' && event.status.dataVersion !== dataVersion) {
      dataVersion = event.status.dataVersion;
      later('arrivals', ARRIVALS_MS, () => guard(countArrivals()));
    }
  }
  async function countArrivals(): Promise<void> {
    const queryId = state.opened?.queryId;
    if (queryId === undefined) return;
    const arrivals = await desk.arrivalsOf(queryId);
    if (state.opened?.queryId === queryId && arrivals !== state.arrivals) set({ arrivals });
  }

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
      if (listIds && rows.byId(id)) listIds.add(id);
      select(toggled(state.selection, id));
    },
    extendTo: (index) => guard(extend(index)),
    selectAll() {
      if (state.opened) select(allOf(state.opened.queryId));
    },
    select,
    async keepVisible() {
      select({ type: 'ids', ids: new Set(await visibleIds()) });
    },
    visibleIds,
    act,
    setAside,
    markSeen() {
      set({ isChangedUnder: false });
    },
    nameOfId(id) {
      const row = rows.byId(id);
      return row ? nameOf(row) : id;
    },
    onDeskEvent,
    async afterUndo(batchId) {
      await reopen(batches.get(batchId));
    },
    dispose() {
      for (const cancel of Object.values(timers)) cancel?.();
      loadSerial++;
    },
  };
}
