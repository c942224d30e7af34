/** Revoking a workstation: in peace or as lost, with what the latter destroys said before it is done. */
import { Alert, App, Button, Input, Radio } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import { useDesk } from '../../app/DeskContext.tsx';
import type { RevokeMode, WorkstationRow } from '../../desk/contract/access.ts';
import { useText } from '../../i18n/i18n.ts';
import { Dialog } from '../../ui/dialogs/Dialog.tsx';
import { shortName } from './shortName.ts';
import styles from './Workstations.module.css';

export function RevokeDialog(props: { row: WorkstationRow; onClose: () => void; onDone: () => void }) {
  const { row, onClose, onDone } = props;
  const { t } = useText();
  const desk = useDesk();
  const { message } = App.useApp();
  const id = useId();
  const [mode, setMode] = useState<RevokeMode>(row.revoked === 'drain' ? 'lost' : 'drain');
  const [typed, setTyped] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const isConfirmed = mode === 'drain' || typed.trim() === row.account;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!isConfirmed) return;
    setIsBusy(true);
    try {
      const reply = await desk.revokeWorkstation(row.ws, mode);
      if (!reply.ok) return setFault(t(`workstations.why.${reply.why}`));
      void message.success(t('revoke.done'));
      onDone();
      onClose();
    } catch (thrown) {
      setFault(String(thrown));
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <Dialog title={t('revoke.title')} onClose={onClose} width={520} keysTitle={t('keys.section.dialog')}>
      <form className={styles.form} onSubmit={(event) => void submit(event)}>
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
        {mode === 'lost' && (
          <>
            {row.unsent !== null && row.unsent > 0 && (
              <Alert type="error" showIcon title={t('revoke.lost.unsent', { count: row.unsent })} />
            )}
            <label htmlFor={id}>
              {t('revoke.lost.confirm', { account: row.account })}
              <Input
                id={id}
                value={typed}
                autoComplete="off"
                spellCheck={false}
                onChange={({ target }) => setTyped(target.value)}
              />
            </label>
          </>
        )}
        {fault !== null && <Alert type="error" title={fault} showIcon />}
        <div className={styles.buttons}>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="primary" danger htmlType="submit" loading={isBusy} disabled={!isConfirmed}>
            {t('revoke.submit')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
