/** Decisions as a table: when, whom, what, with which reasons, and how far each has come. */
import { Button } from 'antd';
import { useState } from 'react';
import { navigate } from '../../app/route.ts';
import type { OutboxRow } from '../../desk/contract/outbox.ts';
import { clockWithSeconds, recently } from '../../i18n/format.ts';
import { useText } from '../../i18n/i18n.ts';
import { verdictText } from '../../review/verdictText.ts';
import { EmptyState, SkeletonLines } from '../../ui/feedback/States.tsx';
import styles from './SyncScreen.module.css';
import { useLoaded } from './useLoaded.ts';

const PAGE = 100;

export function DecisionTable(props: {
  load: () => Promise<OutboxRow[]>;
  version: string;
  emptyTitle: string;
  emptyText: string;
}) {
  const { t } = useText();
  const loaded = useLoaded(props.load, props.version);
  const [shown, setShown] = useState(PAGE);
  if (loaded.phase === 'loading') return <SkeletonLines count={8} label={t('common.loading')} />;
  if (loaded.phase === 'fault') return <EmptyState title={t('list.fault', { detail: loaded.detail })} />;
  const rows = loaded.value;
  if (rows.length === 0) return <EmptyState title={props.emptyTitle} text={props.emptyText} />;
  return (
    <>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('syncCentre.column.time')}</th>
            <th scope="col">{t('syncCentre.column.subject')}</th>
            <th scope="col">{t('syncCentre.column.decision')}</th>
            <th scope="col">{t('syncCentre.column.reasons')}</th>
            <th scope="col">{t('syncCentre.column.state')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, shown).map((row) => (
            <tr key={row.decisionId}>
              <td className={styles.nowrap}>{recently(row.confirmedAt, Date.now())}</td>
              <td>
                <span className={styles.soft}>{t(`kind.${row.kind}`)}</span>{' '}
                <Button
                  type="link"
                  size="small"
                  onClick={() =>
                    navigate({ screen: row.kind === 'unit' ? 'units' : 'attendees', id: row.subjectId })
                  }
                >
                  {row.name}
                </Button>
              </td>
              <td className={styles.nowrap}>{verdictText(t, row.verdict, row.tag)}</td>
              <td>{row.reasons.map(({ text, code }) => text || code).join(t('list.separator'))}</td>
              <td className={styles.nowrap}>
                {t(`outbox.${row.state}`)}
                {row.uploadAt !== undefined && (
                  <span className={styles.soft}>
                    {' '}
                    {t('outbox.uploadsAt', { time: clockWithSeconds(row.uploadAt) })}
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > shown && (
        <p className={styles.more}>
          {t('syncCentre.shown', { count: shown })}{' '}
          <Button size="small" onClick={() => setShown(shown + PAGE)}>
            {t('common.more')}
          </Button>
        </p>
      )}
    </>
  );
}
