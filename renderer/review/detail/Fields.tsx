/** Fields as a list of terms, with marks on those that a finding names. */
import type { ReactNode } from 'react';
import type { FindingView } from '../../desk/contract/rows.ts';
import { useText } from '../../i18n/i18n.ts';
import styles from './detail.module.css';
import { fieldText } from './findingText.ts';

export interface Field {
  name: string;
  value: ReactNode;
  /** spans both columns */
  isWide?: boolean;
}

const worst = (findings: readonly FindingView[], field: string) => {
  const own = findings.filter((finding) => finding.field === field || finding.field.startsWith(`${field}.`));
  if (own.some(({ severity }) => severity === 'error')) return 'error';
  return own.some(({ severity }) => severity === 'warning') ? 'warning' : undefined;
};

export function Fields({ fields, findings }: { fields: readonly Field[]; findings: readonly FindingView[] }) {
  const { t } = useText();
  return (
    <dl className={styles.fields}>
      {fields.map(({ name, value, isWide }) => {
        const severity = worst(findings, name);
        const classes = [isWide ? styles.wide : '', severity ? styles[`field-${severity}`] : ''];
        return (
          <div key={name} className={classes.join(' ')}>
            <dt>
              {fieldText(t, name)}
              {severity && (
                <span className={styles[severity]} role="img" aria-label={t(`severity.${severity}`)}>
                  {severity === 'error' ? ' ■' : ' ▲'}
                </span>
              )}
            </dt>
            <dd>
              {value === '' || value === undefined || value === null ? (
                <span className={styles.soft}>{t('value.empty')}</span>
              ) : (
                value
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
