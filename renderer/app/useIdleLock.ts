/** Locks the desk after so many minutes without a key, a click or a wheel. */
import { useEffect } from 'react';

const SIGNS = ['keydown', 'pointerdown', 'wheel'] as const;
const CHECK_MS = 20_000;

/** `minutes` 0 never locks. Checks rarely instead of re-arming a timer with every key. */
export function useIdleLock(minutes: number, lock: () => void): void {
  useEffect(() => {
    if (minutes <= 0) return;
    let lastSignAt = Date.now();
    const onSign = () => {
      lastSignAt = Date.now();
    };
    for (const sign of SIGNS) window.addEventListener(sign, onSign, { capture: true, passive: true });
    const timer = setInterval(() => {
      if (Date.now() - lastSignAt >= minutes * 60_000) lock();
    }, CHECK_MS);
    return () => {
      clearInterval(timer);
      for (const sign of SIGNS) window.removeEventListener(sign, onSign, { capture: true });
    };
  }, [minutes, lock]);
}
