/** Decisions as a table: when, whom, what, with which reasons, and how far each has come. */
import { Button } from 'antd';
import { useState } from 'react';
import type { OutboxRow } from '../../desk/contract/outbox.ts';
import { clockWithSeconds, recently } from '../../i18n/format.ts';
import { useText } from '../../i18n/i18n.ts';
import { verdictText } from '../../review/verdictText.ts';
import { LoadedTable } from './LoadedTable.tsx';
import { SubjectLink } from './SubjectLink.tsx';
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
  const columns = [
    t('syncCentre.column.time'),
    t('syncCentre.column.subject'),
    t('syncCentre.column.decision'),
    t('syncCentre.column.reasons'),
    t('syncCentre.column.state'),
  ];
  return (
    <>
      <LoadedTable
        loaded={loaded}
        columns={columns}
        empty={{ title: props.emptyTitle, text: props.emptyText }}
      >
        {(rows) => rows.slice(0, shown).map((row) => <DecisionLine key={row.decisionId} row={row} />)}
      </LoadedTable>
      {loaded.phase === 'ready' && loaded.value.length > shown && (
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

function DecisionLine({ row }: { row: OutboxRow }) {
  const { t } = useText();
  return (
    <tr>
      <td className={styles.nowrap}>{recently(row.confirmedAt, Date.now())}</td>
      <td>
        <SubjectLink kind={row.kind} id={row.subjectId} name={row.name} />
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
  );
}
