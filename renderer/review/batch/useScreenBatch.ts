/** The batch of a screen with callbacks that stay the same, so that the list is not drawn again for them. */
import { useCallback, useRef } from 'react';
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import type { BatchAction } from '../../desk/contract/decisions.ts';
import type { ReviewList } from '../list/listTypes.ts';
import { type Batch, useBatch } from './useBatch.ts';

export interface ScreenBatch {
  batch: Batch;
  /** the dialog is to be shown: not for one row, nor for a few that go straight */
  isDialogOpen: boolean;
  start: (action: BatchAction) => void;
  closeResult: () => void;
  /** closes the dialog and shows a row out of it */
  showRow: (id: string) => void;
}

export function useScreenBatch<K extends SubmissionKind>(
  list: ReviewList<K>,
  openRow: (id: string) => Promise<void>,
  onStrip: (id: string) => void,
): ScreenBatch {
  const batch = useBatch(list, onStrip);
  const latest = useRef(batch);
  latest.current = batch;
  const start = useCallback((action: BatchAction) => void latest.current.start(action), []);
  const closeResult = useCallback(() => latest.current.closeResult(), []);
  const showRow = useCallback(
    (id: string) => {
      latest.current.close();
      void openRow(id);
    },
    [openRow],
  );
  const isDialogOpen = batch.open?.ask === 'dialog' || batch.open?.ask === 'dialogWithNumber';
  return { batch, isDialogOpen, start, closeResult, showRow };
}
