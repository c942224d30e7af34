/** Fields as a list of terms, each with the findings about it. */
import type { ReactNode } from 'react';
import type { FindingView } from '../../desk/contract/findings.ts';
import { useText } from '../../i18n/i18n.ts';
import frame from './detail.module.css';
import { FieldNotes } from './FieldNotes.tsx';
import styles from './fields.module.css';
import { fieldText } from './findingText.ts';

export interface Field {
  name: string;
  value: ReactNode;
  /** spans both columns */
  isWide?: boolean;
}

const about = (findings: readonly FindingView[], field: string) =>
  findings.filter((finding) => finding.field === field || finding.field.startsWith(`${field}.`));

const worst = (own: readonly FindingView[]) => {
  if (own.some(({ severity }) => severity === 'error')) return 'error';
  return own.some(({ severity }) => severity === 'warning') ? 'warning' : undefined;
};

export function Fields({ fields, findings }: { fields: readonly Field[]; findings: readonly FindingView[] }) {
  const { t } = useText();
  return (
    <dl className={styles.fields}>
      {fields.map(({ name, value, isWide }) => {
        const own = about(findings, name);
        const severity = worst(own);
        const classes = [isWide ? styles.wide : '', severity ? styles[`field-${severity}`] : ''];
        return (
          <div key={name} className={classes.join(' ')}>
            <dt>{fieldText(t, name)}</dt>
            <dd>
              {value === '' || value === undefined || value === null ? (
                <span className={frame.soft}>{t('value.empty')}</span>
              ) : (
                value
              )}
              <FieldNotes findings={own} />
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
