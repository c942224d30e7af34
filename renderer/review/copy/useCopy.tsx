/** Copying on a screen: masked by key, in clear after a dialog that asks what for. */
import { type ReactNode, useMemo, useState } from 'react';
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import type { ReviewList } from '../list/listTypes.ts';
import { useFaultMessage } from '../useFaultMessage.ts';
import { CopyDialog } from './CopyDialog.tsx';
import { useCopyRows } from './useCopyRows.ts';

export interface Copying {
  copy: () => void;
  copyFull: () => void;
}

export function useCopy<K extends SubmissionKind>(
  list: ReviewList<K>,
): { copying: Copying; dialog: ReactNode } {
  const copyRows = useCopyRows(list);
  const onFault = useFaultMessage();
  const [isAsking, setIsAsking] = useState(false);
  const copying = useMemo<Copying>(
    () => ({ copy: () => void copyRows(null).catch(onFault), copyFull: () => setIsAsking(true) }),
    [copyRows, onFault],
  );
  const dialog = isAsking ? (
    <CopyDialog
      onClose={() => setIsAsking(false)}
      onCopy={(purpose) => {
        copyRows(purpose).then((isCopied) => isCopied && setIsAsking(false), onFault);
      }}
    />
  ) : null;
  return { copying, dialog };
}
