/** Above the second picture: which one it is, and a choice of the others. */
import { Select } from 'antd';
import { useText } from '../../i18n/i18n.ts';
import frame from './detail.module.css';
import styles from './picture.module.css';
import type { Beside } from './useBeside.ts';

export function BesideChooser({ beside }: { beside: Beside }) {
  const { t } = useText();
  const { choices, chosen, choose, isLoading } = beside;
  if (choices.length === 0) {
    return <span className={frame.soft}>{isLoading ? t('common.loading') : t('image.compare')}</span>;
  }
  return (
    <Select
      size="small"
      className={styles.chooser ?? ''}
      aria-label={t('image.beside.choose')}
      value={chosen?.key ?? ''}
      options={choices.map(({ key, label }) => ({ value: key, label }))}
      onChange={choose}
    />
  );
}
