/** What is kept on this PC: how much, whether it may be evicted, how full the journal is. */
import { Alert } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { StorageReport } from '../../desk/contract/settings.ts';
import { bytes } from '../../i18n/format.ts';
import { useText } from '../../i18n/i18n.ts';
import { SkeletonLines } from '../../ui/feedback/States.tsx';
import styles from './SettingsScreen.module.css';

export function LocalData({ load, version }: { load: () => Promise<StorageReport>; version: string }) {
  const { t } = useText();
  const [report, setReport] = useState<StorageReport | 'fault' | null>(null);
  const latest = useRef(load);
  latest.current = load;
  // biome-ignore lint/correctness/useExhaustiveDependencies: new data changes the sizes
  useEffect(() => {
    latest.current().then(setReport, () => setReport('fault'));
  }, [version]);
  const size = (value: number | null) => (value === null ? t('settings.data.unknown') : bytes(value));
  return (
    <section className={styles.section}>
      <h2>{t('settings.data')}</h2>
      {report === null && <SkeletonLines count={3} label={t('common.loading')} />}
      {report === 'fault' && <p>{t('settings.data.unknown')}</p>}
      {report !== null && report !== 'fault' && (
        <dl className={styles.report}>
          <dt>{t('settings.data.usage')}</dt>
          <dd>
            {t('settings.data.usageOf', { used: size(report.usageBytes), quota: size(report.quotaBytes) })}
          </dd>
          <dt>{t('settings.data.persisted')}</dt>
          <dd>
            {report.isPersisted === null
              ? t('settings.data.unknown')
              : t(report.isPersisted ? 'settings.data.persisted.yes' : 'settings.data.persisted.no')}
          </dd>
          <dt>{t('settings.data.journal')}</dt>
          <dd>
            {t('settings.data.usageOf', {
              used: bytes(report.journalUsedBytes),
              quota: bytes(report.journalSizeBytes),
            })}
          </dd>
          {report.keyProtection !== 'noStore' && (
            <>
              <dt>{t('desktop.keyStore')}</dt>
              <dd>
                {report.keyProtection === 'weak' ? (
                  <Alert type="warning" title={t('desktop.keyStore.weak')} showIcon />
                ) : (
                  t(`desktop.keyStore.${report.keyProtection}`)
                )}
              </dd>
            </>
          )}
        </dl>
      )}
      <p className={styles.hint}>{t('settings.data.encrypted')}</p>
    </section>
  );
}
