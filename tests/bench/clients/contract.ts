/** What each contender does in a page of its own; the runner takes the time from outside each call. */

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
  decision: { id: string } | null;
  material: { name?: string; unitName?: string; phone?: string };
  [key: string]: unknown;
}

export interface BenchClient {
  /** From nothing to everything stored and the list of people who wait usable; answers with its length. */
  pull(): Promise<number>;
  /** After a reload, out of reach of nothing: from what is stored to the first rows; answers with the list's length. */
  open(): Promise<number>;
  /** Each word typed into the search box: the people who wait and match, sorted, the first fifty of them. */
  search(word: string): Promise<number>;
  /** So many people of the list are tagged in one act; resolves when that is safe on the disk. */
  decide(count: number): Promise<void>;
  /** What was decided goes to the server; resolves when all has been answered. */
  push(): Promise<number>;
  /** Milliseconds that are not the contender's own doing (deriving a key from the password, on purpose slow). */
  apart?(): Promise<number>;
}

/** The people who wait, in the order of the list. */
export const isWaiting = (item: Item): boolean => item.kind === 'attendee' && item.status === 'awaitingTag';
export const byTurn = (a: Item, b: Item): number =>
  a.submittedAt < b.submittedAt ? -1 : a.submittedAt > b.submittedAt ? 1 : a.id < b.id ? -1 : 1;
export const matches = (item: Item, word: string): boolean =>
  (item.material.name ?? '').includes(word) || (item.material.phone ?? '').endsWith(word);
export const FIRST_ROWS = 50;

/** Makes a contender known to the runner. */
export function offer(client: BenchClient): void {
  Reflect.set(globalThis, 'benchClient', client);
}
