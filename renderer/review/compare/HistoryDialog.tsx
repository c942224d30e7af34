/** What befell a submission and its people, newest first: who did what, when, and on which revision. */
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import { useDesk, useStatusOf } from '../../app/DeskContext.tsx';
import type { SubjectHistory } from '../../desk/contract/seeing.ts';
import { useText } from '../../i18n/i18n.ts';
import { Dialog } from '../../ui/dialogs/Dialog.tsx';
import { EmptyState, SkeletonLines } from '../../ui/feedback/States.tsx';
import { useFaultMessage } from '../useFaultMessage.ts';
import { HistoryTable } from './HistoryTable.tsx';
import styles from './history.module.css';

export function HistoryDialog(props: {
  kind: SubmissionKind;
  id: string;
  name: string;
  onClose: () => void;
}) {
  const { kind, id, name, onClose } = props;
  const { t } = useText();
  const desk = useDesk();
  const onFault = useFaultMessage();
  const connectivity = useStatusOf((status) => status.connectivity, 'unknown');
  const [history, setHistory] = useState<SubjectHistory | null | undefined>(undefined);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: attempt and connectivity say when to ask again
  useEffect(() => {
    let isWanted = true;
    desk.history(kind, id).then((given) => isWanted && setHistory(given), onFault);
    return () => {
      isWanted = false;
    };
  }, [desk, kind, id, attempt, connectivity, onFault]);
  const footer = (
    <>
      {history?.source === 'here' && (
        <Button onClick={() => setAttempt(attempt + 1)}>{t('history.retry')}</Button>
      )}
      <Button type="primary" autoFocus onClick={onClose}>
        {t('common.close')}
      </Button>
    </>
  );
  return (
    <Dialog
      title={t('history.title', { name })}
      width={860}
      keysTitle={t('keys.section.dialog')}
      footer={footer}
      onClose={onClose}
    >
      {history === undefined && <SkeletonLines count={6} label={t('common.loading')} />}
      {history === null && <EmptyState title={t('list.row.gone')} />}
      {history?.source === 'here' && (
        <p className={styles.here} role="note">
          {t('history.here')}
        </p>
      )}
      {history && <HistoryTable kind={kind} events={history.events} />}
    </Dialog>
  );
}
