/** Resolving parked decisions from the screen: preview, summary where it takes one, outcome per row. */
import { useCallback, useMemo, useState } from 'react';
import { useAnnounce } from '../../app/Announcer.tsx';
import { useDesk } from '../../app/DeskContext.tsx';
import type { TrayHow, TrayOutcome, TrayPreview, TrayRow } from '../../desk/contract/tray.ts';
import { useText } from '../../i18n/i18n.ts';
import { useFaultMessage } from '../../review/useFaultMessage.ts';
import { whyNot } from './trayTextOf.ts';

/** What came of the last step, by name. */
export interface NamedOutcome {
  how: TrayHow;
  done: { decisionId: string; name: string }[];
  failed: { decisionId: string; name: string; why: string }[];
}

export interface TrayWork {
  preview: TrayPreview | null;
  outcome: NamedOutcome | null;
  isBusy: boolean;
  /** one click for one decision; many, and whatever discards, go through the summary */
  start: (how: TrayHow, decisionIds: readonly string[], shownHash?: string) => void;
  confirm: (decisionIds: readonly string[]) => Promise<void>;
  cancel: () => void;
  closeOutcome: () => void;
}

/** `onDone` hears which decisions were not resolved, so that they stay selected. */
export function useTray(rows: readonly TrayRow[], onDone: (failedIds: string[]) => void): TrayWork {
  const { t } = useText();
  const desk = useDesk();
  const announce = useAnnounce();
  const onFault = useFaultMessage();
  const [preview, setPreview] = useState<TrayPreview | null>(null);
  const [outcome, setOutcome] = useState<NamedOutcome | null>(null);
  const [isBusy, setIsBusy] = useState(false);

  const finish = useCallback(
    (given: TrayPreview, reply: TrayOutcome, refusedBefore: TrayOutcome['failed'] = []) => {
      const names = new Map(rows.map(({ decisionId, name }) => [decisionId, name]));
      const nameOf = (id: string) => names.get(id) ?? id;
      const failed = [...refusedBefore, ...reply.failed].map(({ decisionId, ...refusal }) => ({
        decisionId,
        name: nameOf(decisionId),
        why: whyNot(t, refusal),
      }));
      const done = reply.done.map((decisionId) => ({ decisionId, name: nameOf(decisionId) }));
      setPreview(null);
      setOutcome({ how: given.how, done, failed });
      announce(
        `${t(`tray.outcome.${given.how}`)}: ${t('tray.outcome', { done: done.length, failed: failed.length })}`,
      );
      onDone(failed.map(({ decisionId }) => decisionId));
    },
    [rows, t, announce, onDone],
  );

  const start = useCallback(
    (how: TrayHow, decisionIds: readonly string[], shownHash?: string) => {
      if (isBusy || decisionIds.length === 0) return;
      const run = async () => {
        const ids = [...decisionIds];
        const given = await (shownHash === undefined
          ? desk.previewTray(ids, how)
          : desk.previewTray(ids, how, shownHash));
        if (ids.length > 1 || how === 'discarded') {
          setPreview(given);
          return;
        }
        const refused = given.groups
          .filter(({ goes }) => goes === 'no')
          .flatMap((group) => group.rows)
          .map(({ decisionId, refusal }) => ({ decisionId, ...(refusal ?? { why: 'notFor' as const }) }));
        finish(given, await desk.confirmTray(given.previewId, ids), refused);
      };
      setIsBusy(true);
      run()
        .catch(onFault)
        .finally(() => setIsBusy(false));
    },
    [desk, finish, isBusy, onFault],
  );

  const confirm = useCallback(
    async (decisionIds: readonly string[]) => {
      if (!preview) return;
      try {
        finish(preview, await desk.confirmTray(preview.previewId, [...decisionIds]));
      } catch (fault) {
        onFault(fault);
        setPreview(null);
      }
    },
    [desk, preview, finish, onFault],
  );
  return useMemo(
    () => ({
      preview,
      outcome,
      isBusy,
      start,
      confirm,
      cancel: () => setPreview(null),
      closeOutcome: () => setOutcome(null),
    }),
    [preview, outcome, isBusy, start, confirm],
  );
}
