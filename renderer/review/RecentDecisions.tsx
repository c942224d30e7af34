/** The last ten acts, each one click from being looked at again or taken back, be it one decision or a batch. */
import { Button } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import { useDesk } from '../app/DeskContext.tsx';
import { navigate } from '../app/route.ts';
import type { ActRow } from '../desk/contract/outbox.ts';
import { count, recently } from '../i18n/format.ts';
import { useText } from '../i18n/i18n.ts';
import { Dialog } from '../ui/dialogs/Dialog.tsx';
import { EmptyState, SkeletonLines } from '../ui/feedback/States.tsx';
import styles from './RecentDecisions.module.css';
import { useReview } from './ReviewProvider.tsx';
import { TakeBackDialog } from './TakeBackDialog.tsx';
import { useSaidUndo } from './useUndoAndSay.ts';
import { verdictText } from './verdictText.ts';

const SHOWN = 10;

export function RecentDecisions({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const desk = useDesk();
  const { units, attendees } = useReview();
  const [acts, setActs] = useState<ActRow[] | null>(null);
  const [asked, setAsked] = useState<ActRow | null>(null);
  const load = useCallback(() => {
    desk.recentActs(SHOWN).then(setActs, () => setActs([]));
  }, [desk]);
  useEffect(load, [load]);
  const takeBack = useSaidUndo(async ({ batchId, kind }: ActRow) => {
    const reply = await desk.takeBack(batchId);
    if (reply.ok) await (kind === 'unit' ? units : attendees).afterUndo(batchId);
    return reply;
  });
  if (asked) {
    return (
      <TakeBackDialog
        act={asked}
        onConfirm={async () => {
          await takeBack(asked);
          load();
        }}
        onClose={() => setAsked(null)}
      />
    );
  }
  return (
    <Dialog title={t('command.recent')} onClose={onClose} width={720} keysTitle={t('keys.section.dialog')}>
      {acts === null && <SkeletonLines count={5} label={t('common.loading')} />}
      {acts?.length === 0 && <EmptyState title={t('syncCentre.empty.decisions')} />}
      <ol className={styles.rows}>
        {acts?.map((act) => (
          <li key={act.batchId}>
            <span className={styles.time}>{recently(act.confirmedAt, Date.now())}</span>
            <span className={styles.verdict}>{verdictText(t, act.verdict, act.tag)}</span>
            <span className={styles.subject}>
              <Button
                type="link"
                size="small"
                onClick={() => {
                  navigate(
                    act.kind === 'unit'
                      ? { screen: 'units', id: act.subjectId }
                      : { screen: 'attendees', id: act.subjectId },
                  );
                  onClose();
                }}
              >
                {act.name}
              </Button>
              {act.count > 1 && (
                <span className={styles.state}>{t('recent.size', { count: count(act.count) })}</span>
              )}
            </span>
            <span className={styles.state}>{t(`outbox.${act.state}`)}</span>
            <span className={styles.button}>
              {act.isTakeable && (
                <Button
                  size="small"
                  aria-label={t('recent.takeBack.of', { name: act.name })}
                  onClick={() => setAsked(act)}
                >
                  {t('recent.takeBack')}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ol>
    </Dialog>
  );
}
