/** The layers that listen for keys now: one listener on the window, asked before anything else on the page. */
import type { FocusKind, KeyContext, KeyLayer } from './resolveKey.ts';
import { listeningOrder, resolveKey } from './resolveKey.ts';

/** Marks an element as a region with keys of its own: `data-key-region="viewer"`. */
export const REGION_ATTRIBUTE = 'data-key-region';

const TYPING =
  'textarea, [contenteditable="true"], [role="combobox"], input:not([type="checkbox"]):not([type="radio"]):not([type="button"])';
/** An open list or menu takes every key, Esc above all. */
const POPUP = '[role="menu"], [role="listbox"], [role="combobox"][aria-expanded="true"]';
const CONTROL =
  'button, a[href], summary, select, input, [role="button"], [role="tab"], [role="menuitem"], [role="option"], [role="columnheader"], [role="radio"], [role="switch"]';

function focusKind(target: Element): FocusKind {
  if (target.closest(POPUP)) return 'popup';
  if (target.closest(TYPING)) return 'typing';
  return target.closest(CONTROL) ? 'control' : 'page';
}

function contextOf(target: EventTarget | null): KeyContext {
  if (!(target instanceof Element)) return { focus: 'page', regions: [] };
  const regions: string[] = [];
  for (let at = target.closest(`[${REGION_ATTRIBUTE}]`); at; ) {
    regions.push(at.getAttribute(REGION_ATTRIBUTE) ?? '');
    at = at.parentElement?.closest(`[${REGION_ATTRIBUTE}]`) ?? null;
  }
  return { focus: focusKind(target), regions };
}

export interface KeyLayers {
  /** Adds a layer, or replaces the one of that id in its place; returns its removal. */
  put(layer: KeyLayer): () => void;
  /** Layers in the order they listen. */
  current(): readonly KeyLayer[];
  subscribe(listener: () => void): () => void;
  /** Starts listening on a window; returns the end of it. */
  listen(target: Window): () => void;
}

/** Makes the registry. One per page. */
export function createKeyLayers(): KeyLayers {
  const layers = new Map<string, KeyLayer>();
  const listeners = new Set<() => void>();
  let ordered: readonly KeyLayer[] = [];
  const changed = () => {
    ordered = listeningOrder([...layers.values()]);
    for (const listener of listeners) listener();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const resolution = resolveKey(event, [...layers.values()], contextOf(event.target));
    if (resolution.type === 'ignore') return;
    event.preventDefault();
    event.stopPropagation();
    if (resolution.type === 'run') resolution.command.run();
  };
  return {
    put(layer) {
      layers.set(layer.id, layer);
      changed();
      return () => {
        if (layers.get(layer.id) === layer && layers.delete(layer.id)) changed();
      };
    },
    current: () => ordered,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    listen(target) {
      // Capturing: the grid and antd would otherwise move their own focus first.
      target.addEventListener('keydown', onKeyDown, { capture: true });
      return () => target.removeEventListener('keydown', onKeyDown, { capture: true });
    },
  };
}
