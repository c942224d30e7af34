/** Gives components the key layers, and a hook with which a screen, strip or dialog adds its own. */
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useLayoutEffect,
  useState,
  useSyncExternalStore,
} from 'react';
import type { Chord } from './chord.ts';
import { createKeyLayers, type KeyLayers } from './keyLayers.ts';
import type { KeyLayer } from './resolveKey.ts';
import { pressedFor, type Substitution } from './substitution.ts';

const KeyContext = createContext<KeyLayers | null>(null);

/** Listens on the window for as long as it is mounted. */
export function KeyProvider({ children }: { children: ReactNode }) {
  const [layers] = useState(createKeyLayers);
  useEffect(() => layers.listen(window), [layers]);
  return <KeyContext value={layers}>{children}</KeyContext>;
}

function useKeyLayers(): KeyLayers {
  const layers = useContext(KeyContext);
  if (!layers) throw new Error('KeyProvider is missing');
  return layers;
}

/** Adds a layer while the component is mounted; null adds none. Pass a new object when its commands change. */
export function useKeyLayer(layer: KeyLayer | null): void {
  const layers = useKeyLayers();
  useLayoutEffect(() => (layer ? layers.put(layer) : undefined), [layers, layer]);
}

/** The layers in the order they listen, for the sheet and the command list. */
export function useCurrentKeyLayers(): readonly KeyLayer[] {
  const layers = useKeyLayers();
  return useSyncExternalStore(layers.subscribe, layers.current);
}

/** Moves keys for as long as the component is mounted. */
export function useSubstitution(substitution: Substitution): void {
  const layers = useKeyLayers();
  useLayoutEffect(() => layers.setSubstitution(substitution), [layers, substitution]);
}

/** The key to press for a key of the catalogue, for showing it on a button; undefined if it is switched off. */
export function usePressed(chord: Chord | undefined): Chord | undefined {
  const layers = useKeyLayers();
  return useSyncExternalStore(layers.subscribe, () =>
    chord === undefined ? undefined : (pressedFor(chord, layers.substitution()) ?? undefined),
  );
}

/** Waits for one key stroke and gives it to `take`; call the answer to give up. */
export function useTakeNextKey(): (take: (chord: Chord) => void) => () => void {
  return useKeyLayers().takeNext;
}
