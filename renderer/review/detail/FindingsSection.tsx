/** The checks' findings with the way to a duplicate beside this one and to the history. */
import type { FindingView } from '../../desk/contract/findings.ts';
import { useText } from '../../i18n/i18n.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import type { Seeing } from '../compare/useSeeing.ts';
import styles from './detail.module.css';
import { FindingList } from './FindingList.tsx';

export function FindingsSection({ findings, seeing }: { findings: readonly FindingView[]; seeing: Seeing }) {
  const { t } = useText();
  return (
    <section className={styles.section}>
      <div className={styles.sectionHead}>
        <h3>{t('detail.findings')}</h3>
        <span className={styles.sectionTools}>
          {seeing.openTwins && (
            <ActionButton size="small" chord="B" onClick={seeing.openTwins}>
              {t('twins.open')}
            </ActionButton>
          )}
          <ActionButton size="small" chord="H" onClick={seeing.openHistory}>
            {t('history.open')}
          </ActionButton>
        </span>
      </div>
      <FindingList findings={findings} onBeside={seeing.openBeside} />
    </section>
  );
}
