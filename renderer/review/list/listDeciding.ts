/** Deciding on a list: the row shows it at once and the cursor moves on; what the desk refuses is put back. */
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import type { DecisionInput } from '../../desk/contract/decisions.ts';
import { nextUndecided } from '../cursor.ts';
import { expectedRow } from '../expectedRow.ts';
import type { DetailCache } from './detailCache.ts';
import { type DetailOf, type RowOf, recounted } from './kinds.ts';
import type { Act, ListPorts, ListState } from './listTypes.ts';
import type { RowCache } from './rowCache.ts';

export interface ListDeciding<K extends SubmissionKind> {
  act(make: (row: RowOf<K>) => Act | null): RowOf<K> | null;
  setAside(): RowOf<K> | null;
  isDecided(id: string): boolean;
  /** rises with every decision */
  serial(): number;
  /** the row that a batch of this list decided */
  rowOf(batchId: string): string | undefined;
  /** the list closed up: what was decided in this pass is gone from it */
  clear(): void;
}

export function createListDeciding<K extends SubmissionKind>(list: {
  kind: K;
  ports: ListPorts;
  rows: RowCache<RowOf<K>>;
  details: DetailCache<DetailOf<K>>;
  guard: (work: Promise<unknown>) => void;
  getState: () => ListState<K>;
  set: (change: Partial<ListState<K>>) => void;
  total: () => number;
  showRows: (indices: number[]) => void;
  /** the cursor goes there, and nothing is being extended any more */
  moveOn: (index: number) => void;
  /** the list closes up some time after the last decision */
  compactLater: () => void;
}): ListDeciding<K> {
  const { kind, ports, rows, details, guard, getState, set } = list;
  const decided = new Set<string>();
  const batches = new Map<string, string>();
  let serial = 0;

  function showRow(row: RowOf<K>): void {
    const index = rows.replace(row);
    if (index < 0) return;
    if (getState().row?.id === row.id) set({ row });
    list.showRows([index]);
  }
  /** Shows the row's new state, moves on, and lets the list close up later. */
  function leave(row: RowOf<K>, after: RowOf<K>): void {
    serial++;
    decided.add(row.id);
    showRow(after);
    set({ queues: recounted(getState().queues, row, after), decidedCount: decided.size });
    const next = nextUndecided(
      getState().index,
      list.total(),
      (at) => rows.at(at)?.id,
      (id) => decided.has(id),
    );
    list.moveOn(next);
    list.compactLater();
  }
  async function restore(row: RowOf<K>): Promise<void> {
    decided.delete(row.id);
    const [current] = (await ports.desk.rowsById(kind, [row.id])) as (RowOf<K> | null)[];
    showRow(current ?? row);
    details.invalidate([row.id]);
  }
  async function send(row: RowOf<K>, items: DecisionInput[]): Promise<void> {
    const reply = await ports.desk.decide(items);
    if (reply.batchId !== null) batches.set(reply.batchId, row.id);
    const [refused] = reply.refused;
    if (!refused) return;
    ports.onRefused(row, refused.why, refused.detail);
    await restore(row);
  }
  /** What the desk could not even be told is put back as well, and said. */
  function orRestore(row: RowOf<K>, sent: Promise<unknown>): void {
    sent.catch((fault: unknown) => {
      ports.onFault(fault);
      guard(restore(row));
    });
  }
  return {
    act(make) {
      const { row, isChangedUnder } = getState();
      if (!row || decided.has(row.id) || isChangedUnder) return null;
      const made = make(row);
      if (!made) return null;
      leave(row, expectedRow(row, made.verdict, made.tag, ports.payingTags()) as RowOf<K>);
      orRestore(row, send(row, made.items));
      return row;
    },
    setAside() {
      const { row } = getState();
      if (!row || decided.has(row.id)) return null;
      leave(row, { ...row, isSetAside: !row.isSetAside });
      orRestore(row, ports.desk.setAside(kind, row.id, !row.isSetAside));
      return row;
    },
    isDecided: (id) => decided.has(id),
    serial: () => serial,
    rowOf: (batchId) => batches.get(batchId),
    clear: () => decided.clear(),
  };
}
