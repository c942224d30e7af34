/** What is open over a detail: its duplicate beside it, or its history. */
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import { HistoryDialog } from './HistoryDialog.tsx';
import { TwinsDialog } from './TwinsDialog.tsx';
import type { Seeing } from './useSeeing.ts';

export function SeeingDialogs(props: { kind: SubmissionKind; id: string; name: string; seeing: Seeing }) {
  const { kind, id, name, seeing } = props;
  if (seeing.beside !== null) return <TwinsDialog {...props} />;
  if (seeing.isHistoryOpen) {
    return <HistoryDialog kind={kind} id={id} name={name} onClose={seeing.close} />;
  }
  return null;
}
