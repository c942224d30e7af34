/** What the desk did to stay in sync: pulls, pushes, sign-ins, faults. */
import { useDesk } from '../../app/DeskContext.tsx';
import { recently } from '../../i18n/format.ts';
import { useText } from '../../i18n/i18n.ts';
import { EmptyState, SkeletonLines } from '../../ui/feedback/States.tsx';
import styles from './SyncScreen.module.css';
import { useLoaded } from './useLoaded.ts';

const SHOWN_MAX = 300;

export function LogTable({ version }: { version: string }) {
  const { t } = useText();
  const desk = useDesk();
  const loaded = useLoaded(() => desk.syncLog(), version);
  if (loaded.phase === 'loading') return <SkeletonLines count={8} label={t('common.loading')} />;
  if (loaded.phase === 'fault') return <EmptyState title={t('list.fault', { detail: loaded.detail })} />;
  if (loaded.value.length === 0) return <EmptyState title={t('syncCentre.empty.log')} />;
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t('syncCentre.column.time')}</th>
          <th scope="col">{t('syncCentre.column.what')}</th>
          <th scope="col">{t('syncCentre.column.items')}</th>
          <th scope="col">{t('syncCentre.column.detail')}</th>
        </tr>
      </thead>
      <tbody>
        {loaded.value.slice(0, SHOWN_MAX).map((entry, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: log entries have no id, and never change
          <tr key={`${entry.at} ${index}`}>
            <td className={styles.nowrap}>{recently(entry.at, Date.now())}</td>
            <td className={styles.nowrap}>{t(`log.what.${entry.what}`)}</td>
            <td className={styles.nowrap}>{entry.items}</td>
            <td>{entry.detail}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
