/** What the desk tells a list: changed rows, an amendment under the cursor, new submissions. */
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import type { Desk } from '../../desk/contract/desk.ts';
import type { DeskEvent } from '../../desk/contract/status.ts';
import type { DetailCache } from './detailCache.ts';
import type { DetailOf, RowOf } from './kinds.ts';
import type { ListState } from './listTypes.ts';
import type { RowCache } from './rowCache.ts';

export type Timer = 'compact' | 'coalesce' | 'arrivals';

/** A batch tells of its rows in many small events; they are read again together. */
const COALESCE_MS = 30;
const ARRIVALS_MS = 1000;

export function createListNews<K extends SubmissionKind>(list: {
  kind: K;
  desk: Pick<Desk, 'rowsById' | 'arrivalsOf'>;
  rows: RowCache<RowOf<K>>;
  details: DetailCache<DetailOf<K>>;
  later: (timer: Timer, afterMs: number, run: () => void) => void;
  guard: (work: Promise<unknown>) => void;
  isDecided: (id: string) => boolean;
  /** by id: the hash that was on screen before it was amended under the reviewer */
  changedFrom: Map<string, string>;
  getState: () => ListState<K>;
  set: (change: Partial<ListState<K>>) => void;
  showRows: (indices: number[]) => void;
}): { onDeskEvent: (event: DeskEvent) => void } {
  const { kind, desk, rows, details, later, guard, getState, set } = list;
  const touched = new Set<string>();
  let dataVersion = -1;

  async function readTouched(): Promise<void> {
    const ids = [...touched].filter((id) => rows.byId(id));
    touched.clear();
    if (ids.length === 0) return;
    const fresh = (await desk.rowsById(kind, ids)) as (RowOf<K> | null)[];
    const indices: number[] = [];
    for (const row of fresh) {
      const before = row ? rows.byId(row.id) : undefined;
      if (!row || !before) continue;
      indices.push(rows.replace(row));
      if (row.id !== getState().row?.id) continue;
      // Amended by the registrant while on screen, and not by a decision of ours.
      const isAmended = before.seen.hash !== row.seen.hash && !list.isDecided(row.id);
      if (isAmended && !list.changedFrom.has(row.id)) list.changedFrom.set(row.id, before.seen.hash);
      const changedFrom = list.changedFrom.get(row.id) ?? null;
      set({ row, isChangedUnder: changedFrom !== null, changedFrom });
    }
    details.invalidate(ids);
    const { row: current } = getState();
    if (current && ids.includes(current.id)) guard(details.want(current.id));
    list.showRows(indices);
  }
  async function countArrivals(): Promise<void> {
    const queryId = getState().opened?.queryId;
    if (queryId === undefined) return;
    const arrivals = await desk.arrivalsOf(queryId);
    const { opened, arrivals: before } = getState();
    if (opened?.queryId === queryId && arrivals !== before) set({ arrivals });
  }
  return {
    onDeskEvent(event) {
      if (event.type === 'rows' && event.kind !== kind) {
        // A unit's details show its people, so theirs outdate it too.
        if (kind === 'unit') details.invalidateAll();
      } else if (event.type === 'rows') {
        if (event.ids.length === 0) details.invalidateAll();
        for (const id of event.ids.length > 0 ? event.ids : rows.ids()) touched.add(id);
        later('coalesce', COALESCE_MS, () => guard(readTouched()));
      } else if (event.type === 'status' && event.status.dataVersion !== dataVersion) {
        dataVersion = event.status.dataVersion;
        later('arrivals', ARRIVALS_MS, () => guard(countArrivals()));
      }
    },
  };
}
