/** What is open beside the submission under the cursor: one of its duplicates, or its history. */
import { useCallback, useMemo, useState } from 'react';
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import type { OtherHolder } from '../../desk/contract/findings.ts';
import type { DetailOf } from '../list/kinds.ts';
import type { ReviewList } from '../list/listTypes.ts';
import { useDetail, useListPart } from '../ReviewProvider.tsx';

export interface Seeing {
  /** everybody a duplicate finding names, each once */
  others: readonly OtherHolder[];
  /** the one that stands beside; null where none does */
  beside: string | null;
  isHistoryOpen: boolean;
  openBeside: (id: string) => void;
  /** opens the first duplicate; null where there is none */
  openTwins: (() => void) | null;
  openHistory: () => void;
  close: () => void;
}

type Open = { of: string; beside: string } | { of: string; history: true } | null;
const NO_OTHERS: readonly OtherHolder[] = [];

/** For the row under the cursor; moving on closes what was open. */
export function useSeeing<K extends SubmissionKind>(list: ReviewList<K>): Seeing {
  const id = useListPart(list, ({ row }) => row?.id);
  const detail: DetailOf<K> | null | undefined = useDetail(list, id);
  const [open, setOpen] = useState<Open>(null);
  const findings = detail?.findings;
  const others = useMemo(() => {
    const byId = new Map<string, OtherHolder>();
    for (const { others: named = [] } of findings ?? []) {
      for (const other of named) if (!byId.has(other.id)) byId.set(other.id, other);
    }
    return byId.size > 0 ? [...byId.values()] : NO_OTHERS;
  }, [findings]);
  const openBeside = useCallback(
    (beside: string) => {
      if (id !== undefined) setOpen({ of: id, beside });
    },
    [id],
  );
  const openHistory = useCallback(() => {
    if (id !== undefined) setOpen({ of: id, history: true });
  }, [id]);
  const close = useCallback(() => setOpen(null), []);
  const [first] = others;
  const openTwins = useMemo(() => (first ? () => openBeside(first.id) : null), [first, openBeside]);
  const now = open !== null && open.of === id ? open : null;
  return useMemo(
    () => ({
      others,
      beside: now && 'beside' in now ? now.beside : null,
      isHistoryOpen: now !== null && 'history' in now,
      openBeside,
      openTwins,
      openHistory,
      close,
    }),
    [others, now, openBeside, openTwins, openHistory, close],
  );
}
