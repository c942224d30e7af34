/** Something asked of the desk, asked again whenever `version` changes; the old answer stays until the new one. */
import { useEffect, useRef, useState } from 'react';

export type Loaded<T> =
  | { phase: 'loading' }
  | { phase: 'ready'; value: T }
  | { phase: 'fault'; detail: string };

export function useLoaded<T>(load: () => Promise<T>, version: string): Loaded<T> {
  const [loaded, setLoaded] = useState<Loaded<T>>({ phase: 'loading' });
  const latest = useRef(load);
  latest.current = load;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version says when the answer is outdated
  useEffect(() => {
    let isWanted = true;
    latest.current().then(
      (value) => isWanted && setLoaded({ phase: 'ready', value }),
      (fault: unknown) =>
        isWanted &&
        setLoaded({ phase: 'fault', detail: fault instanceof Error ? fault.message : String(fault) }),
    );
    return () => {
      isWanted = false;
    };
  }, [version]);
  return loaded;
}
