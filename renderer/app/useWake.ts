/** Tells the desk when the network came or went, the machine resumed or the window is looked at again. */
import { useEffect } from 'react';
import { useDesk } from './DeskContext.tsx';

export function useWake(): void {
  const desk = useDesk();
  useEffect(() => {
    const wake = () => {
      if (document.visibilityState === 'visible') void desk.wake();
    };
    window.addEventListener('online', wake);
    window.addEventListener('offline', wake);
    window.addEventListener('pageshow', wake);
    document.addEventListener('visibilitychange', wake);
    document.addEventListener('resume', wake);
    return () => {
      window.removeEventListener('online', wake);
      window.removeEventListener('offline', wake);
      window.removeEventListener('pageshow', wake);
      document.removeEventListener('visibilitychange', wake);
      document.removeEventListener('resume', wake);
    };
  }, [desk]);
}
