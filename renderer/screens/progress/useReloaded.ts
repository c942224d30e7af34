/** An answer of the desk, asked for again when its key changes; what was there stays until the new one comes. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { useFaultMessage } from '../../review/useFaultMessage.ts';

/**
 * Changes come one after another while the desk is at work: they are answered at most so often, and an answer
 * is shown even if the next question is already asked, or a busy desk would show nothing at all.
 */
const PAUSE_MS = 400;

export interface Reloaded<T> {
  value: T | null;
  /** whether the value answers the present key */
  isCurrent: boolean;
  reload: () => void;
}

export function useReloaded<T>(load: () => Promise<T>, key: string): Reloaded<T> {
  const fault = useFaultMessage();
  const [answer, setAnswer] = useState<{ value: T; key: string; turn: number } | null>(null);
  const latest = useRef({ load, key, fault });
  latest.current = { load, key, fault };
  const run = useRef({ turn: 0, timer: 0, isMounted: true });
  const ask = useCallback((afterMs: number) => {
    const current = run.current;
    if (current.timer !== 0) return;
    current.timer = window.setTimeout(() => {
      current.timer = 0;
      const turn = ++current.turn;
      const asked = latest.current;
      asked.load().then((value) => {
        if (!current.isMounted) return;
        setAnswer((known) => (known && known.turn > turn ? known : { value, key: asked.key, turn }));
      }, asked.fault);
    }, afterMs);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says when the answer is outdated
  useEffect(() => ask(run.current.turn === 0 ? 0 : PAUSE_MS), [key]);
  useEffect(() => {
    const current = run.current;
    current.isMounted = true;
    return () => {
      current.isMounted = false;
      clearTimeout(current.timer);
      current.timer = 0;
    };
  }, []);
  return {
    value: answer?.value ?? null,
    isCurrent: answer?.key === key,
    reload: useCallback(() => ask(0), [ask]),
  };
}
