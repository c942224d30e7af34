/** What each contender does in a page of its own; the runner takes the time of each call, in the page. */

/** A submission as the gateway's feed has it; the fields that a contender filters and sorts by. */
export interface Item {
  kind: 'unit' | 'attendee';
  id: string;
  revision: number;
  seq: number;
  hash: string;
  subGroupId: string;
  status: string;
  submittedAt: string;
  tag?: string;
  decision: { id: string } | null;
  material: { name?: string; unitName?: string; phone?: string };
  [key: string]: unknown;
}

/** A list that can be worked with: how many are in it, and the first rows of it. */
export interface List {
  total: number;
  first: number;
}
/** What a contender shows of a submission. */
export interface View {
  id: string;
  revision: number;
  tag: string | null;
}

export interface BenchClient {
  /** From nothing to everything stored and the list of people who wait usable. */
  pull(): Promise<List>;
  /** The floor alone: keeps what `open` will read, after the clock has stopped. */
  keep?(): Promise<void>;
  /** After a reload: from what is stored to the list, with all who wait in memory. */
  open(): Promise<List>;
  /** After a reload: to how many wait and the first rows only, where that is shorter than `open`. */
  first?(): Promise<List>;
  /** Each text typed into the search box: the people who wait and match, counted and sorted, the first rows of them. */
  search(word: string): Promise<List>;
  /** So many of the people who wait; not timed. */
  waiting(count: number): Promise<string[]>;
  /** These people are tagged as professional visitors in one act; resolves when that is safe on the disk. */
  decide(ids: string[]): Promise<void>;
  /** What was decided goes to the server; answers how many took effect. */
  push(): Promise<number>;
  /** Milliseconds that are not the contender's own doing (deriving a key from the password, on purpose slow). */
  apart?(): Promise<number>;

  /** Brings both sides together again, as often as it takes to be at rest. */
  sync?(): Promise<void>;
  /** How many decisions it says, unasked, took no effect and wait for their author. */
  told?(): Promise<number>;
  /** How many decisions that are not in effect can still be had from it, if one knows to ask. */
  kept?(ids: string[]): Promise<number>;
  view?(ids: string[]): Promise<View[]>;
}

/** The people who wait, in the order of the list. */
export const isWaiting = (item: Item): boolean => item.kind === 'attendee' && item.status === 'awaitingTag';
export const byTurn = (a: Item, b: Item): number =>
  a.submittedAt < b.submittedAt ? -1 : a.submittedAt > b.submittedAt ? 1 : a.id < b.id ? -1 : 1;
export const matches = (item: Item, word: string): boolean =>
  (item.material.name ?? '').includes(word) || (item.material.phone ?? '').endsWith(word);
export const FIRST_ROWS = 50;
export const listOf = (rows: readonly unknown[]): List => ({
  total: rows.length,
  first: Math.min(rows.length, FIRST_ROWS),
});
export const viewOf = ({ id, revision, tag }: Item): View => ({ id, revision, tag: tag ?? null });

/** What all of them decide. */
export const TAG = 'professional';

/** Makes a contender known to the runner. */
export function offer(client: BenchClient): void {
  Reflect.set(globalThis, 'benchClient', client);
}
