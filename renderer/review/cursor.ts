/** Where the cursor goes: pure arithmetic over a frozen list whose decided rows are skipped when moving on. */

/** The index `by` rows away, kept inside the list; -1 in an empty list. */
export function moved(index: number, by: number, total: number): number {
  if (total === 0) return -1;
  return Math.min(total - 1, Math.max(0, index + by));
}

/**
 * The next row to review after one was decided: the next undecided below, else the nearest undecided above,
 * else the same row. Rows not loaded yet (`idAt` undefined) count as undecided.
 */
export function nextUndecided(
  index: number,
  total: number,
  idAt: (index: number) => string | undefined,
  isDecided: (id: string) => boolean,
): number {
  const isOpen = (at: number) => {
    const id = idAt(at);
    return id === undefined || !isDecided(id);
  };
  for (let at = index + 1; at < total; at++) if (isOpen(at)) return at;
  for (let at = index - 1; at >= 0; at--) if (isOpen(at)) return at;
  return moved(index, 0, total);
}

/** Where the cursor stands in a list that was opened again: on its row, else where that row was. */
export function landing(position: number, formerIndex: number, total: number): number {
  if (total === 0) return -1;
  return position >= 0 ? position : moved(Math.max(0, formerIndex), 0, total);
}

/** Rows from the anchor to the cursor, both included, as the half-open range that `idsOf` takes. */
export function rangeOf(anchor: number, cursor: number): { from: number; to: number } {
  return { from: Math.min(anchor, cursor), to: Math.max(anchor, cursor) + 1 };
}
