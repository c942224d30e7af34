/** What others did to one's own: decisions taken back or overruled, units that moved in or out. */
import { Button } from 'antd';
import { useEffect } from 'react';
import { useDesk } from '../../app/DeskContext.tsx';
import { navigate } from '../../app/route.ts';
import type { NewsRow } from '../../desk/contract/secretariat.ts';
import { recently } from '../../i18n/format.ts';
import { useText } from '../../i18n/i18n.ts';
import { useSubGroupName } from '../../review/useSubGroupName.ts';
import { verdictText } from '../../review/verdictText.ts';
import { EmptyState, SkeletonLines } from '../../ui/feedback/States.tsx';
import styles from './SyncScreen.module.css';
import { useLoaded } from './useLoaded.ts';

export function NewsTable({ version }: { version: string }) {
  const { t } = useText();
  const desk = useDesk();
  const loaded = useLoaded(() => desk.news(), version);
  const hasUnread = loaded.phase === 'ready' && loaded.value.some(({ isRead }) => !isRead);
  // Read once they were on screen; they stay marked as new until the tab is left.
  useEffect(() => () => void (hasUnread && desk.markNewsRead().catch(() => undefined)), [desk, hasUnread]);
  if (loaded.phase === 'loading') return <SkeletonLines count={6} label={t('common.loading')} />;
  if (loaded.phase === 'fault') return <EmptyState title={t('list.fault', { detail: loaded.detail })} />;
  if (loaded.value.length === 0)
    return <EmptyState title={t('syncCentre.empty.news')} text={t('syncCentre.empty.news.text')} />;
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t('syncCentre.column.time')}</th>
          <th scope="col">{t('syncCentre.column.subject')}</th>
          <th scope="col">{t('syncCentre.column.what')}</th>
          <th scope="col">{t('news.column.by')}</th>
          <th scope="col">{t('news.column.reason')}</th>
        </tr>
      </thead>
      <tbody>
        {loaded.value.map((row) => (
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
        ))}
      </tbody>
    </table>
  );
}

function Subject({ row }: { row: NewsRow }) {
  const { t } = useText();
  if (row.name === null) return <span className={styles.soft}>{t('news.noName')}</span>;
  return (
    <>
      <span className={styles.soft}>{t(`kind.${row.kind}`)}</span>{' '}
      {row.what === 'left' ? (
        row.name
      ) : (
        <Button
          type="link"
          size="small"
          onClick={() => navigate({ screen: row.kind === 'unit' ? 'units' : 'attendees', id: row.subjectId })}
        >
          {row.name}
        </Button>
      )}
    </>
  );
}

function What({ row }: { row: NewsRow }) {
  const { t } = useText();
  const nameOf = useSubGroupName();
  const mine = row.mine ? verdictText(t, row.mine.verdict, row.mine.tag) : '';
  const now = row.verdict ? verdictText(t, row.verdict, row.tag) : '';
  return <>{t(`news.${row.what}`, { mine, now, other: nameOf(row.subGroupId ?? '') })}</>;
}
