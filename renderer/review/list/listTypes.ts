/** What a list under review is to the screens: its state, what it may be asked, and what it needs. */
import type { SubmissionKind, Tag, Verdict } from '../../../shared/domain/vocabulary.ts';
import type { DecideRefusal, DecisionInput } from '../../desk/contract/decisions.ts';
import type { Desk } from '../../desk/contract/desk.ts';
import type { OpenedQuery } from '../../desk/contract/queries.ts';
import type { Row } from '../../desk/contract/rows.ts';
import type { DeskEvent } from '../../desk/contract/status.ts';
import type { ViewportSource } from '../../ui/grid/viewport.ts';
import type { Selection } from '../selection.ts';
import type { DetailCache } from './detailCache.ts';
import type { DetailOf, QueryOf, RowOf } from './kinds.ts';

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
  /** the hash of what was on screen before that; null if it was not amended */
  changedFrom: string | null;
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
  /** The reviewer has seen what changed up to the material of this hash. */
  markSeen(hash: string): void;
  /** Ids amended while on screen whose change was not looked at yet. */
  unseenIds(): string[];
  /** the name of a loaded row, else its id */
  nameOfId(id: string): string;
  onDeskEvent(event: DeskEvent): void;
  /** After an undo of this batch: back to its row, if it was decided here. */
  afterUndo(batchId: string): Promise<void>;
  dispose(): void;
}
