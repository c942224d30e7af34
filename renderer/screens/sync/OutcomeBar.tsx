/** What came of the last step in the tray: each decision by name, those that failed with why. */
import { Button } from 'antd';
import { useText } from '../../i18n/i18n.ts';
import styles from './tray.module.css';
import type { NamedOutcome } from './useTray.ts';

export function OutcomeBar({ outcome, onClose }: { outcome: NamedOutcome; onClose: () => void }) {
  const { t } = useText();
  const { how, done, failed } = outcome;
  return (
    <div className={`${styles.outcome} ${failed.length > 0 ? styles.outcomeFailed : ''}`}>
      <details open={failed.length > 0}>
        <summary>
          {t(`tray.outcome.${how}`)}: {t('tray.outcome', { done: done.length, failed: failed.length })}
        </summary>
        <ul className={styles.groupRows}>
          {failed.map(({ decisionId, name, why }) => (
            <li key={decisionId}>✕ {t('tray.outcome.failed', { name, why })}</li>
          ))}
          {done.map(({ decisionId, name }) => (
            <li key={decisionId}>✓ {name}</li>
          ))}
        </ul>
      </details>
      <Button size="small" onClick={onClose}>
        {t('common.close')}
      </Button>
    </div>
  );
}
