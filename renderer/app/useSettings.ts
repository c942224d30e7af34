/** The reviewer's settings, read once and changed in one place. */
import { useCallback, useEffect, useState } from 'react';
import type { DeskSettings } from '../desk/contract/settings.ts';
import { useDesk } from './DeskContext.tsx';

const listeners = new Set<(settings: DeskSettings) => void>();

export function useSettings(): {
  settings: DeskSettings | null;
  change: (part: Partial<DeskSettings>) => Promise<void>;
} {
  const desk = useDesk();
  const [settings, setSettings] = useState<DeskSettings | null>(null);
  useEffect(() => {
    let isWanted = true;
    desk.settings().then(
      (given) => isWanted && setSettings(given),
      // Without an answer the defaults hold.
      () => {},
    );
    listeners.add(setSettings);
    return () => {
      isWanted = false;
      listeners.delete(setSettings);
    };
  }, [desk]);
  const change = useCallback(
    async (part: Partial<DeskSettings>) => {
      const changed = await desk.changeSettings(part);
      for (const listener of listeners) listener(changed);
    },
    [desk],
  );
  return { settings, change };
}
