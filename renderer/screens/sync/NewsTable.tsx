/** What others did to one's own: decisions taken back or overruled, units that moved in or out. */
import { useEffect } from 'react';
import { useDesk } from '../../app/DeskContext.tsx';
import type { NewsRow } from '../../desk/contract/secretariat.ts';
import { recently } from '../../i18n/format.ts';
import { useText } from '../../i18n/i18n.ts';
import { useSubGroupName } from '../../review/useSubGroupName.ts';
import { verdictText } from '../../review/verdictText.ts';
import { LoadedTable } from './LoadedTable.tsx';
import { SubjectLink } from './SubjectLink.tsx';
import styles from './SyncScreen.module.css';
import { useLoaded } from './useLoaded.ts';

export function NewsTable({ version }: { version: string }) {
  const { t } = useText();
  const desk = useDesk();
  const loaded = useLoaded(() => desk.news(), version);
  const hasUnread = loaded.phase === 'ready' && loaded.value.some(({ isRead }) => !isRead);
  // Read once they were on screen; they stay marked as new until the tab is left.
  useEffect(() => () => void (hasUnread && desk.markNewsRead().catch(() => undefined)), [desk, hasUnread]);
  const columns = [
    t('syncCentre.column.time'),
    t('syncCentre.column.subject'),
    t('syncCentre.column.what'),
    t('news.column.by'),
    t('news.column.reason'),
  ];
  const empty = { title: t('syncCentre.empty.news'), text: t('syncCentre.empty.news.text') };
  return (
    <LoadedTable loaded={loaded} columns={columns} empty={empty}>
      {(rows) =>
        rows.map((row) => (
          <tr key={row.id}>
            <td className={styles.nowrap}>
              {!row.isRead && <strong>{t('news.new')} </strong>}
              {recently(row.at, Date.now())}
            </td>
            <td>
              <Subject row={row} />
            </td>
            <td>
              <What row={row} />
            </td>
            <td>{row.by}</td>
            <td>{row.reason}</td>
          </tr>
        ))
      }
    </LoadedTable>
  );
}

function Subject({ row: { name, kind, subjectId, what } }: { row: NewsRow }) {
  const { t } = useText();
  if (name === null) return <span className={styles.soft}>{t('news.noName')}</span>;
  return <SubjectLink kind={kind} id={subjectId} name={name} isGone={what === 'left'} />;
}

function What({ row }: { row: NewsRow }) {
  const { t } = useText();
  const nameOf = useSubGroupName();
  const mine = row.mine ? verdictText(t, row.mine.verdict, row.mine.tag) : '';
  const now = row.verdict ? verdictText(t, row.verdict, row.tag) : '';
  return <>{t(`news.${row.what}`, { mine, now, other: nameOf(row.subGroupId ?? '') })}</>;
}
