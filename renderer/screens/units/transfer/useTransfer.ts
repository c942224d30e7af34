/** A transfer from key to outcome: what would go, where to and why, what came of it. */
import { App } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import { useAnnounce } from '../../../app/Announcer.tsx';
import { useDesk, useStatusOf } from '../../../app/DeskContext.tsx';
import type { TransferOutcome, TransferPreview } from '../../../desk/contract/secretariat.ts';
import { useText } from '../../../i18n/i18n.ts';
import { batchScope } from '../../../review/batch/batchScope.ts';
import type { ReviewList } from '../../../review/list/listTypes.ts';
import { NOTHING, withIds } from '../../../review/selection.ts';
import { useFaultMessage } from '../../../review/useFaultMessage.ts';

export interface Transfer {
  preview: TransferPreview | null;
  outcome: TransferOutcome | null;
  isBusy: boolean;
  /** null where the account may not transfer */
  start: (() => void) | null;
  confirm(given: { toSubGroupId: string; reason: string }): void;
  close(): void;
}

export function useTransfer(list: ReviewList<'unit'>): Transfer {
  const desk = useDesk();
  const { t } = useText();
  const { message } = App.useApp();
  const announce = useAnnounce();
  const onFault = useFaultMessage();
  const mayTransfer = useStatusOf((status) => status.account?.mayTransfer ?? false, false);
  const [preview, setPreview] = useState<TransferPreview | null>(null);
  const [outcome, setOutcome] = useState<TransferOutcome | null>(null);
  const [isBusy, setIsBusy] = useState(false);

  const start = useCallback(async () => {
    const { scope, size } = await batchScope(list);
    const { row } = list.getState();
    // Nothing selected: the unit under the cursor is meant, and the dialog names it.
    const own = size === 0 && row ? { type: 'ids' as const, kind: 'unit' as const, ids: [row.id] } : scope;
    if (size === 0 && !row) {
      void message.info(t('batch.noSelection'));
      return;
    }
    const found = await desk.previewTransfer(own);
    setOutcome(null);
    setPreview(found);
  }, [desk, list, message, t]);

  const confirm = useCallback(
    async (given: { toSubGroupId: string; reason: string }) => {
      if (!preview) return;
      setIsBusy(true);
      try {
        const done = await desk.confirmTransfer(preview.previewId, given);
        const said =
          done.transferred > 0 ? t('transfer.done', { count: done.transferred }) : t('transfer.done.none');
        announce(said);
        const stayed = done.refused.map(({ id }) => id);
        if (done.stopped === null) list.select(withIds(NOTHING, stayed, true));
        // All of it went: the strip says so, with its undo. Otherwise it has to be read who stayed and why.
        if (done.transferred > 0 && done.stopped === null && stayed.length === 0) {
          setPreview(null);
          void message.success(said);
        } else setOutcome(done);
        await list.reopen();
      } finally {
        setIsBusy(false);
      }
    },
    [announce, desk, list, message, preview, t],
  );
  return useMemo(
    () => ({
      preview,
      outcome,
      isBusy,
      start: mayTransfer ? () => void start().catch(onFault) : null,
      confirm: (given) => void confirm(given).catch(onFault),
      close: () => {
        setPreview(null);
        setOutcome(null);
      },
    }),
    [preview, outcome, isBusy, mayTransfer, start, confirm, onFault],
  );
}
