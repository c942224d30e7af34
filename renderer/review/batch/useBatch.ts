/** A batch from key to result: frozen preview, as much asking as its size wants, one act, an outcome per row. */
import { App } from 'antd';
import { useCallback, useState } from 'react';
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import { useAnnounce } from '../../app/Announcer.tsx';
import { useDesk, useDeskEvent } from '../../app/DeskContext.tsx';
import type { BatchAction, BatchConfirmation, BatchPreview, Scope } from '../../desk/contract/decisions.ts';
import { useText } from '../../i18n/i18n.ts';
import { type BatchAsk, type BatchKind, batchAsk } from '../batchPolicy.ts';
import { type BatchResult, batchResult, mayInclude } from '../batchResult.ts';
import type { ReviewList } from '../list/listTypes.ts';
import { NOTHING, withIds } from '../selection.ts';
import { batchScope } from './batchScope.ts';

export interface OpenBatch {
  action: BatchAction;
  ask: BatchAsk;
  size: number;
  scope: Scope;
  preview: BatchPreview | null;
  /** rows done of all, while it is being saved */
  progress: { done: number; total: number } | null;
}
export interface Batch {
  open: OpenBatch | null;
  result: BatchResult | null;
  start(action: BatchAction): Promise<void>;
  /** Prepares the same rows for another action, such as approving and tagging. */
  change(action: BatchAction): Promise<void>;
  confirm(given: BatchConfirmation & { include: string[] }): Promise<void>;
  close(): void;
  closeResult(): void;
}

/** Rejections and returns send a text to people, so they ask more; so does taking units' decisions back. */
export function batchKind({ verdict }: BatchAction, kind: SubmissionKind): BatchKind {
  if (verdict === 'reject' || verdict === 'return') return 'reject';
  return verdict === 'withdraw' && kind === 'unit' ? 'withdraw' : 'approve';
}

/** Few may go straight, but not where that takes back what somebody else decided. */
const goesStraight = (ask: BatchAsk, preview: BatchPreview) =>
  (ask === 'single' || ask === 'straight') && (preview.withdrawal?.ofOthers ?? 0) === 0;

export function useBatch<K extends SubmissionKind>(
  list: ReviewList<K>,
  onStrip: (id: string) => void,
): Batch {
  const desk = useDesk();
  const { t } = useText();
  const { message } = App.useApp();
  const announce = useAnnounce();
  const [open, setOpen] = useState<OpenBatch | null>(null);
  const [result, setResult] = useState<BatchResult | null>(null);
  useDeskEvent((event) => {
    if (event.type !== 'batch') return;
    setOpen((now) => (now?.progress ? { ...now, progress: { done: event.done, total: event.total } } : now));
  });
  const fail = useCallback(
    (fault: unknown) => {
      setOpen(null);
      void message.error(t('list.fault', { detail: fault instanceof Error ? fault.message : String(fault) }));
    },
    [message, t],
  );

  async function run(
    batch: OpenBatch,
    preview: BatchPreview,
    given: Parameters<Batch['confirm']>[0],
  ): Promise<void> {
    setOpen({ ...batch, preview, progress: { done: 0, total: preview.go + given.include.length } });
    const reply = await desk.confirmBatch(preview.previewId, given);
    const outcome = batchResult(list.kind, preview, given.include, reply);
    setOpen(null);
    setResult(outcome);
    announce(
      t('batch.result', {
        decided: outcome.decided,
        failed: outcome.failed.length,
        skipped: outcome.skipped.length,
      }),
    );
    // What failed stays selected, so that it can be looked at and tried again.
    list.select(
      withIds(
        NOTHING,
        outcome.failed.filter(({ kind }) => kind === list.kind).map(({ id }) => id),
        true,
      ),
    );
    await list.reopen();
  }

  async function start(action: BatchAction): Promise<void> {
    const { scope, size } = await batchScope(list);
    const ask = batchAsk(batchKind(action, list.kind), size);
    if (ask === 'none') {
      void message.info(t('batch.noSelection'));
      return;
    }
    if (ask === 'strip') {
      const [only] = scope.type === 'ids' ? scope.ids : await list.visibleIds();
      if (only !== undefined) onStrip(only);
      return;
    }
    const batch: OpenBatch = { action, ask, size, scope, preview: null, progress: null };
    setResult(null);
    setOpen(batch);
    const preview = await desk.previewBatch(scope, action);
    if (goesStraight(ask, preview)) await run(batch, preview, { include: [] });
    else setOpen({ ...batch, preview, ask: ask === 'dialogWithNumber' ? ask : 'dialog' });
  }

  return {
    open,
    result,
    start: (action) => start(action).catch(fail),
    async change(action) {
      if (!open) return;
      setOpen({ ...open, action, preview: null });
      await desk
        .previewBatch(open.scope, action)
        .then((preview) => setOpen((now) => (now ? { ...now, preview } : now)), fail);
    },
    async confirm(given) {
      if (!open?.preview) return;
      // A rejection is about what is wrong with them: those with findings go as well.
      const flagged =
        batchKind(open.action, list.kind) === 'reject'
          ? open.preview.leftOut.filter(mayInclude).map(({ id }) => id)
          : [];
      await run(open, open.preview, {
        ...given,
        include: [...new Set([...given.include, ...flagged])],
      }).catch(fail);
    },
    close: () => setOpen(null),
    closeResult: () => setResult(null),
  };
}
