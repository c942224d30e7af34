/** The screens that exist, each with its digit; sync carries what waits and what did not take effect. */
import { useText } from '../i18n/i18n.ts';
import { ariaKeyShortcuts } from '../ui/keys/chord.ts';
import { useStatusOf } from './DeskContext.tsx';
import { routeHash, SCREENS, type ScreenName } from './route.ts';
import styles from './Shell.module.css';

export function Navigation({ current }: { current: ScreenName }) {
  const { t } = useText();
  const waiting = useStatusOf(({ outbox }) => outbox.window + outbox.queued + outbox.inFlight, 0);
  const parked = useStatusOf(({ outbox }) => outbox.parked, 0);
  return (
    <nav className={styles.nav} aria-label={t('nav.label')} data-f6="" tabIndex={-1}>
      {SCREENS.map(({ name, digit }) => (
        <a
          key={name}
          href={routeHash({ screen: name })}
          aria-current={name === current ? 'page' : undefined}
          aria-keyshortcuts={ariaKeyShortcuts([`Ctrl+${digit}`])}
        >
          {`${digit} ${t(`nav.${name}`)}`}
          {name === 'sync' && waiting > 0 && (
            <span role="img" aria-label={t('nav.toUpload', { count: waiting })}>
              ({waiting})
            </span>
          )}
          {name === 'sync' && parked > 0 && (
            <span role="img" className={styles.parked} aria-label={t('nav.parked', { count: parked })}>
              !{parked}
            </span>
          )}
        </a>
      ))}
    </nav>
  );
}
