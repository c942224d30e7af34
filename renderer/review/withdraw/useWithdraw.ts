/** Taking a decision back: its effects are looked at first, another's needs a reason. */
import { useCallback, useMemo, useState } from 'react';
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import { useDesk } from '../../app/DeskContext.tsx';
import type { WithdrawalPreview } from '../../desk/contract/secretariat.ts';
import { decisionOn } from '../decisionInput.ts';
import { nameOf, type RowOf } from '../list/kinds.ts';
import type { ReviewList } from '../list/listTypes.ts';
import { useFaultMessage } from '../useFaultMessage.ts';
import { useSayDecided } from '../useSayDecided.ts';

export interface OpenWithdrawal {
  kind: SubmissionKind;
  id: string;
  name: string;
  preview: WithdrawalPreview;
}
export interface Withdraw {
  open: OpenWithdrawal | null;
  /** takes the decision on the row under the cursor back, after a look where it concerns others */
  start(): void;
  confirm(note: string): void;
  close(): void;
}

/** `isAsked`: whether a row's decision is looked at first; without a look it is taken back at once. */
export function useWithdraw<K extends SubmissionKind>(
  list: ReviewList<K>,
  isAsked: (row: RowOf<K>) => boolean,
): Withdraw {
  const desk = useDesk();
  const onFault = useFaultMessage();
  const say = useSayDecided(list);
  const [open, setOpen] = useState<OpenWithdrawal | null>(null);

  const send = useCallback(
    (note: string) => {
      const given = note === '' ? {} : { note };
      const decided = list.act((row) => ({
        verdict: 'withdraw',
        items: [decisionOn(row, 'withdraw', given)],
      }));
      if (decided) say(decided, { verdict: 'withdraw' });
    },
    [list, say],
  );
  const start = useCallback(async () => {
    const { row } = list.getState();
    if (!row) return;
    if (!isAsked(row)) {
      send('');
      return;
    }
    const preview = await desk.previewWithdrawal(list.kind, row.id);
    if (!preview || list.getState().row?.id !== row.id) return;
    const isAlone = row.kind === 'attendee' || preview.people.length === 0;
    const isPlain = preview.isOwn && preview.refusal === null && isAlone;
    if (isPlain) send('');
    else setOpen({ kind: list.kind, id: row.id, name: nameOf(row), preview });
  }, [desk, isAsked, list, send]);

  return useMemo(
    () => ({
      open,
      start: () => void start().catch(onFault),
      confirm: (note) => {
        setOpen(null);
        send(note);
      },
      close: () => setOpen(null),
    }),
    [open, start, send, onFault],
  );
}
