/** What came of a transfer, unit by unit where one stayed. */
import { Alert } from 'antd';
import type { TransferOutcome } from '../../../desk/contract/secretariat.ts';
import { useText } from '../../../i18n/i18n.ts';
import { hasText } from '../../../i18n/texts.ts';
import styles from './transfer.module.css';

export function TransferResult({ outcome }: { outcome: TransferOutcome }) {
  const { t } = useText();
  const { transferred, unchanged, refused, stopped } = outcome;
  const whyText = (why: string) => {
    const key = `transfer.why.${why}`;
    return hasText(key) ? t(key) : why;
  };
  const isWhole = refused.length === 0 && stopped === null;
  return (
    <>
      <Alert
        type={transferred > 0 && isWhole ? 'success' : 'warning'}
        showIcon
        title={transferred > 0 ? t('transfer.done', { count: transferred }) : t('transfer.done.none')}
        description={
          <>
            {unchanged > 0 && <p>{t('transfer.done.unchanged', { count: unchanged })}</p>}
            {transferred > 0 && <p>{t('transfer.done.undo')}</p>}
            {stopped && (
              <p>
                {stopped.unsure > 0
                  ? t('transfer.stopped.unsure', { count: stopped.unsure })
                  : t('transfer.stopped', {
                      count: stopped.left,
                      why: t(`transfer.stopped.why.${stopped.why}`),
                    })}
              </p>
            )}
          </>
        }
      />
      {refused.length > 0 && (
        <section aria-label={t('transfer.refused', { count: refused.length })}>
          <h3 className={styles.heading}>{t('transfer.refused', { count: refused.length })}</h3>
          <ul className={styles.refused}>
            {refused.map(({ id, name, why }) => (
              <li key={id}>
                ✕ {name} · <span className={styles.soft}>{whyText(why)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
