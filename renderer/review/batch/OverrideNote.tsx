/** The word that goes with error findings which are overridden in a batch; required, and recorded with each. */
import { Input } from 'antd';
import { useId } from 'react';
import { TEXT_MAX } from '../../../shared/domain/decision.ts';
import { useText } from '../../i18n/i18n.ts';
import styles from './batch.module.css';

export function OverrideNote({ value, onChange }: { value: string; onChange: (note: string) => void }) {
  const { t } = useText();
  const id = useId();
  return (
    <div className={styles.warning}>
      <label htmlFor={id} className={styles.heading}>
        {t('batch.override')}
      </label>
      <Input
        id={id}
        value={value}
        maxLength={TEXT_MAX}
        status={value.trim() === '' ? 'warning' : ''}
        onChange={({ target }) => onChange(target.value)}
      />
    </div>
  );
}
