/** Accounts known on this PC with what each has not uploaded: named, never shown, never lost. */
import type { WorkstationSummary } from '../../desk/contract/status.ts';
import { useText } from '../../i18n/i18n.ts';
import styles from './SignInScreen.module.css';

export function KnownAccounts(props: {
  workstations: readonly WorkstationSummary[];
  current: string;
  onChoose: (account: string) => void;
}) {
  const { t } = useText();
  const { workstations, current, onChoose } = props;
  if (workstations.length === 0) return null;
  return (
    <section className={styles.known} aria-label={t('signIn.known')}>
      <h2>{t('signIn.known')}</h2>
      <ul>
        {workstations.map(({ localId, account, gateway, unsent }) => (
          <li key={localId}>
            <button type="button" aria-pressed={account === current} onClick={() => onChoose(account)}>
              <span>
                {account}
                <small>{gateway.replace(/^https?:\/\//, '')}</small>
              </span>
              <span className={unsent > 0 ? styles.unsent : styles.soft}>
                {unsent > 0 ? t('signIn.unsent', { count: unsent }) : t('signIn.nothingUnsent')}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
