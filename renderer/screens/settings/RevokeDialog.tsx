/** Revoking a workstation: in peace or as lost, with what the latter destroys said before it is done. */
import { Alert, App, Radio } from 'antd';
import { useState } from 'react';
import { useDesk } from '../../app/DeskContext.tsx';
import type { RevokeMode, WorkstationRow } from '../../desk/contract/access.ts';
import { useText } from '../../i18n/i18n.ts';
import { TypedNameDialog } from '../../ui/dialogs/TypedNameDialog.tsx';
import { shortName } from './shortName.ts';
import styles from './Workstations.module.css';

export function RevokeDialog(props: { row: WorkstationRow; onClose: () => void; onDone: () => void }) {
  const { row, onClose, onDone } = props;
  const { t } = useText();
  const desk = useDesk();
  const { message } = App.useApp();
  const [mode, setMode] = useState<RevokeMode>(row.revoked === 'drain' ? 'lost' : 'drain');
  const revoke = async () => {
    const reply = await desk.revokeWorkstation(row.ws, mode);
    if (!reply.ok) return t(`workstations.why.${reply.why}`);
    void message.success(t('revoke.done'));
    onDone();
    onClose();
    return null;
  };
  return (
    <TypedNameDialog
      title={t('revoke.title')}
      width={520}
      confirmText={t('revoke.submit')}
      cancelText={t('common.cancel')}
      keysTitle={t('keys.section.dialog')}
      ask={
        mode === 'lost'
          ? { name: row.account, text: t('revoke.lost.confirm', { account: row.account }) }
          : null
      }
      onConfirm={revoke}
      onClose={onClose}
    >
      <p>{t('revoke.of', { account: row.account, ws: shortName(row.ws) })}</p>
      {row.isThis && <Alert type="warning" showIcon title={t('revoke.this')} />}
      <Radio.Group
        className={styles.ways ?? ''}
        value={mode}
        aria-label={t('revoke.mode')}
        onChange={({ target }) => setMode(target.value === 'lost' ? 'lost' : 'drain')}
      >
        {(['drain', 'lost'] as const).map((way) => (
          <Radio key={way} value={way} disabled={way === 'drain' && row.revoked === 'drain'}>
            {t(`revoke.${way}`)}
            <span className={styles.way}>{t(`revoke.${way}.text`)}</span>
          </Radio>
        ))}
      </Radio.Group>
      {mode === 'lost' && row.unsent !== null && row.unsent > 0 && (
        <Alert type="error" showIcon title={t('revoke.lost.unsent', { count: row.unsent })} />
      )}
    </TypedNameDialog>
  );
}
