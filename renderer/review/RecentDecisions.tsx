/** The last ten decisions, each one click from being looked at again. */
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useDesk } from '../app/DeskContext.tsx';
import { navigate } from '../app/route.ts';
import type { OutboxRow } from '../desk/contract/outbox.ts';
import { recently } from '../i18n/format.ts';
import { useText } from '../i18n/i18n.ts';
import { Dialog } from '../ui/dialogs/Dialog.tsx';
import { EmptyState, SkeletonLines } from '../ui/feedback/States.tsx';
import styles from './RecentDecisions.module.css';
import { verdictText } from './verdictText.ts';

const SHOWN = 10;

export function RecentDecisions({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const desk = useDesk();
  const [rows, setRows] = useState<OutboxRow[] | null>(null);
  useEffect(() => {
    desk.recentDecisions(SHOWN).then(setRows, () => setRows([]));
  }, [desk]);
  return (
    <Dialog title={t('command.recent')} onClose={onClose} width={640} keysTitle={t('keys.section.dialog')}>
      {rows === null && <SkeletonLines count={5} label={t('common.loading')} />}
      {rows?.length === 0 && <EmptyState title={t('syncCentre.empty.decisions')} />}
      <ol className={styles.rows}>
        {rows?.map((row) => (
          <li key={row.decisionId}>
            <span className={styles.time}>{recently(row.confirmedAt, Date.now())}</span>
            <span className={styles.verdict}>{verdictText(t, row.verdict, row.tag)}</span>
            <Button
              type="link"
              size="small"
              onClick={() => {
                navigate(
                  row.kind === 'unit'
                    ? { screen: 'units', id: row.subjectId }
                    : { screen: 'attendees', id: row.subjectId },
                );
                onClose();
              }}
            >
              {row.name}
            </Button>
            <span className={styles.state}>{t(`outbox.${row.state}`)}</span>
          </li>
        ))}
      </ol>
    </Dialog>
  );
}
