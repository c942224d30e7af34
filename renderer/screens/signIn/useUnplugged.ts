/** Whether the machine has no network at all. The opposite proves nothing: behind a VPN it is always «online». */
import { useSyncExternalStore } from 'react';

const subscribe = (listener: () => void) => {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
};
const isUnplugged = () => navigator.onLine === false;

export const useUnplugged = (): boolean => useSyncExternalStore(subscribe, isUnplugged);
