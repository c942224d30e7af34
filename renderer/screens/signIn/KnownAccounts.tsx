/** Accounts known on this PC with what each has not uploaded: named, never shown, never lost. */
import type { WorkstationSummary } from '../../desk/contract/status.ts';
import { day } from '../../i18n/format.ts';
import { useText } from '../../i18n/i18n.ts';
import styles from './SignInScreen.module.css';

export function KnownAccounts(props: {
  workstations: readonly WorkstationSummary[];
  /** the local id of the one chosen */
  chosen: string | undefined;
  onChoose: (workstation: WorkstationSummary) => void;
}) {
  const { t } = useText();
  const { workstations, chosen, onChoose } = props;
  if (workstations.length === 0) return null;
  return (
    <section className={styles.known} aria-label={t('signIn.known')}>
      <h2>{t('signIn.known')}</h2>
      <ul>
        {workstations.map((workstation) => (
          <li key={workstation.localId}>
            <button
              type="button"
              aria-pressed={workstation.localId === chosen}
              onClick={() => onChoose(workstation)}
            >
              <span>
                {workstation.account}
                <small>{workstation.gateway.replace(/^https?:\/\//, '')}</small>
                {workstation.asideSince !== null && (
                  <small>{t('signIn.aside', { day: day(workstation.asideSince) })}</small>
                )}
              </span>
              <span className={workstation.unsent > 0 ? styles.unsent : styles.soft}>
                {workstation.unsent > 0
                  ? t('signIn.unsent', { count: workstation.unsent })
                  : t('signIn.nothingUnsent')}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
