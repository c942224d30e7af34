/** The batch of a screen with callbacks that stay the same, so that the list is not drawn again for them. */
import { useCallback, useRef, useState } from 'react';
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import type { BatchAction } from '../../desk/contract/decisions.ts';
import type { ReviewList } from '../list/listTypes.ts';
import { type Batch, useBatch } from './useBatch.ts';

export interface ScreenBatch {
  batch: Batch;
  /** there is a dialog: not for one row, nor for a few that go straight */
  isDialogOpen: boolean;
  /** a row out of the dialog is being looked at, and the dialog waits */
  isPeeking: boolean;
  start: (action: BatchAction) => void;
  closeResult: () => void;
  /** shows a row out of the dialog, which waits until `comeBack` */
  showRow: (id: string) => void;
  comeBack: () => void;
  giveUp: () => void;
}

export function useScreenBatch<K extends SubmissionKind>(
  list: ReviewList<K>,
  openRow: (id: string) => Promise<void>,
  onStrip: (id: string) => void,
): ScreenBatch {
  const batch = useBatch(list, onStrip);
  const [isAway, setIsAway] = useState(false);
  const latest = useRef(batch);
  latest.current = batch;
  const start = useCallback((action: BatchAction) => {
    setIsAway(false);
    void latest.current.start(action);
  }, []);
  const closeResult = useCallback(() => latest.current.closeResult(), []);
  const showRow = useCallback(
    (id: string) => {
      setIsAway(latest.current.open !== null);
      void openRow(id);
    },
    [openRow],
  );
  const comeBack = useCallback(() => setIsAway(false), []);
  const giveUp = useCallback(() => {
    setIsAway(false);
    latest.current.close();
  }, []);
  const isDialogOpen = batch.open?.ask === 'dialog' || batch.open?.ask === 'dialogWithNumber';
  const isPeeking = isDialogOpen && isAway;
  return { batch, isDialogOpen, isPeeking, start, closeResult, showRow, comeBack, giveUp };
}
