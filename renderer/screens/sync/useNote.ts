/** Saves a note on parked decisions as a file, once the log has it. */
import { App } from 'antd';
import { useCallback } from 'react';
import { useAnnounce } from '../../app/Announcer.tsx';
import { useDesk, useStatusOf } from '../../app/DeskContext.tsx';
import { saveFile } from '../../app/saveFile.ts';
import type { TrayDetail } from '../../desk/contract/tray.ts';
import { day } from '../../i18n/format.ts';
import { useText } from '../../i18n/i18n.ts';
import { useReview } from '../../review/ReviewProvider.tsx';
import { conflictNote } from './conflictNote.ts';

export function useNote(): (decisionIds: readonly string[]) => Promise<void> {
  const { t, language } = useText();
  const desk = useDesk();
  const { profile } = useReview();
  const announce = useAnnounce();
  const { message } = App.useApp();
  const account = useStatusOf((status) => status.account?.name ?? '', '');
  return useCallback(
    async (decisionIds) => {
      try {
        const details: TrayDetail[] = [];
        for (const id of decisionIds) {
          const detail = await desk.trayDetail(id);
          if (detail) details.push(detail);
        }
        if (!details.length) return;
        const now = Date.now();
        const bytes = new TextEncoder().encode(conflictNote(details, { t, language, profile, account, now }));
        const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
        const fileHash = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
        // Nothing leaves the desk that its log does not tell of.
        const isLogged = await desk.logNote({ decisions: details.length, fileHash });
        const outcome = isLogged
          ? await saveFile(t('note.file', { day: day(now) }), bytes, 'text/html')
          : 'failed';
        if (outcome === 'cancelled') return;
        const said = t(outcome === 'saved' ? 'note.saved' : 'note.failed');
        announce(said);
        if (outcome === 'failed') void message.error(said);
      } catch (fault) {
        void message.error(String(fault));
      }
    },
    [desk, profile, announce, message, account, t, language],
  );
}
