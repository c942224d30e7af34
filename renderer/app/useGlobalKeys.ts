/** The keys that work on every screen. */
import { App } from 'antd';
import { useMemo } from 'react';
import { useText } from '../i18n/i18n.ts';
import { GLOBAL_KEYS, keyLayer } from '../review/keyCatalog.ts';
import { useUndoAndSay } from '../review/useUndoAndSay.ts';
import { useKeyLayer } from '../ui/keys/KeyProvider.tsx';
import { useDesk } from './DeskContext.tsx';
import { nextRegion } from './regions.ts';
import { navigate } from './route.ts';
import type { ShellDialog } from './Shell.tsx';

export function useGlobalKeys(openDialog: (dialog: ShellDialog) => void): void {
  const desk = useDesk();
  const { t } = useText();
  const { message } = App.useApp();
  const undo = useUndoAndSay();
  const layer = useMemo(
    () =>
      keyLayer(
        GLOBAL_KEYS,
        {
          units: () => navigate({ screen: 'units' }),
          attendees: () => navigate({ screen: 'attendees' }),
          import: () => navigate({ screen: 'import' }),
          sync: () => navigate({ screen: 'sync' }),
          progress: () => navigate({ screen: 'progress' }),
          export: () => navigate({ screen: 'export' }),
          settings: () => navigate({ screen: 'settings' }),
          commands: () => openDialog('commands'),
          keys: () => openDialog('keys'),
          undo: () => void undo(),
          recent: () => openDialog('recent'),
          syncNow: () => {
            desk.syncNow().catch((fault: unknown) => void message.error(String(fault)));
          },
          region: nextRegion,
          lock: () => void desk.lock(),
        },
        { id: 'global', level: 0, title: 'keys.section.global' },
        t,
      ),
    [desk, message, openDialog, t, undo],
  );
  useKeyLayer(layer);
}
