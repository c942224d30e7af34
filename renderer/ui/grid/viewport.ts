/** What a grid that is only a viewport needs from the app, which owns rows, cursor and selection. */

export type ViewportEvent =
  /** another list: start from the top */
  | { type: 'reset' }
  /** the same list read again: keep the place */
  | { type: 'refresh' }
  | { type: 'rows'; indices: number[] }
  | { type: 'cursor'; from: number; to: number }
  | { type: 'selection' };

export interface ViewportSource<R> {
  /** Rows `from` (inclusive) to `to` (exclusive); null where a row has gone. */
  fetch(from: number, to: number): Promise<(R | null)[]>;
  at(index: number): R | null | undefined;
  total(): number;
  /** index of the row under the cursor, -1 for none */
  cursor(): number;
  isSelected(id: string): boolean;
  subscribeViewport(listener: (event: ViewportEvent) => void): () => void;
}
