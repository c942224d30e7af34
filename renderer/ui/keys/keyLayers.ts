/** The layers that listen for keys now: one listener on the window, asked before anything else on the page. */
import { type Chord, chordOf } from './chord.ts';
import type { FocusKind, KeyContext, KeyLayer } from './resolveKey.ts';
import { listeningOrder, resolveKey } from './resolveKey.ts';
import { NO_SUBSTITUTION, type Substitution, substituted } from './substitution.ts';

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
  /** Layers in the order they listen, with the keys people press. */
  current(): readonly KeyLayer[];
  /** Which keys were moved or switched off. */
  substitution(): Substitution;
  setSubstitution(substitution: Substitution): void;
  /** The next stroke goes to `take` and does nothing else; returns how to give up waiting for it. */
  takeNext(take: (chord: Chord) => void): () => void;
  subscribe(listener: () => void): () => void;
  /** Starts listening on a window; returns the end of it. */
  listen(target: Window): () => void;
}

/** Makes the registry. One per page. */
export function createKeyLayers(): KeyLayers {
  const layers = new Map<string, KeyLayer>();
  const listeners = new Set<() => void>();
  /** with the keys people press, in the order they were added */
  let effective: readonly KeyLayer[] = [];
  let ordered: readonly KeyLayer[] = [];
  let substitution: Substitution = NO_SUBSTITUTION;
  let taker: ((chord: Chord) => void) | null = null;
  const changed = () => {
    effective = [...layers.values()].map((layer) => substituted(layer, substitution));
    ordered = listeningOrder(effective);
    for (const listener of listeners) listener();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (taker) {
      const chord = event.isComposing || event.keyCode === 229 ? null : chordOf(event);
      if (chord === null) return;
      event.preventDefault();
      event.stopPropagation();
      const take = taker;
      taker = null;
      take(chord);
      return;
    }
    const resolution = resolveKey(event, effective, contextOf(event.target));
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
    substitution: () => substitution,
    setSubstitution(next) {
      substitution = next;
      changed();
    },
    takeNext(take) {
      taker = take;
      return () => {
        if (taker === take) taker = null;
      };
    },
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
