/** The list of workstations with last seen, unsent count where known, and revoking. */
import { Button, Input } from 'antd';
import { useState } from 'react';
import type { WorkstationRow } from '../../desk/contract/access.ts';
import { recently } from '../../i18n/format.ts';
import { useText } from '../../i18n/i18n.ts';
import { SkeletonLines } from '../../ui/feedback/States.tsx';
import { RevokeDialog } from './RevokeDialog.tsx';
import { shortName } from './shortName.ts';
import { useWorkstations } from './useWorkstations.ts';
import styles from './Workstations.module.css';

/** A list as long as this is searched, not read. */
const SEARCH_FROM = 10;
const SHOWN_MAX = 200;

export function Workstations() {
  const { t } = useText();
  const { reply, reload } = useWorkstations();
  const [search, setSearch] = useState('');
  const [revoking, setRevoking] = useState<WorkstationRow | null>(null);
  if (reply === null) return <SkeletonLines count={3} label={t('workstations.loading')} />;
  if (!reply.ok) {
    return (
      <p className={styles.refusal}>
        {t(`workstations.why.${reply.why}`)} <Button onClick={reload}>{t('app.retry')}</Button>
      </p>
    );
  }
  const wanted = search.trim().toLowerCase();
  const rows = reply.items.filter(({ account }) => account.toLowerCase().includes(wanted));
  return (
    <>
      <div className={styles.tools}>
        {reply.items.length > SEARCH_FROM && (
          <Input
            value={search}
            aria-label={t('workstations.search')}
            placeholder={t('workstations.search')}
            allowClear
            onChange={({ target }) => setSearch(target.value)}
          />
        )}
        <Button onClick={reload}>{t('workstations.reload')}</Button>
      </div>
      {rows.length === 0 ? (
        <p className={styles.refusal}>{t('workstations.empty')}</p>
      ) : (
        <WorkstationTable rows={rows.slice(0, SHOWN_MAX)} onRevoke={setRevoking} />
      )}
      {revoking && <RevokeDialog row={revoking} onClose={() => setRevoking(null)} onDone={reload} />}
    </>
  );
}

function WorkstationTable(props: {
  rows: readonly WorkstationRow[];
  onRevoke: (row: WorkstationRow) => void;
}) {
  const { t } = useText();
  return (
    <table className={styles.table} aria-label={t('workstations.title')}>
      <thead>
        <tr>
          <th scope="col">{t('workstations.account')}</th>
          <th scope="col">{t('workstations.name')}</th>
          <th scope="col">{t('workstations.lastSeen')}</th>
          <th scope="col" className={styles.number}>
            {t('workstations.unsent')}
          </th>
          <th scope="col">{t('workstations.state')}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row) => (
          <WorkstationLine key={row.ws} row={row} onRevoke={() => props.onRevoke(row)} />
        ))}
      </tbody>
    </table>
  );
}

function WorkstationLine({ row, onRevoke }: { row: WorkstationRow; onRevoke: () => void }) {
  const { t } = useText();
  const name = shortName(row.ws);
  const state = row.revoked ? `workstations.${row.revoked}` : 'workstations.active';
  return (
    <tr>
      <td>{row.account}</td>
      <td>
        <code>{name}</code> {row.isThis && <strong>{t('workstations.this')}</strong>}
      </td>
      <td>{row.lastSeenAt === null ? t('workstations.neverSeen') : recently(row.lastSeenAt, Date.now())}</td>
      <td className={styles.number}>
        {row.unsent === null ? (
          <span className={styles.soft}>{t('workstations.unsentUnknown')}</span>
        ) : (
          row.unsent
        )}
      </td>
      <td className={row.revoked ? styles.revoked : undefined}>
        {t(state as 'workstations.active' | 'workstations.drain' | 'workstations.lost')}
      </td>
      <td className={styles.action}>
        {row.revoked !== 'lost' && (
          <Button
            size="small"
            aria-label={t('workstations.revokeOne', { account: row.account, ws: name })}
            onClick={onRevoke}
          >
            {t('workstations.revoke')}
          </Button>
        )}
      </td>
    </tr>
  );
}
