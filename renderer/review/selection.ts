/** What is selected: a set of ids, or all of a frozen list but some. Belongs to the app, not to the grid. */

export type Selection =
  | { type: 'ids'; ids: ReadonlySet<string> }
  /** everything in the list `queryId` but these */
  | { type: 'allBut'; queryId: string; except: ReadonlySet<string> };

export const NOTHING: Selection = { type: 'ids', ids: new Set() };

export function isSelected(selection: Selection, id: string): boolean {
  return selection.type === 'ids' ? selection.ids.has(id) : !selection.except.has(id);
}

/** How many are selected; `total` is the length of the frozen list. */
export function selectedCount(selection: Selection, total: number): number {
  return selection.type === 'ids' ? selection.ids.size : Math.max(0, total - selection.except.size);
}

/** The selection with these ids in it or out of it. */
export function withIds(selection: Selection, ids: Iterable<string>, isIn: boolean): Selection {
  if (selection.type === 'ids') {
    const next = new Set(selection.ids);
    for (const id of ids) isIn ? next.add(id) : next.delete(id);
    return { type: 'ids', ids: next };
  }
  const except = new Set(selection.except);
  for (const id of ids) isIn ? except.delete(id) : except.add(id);
  return { ...selection, except };
}

export function toggled(selection: Selection, id: string): Selection {
  return withIds(selection, [id], !isSelected(selection, id));
}

export function allOf(queryId: string): Selection {
  return { type: 'allBut', queryId, except: new Set() };
}

/** The same selection as plain ids, given all ids of its list: before the list it refers to goes away. */
export function asIds(selection: Selection, idsOfList: readonly string[]): Selection {
  if (selection.type === 'ids') return selection;
  return { type: 'ids', ids: new Set(idsOfList.filter((id) => !selection.except.has(id))) };
}

/** What the bar over a selection has to say: how many, and how many of them the current list does not show. */
export interface ScopeBar {
  count: number;
  visible: number;
  hidden: number;
  /** part of it is out of sight: the bar turns amber, and batches act on the visible part only */
  isPartlyHidden: boolean;
}

/** Computes the bar; null while nothing is selected. `visible`: how many of the ids are in the current list. */
export function scopeBar(selection: Selection, total: number, visible: number): ScopeBar | null {
  const count = selectedCount(selection, total);
  if (count === 0) return null;
  const shown = selection.type === 'allBut' ? count : Math.min(visible, count);
  return { count, visible: shown, hidden: count - shown, isPartlyHidden: shown < count };
}
