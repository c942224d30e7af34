/** The rows of a frozen list that are loaded, by index and by id. */

/** Beyond so many rows the farthest from the last access are dropped. */
const ROWS_MAX = 3000;

export interface RowCache<R extends { id: string }> {
  /** Puts rows at `from`; null (gone from the scope) counts as loaded. */
  put(from: number, rows: readonly (R | null)[]): void;
  at(index: number): R | null | undefined;
  byId(id: string): R | undefined;
  indexOf(id: string): number;
  /** The range if all of it is loaded. */
  range(from: number, to: number): (R | null)[] | undefined;
  /** Replaces a loaded row in its place; returns its index, -1 if it is not loaded. */
  replace(row: R): number;
  ids(): string[];
  clear(): void;
}

export function createRowCache<R extends { id: string }>(): RowCache<R> {
  const rows = new Map<number, R | null>();
  const indices = new Map<string, number>();

  function trim(around: number): void {
    if (rows.size <= ROWS_MAX) return;
    for (const [index, row] of rows) {
      if (Math.abs(index - around) <= ROWS_MAX / 3) continue;
      rows.delete(index);
      if (row) indices.delete(row.id);
    }
  }

  return {
    put(from, list) {
      list.forEach((row, i) => {
        rows.set(from + i, row);
        if (row) indices.set(row.id, from + i);
      });
      trim(from);
    },
    at: (index) => rows.get(index),
    byId: (id) => rows.get(indices.get(id) ?? -1) ?? undefined,
    indexOf: (id) => indices.get(id) ?? -1,
    range(from, to) {
      const found: (R | null)[] = [];
      for (let index = from; index < to; index++) {
        const row = rows.get(index);
        if (row === undefined) return undefined;
        found.push(row);
      }
      return found;
    },
    replace(row) {
      const index = indices.get(row.id);
      if (index === undefined) return -1;
      rows.set(index, row);
      return index;
    },
    ids: () => [...indices.keys()],
    clear() {
      rows.clear();
      indices.clear();
    },
  };
}
