/** Undo, and what came of it in words: spoken, and shown where it could not be done. */
import { App } from 'antd';
import { useCallback, useRef } from 'react';
import { useAnnounce } from '../app/Announcer.tsx';
import type { UndoReply } from '../desk/contract/decisions.ts';
import { useText } from '../i18n/i18n.ts';
import { useUndo } from './ReviewProvider.tsx';
import { refusalText } from './refusalText.ts';

/** Takes the last act back. */
export function useUndoAndSay(): () => Promise<void> {
  return useSaidUndo(useUndo());
}

/** Any way of taking something back, with what came of it in words. */
export function useSaidUndo<Args extends unknown[]>(
  undo: (...args: Args) => Promise<UndoReply>,
): (...args: Args) => Promise<void> {
  const { t } = useText();
  const { message } = App.useApp();
  const announce = useAnnounce();
  const latest = useRef({ undo, t });
  latest.current = { undo, t };
  const isBusy = useRef(false);
  return useCallback(
    async (...args: Args) => {
      if (isBusy.current) return;
      isBusy.current = true;
      try {
        const reply = await latest.current.undo(...args);
        const say = latest.current.t;
        if (!reply.ok) {
          const why = say(`undo.why.${reply.why}`);
          announce(why);
          void (reply.why === 'nothing' ? message.info(why) : message.error(why));
          return;
        }
        const done = say(`undo.${reply.how}`, { count: reply.count });
        announce(done);
        if (reply.how !== 'undone') void message.info(done);
        const [refused] = reply.refused;
        if (refused) {
          const why = refusalText(say, refused.why, refused.detail);
          void message.error(say('undo.refused', { count: reply.refused.length, why }));
        }
      } catch (fault) {
        void message.error(String(fault));
      } finally {
        isBusy.current = false;
      }
    },
    [announce, message],
  );
}
