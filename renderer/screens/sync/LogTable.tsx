/** What the desk did to stay in sync: pulls, pushes, sign-ins, faults. */
import { useDesk } from '../../app/DeskContext.tsx';
import { recently } from '../../i18n/format.ts';
import { useText } from '../../i18n/i18n.ts';
import { LoadedTable } from './LoadedTable.tsx';
import styles from './SyncScreen.module.css';
import { useLoaded } from './useLoaded.ts';

const SHOWN_MAX = 300;

export function LogTable({ version }: { version: string }) {
  const { t } = useText();
  const desk = useDesk();
  const loaded = useLoaded(() => desk.syncLog(), version);
  const columns = [
    t('syncCentre.column.time'),
    t('syncCentre.column.what'),
    t('syncCentre.column.items'),
    t('syncCentre.column.detail'),
  ];
  return (
    <LoadedTable loaded={loaded} columns={columns} empty={{ title: t('syncCentre.empty.log') }}>
      {(entries) =>
        entries.slice(0, SHOWN_MAX).map((entry, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: log entries have no id, and never change
          <tr key={`${entry.at} ${index}`}>
            <td className={styles.nowrap}>{recently(entry.at, Date.now())}</td>
            <td className={styles.nowrap}>{t(`log.what.${entry.what}`)}</td>
            <td className={styles.nowrap}>{entry.items}</td>
            <td>{entry.detail}</td>
          </tr>
        ))
      }
    </LoadedTable>
  );
}
