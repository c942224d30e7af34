/** Screen 5, progress: figures against targets, the weekly report, what was published, intended deals, contact forms. */
import { navigate, parseRoute, useHash } from '../../app/route.ts';
import { useText } from '../../i18n/i18n.ts';
import tabStyles from '../../review/screen/screen.module.css';
import frame from '../../ui/frame.module.css';
import { ContactsPane } from './ContactsPane.tsx';
import { DealsPane } from './DealsPane.tsx';
import { FiguresPane } from './FiguresPane.tsx';
import styles from './ProgressScreen.module.css';

const TABS = ['figures', 'deals', 'contacts'] as const;

export function ProgressScreen() {
  const { t } = useText();
  const route = parseRoute(useHash());
  const asked = route.screen === 'progress' ? route.tab : undefined;
  const tab = TABS.find((each) => each === asked) ?? 'figures';
  return (
    <div className={frame.screen}>
      <header className={styles.head} data-f6="" tabIndex={-1}>
        <h1>{t('progress.title')}</h1>
        <div role="tablist" aria-label={t('progress.tabs')}>
          {TABS.map((each) => (
            <button
              key={each}
              type="button"
              role="tab"
              aria-selected={each === tab}
              className={tabStyles.tab}
              onClick={() => navigate({ screen: 'progress', tab: each })}
            >
              {t(`progress.tab.${each}`)}
            </button>
          ))}
        </div>
      </header>
      {tab === 'figures' && <FiguresPane />}
      {tab === 'deals' && <DealsPane />}
      {tab === 'contacts' && <ContactsPane />}
    </div>
  );
}
