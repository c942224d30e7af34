/** Says that the gateway could not be asked, and of when what is shown is. */
import type { KeptCopy } from '../../desk/contract/reports.ts';
import { recently } from '../../i18n/format.ts';
import { useText } from '../../i18n/i18n.ts';
import styles from './ProgressScreen.module.css';

export function KeptNotice({ copy }: { copy: KeptCopy<unknown> }) {
  const { t } = useText();
  if (copy.why === null) return null;
  const why = t(`progress.why.${copy.why}`);
  return (
    <p className={styles.offline}>
      {copy.fetchedAt === null
        ? t('progress.keptNothing', { why })
        : t('progress.kept', { why, time: recently(copy.fetchedAt, Date.now()) })}
    </p>
  );
}
