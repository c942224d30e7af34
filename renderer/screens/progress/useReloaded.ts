/** An answer of the desk, asked for again when its key changes; what was there stays until the new one comes. */
import { useEffect, useRef, useState } from 'react';
import { useFaultMessage } from '../../review/useFaultMessage.ts';

/** Changes that come one after another are answered once they pause for so long. */
const PAUSE_MS = 400;

export function useReloaded<T>(load: () => Promise<T>, key: string): { value: T | null; reload: () => void } {
  const fault = useFaultMessage();
  const [value, setValue] = useState<T | null>(null);
  const [turn, setTurn] = useState(0);
  const isFirst = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: key and turn say when the answer is outdated
  useEffect(() => {
    let isWanted = true;
    const ask = () => {
      load().then((given) => isWanted && setValue(given), fault);
    };
    const timer = setTimeout(ask, isFirst.current ? 0 : PAUSE_MS);
    isFirst.current = false;
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [key, turn]);
  return { value, reload: () => setTurn((now) => now + 1) };
}
