/** The strip at the bottom: connection, last sync, what waits; today's work; the last act with its undo. */
import { useEffect, useState } from 'react';
import type { LastAct } from '../desk/contract/status.ts';
import { recently } from '../i18n/format.ts';
import { useText } from '../i18n/i18n.ts';
import { useSubGroupName } from '../review/useSubGroupName.ts';
import { useUndoAndSay } from '../review/useUndoAndSay.ts';
import { actText } from '../review/verdictText.ts';
import { ActionButton } from '../ui/ActionButton.tsx';
import { useDeskStatus } from './DeskContext.tsx';
import styles from './Shell.module.css';

/** Seconds until the act is uploaded; ticks once a second, and only while that is ahead. */
function useSecondsLeft(until: number | null): number {
  const [now, setNow] = useState(Date.now);
  const isAhead = until !== null && until > now;
  useEffect(() => {
    setNow(Date.now());
    if (until === null || until <= Date.now()) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [until]);
  return isAhead ? Math.ceil((until - now) / 1000) : 0;
}

function LastActLine({ act, canUndo, isOnline }: { act: LastAct; canUndo: boolean; isOnline: boolean }) {
  const { t } = useText();
  const undo = useUndoAndSay();
  const left = useSecondsLeft(act.until);
  const subGroupName = useSubGroupName();
  const state =
    act.state === 'savedHere' && left > 0
      ? t('strip.state.window', { count: left })
      : // Nothing is being uploaded while there is nobody to upload to.
        t(`strip.state.${act.state === 'uploading' && !isOnline ? 'savedHere' : act.state}`);
  return (
    <div className={styles.last}>
      <span className={styles.lastText}>{t('strip.just', { act: actText(t, act, subGroupName) })}</span>
      <span className={styles.soft}>{state}</span>
      {canUndo && act.state !== 'undone' && (
        <ActionButton size="small" chord="Z" onClick={() => void undo()}>
          {t('strip.undo')}
        </ActionButton>
      )}
    </div>
  );
}

export function StatusStrip() {
  const { t } = useText();
  const status = useDeskStatus();
  if (!status) return null;
  const { connectivity, lastSyncAt, outbox, today, pull, lastAct, canUndo } = status;
  const toUpload = outbox.window + outbox.queued + outbox.inFlight;
  const isTrouble = !['online', 'offline', 'unknown'].includes(connectivity);
  const tone = isTrouble ? styles.trouble : `${styles.dot} ${connectivity === 'online' ? styles.online : ''}`;
  return (
    // Our one live region speaks decisions; this strip changes too often to be read out.
    <div className={styles.strip} role="status" aria-live="off" data-f6="" tabIndex={-1}>
      <span className={tone}>{t(`strip.connectivity.${connectivity}`)}</span>
      <span>
        {lastSyncAt === null
          ? t('strip.neverSynced')
          : t('strip.lastSync', { time: recently(lastSyncAt, Date.now()) })}
      </span>
      {pull.stage !== 'idle' && pull.total !== null && pull.done < pull.total && (
        <span>{t('strip.pulling', { done: pull.done, total: pull.total })}</span>
      )}
      <span>{t('strip.toUpload', { count: toUpload })}</span>
      <span className={outbox.parked > 0 ? styles.parked : undefined}>
        {t('strip.conflicts', { count: outbox.conflicts })}
        {outbox.parked > outbox.conflicts &&
          ` · ${t('strip.failed', { count: outbox.parked - outbox.conflicts })}`}
      </span>
      <span>{t('strip.today', today)}</span>
      <span className={styles.people}>{t('strip.todayPeople', today)}</span>
      {lastAct && <LastActLine act={lastAct} canUndo={canUndo} isOnline={connectivity === 'online'} />}
    </div>
  );
}
