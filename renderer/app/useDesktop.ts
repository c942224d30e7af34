/** What the desktop host says of itself and lets be set; asked once, then told of each change of the update. */
import { useCallback, useEffect, useState } from 'react';
import type { DesktopBridge } from '../../shared/protocol/bridge.ts';
import type { DesktopSettings, UpdateState } from '../../shared/protocol/desktop.ts';

export interface Desktop {
  version: string;
  settings: DesktopSettings;
  update: UpdateState;
}

/** Null until the host has answered. `change` answers whether the host took it. */
export function useDesktop(bridge: DesktopBridge): {
  desktop: Desktop | null;
  change(part: Partial<DesktopSettings>): Promise<boolean>;
  checkForUpdate(): Promise<void>;
} {
  const [desktop, setDesktop] = useState<Desktop | null>(null);
  const setUpdate = useCallback(
    (update: UpdateState) => setDesktop((known) => known && { ...known, update }),
    [],
  );
  useEffect(() => {
    let isWanted = true;
    Promise.all([bridge.hostInfo(), bridge.settings(), bridge.updateState()]).then(
      ([{ version }, settings, update]) => isWanted && setDesktop({ version, settings, update }),
      // A host that does not answer has nothing to show; the section stays away.
      () => undefined,
    );
    const forget = bridge.onHostEvent((event) => {
      if (event.type === 'update') setUpdate(event.update);
    });
    return () => {
      isWanted = false;
      forget();
    };
  }, [bridge, setUpdate]);
  return {
    desktop,
    async change(part) {
      if (!desktop) return false;
      const wanted = { ...desktop.settings, ...part };
      const settings = await bridge.setSettings(wanted);
      setDesktop((known) => known && { ...known, settings });
      return JSON.stringify(settings) === JSON.stringify(wanted);
    },
    async checkForUpdate() {
      setUpdate(await bridge.checkForUpdate());
    },
  };
}
