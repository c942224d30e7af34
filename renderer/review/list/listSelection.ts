/** The selection of a list across queries: as ids before its list goes, compared with the list that is shown. */
import type { Desk } from '../../desk/contract/desk.ts';
import { asIds, type Selection } from '../selection.ts';

export interface ListSelection {
  /** Whether anything may be selected. */
  isAny(selection: Selection): boolean;
  /** The selection as plain ids; «all but some» is spelled out while its list still exists. */
  toIds(): Promise<Selection>;
  /** How many of the selected the current list shows. */
  visibleCount(): number;
  /** Ids a batch acts on: visible ∩ selected. */
  visibleIds(): Promise<string[]>;
  /** Ids of a newly opened list, or null if nothing was selected when it was opened. */
  compareWith(idsOfList: readonly string[] | null): void;
}

export function createListSelection(ports: {
  desk: Pick<Desk, 'idsOf'>;
  getSelection: () => Selection;
  setSelection: (selection: Selection) => void;
  total: () => number;
}): ListSelection {
  const { desk, getSelection, setSelection, total } = ports;
  /** null: whatever is selected was selected in the current list, so all of it is visible */
  let listIds: Set<string> | null = null;

  async function toIds(): Promise<Selection> {
    const selection = getSelection();
    if (selection.type === 'ids') return selection;
    const ids = asIds(selection, await desk.idsOf(selection.queryId, 0, total()));
    // Unless the reviewer changed it meanwhile.
    if (getSelection() === selection) setSelection(ids);
    return ids;
  }
  return {
    isAny: (selection) => selection.type === 'allBut' || selection.ids.size > 0,
    toIds,
    visibleCount() {
      const selection = getSelection();
      if (selection.type === 'allBut') return Math.max(0, total() - selection.except.size);
      if (!listIds) return selection.ids.size;
      let visible = 0;
      for (const id of selection.ids) if (listIds.has(id)) visible++;
      return visible;
    },
    async visibleIds() {
      const selection = await toIds();
      return selection.type === 'ids' ? [...selection.ids].filter((id) => listIds?.has(id) ?? true) : [];
    },
    compareWith(idsOfList) {
      listIds = idsOfList === null ? null : new Set(idsOfList);
    },
  };
}
